"""What all ways of judging have in common."""

from collections.abc import Hashable
from functools import cached_property

from iplos_desktop.catalogue.applied import Applied
from iplos_desktop.catalogue.batch import Table
from iplos_desktop.catalogue.counts import Counts
from iplos_desktop.catalogue.group import Group
from iplos_desktop.catalogue.notes import Notes
from iplos_desktop.catalogue.seen import Column, Place, Seen


class Way:
    """Holds one applied rule against the batches of a file, then against the whole."""

    def __init__(self, one: Applied, notes: Notes) -> None:
        self.one = one
        self.notes = notes
        self.no_place: str | None = None  # why the rule turned out not to apply

    def see(self, seen: Seen) -> None:
        """Judge one more batch."""
        raise NotImplementedError

    def finish(self, counts: Counts) -> None:
        """All batches have come; counts: how much they held."""

    @property
    def was_made(self) -> bool:
        """Whether there was nothing to judge, or something that could be read."""
        return not self.one.seen or bool(self.one.judged)

    @cached_property
    def group(self) -> Group:
        """Where the findings go."""
        return self.notes.group_of(self.one)

    def columns(self, seen: Seen, table: Table) -> list[Column]:
        """What each parameter reads."""
        both = zip(self.one.parameters, self.one.elements, strict=True)
        return [seen.column(table, parameter, element) for parameter, element in both]

    def add(self, place: Place, row: int, values: Hashable) -> None:
        """Note a fault in a row of a table."""
        line = place.line(self.one.at)(row)
        self.group.add(place.persons[row], place.records[row], line, values)
