"""Rules on a record and an earlier one anywhere in the file, in some tens of bytes a record."""

from array import array
from itertools import groupby

from iplos_desktop.catalogue.applied import Applied
from iplos_desktop.catalogue.batch import NOT_KNOWN, UNREADABLE, Cell
from iplos_desktop.catalogue.counts import Counts
from iplos_desktop.catalogue.group import NOBODY
from iplos_desktop.catalogue.notes import Notes
from iplos_desktop.catalogue.rule import BEFORE
from iplos_desktop.catalogue.seen import Seen
from iplos_desktop.catalogue.ways.way import Way

_NONE = -(1 << 61)  # stands for a value that is not there


class AcrossWay(Way):
    """A record and the first one before it in the file with the same key.

    Numbers are kept as they are, texts (identity numbers) only as what tells them apart:
    two different ones are taken for the same once in some 10^19 pairs.
    """

    def __init__(self, one: Applied, notes: Notes) -> None:
        super().__init__(one, notes)
        self._now = [name for name in one.parameters if not name.endswith(BEFORE)]
        self._columns = {name: array("q") for name in (*one.rule.key, *self._now)}
        self._persons = array("q")
        self._lines = array("q")

    def see(self, seen: Seen) -> None:
        """Keep what a later batch may be compared with."""
        one = self.one
        table = seen.tables.get(str(one.record))
        if table is None or not len(table):
            return
        place = seen.place(table)
        self._persons.extend(place.persons)
        self._lines.extend(map(place.line(one.at), range(len(table))))
        columns = [seen.column(table, name, one.element(name)) for name in self._columns]
        self.remember([one.element(name) for name in self._columns], columns)
        for kept, column in zip(self._columns.values(), columns, strict=True):
            kept.extend(map(_kept, column))

    def finish(self, _counts: Counts) -> None:
        """Compare those with the same key, in the order of the file."""
        key = self._columns[self.one.rule.key[0]]
        lines = self._lines
        rows = sorted(range(len(key)), key=lambda row: (key[row], lines[row]))
        for value, group in groupby(rows, key.__getitem__):
            if value == _NONE:
                continue
            first, *later = group
            for row in later:
                self._compare(first, row)

    def _compare(self, first: int, row: int) -> None:
        found = (
            self._columns[name.removesuffix(BEFORE)][first if name.endswith(BEFORE) else row]
            for name in self.one.parameters
        )
        values = tuple(None if value == _NONE else value for value in found)
        if self.one.is_fault(values):
            self.group.add(self._persons[row], NOBODY, self._lines[row], values)


def _kept(cell: Cell) -> int:
    if isinstance(cell, int):
        return cell
    if cell is None or cell is UNREADABLE or cell is NOT_KNOWN:
        return _NONE
    text = str(cell).replace(" ", "").replace("-", "")
    return hash(text) if text else _NONE
