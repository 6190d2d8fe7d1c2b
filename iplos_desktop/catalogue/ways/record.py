"""Rules on one record: each distinct combination of values is judged once."""

from collections.abc import Iterable, Sequence
from itertools import compress

from iplos_desktop.catalogue.applied import Applied, Values
from iplos_desktop.catalogue.batch import UNREADABLE, Table
from iplos_desktop.catalogue.notes import Notes
from iplos_desktop.catalogue.rule import DERIVED
from iplos_desktop.catalogue.seen import Column, Seen
from iplos_desktop.catalogue.ways.way import Way

Faults = tuple[list[int], list[Values]]
"""The rows at fault, and the values of each."""

_KEPT = 5_000  # distinct combinations remembered a rule; a machine repeats few values


class RecordWay(Way):
    """One record, with its person."""

    def __init__(self, one: Applied, notes: Notes) -> None:
        super().__init__(one, notes)
        self._known: dict[Values, bool] = {}

    def see(self, seen: Seen) -> None:
        """Judge one more batch."""
        table = seen.tables.get(str(self.one.record))
        if table is None or not len(table):
            return
        columns = self.columns(seen, table)
        self.remember(self.one.elements, columns)
        doubtful = self._doubtful(columns)
        if doubtful is None:
            rows, found = self._in_all(seen, table, columns)
        else:
            rows, found = self._in_some(columns, doubtful)
        if self.one.rule.once:
            rows, found = _first_of_each(table.persons, rows, found)
        if not rows:
            return
        place = seen.place(table)
        self.group.take(
            map(place.persons.__getitem__, rows),
            map(place.records.__getitem__, rows),
            map(place.line(self.one.at), rows),
            found,
        )
        for parameter in self.one.rule.rejects:
            name = parameter if parameter in DERIVED else self.one.element(parameter)
            seen.reject(table, name, rows)

    def _doubtful(self, columns: Sequence[Column]) -> list[int] | None:
        """The rows where there may be fault, by comparing columns; None when that can't be done."""
        compare = self.one.rule.only_where
        if compare is None:
            return None
        first, second = columns[:2]
        try:
            return [*compress(range(len(first)), map(compare, first, second))]
        except TypeError:  # a value is missing or rejected
            return [
                row
                for row, (a, b) in enumerate(zip(first, second, strict=True))
                if a is not None
                and b is not None
                and a is not UNREADABLE
                and b is not UNREADABLE
                and compare(a, b)
            ]

    def _in_some(self, columns: Sequence[Column], rows: list[int]) -> Faults:
        found = [*zip(*(map(column.__getitem__, rows) for column in columns), strict=True)]
        distinct = set(found)
        bad = {values for values in distinct if self.one.is_fault(values)}
        if len(bad) == len(distinct):
            return rows, found
        return _chosen(zip(rows, found, strict=True), bad)

    def _in_all(self, seen: Seen, table: Table, columns: Sequence[Column]) -> Faults:
        if len(columns) == 1:
            distinct = seen.distinct(table, self.one.parameters[0], self.one.elements[0])
            bad = self._faulty({(value,) for value in distinct})
        else:
            bad = self._faulty(set(zip(*columns, strict=True)))
        return _chosen(enumerate(zip(*columns, strict=True)), bad) if bad else ([], [])

    def _faulty(self, combinations: set[Values]) -> set[Values]:
        one, known = self.one, self._known
        if len(known) > _KEPT:
            known.clear()
        for values in combinations.difference(known):
            known[values] = bool(one.is_fault(values))
        return {values for values in combinations if known[values]}


def _chosen(rows: Iterable[tuple[int, Values]], bad: set[Values]) -> Faults:
    """The rows whose values are among these, and the values."""
    chosen = [(row, values) for row, values in rows if values in bad]
    return [row for row, _ in chosen], [values for _, values in chosen]


def _first_of_each(persons: Sequence[int], rows: list[int], found: list[Values]) -> Faults:
    """The first fault of each person."""
    first: dict[int, int] = {}
    for at, row in enumerate(rows):
        first.setdefault(persons[row], at)
    return [rows[at] for at in first.values()], [found[at] for at in first.values()]
