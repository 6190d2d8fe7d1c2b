"""Reads a list saved as text, whatever its encoding and separator."""

import codecs
import csv
import io

from iplos_desktop.errors import UserError
from iplos_desktop.intake.list_columns import Cells, Sheet, find_columns
from iplos_desktop.intake.list_kinds import MOST_COLUMNS, MOST_ROWS, SAVE_AS_XLSX, too_large

_SEPARATORS = ";\t,|"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LOOKED_AT = 1000  # bytes that show which half of each letter is nought


def csv_sheet(data: bytes, name: str) -> Sheet:
    """The rows of a list in text. Raises UserError when it is no text, or too large.

    The separator is the one that gives a heading of numbers and the most columns beside it.
    """
    text = _text(data, name)
    best, most = Sheet(None, []), -1
    for separator in _SEPARATORS:
        sheet = Sheet(None, _rows(text, separator, name))
        columns = find_columns(sheet)
        width = len(sheet.rows[columns.below - 1][1]) if columns else 0
        if width > most:
            best, most = sheet, width
    return best


def _text(data: bytes, name: str) -> str:
    text = _decoded(data)
    if text is None or "\0" in text:
        raise UserError(
            f"«{name}» er verken en Excel-fil eller en tekstfil.",
            f"Velg lista fra SSB. {SAVE_AS_XLSX}",
        )
    return text


def _decoded(data: bytes) -> str | None:
    """By the mark at the front, else UTF-16 by its noughts, else UTF-8, else windows-1252."""
    try:
        for mark, codec in _MARKS:
            if data.startswith(mark):
                return data[len(mark) :].decode(codec)
        if b"\0" in data[:_LOOKED_AT]:
            even, odd = data[0:_LOOKED_AT:2].count(0), data[1:_LOOKED_AT:2].count(0)
            return data.decode("utf-16-le" if odd > even else "utf-16-be")
    except UnicodeDecodeError:
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("windows-1252", "replace")


def _rows(text: str, separator: str, name: str) -> list[tuple[int, Cells]]:
    """The rows; where quotation marks do not pair, they are taken for letters."""
    try:
        return _parsed(text, separator, csv.QUOTE_MINIMAL, name)
    except csv.Error:
        pass
    try:
        return _parsed(text, separator, csv.QUOTE_NONE, name)
    except csv.Error:  # a field longer than any in a list
        raise too_large(name) from None


def _parsed(text: str, separator: str, quoting: int, name: str) -> list[tuple[int, Cells]]:
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=separator,
        quoting=quoting,  # type: ignore[arg-type]
        strict=True,
    )
    rows: list[tuple[int, Cells]] = []
    line = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            if len(rows) == MOST_ROWS:
                raise too_large(name)
            rows.append((line, tuple(cells[:MOST_COLUMNS])))
        line = reader.line_num + 1
    return rows
