"""Rules on a person: which values her records have."""

from typing import Any

from iplos_desktop.catalogue.applied import Applied, Values
from iplos_desktop.catalogue.notes import Notes
from iplos_desktop.catalogue.seen import Column, Seen
from iplos_desktop.catalogue.ways.way import Way, is_blank

_KEPT = 5_000
_NOTHING: frozenset[Any] = frozenset()


class PersonWay(Way):
    """One person."""

    def __init__(self, one: Applied, notes: Notes) -> None:
        super().__init__(one, notes)
        self._known: dict[Values, bool] = {}

    def see(self, seen: Seen) -> None:
        """Judge the persons of one more batch."""
        table = seen.tables.get("PERSON")
        if table is None or not len(table):
            return
        known, columns = self._known, self._columns(seen, len(table))
        self.remember(self.one.elements, columns)
        if len(known) > _KEPT:
            known.clear()
        place = seen.place(table)
        for row, values in enumerate(zip(*columns, strict=True)):
            fault = known.get(values)
            if fault is None:
                fault = known[values] = self._is_fault(values)
            if fault:
                self.add(place, row, values)

    def _is_fault(self, values: Values) -> bool:
        """Whether there is fault; none where a value is rejected already."""
        if any(map(is_blank, values)):
            return False
        return bool(self.one.is_fault(values))

    def _columns(self, seen: Seen, persons: int) -> list[Column]:
        columns: list[Column] = []
        for element, holder in zip(self.one.elements, self.one.holders, strict=True):
            if holder == "PERSON":
                columns.append(seen.tables["PERSON"].columns[element])
            else:
                sets = seen.sets(holder, element)
                columns.append([sets.get(person, _NOTHING) for person in range(persons)])
        return columns
