"""Faults on purpose: the engine must find each at its place, and nothing anywhere else."""

from collections import Counter
from pathlib import Path

import pytest

from iplos_desktop.madeup import write_export
from tests.madeup.support import findings, place

IN_BOTH = {"F-01", "I-05", "I-06", "K-01", "K-02", "K-03", "K-05", "K-06",
           "P-08", "P-11", "P-12", "S-01", "S-02", "S-03", "S-04", "S-05", "S-06", "S-07",
           "S-08", "S-09", "S-10", "T-01", "T-04"}  # fmt: skip
WITH_IDENTITY = {"K-04", "P-01", "P-02", "P-05", "P-06", "P-07", "S-11", "S-12"}
ATTRIBUTES = {"pePeID", "fnPeID", "fnFnID", "fnKilde"}
HINDERING = {"I-01", "I-03", "P-09", "P-10"}
KINDS = {"3.3": IN_BOTH | WITH_IDENTITY, "3.5": IN_BOTH}


@pytest.mark.parametrize("pretty", [True, False])
@pytest.mark.parametrize("version", ["3.3", "3.5"])
def test_every_fault_is_found_where_it_was_planted_and_no_other(
    tmp_path: Path, version: str, *, pretty: bool
) -> None:
    path = tmp_path / "a.xml"
    planted = write_export(path, persons=2000, version=version, faults=True, pretty=pretty)
    assert {one.rule for one in planted} == KINDS[version]
    found = Counter(place(one) for one in findings(path, version))
    wanted = Counter(place(one) for one in planted)
    assert wanted - found == Counter()
    assert found - wanted == Counter()


def test_the_line_told_is_where_the_element_stands(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    planted = write_export(path, persons=400, faults=True)
    lines = path.read_text("utf-8").splitlines()
    missing = {"S-02", "S-05", "S-11", "S-12"}
    for one in planted:
        start = lines[one.line - 1].strip()
        if one.rule in missing or one.element in ATTRIBUTES:
            assert start.startswith(f"<{one.record} "), one
        else:
            assert start.startswith(f"<{one.element}"), one


def test_each_is_on_a_person_of_its_own(tmp_path: Path) -> None:
    planted = write_export(tmp_path / "a.xml", persons=4000, faults=True)
    faulty = [one.person for one in planted if one.person is not None]
    assert len(faulty) == len({*faulty}) == 100  # one in 40
    kinds = Counter(one.rule for one in planted if one.person is not None)
    assert max(kinds.values()) - min(kinds.values()) <= 7  # S-07 and S-05 have two kinds each


def test_a_demo_of_200_persons_has_every_kind(tmp_path: Path) -> None:
    planted = write_export(tmp_path / "a.xml", persons=200, faults=True)
    assert {one.rule for one in planted} == KINDS["3.3"]
    assert len(planted) < 60


@pytest.mark.parametrize("persons", [1, 2, 3, 10])
def test_a_file_too_small_for_all_has_every_other_person_sound(
    tmp_path: Path, persons: int
) -> None:
    path = tmp_path / "a.xml"
    planted = write_export(path, persons=persons, faults=True)
    assert sum(one.person is not None for one in planted) == persons // 2
    assert {place(one) for one in planted} == {place(one) for one in findings(path, "3.3")}


def test_what_hinders_is_planted_only_when_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    planted = write_export(path, persons=500, faults=True, critical=True, pretty=False)
    assert {one.rule for one in planted} == KINDS["3.3"] | HINDERING
    assert Counter(map(place, findings(path, "3.3"))) == Counter(map(place, planted))
