"""Makes tables of the segments that have come, a column for each element."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from iplos_desktop.catalogue.batch import UNREADABLE, Suspect, Table, Told
from iplos_desktop.intake.cells import Cells
from iplos_desktop.intake.segments import Piece, Shape, Values
from iplos_desktop.intake.structure import Flaw, attribute_flaws, child_flaws, oddity_flaws, shown
from iplos_desktop.intake.suspects import Search
from iplos_desktop.register.elements import Element, Format, RecordClass


@dataclass
class Rows:
    """Segments of one shape: their values, their lines, the numbers of their persons."""

    values: list[Values] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    persons: list[int] = field(default_factory=list)


def one_row(piece: Piece) -> Rows:
    """A single segment, of the first person."""
    return Rows([piece.values], [piece.line], [0])


def told(flaw: Flaw, rows: Sequence[int], below: int | None) -> Told:
    """A flaw of these rows; below: its lines below the record's start."""
    return Told(flaw.rule, flaw.element, rows, flaw.found, flaw.expected, below)


class Tables:
    """Makes the tables of one file; keeps the values of texts met before."""

    def __init__(self, form: Format, search: Search) -> None:
        self._search = search
        self._cells = {
            (record.name, element.name): Cells(element, search)
            for record in form.classes.values()
            for element in record.elements
        }

    def of(self, record: RecordClass, groups: Iterable[tuple[Shape, Rows]]) -> Table:
        """The table of a class; each group holds the segments of one shape."""
        table = Table(record.name, {element.name: [] for element in record.elements})
        for shape, rows in groups:
            first = len(table.lines)
            table.layouts.append((first, shape.lines_below))
            table.lines += rows.lines
            table.persons += rows.persons
            self._add_columns(table, record, shape, rows)
            every = range(first, len(table.lines))
            for flaw in _flaws(record, shape):
                below = None if flaw.at is None else shape.offsets[flaw.at]
                table.told.append(told(flaw, every, below))
        return table

    def _add_columns(self, table: Table, record: RecordClass, shape: Shape, rows: Rows) -> None:
        first, count = len(table.lines) - len(rows.lines), len(rows.values)
        spoilt = _spoilt(shape)
        missing = set(table.columns)
        texts = [*zip(*rows.values, strict=True)]
        for number, (element, name) in enumerate(_elements(record, shape)):
            own = texts[number]
            at = number - len(shape.attributes)
            below = shape.offsets[at] if at >= 0 else 0
            if element is None:
                suspects = self._in_unknown(name, own, first, rows.lines)
                table.suspects += (replace(one, line=one.line + below) for one in suspects)
                continue
            column = self._cells[record.name, name].column(own, first, rows.lines)
            table.suspects += (replace(one, line=one.line + below) for one in column.suspects)
            if at not in spoilt:
                table.told += column.told
            elif spoilt[at] == "repeated":
                table.told += (replace(one, below=shape.offsets[at]) for one in column.told)
            if name in missing:
                missing.remove(name)
                table.columns[name] += [UNREADABLE] * count if at in spoilt else column.cells
        for name in missing:  # one that must stand is told as missing, and judged no more
            element = record.by_name[name]
            # But a person without identity is another than one who has it.
            absent = UNREADABLE if element.required and not element.secret else None
            table.columns[name] += [absent] * count

    def _in_unknown(
        self, name: str, texts: Sequence[str], first: int, lines: Sequence[int]
    ) -> Iterator[Suspect]:
        in_name = self._search.in_text(name, lines[0])
        for row, text in enumerate(texts):
            for traces in (in_name, self._search.in_text(text, lines[row])):
                if traces is not None:
                    yield traces.at(shown(name), first + row, lines[row])


def _elements(record: RecordClass, shape: Shape) -> Iterator[tuple[Element | None, str]]:
    """What each value belongs to; None for what the format does not know."""
    attributes = {element.name: element for element in record.attributes}
    leaves = {element.name: element for element in record.leaves}
    yield from ((attributes.get(name), name) for name in shape.attributes)
    yield from ((leaves.get(name), name) for name in shape.leaves)


def _spoilt(shape: Shape) -> dict[int, str]:
    """Leaves whose value cannot be relied on, by number: repeated, or with elements inside."""
    times = Counter(shape.leaves)
    spoilt = {at: "repeated" for at, name in enumerate(shape.leaves) if times[name] > 1}
    inside = (oddity.at for oddity in shape.oddities if oddity.kind == "innhold")
    return spoilt | {at: "inside" for at in inside if at is not None}


def _flaws(record: RecordClass, shape: Shape) -> Iterator[Flaw]:
    yield from attribute_flaws(record, shape)
    yield from oddity_flaws(record, shape)
    if not record.children:  # the children of the others are judged with their records
        yield from child_flaws(record, shape.leaves)
