"""The rows of the findings, written straight into a workbook's sheets.

XlsxWriter keeps every cell in memory until a sheet is done (two gigabytes at a million findings),
or else spools to the temporary folder. So it makes the sheets with one row that shows the styles,
and the rows are put in its place here, packed as they come.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from html import escape
from itertools import islice
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from iplos_desktop.catalogue.group import Finding
from iplos_desktop.report.safe import visible

_PACKING = 1  # a list is long and alike; packing it harder takes thrice the time
_CHUNK = 500
_SIZE = re.compile(r'<dimension ref="[^"]*"/>')
_MODEL = re.compile(r'<row r="2"[^>]*>(.*?)</row>')
_STYLE = re.compile(r's="(\d+)"')
_LEVELS = ("kritisk", "feil", "advarsel", "info")
_LINE = 15  # points
_LETTERS = 1.1  # a unit of width holds so many letters of a common text
_ESCAPE = re.compile("_(?=x[0-9a-fA-F]{4}_)")  # what Excel would read as a sign's number


COLUMNS = (
    ("Nivå", 14),
    ("Regel", 8),
    ("Person", 11),
    ("Klasse", 14),
    ("Nr.", 11),
    ("Element", 19),
    ("Linje", 9),
    ("Funnet", 18),
    ("Ventet", 26),
    ("Hva er galt", 54),
)
"""The columns of the list and their widths, in Excel's unit: about a letter."""


_FOUND, _EXPECTED, _TEXT = (width for _, width in COLUMNS[-3:])
_HIGHEST = 409  # Excel's own limit


def fill(model: BinaryIO, sheets: Mapping[str, Iterator[Finding]], out: BinaryIO) -> None:
    """Copy a workbook with rows in the place of the row that shows the styles.

    model: a workbook. sheets: by the name of a part of it, its findings, in the order of the
    parts. out: takes the whole.
    """
    with ZipFile(model) as old, ZipFile(out, "w", ZIP_DEFLATED, compresslevel=_PACKING) as new:
        for info in old.infolist():
            if info.filename not in sheets:
                new.writestr(info, old.read(info), ZIP_DEFLATED)
                continue
            text = _SIZE.sub("", old.read(info).decode())
            found = _MODEL.search(text)
            assert found is not None  # noqa: S101 - the model has it
            styles = _STYLE.findall(found[1])
            with new.open(_named_as(info), "w", force_zip64=True) as part:
                part.write(text[: found.start()].encode())
                part.writelines(_rows(sheets[info.filename], styles))
                part.write(text[found.end() :].encode())


def _named_as(info: ZipInfo) -> ZipInfo:
    made = ZipInfo(info.filename, info.date_time)
    made.compress_type = ZIP_DEFLATED
    return made


def _rows(findings: Iterator[Finding], styles: Sequence[str]) -> Iterator[bytes]:
    """The rows from the second on. styles: of the four levels, text, number, long text."""
    level = dict(zip(_LEVELS, styles, strict=False))
    text, line, long = styles[len(_LEVELS) :]
    rows = enumerate(findings, 2)
    while some := list(islice(rows, _CHUNK)):
        yield "".join(
            f'<row r="{row}"{_height(one)}>'
            f"{_cell('A', row, level[one.level], one.level.word)}{_cell('B', row, text, one.rule)}"
            f"{_cell('C', row, text, one.person)}{_cell('D', row, text, one.record)}"
            f"{_cell('E', row, text, one.record_id)}{_cell('F', row, text, one.element)}"
            f'<c r="G{row}" s="{line}"><v>{one.line}</v></c>'
            f"{_cell('H', row, long, one.found)}{_cell('I', row, long, one.expected)}"
            f"{_cell('J', row, long, one.text)}</row>"
            for row, one in some
        ).encode()


def _height(one: Finding) -> str:
    """How high the row is, where one line of text is not enough; not all programs work it out."""
    need = max(
        lines_in(one.found or "", _FOUND),
        lines_in(one.expected or "", _EXPECTED),
        lines_in(one.text, _TEXT),
    )
    return f' ht="{height(need)}" customHeight="1"' if need > 1 else ""


def lines_in(text: str, width: int) -> int:
    """How many lines a text takes in a column."""
    return -(-len(text) // int(width * _LETTERS))


def height(lines: int) -> int:
    """The height of a row of so many lines, in points."""
    return min(lines * _LINE, _HIGHEST)


def _cell(column: str, row: int, style: str, text: str | None) -> str:
    if not text:
        return f'<c r="{column}{row}" s="{style}"/>'
    return f'<c r="{column}{row}" s="{style}" t="inlineStr"><is><t>{_quick(text)}</t></is></c>'


@lru_cache(4096)  # the same texts come again and again
def _quick(text: str) -> str:
    return escape(_ESCAPE.sub("_x005F_", visible(text)), quote=False)
