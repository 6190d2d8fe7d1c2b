"""Some hundred whole persons of an export, their records as columns."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from iplos_desktop.register.types import Value


class _Unreadable:
    """Neither before nor after anything, so that whole columns can be compared."""

    def __lt__(self, _: object) -> bool:
        return False

    def __gt__(self, _: object) -> bool:
        return False


UNREADABLE: Final = _Unreadable()
"""Stands in a column for a value that is rejected already; no rule judges it."""

NOT_KNOWN: Final = _Unreadable()
"""Stands for what a good value does not tell, such as a day of birth; no rule judges it."""

Cell = Value | _Unreadable | None
"""A value; None where the element does not stand; UNREADABLE where it is rejected."""


@dataclass(frozen=True)
class Told:
    """A fault the reading itself found, in one or more rows of a table.

    rule: the rule's number. element: the element or attribute at fault, None for the
    record. rows: where. found: what stands there, one for each row or one for all.
    expected: what should stand there. on_record: the line told is the record's, since
    the element is missing or is an attribute. below: the element's lines below the
    record's start, when the table cannot tell.
    """

    rule: str
    element: str | None
    rows: Sequence[int]
    found: Sequence[str | None] | str | None = None
    expected: str | None = None
    below: int | None = None


@dataclass
class Suspect:
    """What could be somebody's identity outside its element, to be held against the identities.

    runs: of ten digits or more. words: with letters and digits. row: None when not in a record.
    """

    runs: frozenset[str]
    words: frozenset[str]
    element: str | None
    row: int | None
    line: int


@dataclass
class Table:
    """The records of one class.

    columns: by element name, a cell for each row. lines: where each record starts.
    persons: for each row, the row of its PERSON. layouts: from which row on which map of
    element names to lines below the record's start holds.
    """

    record: str
    columns: dict[str, list[Cell]]
    lines: list[int] = field(default_factory=list)
    persons: list[int] = field(default_factory=list)
    layouts: list[tuple[int, Mapping[str, int]]] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    suspects: list[Suspect] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.lines)

    def line_of(self, row: int, element: str | None) -> int:
        """Where the element starts in that row; the record's line when it has none."""
        at = bisect_right(self.layouts, row, key=lambda layout: layout[0]) - 1
        below = self.layouts[at][1].get(element, 0) if element and at >= 0 else 0
        return self.lines[row] + below


@dataclass
class Batch:
    """Tables by class; PERSON's holds the persons, the others point into it.

    loose: what was found outside all records.
    """

    tables: dict[str, Table]
    loose: list[Suspect] = field(default_factory=list)

    @property
    def persons(self) -> Table | None:
        """PERSON's table; None in the batch that holds the file's own information."""
        return self.tables.get("PERSON")
