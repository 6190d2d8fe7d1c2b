"""Whether the window can be opened, tried in a process of its own: Qt ends what it cannot serve."""

import json
import subprocess
import sys
from pathlib import Path
from threading import Thread

import iplos_desktop
from iplos_desktop.flow.ready.line import Line, State, from_json

AREA, ALONE = "Vindu", "--window"
_START = (
    "import sys; sys.path.insert(0, sys.argv.pop(1)); from iplos_desktop.gui.app import main;"
    " sys.exit(main(sys.argv[1:]))"
)
_LIMIT = 120  # seconds; a cold start on a slow disk is some ten
_SHOWN = 300  # characters of what Qt said last


def window() -> list[Line]:
    """What the window's own self-test says of itself."""
    lib = str(Path(iplos_desktop.__file__).parents[1])
    try:
        ran = subprocess.Popen(  # noqa: S603 - this Python, and these packages
            [sys.executable, "-BI", "-c", _START, lib, "--self-test", "--json", ALONE],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        )
    except OSError as error:
        return [_not_opened(type(error).__name__)]
    said = _listen(ran)
    if said is None:
        ran.kill()
        return [_not_opened(f"den svarte ikke på {_LIMIT} sekunder")]
    try:
        return from_json(json.loads(said[-1]))
    except (IndexError, ValueError, KeyError, TypeError):
        return [_not_opened(" ".join(" ".join(said).split())[-_SHOWN:])]


def _listen(ran: subprocess.Popen[str]) -> list[str] | None:
    """The lines it says, its answer the last; None when it does not answer.

    Its end is not waited for: what it has started may hold the pipe open.
    """
    said: list[str] = []

    def hear() -> None:
        for line in ran.stdout or ():
            said.append(line)
            if line.startswith("{"):
                break

    ear = Thread(target=hear, daemon=True)
    ear.start()
    ear.join(_LIMIT)
    return None if ear.is_alive() else said


def _not_opened(said: str) -> Line:
    return Line(AREA, State.WRONG, f"Vinduet kan ikke åpnes: {said}", "Se «For IT-drift».")
