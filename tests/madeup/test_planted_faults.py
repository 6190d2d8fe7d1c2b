"""Faults on purpose: the check must find each at its place, and nothing anywhere else."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from iplos_desktop.catalogue.group import Finding
from iplos_desktop.madeup import (
    Planted,
    organisation_numbers,
    write_export,
    write_ident_message,
)
from iplos_desktop.rules import BOOK
from tests.madeup.support import findings, grave, place
from tests.madeup.test_single_faults import ALONE

IN_BOTH = {"D-01", "D-03", "D-04", "F-01", "F-03", "F-04", "F-05", "G-01", "I-05", "I-06", "K-01",
           "K-02", "K-03", "K-04", "K-05", "K-06", "O-01", "O-02", "O-03", "O-04", "O-05", "P-05",
           "P-06", "P-08", "P-11", "P-12", "P-13", "P-14", "P-15", "P-16", "P-18", "S-01", "S-02",
           "S-03", "S-04", "S-05", "S-06", "S-07", "S-08", "S-09", "S-10", "T-01", "T-04", "T-05",
           "T-06", "T-07", "T-08", "T-09", "T-11", "T-12", "T-13", "T-14", "T-15", "T-16", "T-17",
           "T-19", "T-20", "T-21"}  # fmt: skip
KINDS = {
    "3.3": IN_BOTH | {"D-02", "P-01", "P-02", "P-07", "P-17", "S-11", "S-12"},
    "3.5": IN_BOTH | {"F-02", "I-08", "I-09", "T-18"},
}
LISTED = {"T-10"}
HINDERING = {"3.3": {"I-03", "P-09", "P-10"}, "3.5": {"I-03"}}
IN_THE_MESSAGE = {"M-01", "M-02", "M-03", "M-04", "P-01", "P-02", "P-07", "P-08"}
ATTRIBUTES = {"pePeID", "fnPeID", "fnFnID", "fnKilde", "diPeID"}
TELLS_WHAT_IS_MISSING = {"F-03", "F-05", "O-03", "S-02", "S-05", "S-11", "S-12", "T-05", "T-06",
                         "T-08", "T-11"}  # fmt: skip
IN_CLEAN_DATA = {"T-08"}
NOT_TO_BE_MADE = {"T-02"}  # no year has a service type that has gone out of use


def test_every_rule_of_the_book_has_a_fault_it_must_find() -> None:
    kinds = {*KINDS["3.3"], *KINDS["3.5"], *LISTED, *HINDERING["3.3"], *IN_THE_MESSAGE}
    assert {rule.number for rule in BOOK} == kinds | ALONE | NOT_TO_BE_MADE


@pytest.mark.parametrize("pretty", [True, False])
@pytest.mark.parametrize("version", ["3.3", "3.5"])
def test_every_fault_is_found_where_it_was_planted_and_no_other(
    tmp_path: Path, version: str, *, pretty: bool
) -> None:
    planted, found = planted_and_found(tmp_path, version, 2000, pretty=pretty)
    message = IN_THE_MESSAGE if version == "3.5" else set()
    assert {one.rule for one in planted} == KINDS[version] | LISTED | message
    same(planted, found)


@pytest.mark.parametrize("version", ["3.3", "3.5"])
def test_what_hinders_is_planted_only_when_asked_for(tmp_path: Path, version: str) -> None:
    planted, found = planted_and_found(tmp_path, version, 600, critical=True)
    assert HINDERING[version] <= {one.rule for one in planted}
    same(planted, found)


@pytest.mark.parametrize("persons", [1, 2, 3, 10])
@pytest.mark.parametrize("version", ["3.3", "3.5"])
def test_a_file_too_small_for_all_has_every_other_person_sound(
    tmp_path: Path, version: str, persons: int
) -> None:
    planted, found = planted_and_found(tmp_path, version, persons)
    in_a_record = [one for one in planted if one.person and one.record != "PasientIdent"]
    assert len([one for one in in_a_record if one.rule != "M-02"]) == persons // 2
    same(planted, found)


def planted_and_found(
    folder: Path, version: str, persons: int, *, pretty: bool = True, critical: bool = False
) -> tuple[list[Planted], list[Finding]]:
    """What was planted in an export, with its ident message in 3.5, and what a check says."""
    path, ident = folder / "a.xml", folder / "ident.xml"
    planted = write_export(
        path,
        persons=persons,
        version=version,
        faults=True,
        critical=critical,
        listed=True,
        pretty=pretty,
    )
    if version == "3.5":
        planted += write_ident_message(
            ident, persons=persons, faults=True, critical=critical, pretty=pretty
        )
    numbers = organisation_numbers(persons=persons)
    return planted, findings(
        path, version, ident=ident if version == "3.5" else None, listed=numbers
    )


def same(planted: Iterable[Planted], found: list[Finding]) -> None:
    """Each that was planted is found once, with nothing else that is more than information."""
    wanted = Counter(map(place, planted))
    assert wanted - Counter(map(place, found)) == Counter()
    assert Counter(map(place, grave(found))) - wanted == Counter()
    infos = Counter(map(place, found)) - wanted
    assert {one[0] for one in infos} <= IN_CLEAN_DATA


def test_the_line_told_is_where_the_element_stands(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    planted = write_export(path, persons=400, faults=True)
    lines = path.read_text("utf-8").splitlines()
    seen = set()
    for one in planted:
        start = lines[one.line - 1].strip()
        on_record = start.startswith(f"<{one.record} ")
        assert on_record or start.startswith(f"<{one.element}"), one
        if on_record and one.element != one.record:
            assert one.element in ATTRIBUTES or one.rule in TELLS_WHAT_IS_MISSING, one
        seen.add(one.rule)
    assert seen == KINDS["3.3"]


def test_each_is_on_a_person_of_its_own(tmp_path: Path) -> None:
    planted = write_export(tmp_path / "a.xml", persons=6000, faults=True)
    faulty = [one.person for one in planted if one.person is not None]
    assert len(faulty) == len({*faulty}) == 150  # one in 40
    kinds = Counter(one.rule for one in planted if one.person is not None)
    assert min(kinds.values()) >= 1
    assert {rule for rule, times in kinds.items() if times > 4} <= {"S-07", "S-08", "S-12"}


@pytest.mark.parametrize("version", ["3.3", "3.5"])
def test_a_demo_of_200_persons_has_every_kind(tmp_path: Path, version: str) -> None:
    planted = write_export(tmp_path / "a.xml", persons=200, version=version, faults=True)
    assert {one.rule for one in planted} == KINDS[version]
    assert len(planted) <= 102
