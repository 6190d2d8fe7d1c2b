"""The columns of a year's lists, with what may stand in each."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from iplos_desktop.year.faults import is_printable

_LONGEST = 200


@dataclass(frozen=True)
class Cell:
    """What may stand in a column. what: told to the user. choices: the words to choose from."""

    what: str
    pattern: re.Pattern[str] | None = None
    choices: tuple[str, ...] = ()

    def allows(self, value: str) -> bool:
        """Whether this may stand there."""
        if self.choices:
            return value in self.choices
        if self.pattern is not None:
            return self.pattern.fullmatch(value) is not None
        return 0 < len(value) <= _LONGEST and is_printable(value)


def _choice(*words: str) -> Cell:
    return Cell(f"{', '.join(words[:-1])} eller {words[-1]}", choices=words)


def _form(what: str, pattern: str) -> Cell:
    return Cell(what, re.compile(pattern))


_CODE = _form("et helt tall fra 1 til 999", r"[1-9][0-9]{0,2}")
_MUNICIPALITY = _form("fire sifre, også nullen foran", r"[0-9]{4}")
_TEXT = Cell(f"en tekst på høyst {_LONGEST} tegn")
_YES_NO = _choice("ja", "nei")

COLUMNS: Mapping[str, Mapping[str, Cell]] = {
    "tjenestetyper.csv": {
        "kode": _CODE,
        "tekst": _TEXT,
        "gruppe": _TEXT,
        "status": _choice("gyldig", "utgått"),
        "timer": _YES_NO,
        "orgnr": _choice("kreves", "kan", "ikke", "bolig", "vurderes ikke"),
    },
    "funksjonstyper.csv": {"kode": _CODE, "tekst": _TEXT, "kreves": _YES_NO},
    "kommuner.csv": {"kode": _MUNICIPALITY, "navn": _TEXT},
    "bydeler.csv": {
        "kommune": _MUNICIPALITY,
        "bydel": _form("to sifre, også nullen foran, men ikke 00", r"(?!00)[0-9]{2}"),
        "navn": _TEXT,
    },
    "regler.csv": {
        "regel": _form("et regelnummer, slik som T-04", r"[A-Z]-[0-9]{2,3}"),
        "nivaa": _choice("kritisk", "feil", "advarsel", "info", "av"),
    },
}
"""By file and heading, in the order they are written."""

KEYS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "tjenestetyper.csv": ("koden", ("kode",)),
    "funksjonstyper.csv": ("koden", ("kode",)),
    "kommuner.csv": ("kommunenummeret", ("kode",)),
    "bydeler.csv": ("bydelen", ("kommune", "bydel")),
    "regler.csv": ("regelen", ("regel",)),
}
"""By file, what may stand there only once, with its name."""

MAY_BE_EMPTY = frozenset({"bydeler.csv", "regler.csv"})
