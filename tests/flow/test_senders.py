"""An office that sends for several is given the right sender for each export."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from iplos_desktop.flow.sender import SenderForm, machine_sender, wrong_name
from iplos_desktop.flow.senders import Senders
from iplos_desktop.flow.session import Session
from iplos_desktop.flow.settings import Settings, SettingsFile

OSLO = SenderForm("0301", "00", "974760673", "Kari Nordmann", "kari@oslo.no", "22 22 22 22")
GAMLE_OSLO = replace(OSLO, district="01", organisation_number="974778726")
BERGEN = SenderForm("1201", "00", "999999999", "Ola Nordmann", "ola@bergen.no")
MACHINES = SenderForm("1103", "00", "964965226", called="Stavanger")


def test_nothing_known_gives_the_numbers_of_the_export() -> None:
    assert Senders().sender_for("0301", "01") == SenderForm("0301", "01")
    assert Senders().sender_for(None, None) == SenderForm()


def test_each_place_gets_its_own() -> None:
    senders = Senders().remember(OSLO).remember(GAMLE_OSLO).remember(BERGEN)
    for sender in (OSLO, GAMLE_OSLO, BERGEN):
        assert senders.sender_for(*sender.place) == sender
    assert senders.known == (BERGEN, GAMLE_OSLO, OSLO)


def test_a_new_municipality_gets_the_contact_but_not_the_number_of_another() -> None:
    found = Senders((replace(OSLO, called="Oss"),)).sender_for("1201", "00")
    assert (found.municipality, found.organisation_number, found.called) == ("1201", "", "")
    assert found.email == OSLO.email


def test_a_name_is_kept_by_place_and_taken_away_again() -> None:
    senders = Senders().remember(OSLO).remember(BERGEN).rename(OSLO.place, "Hovedstaden")
    assert senders.sender_for("0301", "00").called == "Hovedstaden"
    assert senders.sender_for("1201", "00").called == ""
    assert senders.rename(OSLO.place, "").own == Senders().remember(OSLO).remember(BERGEN).own


def test_one_that_is_removed_is_gone() -> None:
    senders = Senders().remember(OSLO).remember(BERGEN).forget(OSLO.place)
    assert senders.known == (BERGEN,)


def test_a_name_is_never_sent() -> None:
    sealed = replace(OSLO, called="Hovedstaden").sender()
    assert "Hovedstaden" not in repr(sealed)


def test_the_machine_decides_numbers_and_the_user_the_contact() -> None:
    typed = replace(BERGEN, municipality="1103", organisation_number="999999999")
    senders = Senders((typed,), (MACHINES,))
    found = senders.sender_for("1103", "00")
    assert (found.organisation_number, found.called) == ("964965226", "Stavanger")
    assert found.email == BERGEN.email
    assert senders.is_locked(found.place)
    assert not senders.is_locked(OSLO.place)
    assert Senders((OSLO,), (MACHINES,)).known[1].email == OSLO.email


@pytest.mark.parametrize(
    ("senders", "municipality"),
    [
        (Senders(), None),
        (Senders((OSLO, GAMLE_OSLO)), "0301"),
        (Senders((OSLO, BERGEN)), None),
        (Senders((OSLO,), (MACHINES,)), None),
        (Senders((), (MACHINES,)), "1103"),
    ],
)
def test_only_who_sends_for_one_alone_is_warned_of_another(
    senders: Senders, municipality: str | None
) -> None:
    assert senders.own_municipality == municipality


PLACES = some.tuples(some.sampled_from(["0301", "1103", "1201"]), some.sampled_from(["00", "01"]))


@given(some.lists(some.tuples(PLACES, some.text("abc", max_size=3))))
def test_whatever_is_remembered_there_is_one_for_each_place_the_latest_first(
    typed: list[tuple[tuple[str, str], str]],
) -> None:
    senders = Senders()
    for place, name in typed:
        senders = senders.remember(SenderForm(*place, name=name))
    places = [one.place for one in senders.known]
    assert sorted(places) == sorted({place for place, _ in typed})
    assert not typed or places[0] == typed[-1][0]
    for place, name in dict(typed).items():
        assert senders.sender_for(*place).name == name


def test_two_windows_keep_what_each_has_entered(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path)
    one, other = (Session(settings_file=SettingsFile(tmp_path)) for _ in range(2))
    one.keep_sender(OSLO)
    other.keep_sender(BERGEN)
    one.keep_columns("AAAA")
    kept = file.load()
    assert {sender.municipality for sender in kept.senders} == {"0301", "1201"}
    assert kept.columns == "AAAA"


def test_a_name_given_in_one_window_loses_nothing_of_the_other(tmp_path: Path) -> None:
    one, other = (Session(settings_file=SettingsFile(tmp_path)) for _ in range(2))
    one.keep_sender(OSLO)
    other.keep_sender(BERGEN)
    one.keep_senders(lambda senders: senders.rename(OSLO.place, "Hovedstaden"))
    kept = SettingsFile(tmp_path).load().senders
    assert {sender.municipality: sender.called for sender in kept} == {
        "0301": "Hovedstaden",
        "1201": "",
    }


def test_senders_are_kept_between_runs_with_their_names(tmp_path: Path) -> None:
    named = replace(OSLO, called="Hovedstaden")
    SettingsFile(tmp_path).save(Settings(senders=(named, BERGEN)))
    assert SettingsFile(tmp_path).load().senders == (named, BERGEN)


@pytest.mark.parametrize(
    ("line", "sender"),
    [
        ("1103;00;964965226", replace(MACHINES, called="")),
        (" 1103 ; 00 ; 964965226 ; Stavanger ", MACHINES),
        ("1103;00", None),
        ("1103;00;964965227", None),
        ("110;00;964965226", None),
        ("1103;0;964965226", None),
        ("1103;00;964965226;" + "x" * 61, None),
        ("1103;00;964965226;30108299939", None),
    ],
)
def test_a_line_of_the_machines_policy(line: str, sender: SenderForm | None) -> None:
    assert machine_sender(line) == sender


def test_an_identity_number_is_no_name() -> None:
    assert "fødselsnummer" in (wrong_name("301082 99939") or "")
    assert wrong_name("Bydel 1") is None
