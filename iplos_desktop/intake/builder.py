"""Gathers what the reader finds into batches of columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from iplos_desktop.catalogue.batch import UNREADABLE, Batch, Cell, Suspect, Table, Told
from iplos_desktop.intake.cells import Cells
from iplos_desktop.intake.head import Head
from iplos_desktop.intake.segments import Part, Piece, Shape, Unit
from iplos_desktop.intake.structure import (
    Flaw,
    attribute_flaws,
    child_flaws,
    local,
    oddity_flaws,
)
from iplos_desktop.intake.suspects import numbers_in
from iplos_desktop.register.elements import FORMAT_33, FORMAT_35, Format, RecordClass

_RECORDS = 24_000  # in a batch: enough to judge by column, few enough to stay small

Values = tuple[str, ...]


@dataclass
class _Rows:
    values: list[Values] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    persons: list[int] = field(default_factory=list)


class Builder:
    """A sink for the reader; `batch` gives what has come since the last one.

    records: how many of each class have come. root: its start tag, once it has been seen;
    form: the format read by. `told`: faults that stand outside all records, as (told, line).
    """

    def __init__(self) -> None:
        self.form: Format = FORMAT_33
        self.root: Head | None = None
        self.records: dict[str, int] = {}
        self.outside: list[tuple[Told, int]] = []
        self._cells: dict[str, Cells] = {}
        self._rows: dict[Shape, _Rows] = {}
        self._loose: list[Suspect] = []
        self._person_told: list[Told] = []
        self._children: list[tuple[str, int]] = []
        self._person: tuple[Shape, int] | None = None
        self._persons = 0
        self._gathered = 0
        self._info: Batch | None = None
        self._has_info = False

    # What the reader tells, in the file's order.

    def head(self, head: Head) -> None:
        """Take the root's start tag, and choose the format to read by."""
        self.root = head
        self.form = _format_of(head)
        self.records = dict.fromkeys(
            [self.form.person.name, *(c.name for c in self.form.person.children)], 0
        )
        for record in self.form.classes.values():
            self._cells |= {element.name: Cells(element) for element in record.elements}
        for name in head.attributes:
            if name != "versjon" and not name.startswith(_XSI):
                self.outside.append((Told("S-06", local(name), (), local(name)), head.line))

    def info(self, unit: Unit) -> None:
        """Take an INNHINFO; a second one has no place."""
        if self._has_info:
            self.misplaced(unit.kind, unit.line)
            return
        self._has_info = True
        tables = {}
        contacts = [piece for piece in unit.pieces if piece.shape.part is Part.RECORD]
        (start,) = (piece for piece in unit.pieces if piece.shape.part is Part.START)
        shape, late = start.shape, start.shape.late
        children = (
            *shape.leaves[:late],
            *([contacts[0].shape.name] if contacts else []),
            *shape.leaves[late:],
        )
        table = self._table(self.form.info, [(shape, _one(start))])
        for flaw in child_flaws(self.form.info, children):
            at = flaw.at if flaw.at is None or flaw.at < late else flaw.at - len(contacts[:1])
            table.told.append(_told(flaw, shape, [0], at))
        tables[table.record] = table
        if self.form.info.children:
            tables |= self._contacts(self.form.info.children[0], contacts, table)
        self._info = Batch(tables)
        if self._persons:
            found, expected = "etter første PERSON", "før første PERSON"
            self.outside.append((Told("S-03", "INNHINFO", (), found, expected), unit.line))

    def person(self, shape: Shape, values: Values, line: int) -> None:
        """Take a PERSON, before her records."""
        self._close_person()
        rows = self._rows_of(shape)
        rows.values.append(values)
        rows.lines.append(line)
        rows.persons.append(self._persons)
        self._persons += 1
        self._gathered += 1
        self.records["PERSON"] += 1
        self._person = (shape, line)

    def run(self, shape: Shape, values: Sequence[Values], lines: Sequence[int]) -> None:
        """Take records of one shape that follow each other."""
        rows = self._rows_of(shape)
        rows.values += values
        rows.lines += lines
        rows.persons += [self._persons - 1] * len(values)
        self.records[shape.name] += len(values)
        self._gathered += len(values)
        if not self._children or self._children[-1][0] != shape.name:
            self._children.append((shape.name, lines[0]))

    def misplaced(self, name: str, line: int) -> None:
        """Take a child of the root that has no place there."""
        name = local(name)
        rule = "S-04" if name == "INNHINFO" else "S-01"
        self.outside.append((Told(rule, name, (), name), line))

    def stray(self, line: int) -> None:
        """Take text between the children of the root."""
        self.outside.append((Told("S-09", "IPLOS", ()), line))

    def loose(self, texts: Sequence[str], line: int) -> None:
        """Look for long numbers in text that belongs to no value."""
        for text in texts:
            if numbers := numbers_in(text):
                self._loose.append(Suspect(numbers, None, None, line))

    # What the reading has come to.

    @property
    def is_full(self) -> bool:
        """Whether it is time to take a batch."""
        return self._gathered >= _RECORDS

    def take_info(self) -> Batch | None:
        """The batch of INNHINFO, once."""
        taken, self._info = self._info, None
        return taken

    def finish(self) -> None:
        """The reading has come to the root's end."""
        if not self._has_info and self.root is not None:
            name, label = self.form.info.name, self.form.info.label
            self.outside.append((Told("S-02", name, (), None, label), self.root.line))

    def take(self) -> Batch:
        """Everything since the last batch, whole persons only."""
        self._close_person()
        tables = {}
        for record in (self.form.person, *self.form.person.children):
            own = [(shape, rows) for shape, rows in self._rows.items() if shape.name == record.name]
            if own:
                tables[record.name] = self._table(record, own)
        persons = tables.get("PERSON")
        if persons is not None:
            persons.told += _point_at_rows(persons, tables, self._person_told)
        batch = Batch(tables, self._loose)
        self._rows, self._loose, self._person_told = {}, [], []
        self._persons = self._gathered = 0
        return batch

    def _rows_of(self, shape: Shape) -> _Rows:
        rows = self._rows.get(shape)
        if rows is None:
            rows = self._rows[shape] = _Rows()
        return rows

    def _close_person(self) -> None:
        if self._person is None:
            return
        shape, line = self._person
        names = tuple(name for name, _ in self._children)
        for flaw in _flaws_of_person(self.form.person, shape, names):
            below = None
            if flaw.at is not None:
                below = self._below(shape, line, flaw.at)
            rows = [self._persons - 1]
            self._person_told.append(
                Told(flaw.rule, flaw.element, rows, flaw.found, flaw.expected, below)
            )
        self._person = None
        self._children = []

    def _below(self, shape: Shape, line: int, at: int) -> int:
        """Lines from the start of a person down to its child of that number."""
        if at < shape.late:
            return shape.offsets[at]
        inside = at - shape.late
        if inside < len(self._children):
            return self._children[inside][1] - line
        return shape.offsets[at - len(self._children)]

    def _contacts(
        self, record: RecordClass, contacts: list[Piece], info: Table
    ) -> dict[str, Table]:
        least, most = record.least, record.most or len(contacts)
        if not least <= len(contacts) <= most:
            rule = "S-02" if len(contacts) < least else "S-04"
            found = f"{len(contacts)} av dem"
            info.told.append(Told(rule, record.name, [0], found, f"{least} til {most}"))
        if not contacts:
            return {}
        groups = [(piece.shape, _one(piece)) for piece in contacts]
        return {record.name: self._table(record, groups)}

    def _table(self, record: RecordClass, groups: list[tuple[Shape, _Rows]]) -> Table:
        table = Table(record.name, {element.name: [] for element in record.elements})
        for shape, rows in groups:
            first = len(table.lines)
            table.layouts.append((first, shape.lines_below))
            table.lines += rows.lines
            table.persons += rows.persons
            self._add_columns(table, record, shape, rows, first)
            every = range(first, first + len(rows.lines))
            for flaw in _flaws_of_shape(record, shape):
                table.told.append(_told(flaw, shape, every, flaw.at))
        return table

    def _add_columns(
        self, table: Table, record: RecordClass, shape: Shape, rows: _Rows, first: int
    ) -> None:
        texts = [*zip(*rows.values, strict=True)]
        names = shape.names
        spoilt = _spoilt(shape)
        for name, column in table.columns.items():
            if name not in names:
                column.extend([None] * len(rows.values))
                continue
            cells, own = self._cells[name], texts[names.index(name)]
            read: list[Cell] = cells.column(own)
            if name not in spoilt:  # it is told already what is wrong with it
                table.told += cells.told(own, first)
            table.suspects += cells.suspects(own, first, rows.lines)
            column.extend([UNREADABLE] * len(own) if name in spoilt else read)
        for name, own in zip(names, texts, strict=True):
            if name not in record.by_name or names.count(name) > 1:
                table.suspects += _suspects_in_unknown(name, own, first, rows.lines)


