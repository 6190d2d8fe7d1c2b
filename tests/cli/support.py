"""Runs the real command, as a script would."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - whatever the command said
        return json.loads(self.out)


def iplos(*words: str | Path, home: Path, given: str = "") -> Ran:
    """Run `iplos` with its settings and data under a home of its own.

    given: what comes on standard input, which is no terminal.
    """
    names = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_DATA_DIRS")
    places = {name: str(home / name) for name in names}
    done = subprocess.run(
        [sys.executable, "-m", "iplos_desktop.cli.main", *map(str, words)],
        capture_output=True,
        input=given,
        encoding="utf-8",
        env={**os.environ, **places},
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)
