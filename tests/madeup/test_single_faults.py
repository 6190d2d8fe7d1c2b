"""Faults that cannot stand beside others, one at a time: of the file, its head and all its people.

Each is a change in the text of a right export of 60 persons.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest

from iplos_desktop.catalogue.counts import Counts
from iplos_desktop.catalogue.group import Finding
from iplos_desktop.madeup import write_export, write_ident_message
from iplos_desktop.register.identity import check_digits
from tests.madeup.support import checked

Change = Callable[[str], str]
PERSONS = 60


class Single(NamedTuple):
    """A fault. told: what the line told begins with, None for one past the end.

    ident: what stands in place of the ident message, or a change of it, None for none. known:
    what the check knows, see `checked`. last: what was sent last, for a file that has so much.
    also: the rule that tells of each person what the whole file lacks.
    """

    rule: str
    change: Change
    told: str | None = "<?xml"
    version: str = "3.3"
    element: str | None = None
    ident: str | Change | None = ""
    known: Mapping[str, Any] = MappingProxyType({})
    last: Callable[[Counts], Counts] | None = None
    also: str | None = None


def instead(old: str, new: str) -> Change:
    """Another text, the first time it stands."""

    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return change


def everywhere(pattern: str, new: str) -> Change:
    """Another text wherever a pattern fits."""
    return lambda text: re.sub(pattern, new, text, flags=re.DOTALL)


def without(name: str) -> Change:
    """No record of a class."""
    return everywhere(rf" *<{name} .*?</{name}>\n", "")


def as_it_is(text: str) -> str:
    """No change: what the check knows makes it a fault."""
    return text


def a_real_number(text: str) -> str:
    """The number of somebody who may exist, with the same birth and gender."""
    for number in re.findall(r"<peFnr>(\d{11})", text):
        nine = f"{number[:2]}{int(number[2:4]) - 80:02}{number[4:9]}"
        digits = check_digits(nine)
        if digits is not None and check_digits(number[:9]) == number[9:]:
            return text.replace(number, nine + digits)
    raise AssertionError


def a_year_later(text: str) -> str:
    """Every day of the data year and after it one year on, to a year there is no package for."""
    return re.sub(r">(201[89])(\d{4}|\d\d)<", lambda day: f">{int(day[1]) + 1}{day[2]}<", text)


def a_year_before(text: str) -> str:
    """Every day one year back, to the last year of the older version of the format."""

    def earlier(day: re.Match[str]) -> str:
        rest = "0228" if day[2] == "0229" else day[2]
        return f">{int(day[1]) - 1}{rest}<"

    return re.sub(r">((?:19|20)\d\d)(\d{4}|\d\d)<", earlier, text)


def half_the_persons(now: Counts) -> Counts:
    """Another number of persons last time."""
    return replace(now, records={**now.records, "PERSON": PERSONS // 2})


def another_service(now: Counts) -> Counts:
    """Another number of a service last time."""
    return replace(now, services={**now.services, 6: 100})


UNREADABLE = (
    Single("L-01", lambda _: "", told=None),
    Single("L-02", instead("</peKjonn>", "</peAlder>"), "<peKjonn"),
    Single("L-03", instead("</IPLOS>\n", ""), told=None),
    Single("L-04", instead("<IPLOS", "<!DOCTYPE x>\n<IPLOS"), "<!DOCTYPE"),
    Single("L-05", instead('"UTF-8"', '"US-ASCII"'), "<iiSysVersjon"),
    Single("L-06", instead('"UTF-8"', '"UTF-16"')),
    Single("L-07", lambda _: "<html/>", "<html"),
    Single("L-08", everywhere("<PERSON .*</PERSON>", ""), "<IPLOS"),
    Single("L-09", instead("<peKjonn>", "<x>" * 60 + "</x>" * 60 + "<peKjonn>"), "<x><x>"),
    Single("L-16", as_it_is, version="3.5", ident="<x/>"),
)
OF_THE_FILE = (
    Single("L-10", instead('versjon="3.3"', 'versjon="2.9"'), "<IPLOS", element="versjon"),
    Single("L-11", instead("<IPLOS", '<IPLOS xmlns="http://example.org"'), "<IPLOS"),
    Single("L-12", instead('"UTF-8"', '"ISO-8859-1"')),
    Single("L-13", a_year_later, version="3.5", known={"year": 2019}),
    Single("L-14", as_it_is, version="3.5", ident=None),
    Single("I-01", instead("<iiKomnr>0301", "<iiKomnr>4601"), "<iiKomnr", element="iiKomnr"),
    Single("I-02", as_it_is, "<iiKomnr", element="iiKomnr", known={"municipality": "1103"}),
    Single("I-04", instead("<iiFraDato>20150101", "<iiFraDato>20150201"), "<iiFraDato",
           element="iiFraDato"),
    Single("I-07", instead("<iiLagetDato>20160105", "<iiLagetDato>20160111"), "<iiLagetDato",
           element="iiLagetDato"),
    Single("I-10", as_it_is, "<INNHINFO", version="3.5", element="iiKontakt",
           known={"email": "kari@kommune.example"}),
    Single("P-04", a_real_number, "<peFnr", element="peFnr"),
    Single("P-19", instead("<peFnr>", "<peFnr>notat: "), "<peFnr", element="peFnr"),
    Single("M-05", as_it_is, version="3.5", ident=instead("</Melding>", "<!-- x --></Melding>")),
    Single("M-06", as_it_is, told=None, version="3.5", element="pid", also="M-02",
           ident=instead('pid="1004"', 'pid="x"')),
    Single("S-14", instead(' pePeID="1001"', ""), "<PERSON", element="pePeID"),
    Single("L-24", a_year_before, "<IPLOS", version="3.5", element="versjon",
           known={"year": 2017}),
    Single("O-06", everywhere(r'(<PERSON pePeID="1001">.*?<poVurdTann>)\d{6}', r"\g<1>190501"),
           "<poVurdTann>190501", element="poVurdTann"),
    Single("S-13", instead("<peKjonn>", '<peKjonn kilde="x">'), "<peKjonn", element="peKjonn"),
    Single("P-17", everywhere(r'(<PERSON pePeID="1001">\s*<peAlder>)\d+', r"\g<1>150"),
           "<peAlder>150", version="3.5", element="peAlder", ident=None),
)  # fmt: skip
OF_ALL_PERSONS = (
    Single("L-17", everywhere("<tjVedtak>1", "<tjVedtak>2")),
    Single("L-18", everywhere("<fnFunkVerdi>.", "<fnFunkVerdi>3")),
    Single("L-19", without("DIAGNOSE")),
    Single("L-20", everywhere("<tjInstOrgnr>.*?</tjInstOrgnr>", ""), also="T-06"),
    Single("L-21", without("PERSONOPPL"), version="3.5"),
    Single("L-21", without("PERSONOPPL"), also="S-12"),
    Single("L-21", without("FUNKSJON"), version="3.5", also="F-02"),
    Single("L-21", without("TJENESTE"), version="3.5", also="T-18"),
    Single("L-22", as_it_is, last=half_the_persons),
    Single("L-23", as_it_is, last=another_service),
)
OF_TEST_MODE = {"L-15", "P-03"}
ALL = (*UNREADABLE, *OF_THE_FILE, *OF_ALL_PERSONS)
ALONE = {*(one.rule for one in ALL), *OF_TEST_MODE}


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A right export of each version, and the ident message of the second."""
    folder = tmp_path_factory.mktemp("right")
    for version in ("3.3", "3.5"):
        write_export(folder / version, persons=PERSONS, version=version)
    write_ident_message(folder / "ident", persons=PERSONS)
    return {path.name: path.read_text("utf-8") for path in folder.iterdir()}