def _one(piece: Piece) -> _Rows:
    return _Rows([piece.values], [piece.line], [0])


def _told(flaw: Flaw, shape: Shape, rows: Sequence[int], at: int | None) -> Told:
    below = None if at is None or at >= len(shape.offsets) else shape.offsets[at]
    return Told(flaw.rule, flaw.element, rows, flaw.found, flaw.expected, below)


@lru_cache(maxsize=4096)
def _flaws_of_person(
    record: RecordClass, shape: Shape, records: tuple[str, ...]
) -> tuple[Flaw, ...]:
    children = (*shape.leaves[: shape.late], *records, *shape.leaves[shape.late :])
    return tuple(child_flaws(record, children))


@lru_cache(maxsize=4096)
def _flaws_of_shape(record: RecordClass, shape: Shape) -> tuple[Flaw, ...]:
    flaws = (*attribute_flaws(record, shape), *oddity_flaws(record, shape))
    if record.children:  # the children of these are judged with their records
        return flaws
    return (*flaws, *child_flaws(record, shape.leaves))


@lru_cache(maxsize=4096)
def _spoilt(shape: Shape) -> frozenset[str]:
    """Names whose value cannot be relied on: repeated, or with elements inside."""
    inside = {oddity.name for oddity in shape.oddities if oddity.kind == "innhold"}
    return frozenset(inside | {name for name in shape.names if shape.names.count(name) > 1})


def _suspects_in_unknown(
    name: str, texts: Sequence[str], first: int, lines: Sequence[int]
) -> Iterator[Suspect]:
    in_name = numbers_in(name)
    for row, text in enumerate(texts):
        if numbers := in_name + numbers_in(text):
            yield Suspect(numbers, local(name), first + row, lines[row])


def _point_at_rows(persons: Table, tables: dict[str, Table], told: list[Told]) -> list[Told]:
    """Turn each person's number in the batch into its row, as PERSON's shapes lie."""
    row_of = [0] * len(persons)
    for row, number in enumerate(persons.persons):
        row_of[number] = row
    for table in tables.values():
        table.persons = [row_of[number] for number in table.persons]
    return [replace(one, rows=[row_of[number] for number in one.rows]) for one in told]


def _format_of(head: Head) -> Format:
    """The format to read by: what the file says it is, or else what it is nearest to."""
    if head.namespace == FORMAT_35.namespace or (head.version or "") > FORMAT_33.version:
        return FORMAT_35
    return FORMAT_33


_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
