"""Rule P-10: is anything outside its place somebody's identity?"""

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
        lengths = frozenset(len(str(one)) for one in self._identities if isinstance(one, int))
        for suspect, person, record, own in self._suspects:
            if self._is_identity(suspect, lengths):
                group = self._notes.group("P-10", record, suspect.element)
                if group is not None:
                    group.add(person, own, suspect.line, (None, None))
        return len(self._suspects) >= _MOST

    def _is_identity(self, suspect: Suspect, lengths: frozenset[int]) -> bool:
        return not self._identities.isdisjoint(suspect.words) or any(
            is_good(run) or holds_number(run, self._identities, lengths) for run in suspect.runs
        )

    def _take(self, suspect: Suspect, person: int, record: str | None, own: int) -> None:
        if len(self._suspects) < _MOST:
            self._suspects.append((suspect, person, record, own))


def _as_identities(cells: Iterable[Cell]) -> Iterator[int | str]:
    for cell in cells:
        known = known_by(cell) if isinstance(cell, str) else None
        if known is not None:
            yield known
