"""Rule P-10: is any long number outside its place somebody's identity in this file?"""

from collections.abc import Iterable, Iterator, Sequence

from iplos_desktop.catalogue.batch import Cell, Suspect, Table
from iplos_desktop.catalogue.group import NOBODY
from iplos_desktop.catalogue.notes import Notes
from iplos_desktop.catalogue.seen import Seen

_MOST = 2_000_000
_LENGTHS = (11, 12)  # digits of an identity number
_IDENTITIES = ("peFnr", "fid")  # where identity numbers stand


class Suspects:
    """Keeps the identities of a file and the long numbers outside them, until all have come."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._identities: set[int] = set()
        self._suspects: list[tuple[Suspect, int, str | None, int]] = []

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
        for suspect, person, record, own in self._suspects:
            if not self._identities.isdisjoint(suspect.numbers):
                group = self._notes.group("P-10", record, suspect.element)
                if group is not None:
                    group.add(person, own, suspect.line, (None, None))
        return len(self._suspects) >= _MOST

    def _take(self, suspect: Suspect, person: int, record: str | None, own: int) -> None:
        if len(self._suspects) < _MOST:
            self._suspects.append((suspect, person, record, own))


def _as_identities(cells: Iterable[Cell]) -> Iterator[int]:
    for cell in cells:
        if isinstance(cell, str):
            digits = cell.replace(" ", "").replace("-", "")
            if len(digits) in _LENGTHS and digits.isascii() and digits.isdecimal():
                yield int(digits)
