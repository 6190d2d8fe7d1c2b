"""The other programs that are run to make a package."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path


def run(*words: str | Path, cwd: Path | None = None, env: Mapping[str, str] | None = None) -> None:
    """Run a program, quietly; it must succeed.

    env: what is added to the environment.
    """
    subprocess.run(
        words,
        check=True,
        stdout=subprocess.DEVNULL,
        cwd=cwd,
        env={**os.environ, **(env or {})},
    )


def pip(*words: str | Path, env: Mapping[str, str] | None = None) -> None:
    """Run pip, which takes its index and its certificates from the machine's own settings."""
    run(sys.executable, "-m", "pip", "-qq", "--disable-pip-version-check", *words, env=env)
