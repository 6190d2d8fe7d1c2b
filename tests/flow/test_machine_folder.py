"""Where key lists and year packages for everybody on a machine are looked for."""

import os
from pathlib import Path

import pytest

from iplos_desktop.flow.machine_folder import machine_folder

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has its own folder")


@pytest.mark.parametrize(
    "given",
    [
        "",
        "/usr/share/ubuntu:/usr/local/share/:/usr/share/:/var/lib/snapd/desktop",
        "/home/kari/.local/share/flatpak/exports/share:/usr/local/share:/usr/share",
    ],
    ids=["no desktop", "a desktop's own first", "a user's own first"],
)
def test_a_desktop_does_not_move_the_folder(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("XDG_DATA_DIRS", given)
    assert machine_folder() == Path("/usr/local/share/iplos-desktop")
