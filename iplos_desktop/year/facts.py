"""Reads ``aar.toml``, the facts of a data year, and tells each fault with its line."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from iplos_desktop.register.elements import FORMATS
from iplos_desktop.year.faults import Fault, is_printable, shown
from iplos_desktop.year.files import FACTS
from iplos_desktop.year.package import Addresses, Calendar

_LONGEST = 200
_FIRST, _LAST = 2000, 2099
_VERSION = re.compile(r"[0-9]{4}(\.(0|[1-9][0-9]{0,5})){1,3}")
_PHONE = re.compile(r"\+?[0-9 ]{5,20}")
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_WEB = re.compile(r"https?://[^\s/]+\.[^\s]+")


@dataclass(frozen=True)
class Facts:
    """What ``aar.toml`` says; the fields are those of `package.Year`."""

    year: int
    version: str
    format: str
    first: date
    last: date
    calendar: Calendar
    addresses: Addresses


def version_key(version: str) -> tuple[int, ...]:
    """For comparing versions: 2015.10 is newer than 2015.9."""
    return tuple(int(part) for part in version.split("."))


def _is_text(value: Any) -> bool:  # noqa: ANN401 - whatever TOML can hold
    return isinstance(value, str) and 0 < len(value) <= _LONGEST and is_printable(value)


def _is_texts(value: Any) -> bool:  # noqa: ANN401
    return isinstance(value, list) and all(_is_text(one) for one in value)


def _is_day(value: Any) -> bool:  # noqa: ANN401
    return type(value) is date  # a moment is a day with a time, and no day here


def _is_year(value: Any) -> bool:  # noqa: ANN401
    return type(value) is int and _FIRST <= value <= _LAST


_Kind = tuple[Callable[[Any], bool], str]
_TEXT: _Kind = (_is_text, "en kort tekst i anførselstegn")
_TEXTS: _Kind = (_is_texts, "tekster i anførselstegn mellom [ og ], med komma mellom")
_DAY: _Kind = (_is_day, "en dag skrevet som 2016-01-15, uten anførselstegn")
_YEAR: _Kind = (_is_year, "et årstall med fire sifre, uten anførselstegn")

KINDS: Mapping[str, Mapping[str, _Kind]] = {
    "": {"aar": _YEAR, "versjon": _TEXT, "format": _TEXT},
    "periode": {"fra": _DAY, "til": _DAY},
    "kalender": {
        "apner": _DAY,
        "frist": _DAY,
        "publiseres": _DAY,
        "rettet_for": _DAY,
        "antatt": _TEXTS,
    },
    "adresser": {
        "sendemodul": _TEXT,
        "veiledning": _TEXT,
        "innsending": _TEXT,
        "telefon": _TEXTS,
        "andre": _TEXT,
    },
}
"""By section and name, what may stand there."""


_UNREAD = (
    "linjen kan ikke leses. Skriv «navn = verdi», dager som 2016-01-15 og tekst i anførselstegn,"
    " slik LESMEG.txt viser"
)


def read_facts(data: bytes, faults: list[Fault]) -> Facts | None:
    """The facts of a year; None when `faults` got any."""
    try:
        text = data.decode("utf-8-sig")
        told = tomllib.loads(text)
    except UnicodeDecodeError:
        faults.append(Fault(FACTS, None, "fila er ikke lagret med UTF-8"))
        return None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else None
        faults.append(Fault(FACTS, line, _UNREAD))
        return None
    places = _places(text)
    wrong = list(_wrong_kinds(told)) or list(_wrong_values(told))
    faults += [Fault(FACTS, places.get(place), text) for place, text in wrong]
    return None if wrong else _facts(told)


_Place = tuple[str, str]


def _places(text: str) -> dict[_Place, int]:
    """The line of each name, by section and name."""
    found: dict[_Place, int] = {}
    section = ""
    for number, line in enumerate(text.splitlines(), 1):
        if head := re.match(r"\s*\[\s*([A-Za-z_]+)\s*\]", line):
            section = head[1]
        elif name := re.match(r"\s*([A-Za-z_]+)\s*=", line):
            found.setdefault((section, name[1]), number)
    return found


def _wrong_kinds(told: Mapping[str, Any]) -> Iterator[tuple[_Place, str]]:
    for section, kinds in KINDS.items():
        values = told.get(section) if section else told
        if not isinstance(values, dict):
            yield (section, ""), f"avsnittet [{section}] mangler"
            continue
        for name, (allows, what) in kinds.items():
            if name not in values:
                where = f" i avsnittet [{section}]" if section else ""
                yield (section, name), f"{name}{where} mangler"
            elif not allows(values[name]):
                yield (section, name), f"{name} skal være {what}"


def _wrong_values(told: Mapping[str, Any]) -> Iterator[tuple[_Place, str]]:
    year, version = told["aar"], told["versjon"]
    if not _VERSION.fullmatch(version) or not version.startswith(f"{year}."):
        said = f"versjon er {shown(version)}, men skal være dataåret, punktum og et tall"
        yield ("", "versjon"), f"{said}, slik som «{year}.2»"
    known = [form.version for form in FORMATS]
    if told["format"] not in known:
        said = f"format er {shown(told['format'])}, men programmet kjenner {' og '.join(known)}"
        yield ("", "format"), said
    for name, wanted in (("fra", date(year, 1, 1)), ("til", date(year, 12, 31))):
        if told["periode"][name] != wanted:
            yield ("periode", name), f"perioden er hele dataåret, så {name} skal være {wanted}"
    yield from _wrong_calendar(told["kalender"], year)
    yield from _wrong_addresses(told["adresser"])


def _wrong_calendar(days: Mapping[str, Any], year: int) -> Iterator[tuple[_Place, str]]:
    names = [name for name in KINDS["kalender"] if name != "antatt"]
    for name in names:
        if days[name].year != year + 1:
            yield ("kalender", name), f"{name} skal være i {year + 1}, året etter dataåret"
    for earlier, later in (
        ("apner", "frist"), ("frist", "publiseres"), ("frist", "rettet_for"),
    ):  # fmt: skip
        if days[earlier] >= days[later]:
            yield ("kalender", later), f"{later} skal være etter {earlier}"
    for name in days["antatt"]:
        if name not in names:
            said = f"antatt nevner {shown(name)}, men kan bare nevne {', '.join(names)}"
            yield ("kalender", "antatt"), said


def _wrong_addresses(at: Mapping[str, Any]) -> Iterator[tuple[_Place, str]]:
    for name in ("sendemodul", "veiledning"):
        if not _WEB.fullmatch(at[name]):
            yield ("adresser", name), f"{name} skal være en nettadresse som begynner med https://"
    if at["sendemodul"].startswith("http://"):
        yield ("adresser", "sendemodul"), "sendemodul skal begynne med https://"
    for name in ("innsending", "andre"):
        if not _EMAIL.fullmatch(at[name]):
            yield ("adresser", name), f"{name} skal være en e-postadresse"
    if not at["telefon"] or not all(_PHONE.fullmatch(one) for one in at["telefon"]):
        yield ("adresser", "telefon"), "telefon skal være telefonnumre, slik som «21 09 45 49»"


def _facts(told: Mapping[str, Any]) -> Facts:
    days, at = told["kalender"], told["adresser"]
    return Facts(
        told["aar"],
        told["versjon"],
        told["format"],
        told["periode"]["fra"],
        told["periode"]["til"],
        Calendar(
            days["apner"],
            days["frist"],
            days["publiseres"],
            days["rettet_for"],
            frozenset(days["antatt"]),
        ),
        Addresses(
            at["sendemodul"],
            at["veiledning"],
            at["innsending"],
            tuple(at["telefon"]),
            at["andre"],
        ),
    )
