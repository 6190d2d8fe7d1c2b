"""Lists of made-up organisation numbers, as Excel and as CSV."""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from iplos_desktop.intake.organisation_list import OrganisationList, read_organisation_list
from iplos_desktop.register.organisation import organisation_check_digit
from iplos_desktop.watch import Watch

Rows = Sequence[Sequence[Any]]


def numbers(many: int) -> list[str]:
    """So many numbers of right form; none is given out."""
    made: list[str] = []
    eight = 90000000
    while len(made) < many:
        digit = organisation_check_digit(str(eight))
        made += [f"{eight}{digit}"] if digit is not None else []
        eight += 7
    return made


ONE, TWO, THREE = numbers(3)
BAD = f"{ONE[:8]}{(int(ONE[8]) + 1) % 10}"


def excel(sheets: Mapping[str, Rows]) -> bytes:
    """A workbook as Excel itself would write it."""
    whole = io.BytesIO()
    with xlsxwriter.Workbook(whole, {"in_memory": True, "strings_to_urls": False}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    sheet.write(at, column, cell)
    return whole.getvalue()


def text(rows: Rows, separator: str = ";", encoding: str = "utf-8") -> bytes:
    """The same rows as a spreadsheet program saves them as text."""
    whole = io.StringIO()
    csv.writer(whole, delimiter=separator).writerows(rows)
    return whole.getvalue().encode(encoding)


def read(folder: Path, data: bytes, name: str = "liste.xlsx") -> OrganisationList:
    """Read these bytes as if they were a file."""
    path = folder / name
    path.write_bytes(data)
    return read_organisation_list(path, Watch())


def repacked(data: bytes, **parts: bytes | None) -> bytes:
    """A workbook with parts put in place of others or beside them; None takes one out.

    A part's name has two underscores for a slash and one for a dot.
    """
    wished = {n.replace("__", "/").replace("_", "."): part for n, part in parts.items()}
    whole = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(whole, "w") as new:
        for name in dict.fromkeys([*old.namelist(), *wished]):
            part = wished[name] if name in wished else old.read(name)
            if part is not None:
                new.writestr(name, part, zipfile.ZIP_DEFLATED)
    return whole.getvalue()
