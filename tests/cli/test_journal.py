"""Each sealing is noted, and a journal in trouble is a word on the side, no more."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from iplos_desktop.flow.demo import Demo
from iplos_desktop.flow.journal import Journal
from tests.cli.support import Ran
from tests.cli.test_the_whole_road import seal


def journal(home: Path) -> Journal:
    return Journal(home / "home" / "XDG_DATA_HOME" / "iplos-desktop" / "journal")


def sealed(ran: Ran) -> str:
    assert ran.code == 0, ran.err
    assert Path(ran.json["sealed"]["path"]).exists()
    assert "Traceback" not in ran.err
    return str(ran.json["sealed"]["delivery_id"])


def test_what_is_sealed_is_noted(demo: Demo, tmp_path: Path) -> None:
    ran = seal(demo.export, demo, tmp_path, "--korrigert", "--json")
    (made,) = journal(tmp_path).entries()
    assert made.delivery_id == sealed(ran)
    assert (made.corrected, made.test) == (True, True)
    assert "merk:" not in ran.err


def test_a_damaged_journal_is_told_and_the_sealing_noted_in_a_new_one(
    demo: Demo, tmp_path: Path
) -> None:
    kept = journal(tmp_path)
    kept.folder.mkdir(parents=True)
    kept.path.write_bytes(b"x" * 10_000)
    ran = seal(demo.export, demo, tmp_path, "--json")
    assert [one.delivery_id for one in kept.entries()] == [sealed(ran)]
    assert "merk: Journalen var skadet." in ran.err


@pytest.mark.parametrize("hold", ["BEGIN EXCLUSIVE", "PRAGMA user_version = 7"])
def test_a_journal_held_or_newer_is_told_and_left_alone(
    demo: Demo, tmp_path: Path, hold: str
) -> None:
    first = sealed(seal(demo.export, demo, tmp_path, "--json"))
    with closing(sqlite3.connect(journal(tmp_path).path, isolation_level=None)) as other:
        other.execute(hold)
        later = tmp_path / "senere"
        later.mkdir()
        (later / "home").symlink_to(tmp_path / "home")
        ran = seal(demo.export, demo, later, "--json")
        other.execute("PRAGMA user_version = 2")
    sealed(ran)
    assert "merk: Krypteringen er ikke notert i journalen, for " in ran.err
    assert [one.delivery_id for one in journal(tmp_path).entries()] == [first]


def test_a_home_that_cannot_be_written_hinders_no_sealing(demo: Demo, tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file in the way")
    ran = seal(demo.export, demo, tmp_path, "--json")
    sealed(ran)
    assert "merk: Krypteringen er ikke notert" in ran.err
