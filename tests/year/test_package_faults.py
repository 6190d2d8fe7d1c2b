"""Every fault in a year package is told with its place, in words an official understands."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iplos_desktop.shipped import resource
from iplos_desktop.year.facts import version_key
from iplos_desktop.year.faults import FaultyPackageError
from iplos_desktop.year.files import NAMES, read_files
from iplos_desktop.year.read import read_year
from tests.year.support import Edit, change, package

UNREAD = (
    "linjen kan ikke leses. Skriv «navn = verdi», dager som 2016-01-15 og tekst i anførselstegn,"
    " slik LESMEG.txt viser"
)


def faults(folder: Path) -> list[str]:
    with pytest.raises(FaultyPackageError) as refused:
        read_year(read_files(folder))
    return [str(fault) for fault in refused.value.faults]


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (
            ("tjenestetyper.csv", "6;Trygghetsalarm", "5;Trygghetsalarm"),
            "tjenestetyper.csv, linje 7: koden 5 står to ganger",
        ),
        (
            ("tjenestetyper.csv", "6;Trygghetsalarm", "6a;Trygghetsalarm"),
            "tjenestetyper.csv, linje 7: kode er «6a», men skal være et helt tall fra 1 til 999",
        ),
        (
            ("tjenestetyper.csv", "gyldig;nei;kan", "gyldig;nei;kanskje"),
            (
                "tjenestetyper.csv, linje 6: orgnr er «kanskje», men skal være kreves, kan, ikke,"
                " bolig eller vurderes ikke"
            ),
        ),
        (
            ("tjenestetyper.csv", ";gyldig;", ";;"),
            "tjenestetyper.csv, linje 2: status er tom, men skal være gyldig eller utgått",
        ),
        (
            ("tjenestetyper.csv", ";status;", ";tilstand;"),
            (
                "tjenestetyper.csv, linje 1: overskriften skal ha én status, slik som"
                " «kode;tekst;gruppe;status;timer;orgnr»"
            ),
        ),
        (
            ("funksjonstyper.csv", "2;Skaffe seg varer", "2,Skaffe seg varer"),
            "funksjonstyper.csv, linje 3: linjen har 2 felt, men overskriften har 3",
        ),
        (
            ("kommuner.csv", "0101;Halden", "101;Halden"),
            "kommuner.csv, linje 2: kode er «101», men skal være fire sifre, også nullen foran",
        ),
        (
            ("bydeler.csv", "0301;01;", "0399;01;"),
            "bydeler.csv, linje 2: kommunen 0399 står ikke i kommuner.csv",
        ),
        (
            ("bydeler.csv", "0301;01;", "0301;00;"),
            (
                "bydeler.csv, linje 2: bydel er «00», men skal være to sifre, også nullen foran,"
                " men ikke 00"
            ),
        ),
        (
            ("regler.csv", "regel;nivaa\n", "regel;nivaa\nT-02;av\nT-02;info\n"),
            "regler.csv, linje 3: regelen T-02 står to ganger",
        ),
        (
            ("regler.csv", "regel;nivaa\n", "regel;nivaa\nT-02;streng\n"),
            (
                "regler.csv, linje 2: nivaa er «streng», men skal være kritisk, feil, advarsel,"
                " info eller av"
            ),
        ),
        (
            ("aar.toml", "aar = 2015", 'aar = "2015"'),
            "aar.toml, linje 4: aar skal være et årstall med fire sifre, uten anførselstegn",
        ),
        (
            ("aar.toml", '"2015.2"', "2015.2"),
            "aar.toml, linje 5: versjon skal være en kort tekst i anførselstegn",
        ),
        (
            ("aar.toml", '"2015.2"', '"2016.2"'),
            (
                "aar.toml, linje 5: versjon er «2016.2», men skal være dataåret, punktum og et"
                " tall, slik som «2015.2»"
            ),
        ),
        (
            ("aar.toml", 'format = "3.3"', 'format = "4.0"'),
            "aar.toml, linje 6: format er «4.0», men programmet kjenner 3.3 og 3.5",
        ),
        (
            ("aar.toml", "til = 2015-12-31", "til = 2015-11-30"),
            "aar.toml, linje 10: perioden er hele dataåret, så til skal være 2015-12-31",
        ),
        (
            ("aar.toml", "frist = 2016-01-15", "frist = 2016-01-03"),
            "aar.toml, linje 14: frist skal være etter apner",
        ),
        (
            ("aar.toml", "frist = 2016-01-15", "frist = 2017-01-15"),
            "aar.toml, linje 14: frist skal være i 2016, året etter dataåret",
        ),
        (
            ("aar.toml", "frist = 2016-01-15\n", ""),
            "aar.toml: frist i avsnittet [kalender] mangler",
        ),
        (("aar.toml", "[kalender]", "[dager]"), "aar.toml: avsnittet [kalender] mangler"),
        (
            ("aar.toml", "antatt = []", 'antatt = ["fristen"]'),
            (
                "aar.toml, linje 17: antatt nevner «fristen», men kan bare nevne apner, frist,"
                " publiseres, rettet_for"
            ),
        ),
        (
            ("aar.toml", "til = 2015-12-31", "til 31.12.2015"),
            f"aar.toml, linje 10: {UNREAD}",
        ),
        (
            ("aar.toml", '"https://iplos', '"http://iplos'),
            "aar.toml, linje 20: sendemodul skal begynne med https://",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else value[0],
)
def test_a_fault_is_told_where_it_is(edit: Edit, told: str, tmp_path: Path) -> None:
    assert told in faults(package(tmp_path, edit))


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    broken = package(
        tmp_path,
        ("kommuner.csv", "0101;", "101;"),
        ("funksjonstyper.csv", "2;Skaffe", "1;Skaffe"),
        ("aar.toml", "aar = 2015", "aar = 15"),
    )
    assert {fault.split(",")[0] for fault in faults(broken)} == {
        "kommuner.csv",
        "funksjonstyper.csv",
        "aar.toml",
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_missing_file_is_named(name: str, tmp_path: Path) -> None:
    broken = package(tmp_path)
    (broken / name).unlink()
    assert faults(broken) == [f"{name}: fila mangler"]


def test_a_list_saved_by_excel_in_the_old_way_is_told_how_to_be_saved(tmp_path: Path) -> None:
    broken = package(tmp_path)
    text = (broken / "kommuner.csv").read_text(encoding="utf-8")
    (broken / "kommuner.csv").write_bytes(text.encode("cp1252", "replace"))
    (told,) = faults(broken)
    assert "CSV UTF-8" in told


def test_what_excel_adds_does_no_harm(tmp_path: Path) -> None:
    """A mark at the beginning, CRLF, quotes, empty lines and columns of one's own."""
    made = package(tmp_path)
    lines = (made / "funksjonstyper.csv").read_text(encoding="utf-8").splitlines()
    excel = [f"{';'.join(chr(34) + one + chr(34) for one in line.split(';'))};" for line in lines]
    text = "\r\n".join([*excel, ";;;", ""])
    (made / "funksjonstyper.csv").write_text(text, encoding="utf-8-sig", newline="")
    same = read_year(read_files(resource("years", "2015"), guarded=False))
    assert read_year(read_files(made)).functions == same.functions


