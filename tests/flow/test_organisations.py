"""A list is kept a data year, and one that cannot be read is set aside, told, and gone past."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from iplos_desktop.errors import UserError
from iplos_desktop.flow.organisations import (
    OrganisationStore,
    organisation_faults,
    organisation_notes,
)
from iplos_desktop.intake.organisation_list import ListFault, OrganisationList
from tests.intake.list_support import BAD, ONE, THREE, TWO

NOW = datetime(2016, 1, 5, 12, 0, tzinfo=UTC)
NAMES = {ONE: 'Bo; "omsorg" æøå', TWO: "", THREE: "=1+1\nto linjer"}
LIST = OrganisationList(NAMES, "liste;2015.xlsx", (ListFault("linje 2", "Feil."),))


def test_it_is_the_same_when_it_is_read_again(tmp_path: Path) -> None:
    folder = tmp_path / "ny" / "mappe"
    kept = OrganisationStore(folder).keep(LIST, 2015, NOW)
    again = OrganisationStore(folder)
    assert again.kept(2015) == kept
    assert again.for_year(2015) == frozenset(NAMES)
    assert (kept.source, kept.loaded, kept.left_out) == ("liste;2015.xlsx", NOW.date(), 1)


def test_each_year_and_test_mode_has_its_own(tmp_path: Path) -> None:
    store = OrganisationStore(tmp_path)
    store.keep(LIST, 2015, NOW)
    store.keep(OrganisationList({ONE: ""}, "prøve.csv"), 2015, NOW, test=True)
    for one in (store, OrganisationStore(tmp_path)):
        assert one.for_year(2015) == frozenset(NAMES)
        assert one.for_year(2015, test=True) == frozenset({ONE})
        assert one.for_year(2016) is None
        assert one.trouble is None


def test_a_new_list_takes_the_place_of_the_old_and_can_be_forgotten(tmp_path: Path) -> None:
    store = OrganisationStore(tmp_path)
    store.keep(LIST, 2015, NOW)
    store.keep(OrganisationList({TWO: ""}, "ny.csv"), 2015, NOW)
    assert OrganisationStore(tmp_path).for_year(2015) == frozenset({TWO})
    store.forget(2015)
    store.forget(2015)
    assert store.for_year(2015) is None
    assert [*tmp_path.iterdir()] == []


GOOD = f"kilde;a.csv\nlastet;2016-01-05\nutelatt;0\norganisasjonsnummer;navn\n{ONE};A\n"


def test_the_form_of_what_is_kept(tmp_path: Path) -> None:
    (tmp_path / "2015.csv").write_text(GOOD, encoding="utf-8")
    assert OrganisationStore(tmp_path).for_year(2015) == frozenset({ONE})


@pytest.mark.parametrize(
    "spoiled",
    [
        "",
        "søppel",
        GOOD[:-3],
        GOOD.replace(f"{ONE};A\n", ""),
        GOOD.replace(ONE, BAD),
        GOOD.replace("2016-01-05", "i går"),
        GOOD.replace("utelatt;0", "utelatt;ingen"),
        GOOD.replace("kilde", "\0"),
        GOOD + "en;rad;for;mye\n",
        GOOD + '"',
    ],
)
def test_what_cannot_be_read_is_set_aside_and_told(spoiled: str, tmp_path: Path) -> None:
    path = tmp_path / "2015.csv"
    path.write_text(spoiled, encoding="utf-8")
    store = OrganisationStore(tmp_path)
    assert store.for_year(2015) is None
    assert "2015 kunne ikke leses" in str(store.trouble)
    assert path.with_suffix(".uleselig").read_text(encoding="utf-8") == spoiled
    store.keep(LIST, 2015, NOW)
    assert store.trouble is None
    assert store.for_year(2015) == frozenset(NAMES)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("")
    store = OrganisationStore(tmp_path / "fil" / "orgnr")
    with pytest.raises(UserError):
        store.keep(LIST, 2015, NOW)
    assert store.for_year(2015) is None


@pytest.mark.parametrize(
    ("years", "told"), [((), False), ((2015,), False), ((2014, 2015), False), ((2016,), True)]
)
def test_another_year_is_a_note_and_no_more(years: tuple[int, ...], told: bool) -> None:  # noqa: FBT001
    notes = organisation_notes(OrganisationList({ONE: ""}, "a", years=years), 2015)
    assert bool(notes) is told
    assert not told or ("2016" in notes[0] and "2015" in notes[0])


def test_faults_are_cut_to_a_few_with_a_count() -> None:
    faults = tuple(ListFault(f"linje {at}", "Feil.") for at in range(7))
    told = organisation_faults(OrganisationList({ONE: ""}, "a", faults))
    assert told[0] == "Linje 0: Feil."
    assert told[-1] == "… og 2 til."
    assert len(told) == 6
    assert len(organisation_faults(OrganisationList({ONE: ""}, "a", faults[:5]))) == 5
