"""Reads one list of a year package, and tells each fault with its line."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from iplos_desktop.year.columns import COLUMNS, KEYS, MAY_BE_EMPTY
from iplos_desktop.year.faults import Fault, shown

_MEND = "Lagre den som «CSV UTF-8» fra Excel, eller med UTF-8 fra et tekstprogram"


@dataclass(frozen=True)
class Row:
    """One line of a list, by heading."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, heading: str) -> str:
        return self.cells[heading]


def read_rows(name: str, data: bytes, faults: list[Fault]) -> list[Row]:
    """The lines of a list that are right; `faults` takes what is wrong with the others."""

    def tell(line: int | None, text: str) -> None:
        faults.append(Fault(name, line, text))

    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        tell(None, f"fila er ikke lagret slik at æ, ø og å kan leses. {_MEND}")
        return []
    lines = _lines(text)
    head = next(lines, (1, []))[1]
    missing = [heading for heading in COLUMNS[name] if head.count(heading) != 1]
    if missing:
        wanted = ";".join(COLUMNS[name])
        tell(1, f"overskriften skal ha én {' og én '.join(missing)}, slik som «{wanted}»")
        return []
    rows = []
    for line, values in lines:
        if len(values) != len(head):
            tell(line, f"linjen har {len(values)} felt, men overskriften har {len(head)}")
            continue
        row = Row(line, dict(zip(head, values, strict=True)))
        told = list(_wrong_cells(name, row))
        faults += told
        if not told:
            rows.append(row)
    if not rows and name not in MAY_BE_EMPTY and not any(one.file == name for one in faults):
        tell(None, "lista er tom")
    faults += _twice(name, rows)
    return rows


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each line with something in it, with its number; a field broken over lines stays whole."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    line = 1
    while True:
        try:
            values = next(reader)
        except StopIteration:
            return
        except csv.Error:
            values = ["?"]  # a field without end: told as a line with too few
        stripped = [value.strip() for value in values]
        if any(stripped):
            yield line, stripped
        line = reader.line_num + 1


def _wrong_cells(name: str, row: Row) -> Iterator[Fault]:
    for heading, cell in COLUMNS[name].items():
        value = row[heading]
        if not cell.allows(value):
            found = f"er {shown(value)}, men" if value else "er tom, men"
            yield Fault(name, row.line, f"{heading} {found} skal være {cell.what}")


def _twice(name: str, rows: list[Row]) -> Iterator[Fault]:
    word, headings = KEYS[name]
    seen: set[tuple[str, ...]] = set()
    for row in rows:
        key = tuple(row[heading] for heading in headings)
        if key in seen:
            yield Fault(name, row.line, f"{word} {' '.join(key)} står to ganger")
        seen.add(key)
