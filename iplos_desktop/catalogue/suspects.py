"""Rule P-10: is anything outside its place somebody's identity?"""

from array import array
from collections.abc import Iterable, Iterator, Sequence

from iplos_desktop.catalogue.batch import Cell, Suspect, Table
from iplos_desktop.catalogue.group import NOBODY
from iplos_desktop.catalogue.notes import Notes
from iplos_desktop.catalogue.seen import Seen
from iplos_desktop.register.guises import holds_number, is_good, known_by

_MOST = 2_000_000
_IDENTITIES = ("peFnr", "fid")  # where identity numbers stand


class Suspects:
    """Keeps the identities of a file and what could be one outside them, until all have come."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._identities: set[int | str] = set()
        self._texts: list[str] = []  # runs and words of each suspect, a space between
        self._places: dict[tuple[str | None, str | None], int] = {}  # record and element, numbered
        self._place_of, self._lines = array("l"), array("q")
        self._persons, self._records = array("q"), array("q")

    def see(self, table: Table, seen: Seen) -> None:
        """Take what a table has of both."""
        if table.suspects:
            place = seen.place(table)
            for suspect in table.suspects:
                row = suspect.row or 0
                self._take(suspect, place.persons[row], table.record, place.records[row])
        for name in _IDENTITIES:
            if name in table.columns:
                self._identities.update(_as_identities(table.columns[name]))

    def see_loose(self, suspects: Sequence[Suspect]) -> None:
        """Take what stands outside all records."""
        for suspect in suspects:
            self._take(suspect, NOBODY, None, NOBODY)

    def finish(self) -> bool:
        """Tell those that are an identity; true when there were too many to keep."""
        lengths = frozenset(len(str(one)) for one in self._identities if isinstance(one, int))
        places = [*self._places]
        for at, text in enumerate(self._texts):
            if any(self._is_identity(part, lengths) for part in text.split()):
                group = self._notes.group("P-10", *places[self._place_of[at]])
                if group is not None:
                    person, record, line = self._persons[at], self._records[at], self._lines[at]
                    group.add(person, record, line, (None, None))
        return len(self._texts) >= _MOST

    def _is_identity(self, part: str, lengths: frozenset[int]) -> bool:
        if not part.isdecimal():
            return part in self._identities
        return is_good(part) or holds_number(part, self._identities, lengths)

    def _take(self, suspect: Suspect, person: int, record: str | None, own: int) -> None:
        """Keep one in some hundred bytes: an addition to every record may look like one."""
        place = self._places.setdefault((record, suspect.element), len(self._places))
        if len(self._texts) < _MOST:
            self._texts.append(" ".join((*suspect.runs, *suspect.words)))
            self._place_of.append(place)
            self._lines.append(suspect.line)
            self._persons.append(person)
            self._records.append(own)


def _as_identities(cells: Iterable[Cell]) -> Iterator[int | str]:
    for cell in cells:
        known = known_by(cell) if isinstance(cell, str) else None
        if known is not None:
            yield known
