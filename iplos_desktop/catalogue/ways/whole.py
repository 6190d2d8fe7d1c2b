"""Rules on the file: how often each value stands in it."""

from collections import Counter
from typing import Any

from iplos_desktop.catalogue.applied import Applied
from iplos_desktop.catalogue.batch import UNREADABLE
from iplos_desktop.catalogue.counts import Counts
from iplos_desktop.catalogue.group import NOBODY
from iplos_desktop.catalogue.notes import Notes
from iplos_desktop.catalogue.seen import Seen
from iplos_desktop.catalogue.ways.way import Way

_MOST = 10_000  # different values counted of one element


class WholeWay(Way):
    """The file, counted."""

    def __init__(self, one: Applied, notes: Notes) -> None:
        super().__init__(one, notes)
        self._tallies: list[Counter[Any]] = [Counter() for _ in one.elements]
        self._line = 1

    def see(self, seen: Seen) -> None:
        """Count what one more batch holds."""
        one = self.one
        both = zip(self._tallies, one.elements, one.holders, strict=True)
        for tally, element, holder in both:
            table = seen.tables.get(holder)
            if table is not None and len(tally) < _MOST:
                tally.update(table.columns[element])
        table = seen.tables.get(str(one.record))
        if table is not None:
            self._line = seen.place(table).line(one.at)(0)

    def finish(self, counts: Counts) -> None:
        """Judge the whole, when it is large enough."""
        one = self.one
        if counts.persons < one.rule.least_persons:
            self.no_place = f"Gjelder bare uttrekk med minst {one.rule.least_persons} personer."
            return
        self.remember(one.elements, [_gist(tally) for tally in self._tallies])
        if self.unread:
            return
        for tally in self._tallies:
            tally.pop(UNREADABLE, None)
        late = {"counts": counts} if "counts" in one.rule.parameters else {}
        fault = one.judge(*self._tallies, **late)
        if fault:
            words = fault if isinstance(fault, str) else None
            self.group.add(NOBODY, NOBODY, self._line, words)


def _gist(tally: Counter[Any]) -> list[object]:
    """One cell for a whole column: rejected when all of it is."""
    return [UNREADABLE if {*tally} == {UNREADABLE} else None]
