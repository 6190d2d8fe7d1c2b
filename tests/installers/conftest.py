"""What the tests of the packages share: the packages as built, and a screen in memory."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from installer import source

DIST = source.ROOT / "dist"
BUILT = source.ROOT / "build" / "installers"
VERSION = source.version()


@pytest.fixture(scope="session")
def dist() -> Path:
    if not (DIST / "SHA256SUMS").exists():
        pytest.fail("Type make installers first.")
    return DIST


@pytest.fixture(scope="session")
def deb(dist: Path) -> Path:
    return dist / f"iplos-desktop_{VERSION}_amd64.deb"


@pytest.fixture(scope="session")
def msi(dist: Path) -> Path:
    return dist / f"iplos-desktop-{VERSION}.msi"


@pytest.fixture(scope="session")
def screen() -> Iterator[str]:
    """The name of an X11 display in memory."""
    reads, writes = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writes), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=[writes],
        stderr=subprocess.DEVNULL,
    )
    os.close(writes)
    with os.fdopen(reads) as told:
        number = told.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait()
