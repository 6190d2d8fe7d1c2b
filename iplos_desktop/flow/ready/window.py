"""Whether the window can be opened, tried in a process of its own: Qt ends what it cannot serve."""

import json
import subprocess
import sys
from pathlib import Path

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
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
        )
    except OSError as error:
        return [_not_opened(type(error).__name__)]
    try:
        out, err = ran.communicate(timeout=_LIMIT)
        return from_json(json.loads(out))
    except subprocess.TimeoutExpired:
        ran.kill()
        return [_not_opened(f"den svarte ikke på {_LIMIT} sekunder")]
    except (ValueError, KeyError, TypeError):
        return [_not_opened(" ".join(err.split())[-_SHOWN:])]


def _not_opened(said: str) -> Line:
    return Line(AREA, State.WRONG, f"Vinduet kan ikke åpnes: {said}", "Se «For IT-drift».")
