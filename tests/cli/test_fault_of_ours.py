"""A fault of ours on the command line is told without its values, and noted for IT staff."""

import pytest

from iplos_desktop.cli import regler
from iplos_desktop.cli.main import main
from iplos_desktop.flow.log import log_folder
from iplos_desktop.flow.policy import Policy


def test_it_is_told_and_noted_with_its_place_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: object
) -> None:
    def fails(_: object) -> int:
        raise ValueError("12853400023")

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    monkeypatch.setattr(regler, "run", fails)
    assert main(["regler"]) == 3
    told = capsys.readouterr().err
    noted = (log_folder(Policy()) / "feil.log").read_text(encoding="utf-8")
    for text in (told, noted):
        assert "ValueError i tests.cli.test_fault_of_ours" in text
        assert "12853400023" not in text
