"""Rules on a number that another class should have too, in some tens of bytes a record."""

from array import array

from iplos_desktop.catalogue.applied import Applied
from iplos_desktop.catalogue.counts import Counts
from iplos_desktop.catalogue.group import NOBODY
from iplos_desktop.catalogue.notes import Notes
from iplos_desktop.catalogue.seen import Seen, ids
from iplos_desktop.catalogue.ways.way import Way


class UnmatchedWay(Way):
    """A record's number and those of another class."""

    def __init__(self, one: Applied, notes: Notes) -> None:
        super().__init__(one, notes)
        self._numbers, self._lines, self._others = array("q"), array("q"), array("q")

    def see(self, seen: Seen) -> None:
        """Keep the numbers of both classes."""
        one = self.one
        (own, other), (record, opposite) = one.elements, one.holders
        table = seen.tables.get(record)
        if table is not None:
            self._numbers.extend(ids(table, own))
            self._lines.extend(map(seen.place(table).line(one.at), range(len(table))))
            self.remember([own], [table.columns[own]])
        table = seen.tables.get(opposite)
        if table is not None:
            self._others.extend(ids(table, other))

    def finish(self, _counts: Counts) -> None:
        """Compare them, when the other class was there at all."""
        others = frozenset(self._others)
        if not others:
            return
        told = set()
        for number, line in zip(self._numbers, self._lines, strict=True):
            if number == NOBODY or number in told or not self.one.judge(number, others):
                continue
            told.add(number)
            self.group.add(number, NOBODY, line, None)
