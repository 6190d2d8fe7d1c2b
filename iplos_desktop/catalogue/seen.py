"""A batch as rules read it: columns that are worked out of others, each once."""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import accumulate, islice
from operator import gt
from typing import Any

from iplos_desktop.catalogue.batch import NOT_KNOWN, UNREADABLE, Batch, Cell, Table
from iplos_desktop.catalogue.group import NOBODY
from iplos_desktop.catalogue.rule import BEFORE, DERIVED
from iplos_desktop.register.elements import IDENT, Format
from iplos_desktop.register.identity import Identity, identify

Column = Sequence[Any]


class Seen:
    """One batch.

    identities: the number of each person by `pePeID`, where these stand in a message of
    their own.
    """

    def __init__(self, batch: Batch, form: Format, identities: Mapping[int, int]) -> None:
        self.tables = batch.tables
        self._persons = batch.persons
        self._form = form
        self._identities = identities
        self._spread: dict[tuple[str, str], Column] = {}
        self._distinct: dict[tuple[str, str], set[Any]] = {}
        self._runs: dict[str, list[tuple[int, int, int]] | None] = {}
        self._sets: dict[tuple[str, str], dict[int, frozenset[Any]]] = {}

    @cached_property
    def _people(self) -> Sequence[int]:
        return ids(self._persons, "pePeID") if self._persons else []

    def column(self, table: Table, parameter: str, element: str) -> Column:
        """What a parameter reads, a person's value repeated for each record of hers."""
        name = parameter.removesuffix(BEFORE)
        name = name if name in DERIVED else element
        holder = table
        if element not in table.columns and self._persons is not None:
            holder = self._persons
        if name in DERIVED and name not in holder.columns:
            self._derive(holder, element)
        column = holder.columns[name]
        if holder is table:
            return column
        key = table.record, name
        if key not in self._spread:
            self._spread[key] = [*map(column.__getitem__, table.persons)]
        return self._spread[key]

    def distinct(self, table: Table, parameter: str, element: str) -> set[Any]:
        """The different cells of what a parameter reads."""
        key = table.record, parameter if parameter in DERIVED else element
        if key not in self._distinct:
            self._distinct[key] = set(self.column(table, parameter, element))
        return self._distinct[key]

    def reject(self, table: Table, name: str, rows: Iterable[int]) -> None:
        """Let no other rule judge some cells; name: an element, or what is worked out of one."""
        if name not in table.columns and self._persons is not None:
            rows, table = {table.persons[row] for row in rows}, self._persons
        for row in rows:
            table.columns[name][row] = UNREADABLE
        self._distinct.pop((table.record, name), None)
        self._spread = {key: column for key, column in self._spread.items() if key[1] != name}

    def sets(self, record: str, element: str) -> Mapping[int, frozenset[Any]]:
        """The different cells each person's records have, by the person's row."""
        key = record, element
        if key not in self._sets:
            table = self.tables.get(record)
            self._sets[key] = {} if table is None else self._sets_of(table, element)
        return self._sets[key]

    def _sets_of(self, table: Table, element: str) -> dict[int, frozenset[Any]]:
        column = table.columns[element]
        if table.record not in self._runs:
            self._runs[table.record] = _runs(table.persons)
        runs = self._runs[table.record]
        if runs is not None:
            return {person: frozenset(column[start:stop]) for person, start, stop in runs}
        found: dict[int, set[Any]] = {}
        for person, cell in set(zip(table.persons, column, strict=True)):
            found.setdefault(person, set()).add(cell)
        return {person: frozenset(cells) for person, cells in found.items()}

    def place(self, table: Table) -> "Place":
        """Where the rows of a table stand."""
        return Place(table, lambda: self._people, self._form)

    def _derive(self, holder: Table, element: str) -> None:
        """Work out who each person is, and when born, of her number."""
        if element in holder.columns:
            found = [_identity(cell) for cell in holder.columns[element]]
        else:
            numbers = map(self._identities.get, self._people)
            found = [None if one is None else identify(f"{one:011}") for one in numbers]
        holder.columns["identity"] = found
        holder.columns["born"] = [_told_by(one, "born") for one in found]
        holder.columns["male"] = [_told_by(one, "male") for one in found]
        if element in holder.columns:
            holder.columns["sound"] = [
                cell if isinstance(one, Identity) and one.valid else UNREADABLE
                for cell, one in zip(holder.columns[element], found, strict=True)
            ]


class Place:
    """Where the rows of a table stand, for findings."""

    def __init__(self, table: Table, people: Callable[[], Sequence[int]], form: Format) -> None:
        self.table = table
        self._people = people
        self._form = form

    @cached_property
    def records(self) -> Sequence[int]:
        """Each record's own number, NOBODY where it has none."""
        own = self._form.judged[self.table.record].own_id
        return ids(self.table, own) if own else [NOBODY] * len(self.table)

    @cached_property
    def persons(self) -> Sequence[int]:
        """The local number of each record's person, NOBODY where it is nobody's."""
        table, people = self.table, self._people()
        if table.record == IDENT.name:
            return ids(table, str(IDENT.person_id))
        if not people:
            return [NOBODY] * len(table)
        if table.record == "PERSON":
            return people
        return [*map(people.__getitem__, table.persons)]

    def line(self, element: str | None) -> Callable[[int], int]:
        """What gives the line of an element of the table's class, or the record's, by row."""
        lines, layouts = self.table.lines, self.table.layouts
        if element is None or element not in self._form.judged[self.table.record].by_name:
            return lines.__getitem__
        if len(layouts) == 1:
            below = layouts[0][1].get(element, 0)
            return (lambda row: lines[row] + below) if below else lines.__getitem__
        return lambda row: self.table.line_of(row, element)


def _runs(persons: Sequence[int]) -> list[tuple[int, int, int]] | None:
    """Each person with her first row and the one after her last; None when they lie scattered."""
    if any(map(gt, persons, islice(persons, 1, None))):
        return None
    counts = Counter(persons)
    starts = [0, *accumulate(counts.values())]
    return [*zip(counts, starts, starts[1:], strict=False)]


def ids(table: Table, name: str) -> Sequence[int]:
    """A column of numbers, NOBODY where there is none to read."""
    column = table.columns[name]
    return array("q", [cell if isinstance(cell, int) else NOBODY for cell in column])


def _identity(cell: Cell) -> Any:  # noqa: ANN401 - an Identity, or what stands for none
    if cell is None or cell is UNREADABLE:
        return cell
    plain = str(cell).strip().replace(" ", "").replace("-", "")
    identity = identify(plain)
    return identity if plain == cell else replace(identity, valid=False)


def _told_by(identity: Any, what: str) -> Any:  # noqa: ANN401 - an Identity, a day, a gender
    """What a number tells of a person; a wrong one nothing that could be judged."""
    if not isinstance(identity, Identity):
        return NOT_KNOWN if identity is None else identity
    if not identity.valid:
        return UNREADABLE
    told = getattr(identity, what)
    return NOT_KNOWN if told is None else told
