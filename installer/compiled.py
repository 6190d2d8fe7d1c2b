"""Modules compiled beforehand for Windows, where ordinary users cannot write beside the program."""

import os
import shutil
import subprocess
from pathlib import Path

from installer.source import HERE
from installer.tools import run

_TIMEOUT = 300  # seconds; it takes some ten


def compile_modules(root: Path, prefix: Path) -> None:
    """Compile every module in `root`/lib by the very Python that will run it, `root`/python.

    prefix: where Wine keeps its Windows, elsewhere than on Windows itself.

    The compiled file holds the hash of its source in place of its time, which an installation
    changes, and the source is not read again when the program runs.
    """
    python = root / "python" / "python.exe"
    script = HERE / "windows" / "compile.py"
    if os.name == "nt":
        run(python, script, root / "lib")
    else:
        done = wine(prefix, python, windows_path(script), windows_path(root / "lib"))
        if done.returncode:
            raise SystemExit(f"Python under Wine could not compile the modules.\n{done.stdout}")


def wine(
    prefix: Path, *words: str | Path, folder: Path | None = None, timeout: int = _TIMEOUT
) -> subprocess.CompletedProcess[str]:
    """Run a Windows program under Wine, without a window; standard output and error together."""
    wine64 = next((path for path in _WINES if (path and Path(path).exists())), None)
    if wine64 is None:
        raise SystemExit("Wine is missing. Type make installers, which installs it.")
    environment = {
        **os.environ,
        "WINEPREFIX": str(prefix),
        "WINEDEBUG": "-all",
        # No debugger, no .NET, no browser: they would be asked for, and wait for an answer.
        "WINEDLLOVERRIDES": "winedbg.exe=d;mscoree=;mshtml=;winemenubuilder.exe=d",
        "DISPLAY": "",
    }
    return subprocess.run(
        [wine64, *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        env=environment,
        cwd=folder,
        timeout=timeout,
        check=False,
    )


_WINES = (shutil.which("wine64"), "/usr/lib/wine/wine64")


def windows_path(path: Path) -> str:
    """A path of this machine as a program under Wine sees it."""
    return "Z:" + str(path.resolve()).replace("/", "\\")
