"""Reads the sheets of an Excel workbook that holds a list, within bounds."""

import io
import warnings
import zipfile
from collections.abc import Iterator

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from iplos_desktop.errors import Cancelled, UserError
from iplos_desktop.intake.list_columns import Cells, Sheet
from iplos_desktop.intake.list_kinds import MOST_COLUMNS, MOST_ROWS, SAVE_AS_XLSX, locked, too_large
from iplos_desktop.watch import Watch

_LARGEST_UNPACKED = 100_000_000  # bytes; a list of a hundred thousand rows has some forty million
_MOST_PARTS = 1000
_MOST_SHEETS = 50
_LAST_ROW = 1_048_576  # Excel's own limit
_BETWEEN = 1000  # rows between two words of progress
_DOCTYPES = tuple("<!DOCTYPE".encode(name) for name in ("utf-8", "utf-16-le", "utf-16-be"))


def excel_sheets(data: bytes, name: str, watch: Watch) -> list[Sheet]:
    """The sheets of a workbook, values alone: no formulas, macros or links to other files.

    Raises UserError when it is another kind of file, damaged or too large, and Cancelled.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _look_over(archive, name)
        return [*_sheets(data, name, watch)]
    except (UserError, Cancelled):
        raise
    except Exception:  # noqa: BLE001 - a damaged workbook fails in the library in many ways
        raise UserError(
            f"Excel-fila «{name}» er skadet og kan ikke leses.",
            f"Last ned lista på nytt. Hjelper ikke det: {SAVE_AS_XLSX}",
        ) from None


def _look_over(archive: zipfile.ZipFile, name: str) -> None:
    """Refuse what is no plain workbook, before the library opens it.

    What a part says of its unpacked size is a bound: zipfile gives no byte more.
    """
    parts = archive.infolist()
    names = {part.filename.lower() for part in parts}
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _LARGEST_UNPACKED:
        raise too_large(name)
    if any(part.flag_bits & 1 for part in parts):
        raise locked(name)
    if any(part.endswith("vbaproject.bin") for part in names):
        raise UserError(
            f"«{name}» inneholder makroer, og åpnes ikke.",
            f"Makroer kan være skadelige. {SAVE_AS_XLSX}",
        )
    if "xl/workbook.xml" not in names:
        raise UserError(f"«{name}» er ikke en Excel-fil av typen .xlsx.", SAVE_AS_XLSX)
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            text = archive.read(part)
            if any(mark in text for mark in _DOCTYPES):
                raise UserError(
                    f"«{name}» er ikke laget av Excel, og åpnes ikke.",
                    f"Last ned lista på nytt fra SSB. {SAVE_AS_XLSX}",
                )


def _sheets(data: bytes, name: str, watch: Watch) -> Iterator[Sheet]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and printing, which do not matter here
        book = openpyxl.load_workbook(
            io.BytesIO(data), read_only=True, data_only=True, keep_links=False
        )
        try:
            left = MOST_ROWS
            if len(book.worksheets) > _MOST_SHEETS:
                raise too_large(name)
            for sheet in book.worksheets:
                rows = []
                for place, cells in _rows(sheet, watch):
                    if left == 0:
                        raise too_large(name)
                    left -= 1
                    rows.append((place, cells))
                yield Sheet(sheet.title, rows)
        finally:
            book.close()


def _rows(sheet: Worksheet, watch: Watch) -> Iterator[tuple[int, Cells]]:
    """The rows with something in them. Some programs write a wrong size; it is not looked at."""
    rows = sheet.iter_rows(max_row=_LAST_ROW, max_col=MOST_COLUMNS, values_only=True)
    for place, cells in enumerate(rows, start=1):
        if place % _BETWEEN == 0:
            watch.tell(0, 0)
        if any(cells):
            yield place, cells