@pytest.mark.parametrize("single", ALL, ids=lambda one: f"{one.rule}-{one.version}")
def test_it_is_found_at_its_place_and_nothing_else(
    tmp_path: Path, right: dict[str, str], single: Single
) -> None:
    text = single.change(right[single.version])
    found = found_in(tmp_path, text, right["ident"], single)
    assert {one.rule for one in found} - {single.also} == {single.rule}
    (own,) = [one for one in found if one.rule == single.rule]
    assert own.element == single.element
    if single.told is not None:
        assert text.splitlines()[own.line - 1].strip().startswith(single.told)


def found_in(folder: Path, text: str, message: str, single: Single) -> list[Finding]:
    """What is found in a text, beside what is said of every test and of housing."""
    path, ident = folder / "a.xml", None
    path.write_text(text, encoding="utf-8", newline="\n")
    if single.version == "3.5" and single.ident is not None:
        ident = folder / "ident.xml"
        told = single.ident if isinstance(single.ident, str) else single.ident(message)
        ident.write_text(told or message, encoding="utf-8")
    known = dict(single.known)
    if single.last is not None:
        known["last"] = single.last(checked(path, single.version).counts)
    usual = {"L-15", "T-08"}
    if single.version == "3.5" and ident is None and single.rule != "L-14":
        usual.add("L-14")
    found = checked(path, single.version, ident=ident, **known).findings
    return [one for one in found if one.rule not in usual]


def test_made_up_persons_are_stopped_each_outside_test_mode(
    tmp_path: Path, right: dict[str, str]
) -> None:
    path = tmp_path / "a.xml"
    path.write_text(right["3.3"], encoding="utf-8", newline="\n")
    found = [*checked(path, "3.3", test=False).findings]
    assert {one.rule for one in found} == {"P-03", "T-08"}
    assert len({one.person for one in found if one.rule == "P-03"}) == PERSONS


def test_a_test_is_said_to_be_one(tmp_path: Path, right: dict[str, str]) -> None:
    path = tmp_path / "a.xml"
    path.write_text(right["3.3"], encoding="utf-8", newline="\n")
    assert [one.line for one in checked(path, "3.3").findings if one.rule == "L-15"] == [1]


def test_a_small_file_may_be_all_alike(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    write_export(path, persons=20)
    for one in (one for one in OF_ALL_PERSONS if one.rule in {"L-17", "L-18", "L-19"}):
        text = one.change(path.read_text("utf-8"))
        found = found_in(tmp_path, text, "", Single(one.rule, one.change))
        assert found == []
        path.unlink()
        write_export(path, persons=20)
