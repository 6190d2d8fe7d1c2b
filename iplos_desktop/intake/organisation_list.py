"""Reads the year's list of organisation numbers from Excel or CSV."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from iplos_desktop.errors import UserError
from iplos_desktop.intake.list_columns import (
    Cells,
    Columns,
    Sheet,
    cell_at,
    find_columns,
    is_number_heading,
)
from iplos_desktop.intake.list_csv import csv_sheet
from iplos_desktop.intake.list_excel import excel_sheets
from iplos_desktop.intake.list_kinds import bytes_of, kind_of
from iplos_desktop.intake.list_number import number_in, plain_text
from iplos_desktop.intake.suspects import masked
from iplos_desktop.watch import Watch

_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


@dataclass(frozen=True)
class ListFault:
    """A row that is left out. where: such as "ark «Liste», rad 12". what: a sentence."""

    where: str
    what: str


@dataclass(frozen=True)
class OrganisationList:
    """The numbers of a list, each with the name beside it, empty when there is none.

    source: the file's name. faults: the rows left out. duplicates: how many rows repeat a
    number. years: those the list says it is for, in a column or else in its file name.
    """

    numbers: Mapping[str, str]
    source: str
    faults: tuple[ListFault, ...] = ()
    duplicates: int = 0
    years: tuple[int, ...] = ()


def read_organisation_list(path: Path, watch: Watch) -> OrganisationList:
    """Read a list; every sheet with a heading of organisation numbers counts.

    Raises UserError when the file cannot be read, is of another kind, has no such heading
    or no number that can be used; and Cancelled.
    """
    data, name = bytes_of(path), path.name
    if kind_of(data, name) == "excel":
        sheets = excel_sheets(data, name, watch)
    else:
        sheets = [csv_sheet(data, name)]
    if not any(sheet.rows for sheet in sheets):
        raise UserError(f"Lista «{name}» er tom.", "Last ned lista på nytt fra SSB.")
    found = [(sheet, columns) for sheet in sheets if (columns := find_columns(sheet))]
    if not found:
        raise UserError(
            f"Fant ingen kolonne med organisasjonsnumre i «{name}».",
            "Kolonnen må ha overskriften «Organisasjonsnummer» eller «Orgnr». Skriv den over"
            " numrene, lagre lista, og velg den på nytt.",
        )
    gathered = _Gathered()
    for sheet, columns in found:
        gathered.take(sheet, columns)
    return gathered.as_list(name)


@dataclass
class _Gathered:
    """What has been read of a list so far."""

    numbers: dict[str, str] = field(default_factory=dict)
    faults: list[ListFault] = field(default_factory=list)
    duplicates: int = 0
    years: set[int] = field(default_factory=set)

    def take(self, sheet: Sheet, columns: Columns) -> None:
        for place, cells in sheet.rows[columns.below :]:
            if not is_number_heading(cell_at(cells, columns.number)):
                self._take_row(_where(sheet, place), cells, columns)

    def _take_row(self, where: str, cells: Cells, columns: Columns) -> None:
        name = plain_text(cell_at(cells, columns.name))
        number, wrong = number_in(cell := cell_at(cells, columns.number))
        if wrong:
            # A row without either is a note, a sum or a line between two parts.
            if name or str(cell or "").strip():
                self.faults.append(ListFault(where, wrong))
            return
        self.duplicates += number in self.numbers
        self.numbers[number] = self.numbers.get(number) or name
        self.years.update(_years_in(cell_at(cells, columns.year)))

    def as_list(self, name: str) -> OrganisationList:
        if not self.numbers:
            raise _unusable(name, self.faults)
        years = self.years or set(map(int, _YEAR.findall(name)))
        return OrganisationList(
            self.numbers,
            masked(" ".join(name.split())),
            tuple(self.faults),
            self.duplicates,
            tuple(sorted(years)),
        )


def _where(sheet: Sheet, place: int) -> str:
    if sheet.name is None:
        return f"linje {place}"
    return f"ark «{plain_text(sheet.name)}», rad {place}"


def _years_in(cell: object) -> Iterable[int]:
    if isinstance(cell, date):
        return (cell.year,)
    return map(int, _YEAR.findall(plain_text(cell)))


def _unusable(name: str, faults: list[ListFault]) -> UserError:
    if not faults:
        return UserError(
            f"Lista «{name}» har overskrift, men ingen organisasjonsnumre.",
            "Last ned lista på nytt fra SSB.",
        )
    first = faults[0]
    return UserError(
        f"Ingen av numrene i «{name}» er organisasjonsnumre.",
        f"Den første feilen: {first.where}: {first.what} Se etter at du har valgt riktig liste.",
    )