def test_a_long_number_in_a_list_is_never_repeated(tmp_path: Path) -> None:
    """It may be somebody's: a list of people can be chosen by mistake."""
    broken = package(tmp_path, ("kommuner.csv", "0101;", "12345678901;"))
    (told,) = faults(broken)
    assert "et langt tall" in told
    assert "123456" not in told


@pytest.mark.parametrize(
    ("older", "newer"), [("2015.9", "2015.10"), ("2015.1", "2015.1.1"), ("2015.2.9", "2015.10")]
)
def test_versions_are_numbers_and_not_text(older: str, newer: str) -> None:
    assert version_key(older) < version_key(newer)


@given(data=st.data())
@settings(max_examples=60)
def test_no_change_of_a_file_makes_anything_but_a_year_or_told_faults(
    data: st.DataObject,
) -> None:
    files = dict(read_files(resource("years", "2015"), guarded=False))
    name = data.draw(st.sampled_from(NAMES))
    whole = bytearray(files[name])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at : at + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=12))
        if not whole:
            break
    files[name] = bytes(whole)
    try:
        year = read_year(files)
    except FaultyPackageError:
        return
    assert year.year == 2015


def test_a_fault_in_one_list_is_not_told_of_another(tmp_path: Path) -> None:
    broken = package(tmp_path)
    change(broken / "kommuner.csv", "0301;Oslo", "301;Oslo")
    assert len(faults(broken)) == 1
