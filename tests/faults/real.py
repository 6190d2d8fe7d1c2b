"""The command as a process of its own, as a script or a user starts it."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.faults.launcher import Ran, surroundings

IPLOS = (sys.executable, "-m", "iplos_desktop.cli.main")


def start(
    place: Path,
    words: Sequence[str | Path],
    *before: str,
    command: Sequence[str] = IPLOS,
    stderr: int = subprocess.PIPE,
) -> subprocess.Popen[str]:
    """Start it, with home, temporary and working folder below `place`.

    before: what starts it in its turn. command: another program than `iplos`.
    """
    return subprocess.Popen(
        [*before, *command, *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=stderr,
        encoding="utf-8",
        errors="surrogateescape",
        cwd=place / "arbeid",
        env={**_as_users_have_it(), **surroundings(place)},
    )


def _as_users_have_it() -> dict[str, str]:
    """Without a developer's settings of Python: unbuffered, it hides what is left to be written."""
    return {name: text for name, text in os.environ.items() if not name.startswith("PYTHON")}


def run(
    place: Path, words: Sequence[str | Path], *before: str, command: Sequence[str] = IPLOS
) -> Ran:
    """Start it and wait."""
    started = start(place, words, *before, command=command)
    out, err = started.communicate()
    return Ran(started.returncode, out, err)
