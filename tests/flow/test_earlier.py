"""What the journal says of the submission before, and what is left to do with a file."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from iplos_desktop.errors import UserError
from iplos_desktop.flow.checklist import Sealed, checklist
from iplos_desktop.flow.earlier import is_sealed_file, kept_folder, last_sent, whereabouts
from iplos_desktop.flow.reminders import receipt_due
from iplos_desktop.watch import Watch
from iplos_desktop.year import load_year
from tests.flow.journal_support import at, entry
from tests.support import WOMAN


def test_the_one_before_is_of_the_same_place_and_year_and_no_trial() -> None:
    right = entry("riktig")
    others = [
        entry("prøve", test=True),
        entry("bydel", district="01"),
        entry("nabo", municipality="1103"),
        entry("året før", data_year=2014),
    ]
    assert last_sent([*others, right, entry("eldre")], ("0301", "00"), 2015) == right
    assert last_sent(others, ("0301", "00"), 2015) is None


def test_a_sealed_file_is_found_where_it_was_laid_or_said_to_be_gone(tmp_path: Path) -> None:
    made = entry(file_name="IPLOS.p7m")
    there, elsewhere = tmp_path / "der", tmp_path / "annet"
    there.mkdir()
    assert whereabouts(made, [elsewhere, there]) is None
    (there / "IPLOS.p7m").write_bytes(b"x")
    assert whereabouts(made, [elsewhere, there]) == there / "IPLOS.p7m"


def test_a_sealed_file_is_found_in_the_folder_it_was_written_to(tmp_path: Path) -> None:
    (tmp_path / "IPLOS.p7m").write_bytes(b"x")
    made = entry(file_name="IPLOS.p7m", folder=kept_folder(tmp_path / "IPLOS.p7m"))
    assert whereabouts(made, []) == tmp_path / "IPLOS.p7m"


@pytest.mark.parametrize("name", [WOMAN, f"{WOMAN[:6]} {WOMAN[6:]}", f"om {WOMAN}"])
def test_a_folder_named_by_an_identity_number_is_not_kept(name: str) -> None:
    assert kept_folder(Path("/hjem/kari") / name / "IPLOS.p7m") is None


def test_any_other_folder_is_kept_as_it_is() -> None:
    assert kept_folder(Path("/hjem/kari/Til sending/IPLOS.p7m")) == "/hjem/kari/Til sending"


def test_the_file_is_known_again_by_its_sha_256_alone(tmp_path: Path) -> None:
    moved, another = tmp_path / "kopi.p7m", tmp_path / "IPLOS.p7m"
    moved.write_bytes(b"innhold")
    another.write_bytes(b"noe annet")
    made = entry(file_name="IPLOS.p7m", sha256=hashlib.sha256(b"innhold").hexdigest())
    assert is_sealed_file(made, moved, Watch())
    assert not is_sealed_file(made, another, Watch())
    with pytest.raises(UserError, match="kan ikke leses"):
        is_sealed_file(made, tmp_path / "borte.p7m", Watch())


def test_a_name_in_the_journal_leads_nowhere_else(tmp_path: Path) -> None:
    (tmp_path / "hemmelig").write_bytes(b"x")
    (tmp_path / "ut").mkdir()
    assert whereabouts(entry(file_name="../hemmelig"), [tmp_path / "ut"]) is None
    assert whereabouts(entry(file_name="a\0b"), [tmp_path]) is None


def test_a_receipt_is_due_at_eight_the_next_morning() -> None:
    assert receipt_due(at("2016-01-05 23:59")).isoformat() == "2016-01-06T08:00:00"
    assert receipt_due(at("2015-12-31 07:00")).isoformat() == "2016-01-01T08:00:00"


def test_the_list_names_all_that_is_to_be_typed_and_whom_to_ask() -> None:
    addresses = load_year(2015).addresses
    sealed = Sealed("IPLOS.p7m", "a" * 64, "0301", "02", "974760673", "kari@oslo.no")
    points = checklist(sealed, addresses)
    told = repr(points).replace("\\xa0", " ")
    for word in (
        *("IPLOS.p7m", addresses.upload, "0301", "'02'", "974760673", "PIN-kode"),
        *("kari@oslo.no", "08.00", "iplos@ssb.no", "21 09 45 49", "Slett", "sikker sone"),
    ):
        assert word in told
    forgotten = checklist(replace(sealed, email=None), addresses)
    assert "None" not in repr(forgotten[4].text)
