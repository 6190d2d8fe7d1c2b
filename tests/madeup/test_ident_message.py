"""The ident message of 3.5: who the numbers in the export are."""

from pathlib import Path

import pytest
from lxml import etree

from iplos_desktop.madeup import write_export, write_ident_message
from iplos_desktop.register.identity import Kind, identify
from tests.madeup.support import persons

IDE = "{http://www.npr.no/xmlstds/53_1_2_ide}"


@pytest.mark.parametrize("faults", [False, True])
def test_it_names_each_person_of_the_export_once(tmp_path: Path, *, faults: bool) -> None:
    export, ident = tmp_path / "a.xml", tmp_path / "ident.xml"
    write_export(export, persons=300, version="3.5", faults=faults)
    assert write_ident_message(ident, persons=300) == []
    message = etree.parse(ident).getroot()
    people = [*message.iter(f"{IDE}PasientIdent")]
    numbers = [one.get("pid") for one in people]
    assert len({*numbers}) == len(numbers) == 300
    assert {*numbers} == {one["pePeID"] for one in persons(export)}
    serial = etree.parse(export).findtext(".//{*}iiLopenr")
    assert message.get("lopenr") == serial is not None


def test_its_own_faults_leave_one_out_add_one_and_change_the_number(tmp_path: Path) -> None:
    export, ident = tmp_path / "a.xml", tmp_path / "ident.xml"
    write_export(export, persons=300, version="3.5", faults=True)
    planted = write_ident_message(ident, persons=300, faults=True)
    message = etree.parse(ident).getroot()
    told = {one.get("pid") for one in message.iter(f"{IDE}PasientIdent")}
    there = {one["pePeID"] for one in persons(export)}
    assert there - told == {one.person for one in planted if one.rule == "M-02"}
    assert told - there == {one.person for one in planted if one.rule == "M-03"}
    assert message.get("lopenr") != etree.parse(export).findtext(".//{*}iiLopenr")


def test_a_fault_of_the_message_is_told_at_its_line(tmp_path: Path) -> None:
    ident = tmp_path / "ident.xml"
    planted = write_ident_message(ident, persons=2000, faults=True)
    lines = ident.read_text("utf-8").splitlines()
    rows = [one for one in planted if one.record == "PasientIdent"]
    assert {one.rule for one in rows} == {"M-03", "M-04", "P-01", "P-02", "P-07", "P-08"}
    for one in rows:
        assert lines[one.line - 1].strip().startswith(f'<PasientIdent pid="{one.person}"')


def test_its_head_is_as_the_format_says(tmp_path: Path) -> None:
    path = tmp_path / "ident.xml"
    write_ident_message(path, persons=3)
    message = etree.parse(path).getroot()
    assert message.tag == f"{IDE}Melding"
    assert message.get("versjon") == "53.1.2"
    assert message.get("fraDatoPeriode") == "2018-01-01"
    assert message.get("tilDatoPeriode") == "2018-12-31"
    assert [child.tag for child in message] == [
        f"{IDE}{name}" for name in ("Kontaktperson", "Kontaktperson", "Institusjon")
    ]


def test_identities_are_synthetic_with_the_right_type(tmp_path: Path) -> None:
    path = tmp_path / "ident.xml"
    write_ident_message(path, persons=1000)
    types = {Kind.FNR: "1", Kind.DNR: "2"}
    seen = set()
    for one in etree.parse(path).getroot().iter(f"{IDE}PasientIdent"):
        told = identify(str(one.get("fid")))
        assert told.valid
        assert told.synthetic
        assert one.get("typeID") == types[told.kind]
        seen.add(told.kind)
    assert seen == {Kind.FNR, Kind.DNR}


def test_the_same_people_as_in_a_3_3_file_of_the_seed(tmp_path: Path) -> None:
    export, ident = tmp_path / "a.xml", tmp_path / "ident.xml"
    write_export(export, persons=50, year=2018, seed=7)
    write_ident_message(ident, persons=50, seed=7)
    message = etree.parse(ident).getroot()
    told = {one.get("pid"): one.get("fid") for one in message.iter(f"{IDE}PasientIdent")}
    assert told == {one["pePeID"]: one["peFnr"] for one in persons(export)}
