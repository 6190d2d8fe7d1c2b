"""Finds by their headings which columns of a list hold the numbers, the names and the years."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from iplos_desktop.intake.list_number import number_in

Cells = tuple[object, ...]

_HEADING_WITHIN = 40  # rows; a title, a date and some empty lines may stand above
_LOOKED_AT = 200  # rows under a heading that show whether it is one
_LONGEST = 60  # characters of a heading
# A heading of numbers is made of these words and no others, in any order.
_NUMBER = re.compile(r"nummer|numre|nr|num|no$")
_OF = re.compile(r"org|bedr|virk|enhet|foretak|inst")
_MADE_OF = re.compile(
    r"(?:nummer|numre|nr|num|no|9siffer|nisiffer|iplos|plo"
    r"|tj|dg|org|organisasjon|bedr|bedrift|virk|virksomhet|underenhet|hovedenhet|enhet|foretak"
    r"|inst|institusjon|juridisk|ens|ets|s|e|for|i)+"
)
_NAMES = re.compile(
    r"(?:(?:org|organisasjons?|bedrifts?|virksomhets?|enhets?|foretaks?|institusjons?)?navn(?:på.*)?"
    r"|(?:bedriftens|virksomhetens|enhetens|institusjonens)navn"
    r"|bedrift|virksomhet|enhet|institusjon|tjenestested)"
)
_YEARS = {"år", "aar", "årgang", "årstall", "dataår", "dataaar", "statistikkår", "year"}
# IPLOS asks for the place where the service is given; a list may have its owner's number too.
_OF_THE_PLACE = re.compile(r"bedr|virk|underenhet|inst")
_OF_THE_OWNER = re.compile(r"foretak|hovedenhet|juridisk")


@dataclass(frozen=True)
class Sheet:
    """What stands in a list. name: the sheet's, None in a text file.

    rows: those with something in them, each with its number as the user sees it.
    """

    name: str | None
    rows: Sequence[tuple[int, Cells]]


@dataclass(frozen=True)
class Columns:
    """Where to read. below: the first place among the rows that is under the heading."""

    number: int
    name: int | None
    year: int | None
    below: int

    @property
    def recognised(self) -> int:
        """How many of the three were found."""
        return 1 + (self.name is not None) + (self.year is not None)


def find_columns(sheet: Sheet) -> Columns | None:
    """The best heading in the first rows; None when there is none.

    The best has numbers under it, is the place's own number, not its owner's, and stands
    beside other headings: a title may have the same word.
    """
    best = max(_candidates(sheet), key=lambda one: one[0], default=None)
    return best[1] if best else None


def is_number_heading(cell: object) -> bool:
    """Whether a cell is the heading of a column of numbers; lists repeat it on each page."""
    return _rank(_word(cell)) is not None


def cell_at(cells: Cells, column: int | None) -> object:
    """A cell of a row, which may be shorter than the heading's."""
    return None if column is None or column >= len(cells) else cells[column]


def _candidates(sheet: Sheet) -> Iterator[tuple[tuple[bool, int, int, int], Columns]]:
    for at, (_, cells) in enumerate(sheet.rows[:_HEADING_WITHIN]):
        words = [_word(cell) for cell in cells]
        for column, word in enumerate(words):
            rank = _rank(word)
            if rank is None:
                continue
            found = Columns(column, _first_name(words, column), _first_year(words), at + 1)
            under = sheet.rows[at + 1 : at + 1 + _LOOKED_AT]
            good = sum(bool(number_in(cell_at(row, column))[0]) for _, row in under)
            yield (good > 0, -rank, found.recognised, good), found


def _word(cell: object) -> str:
    """A heading's letters and digits alone, small."""
    if not isinstance(cell, str) or len(cell) > _LONGEST:
        return ""
    text = unicodedata.normalize("NFKC", cell).casefold()
    return "".join(sign for sign in text if sign.isalnum())


def _rank(word: str) -> int | None:
    """How near a heading is to what IPLOS asks for, 0 the nearest; None when it is another's."""
    if not (_MADE_OF.fullmatch(word) and _NUMBER.search(word) and _OF.search(word)):
        return None
    if _OF_THE_OWNER.search(word):
        return 2
    return 0 if _OF_THE_PLACE.search(word) else 1


def _first_name(words: Sequence[str], number: int) -> int | None:
    found = (at for at, word in enumerate(words) if at != number and _NAMES.fullmatch(word))
    return next(found, None)


def _first_year(words: Sequence[str]) -> int | None:
    return next((at for at, word in enumerate(words) if word in _YEARS), None)
