"""Where an unexpected fault is noted: in the user's own folder, or in one that IT has decided."""

import getpass
from pathlib import Path

import platformdirs
import pytest

from iplos_desktop.flow.log import note_fault
from iplos_desktop.flow.policy import Policy


def test_each_user_has_a_file_in_the_folder_it_has_decided(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy = Policy(log_folder=tmp_path / "logg")
    for who in ("kari", "KOMMUNE\\ola", "25889349908"):
        monkeypatch.setattr(getpass, "getuser", lambda who=who: who)
        note_fault(policy, f"a place of {len(who)}")
    names = {path.name for path in (tmp_path / "logg").iterdir()}
    assert names == {"feil-kari.log", "feil-KOMMUNEola.log", "feil-bruker.log"}


def test_nobody_is_signed_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise ImportError("pwd")  # what Python says on Windows

    monkeypatch.setattr(getpass, "getuser", nobody)
    note_fault(Policy(log_folder=tmp_path), "a place")
    assert "a place" in (tmp_path / "feil-bruker.log").read_text(encoding="utf-8")


def test_without_a_decision_it_is_the_users_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(platformdirs, "user_log_path", lambda *_, **__: tmp_path / "egen")
    note_fault(Policy(), "a place")
    assert (tmp_path / "egen" / "feil.log").exists()


def test_a_log_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("")
    note_fault(Policy(log_folder=tmp_path / "fil"), "a place")
