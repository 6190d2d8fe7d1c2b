"""What all ways of judging have in common."""

from collections.abc import Hashable, Sequence
from functools import cached_property

from iplos_desktop.catalogue.applied import Applied
from iplos_desktop.catalogue.batch import UNREADABLE, Table
from iplos_desktop.catalogue.counts import Counts
from iplos_desktop.catalogue.group import Group
from iplos_desktop.catalogue.notes import Notes
from iplos_desktop.catalogue.seen import Column, Place, Seen


class Way:
    """Holds one applied rule against the batches of a file, then against the whole.

    met: whether there was anything to judge. no_place: why the rule turned out not to apply.
    """

    def __init__(self, one: Applied, notes: Notes) -> None:
        self.one = one
        self.notes = notes
        self.met = False
        self.no_place: str | None = None
        self._read = False
        self._names: dict[str, bool] = {}  # the elements it reads, and whether any could be

    def see(self, seen: Seen) -> None:
        """Judge one more batch."""
        raise NotImplementedError

    def finish(self, counts: Counts) -> None:
        """All batches have come; counts: how much they held."""

    @property
    def unread(self) -> list[str]:
        """The elements that kept the rule from being made, in words; empty when it was."""
        if self._read or not self.met:
            return []
        names = [name for name, any_read in self._names.items() if not any_read]
        return [self.one.in_words(name) for name in names or self._names]

    def remember(self, names: Sequence[str], columns: Sequence[Column]) -> None:
        """Note whether any row can be read in all these columns, until one has been met."""
        if self._read:
            return
        self.met = True
        some = [not _is_all_blank(column) for column in columns]
        for name, any_read in zip(names, some, strict=True):
            self._names[name] = self._names.get(name, False) or any_read
        if all(some):
            self._read = not all(any(map(is_blank, row)) for row in zip(*columns, strict=True))

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


def is_blank(cell: object) -> bool:
    """Whether a cell, or one of a set of cells, is rejected."""
    return UNREADABLE in cell if type(cell) is frozenset else cell is UNREADABLE


def _is_all_blank(column: Column) -> bool:
    """Whether no cell of a column can be read; quickly, whole files may be so."""
    if not column or not is_blank(column[0]):
        return False
    return column.count(UNREADABLE) == len(column) or all(map(is_blank, column))
