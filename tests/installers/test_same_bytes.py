"""The same input gives the same bytes: packages made again, elsewhere and with other habits."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from installer import source
from tests.installers.conftest import BUILT

# One would expect none of these to matter.
HABITS = {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "7", "USER": "noen"}


def test_a_build_elsewhere_has_the_same_sums(dist: Path, tmp_path: Path) -> None:
    checkout = tmp_path / "a place of another name" / "iplos"
    subprocess.run(["git", "clone", "-q", source.ROOT, checkout], check=True)
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=source.ROOT, check=True, capture_output=True, text=True
    ).stdout
    for name in filter(None, names.split("\0")):  # what is not committed yet belongs to it
        if (source.ROOT / name).is_file():
            (checkout / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source.ROOT / name, checkout / name)
    subprocess.run(["git", "add", "--all"], cwd=checkout, check=True)
    for name in ("wheels", "python"):  # fetched once
        shutil.copytree(BUILT / name, checkout / "build" / "installers" / name)
    subprocess.run(
        [sys.executable, "-m", "installer"],
        cwd=checkout,
        check=True,
        env={**os.environ, **HABITS, "SOURCE_DATE_EPOCH": str(source.epoch())},
        umask=0o077,
    )
    assert set(sums(checkout / "dist")) ^ set(sums(dist)) == set()


def sums(folder: Path) -> list[str]:
    return (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
