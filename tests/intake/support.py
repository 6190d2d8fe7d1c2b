"""What the intake makes of a text, in a form two readings can be compared by."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from iplos_desktop.catalogue.batch import Batch, Table
from iplos_desktop.intake.builder import Builder
from iplos_desktop.intake.export import Export
from iplos_desktop.intake.reader import Reader
from iplos_desktop.intake.unusable import Unusable
from iplos_desktop.watch import Watch


def read_text(text: str, *, learning: bool = True, pieces: int = 0) -> dict[str, Any]:
    """All that is told of a text, given in pieces of that many characters (0: whole)."""
    builder = Builder()
    reader = Reader(builder, learning=learning)
    stopped = None
    try:
        for at in range(0, len(text), pieces or len(text)):
            reader.feed(text[at : at + (pieces or len(text))])
        reader.feed("", last=True)
        builder.finish()
    except Unusable as unusable:
        stopped = (unusable.reason, unusable.line)
    info = builder.take_info() or Batch({})
    batch = builder.take()
    tables = {**info.tables, **batch.tables}
    loose = sorted((s.line, sorted(s.runs), sorted(s.words)) for s in (*info.loose, *batch.loose))
    told = {name: as_told(table) for name, table in tables.items()}
    outside = [(one.rule, one.element, line) for one, line in builder.outside]
    return {"stopped": stopped, "tables": told, "outside": outside, "loose": loose}


def as_told(table: Table) -> tuple[list[Any], list[Any], list[Any]]:
    """A table's rows in the file's order, its faults and its long numbers, by line."""
    order = sorted(range(len(table)), key=lambda row: (table.lines[row], row))
    rows = [(table.lines[row], [repr(c[row]) for c in table.columns.values()]) for row in order]
    faults = sorted(
        (line_of(table, one, row), one.rule, one.element or "", str(one.found), str(one.expected))
        for one in table.told
        for row in one.rows
    )
    numbers = sorted(
        (s.line, s.element or "", sorted(s.runs), sorted(s.words)) for s in table.suspects
    )
    return rows, faults, numbers


def line_of(table: Table, one: Any, row: int) -> int:  # noqa: ANN401 - a Told
    if one.below is not None:
        return table.lines[row] + int(one.below)
    return table.line_of(row, one.element)


def read_bytes(folder: Path, data: bytes, watch: Watch | None = None) -> Export:
    """An export of those bytes, read to its end."""
    path = folder / "uttrekk.xml"
    path.write_bytes(data)
    export = Export(path)
    for _ in export.batches(watch or Watch()):
        pass
    return export


def why(folder: Path, data: bytes) -> tuple[str, int] | None:
    """Why the reading of those bytes stopped, and on which line; None if it did not."""
    unusable = read_bytes(folder, data).unusable
    return None if unusable is None else (unusable.reason, unusable.line)


def told_in(folder: Path, text: str) -> Sequence[tuple[str, str, int]]:
    """Rule, element and line of all that is told of a text, in the order of lines."""
    path = folder / "uttrekk.xml"
    path.write_bytes(text.encode())
    export, found = Export(path), []
    for batch in export.batches(Watch()):
        for table in batch.tables.values():
            for one in table.told:
                places = (line_of(table, one, row) for row in one.rows)
                found += [(one.rule, one.element or "", place) for place in places]
    found += [(one.rule, one.element or "", line) for one, line in export.outside]
    return sorted(found, key=lambda each: (each[2], each))
