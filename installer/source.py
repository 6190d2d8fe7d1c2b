"""What the packages are made from: this checkout, its version and its time."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from installer.tools import pip

ROOT = Path(__file__).resolve().parents[1]
HERE = Path(__file__).resolve().parent
REQUIREMENTS = ROOT / "requirements.txt"


def version() -> str:
    """The program's version, three numbers; Windows Installer orders no other form."""
    text = (ROOT / "iplos_desktop" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "(\d+\.\d+\.\d+)"$', text, re.MULTILINE)
    if found is None:
        raise SystemExit("iplos_desktop/__init__.py holds no version of three numbers.")
    return found[1]


def epoch() -> int:
    """Seconds since 1970 that every file gets: SOURCE_DATE_EPOCH, else the time of the commit."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given is not None:
        return int(given)
    return int(_git("log", "-1", "--format=%ct"))


def program_wheel(work: Path, out: Path) -> Path:
    """The program as a wheel in `out`, from a copy of the tracked files alone, made in `work`.

    A build in the checkout itself would take along what an earlier build left there.
    """
    copy = work / "source"
    shutil.rmtree(copy, ignore_errors=True)
    for name in _git("ls-files", "-z", "--", "iplos_desktop", "resources", *_BUILT_BY).split("\0"):
        if name and (ROOT / name).is_file():
            target = copy / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target)
            target.chmod(0o644)
    out.mkdir(parents=True, exist_ok=True)
    words = ("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", out, copy)
    pip(*words, env={"SOURCE_DATE_EPOCH": str(epoch())})
    return out / f"iplos_desktop-{version()}-py3-none-any.whl"


_BUILT_BY = ("pyproject.toml", "setup.py", "README.md", "LICENSE")


def _git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=ROOT, check=True, capture_output=True, text=True)
    return done.stdout
