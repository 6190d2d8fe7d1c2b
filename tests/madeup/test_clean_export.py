"""An export nobody has spoilt: what it must be for a demo and a benchmark to mean something."""

from datetime import date
from pathlib import Path

import pytest

from iplos_desktop.errors import Cancelled, UserError
from iplos_desktop.madeup import organisation_numbers, write_export, write_ident_message
from iplos_desktop.register.identity import Kind, identify
from iplos_desktop.watch import Watch
from tests.madeup.support import checked, findings, grave, persons, schema_faults

VERSIONS = pytest.mark.parametrize("version", ["3.3", "3.5"])


@pytest.mark.parametrize("seed", [1, 2])
@VERSIONS
def test_the_schema_and_every_rule_are_content(tmp_path: Path, version: str, seed: int) -> None:
    path, ident = tmp_path / "a.xml", tmp_path / "ident.xml"
    assert write_export(path, persons=1500, version=version, seed=seed) == []
    assert schema_faults(path, version) == []
    if version == "3.5":
        write_ident_message(ident, persons=1500, seed=seed)
    found = checked(
        path,
        version,
        ident=ident if version == "3.5" else None,
        listed=organisation_numbers(persons=1500, seed=seed),
        municipality="0301",
        email="ase@kommune.example",
    )
    assert grave(found.findings) == []
    assert found.findings.not_checked == []
    assert set(found.findings.counts) == {"L-15", "T-08"}


@VERSIONS
def test_on_one_line_too(tmp_path: Path, version: str) -> None:
    path = tmp_path / "a.xml"
    write_export(path, persons=50, version=version, pretty=False)
    assert b"\n" not in path.read_bytes()
    assert schema_faults(path, version) == []
    assert grave(findings(path, version)) == []


@pytest.mark.parametrize("encoding", ["UTF-8", "ISO-8859-1", "windows-1252", "UTF-16"])
def test_in_every_encoding_with_a_letter_that_tells(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.xml"
    write_export(path, persons=5, encoding=encoding)
    assert "1.0 prøve" in path.read_text(encoding)
    assert grave(findings(path, "3.3")) == []


def test_another_municipality_district_and_year(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    write_export(path, persons=20, year=2016, municipality="1103", district="02")
    text = path.read_text("utf-8")
    assert "<iiKomnr>1103</iiKomnr>" in text
    assert "<iiFraDato>20160101</iiFraDato>" in text
    assert {(one["peKomnr"], one["peBydelsnr"]) for one in persons(path)} == {("1103", "02")}


def test_the_same_arguments_give_the_same_bytes(tmp_path: Path) -> None:
    first, again, other = tmp_path / "1.xml", tmp_path / "2.xml", tmp_path / "3.xml"
    planted = write_export(first, persons=100, faults=True)
    assert write_export(again, persons=100, faults=True) == planted
    write_export(other, persons=100, faults=True, seed=2)
    assert first.read_bytes() == again.read_bytes() != other.read_bytes()


def test_nobody_real_nobody_twice_and_the_number_agrees(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    write_export(path, persons=3000)
    people = [*persons(path)]
    numbers = [str(one["peFnr"]) for one in people]
    assert len({*numbers}) == len({one["pePeID"] for one in people}) == 3000
    unread = d_numbers = 0
    for one, number in zip(people, numbers, strict=True):
        told = identify(number)
        assert told.valid
        assert told.synthetic
        d_numbers += told.kind is Kind.DNR
        unread += told.born is None
        if told.born is not None:
            assert told.male is (one["peKjonn"] == "M")
            day = date(2015, 12, 31)
            before = (day.month, day.day) < (told.born.month, told.born.day)
            assert int(str(one["peAlder"])) == day.year - told.born.year - before
    assert 5 < unread < 50  # the 2032 series
    assert 10 < d_numbers < 80


def test_a_file_that_is_there_already_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text("mine")
    with pytest.raises(UserError, match=r"a\.xml"):
        write_export(path, persons=5)
    assert path.read_text() == "mine"


def test_a_cancelled_export_leaves_nothing(tmp_path: Path) -> None:
    watch = Watch()
    watch.cancel()
    with pytest.raises(Cancelled):
        write_export(tmp_path / "a.xml", persons=5, watch=watch)
    assert [*tmp_path.iterdir()] == []


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="kan ikke skrives"):
        write_export(tmp_path / "x" / "a.xml", persons=5)


def test_progress_is_told_in_persons(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    write_export(tmp_path / "a.xml", persons=120, watch=Watch(lambda *now: told.append(now)))
    assert told == [(0, 120), (50, 120), (100, 120), (120, 120)]
