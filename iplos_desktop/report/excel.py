"""The findings as an Excel workbook: nothing is spooled to disk on the way."""

import io
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from iplos_desktop.catalogue.findings import Findings
from iplos_desktop.catalogue.group import Finding
from iplos_desktop.catalogue.levels import Level
from iplos_desktop.catalogue.rule import BOOK
from iplos_desktop.report.excel_rows import COLUMNS, fill
from iplos_desktop.report.excel_style import Styles, printed
from iplos_desktop.report.excel_summary import rule_sheet, summary_sheet
from iplos_desktop.report.heading import Heading
from iplos_desktop.report.order import first_of_each, rules_found
from iplos_desktop.watch import Watch

LAST_ROW = 1_048_576
"""Excel's own limit."""

LIST = "Feilliste"
_BETWEEN = 500  # findings between two words of progress
# A text from a file is a text, whatever it looks like.
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_workbook(
    heading: Heading, findings: Findings, out: BinaryIO, watch: Watch, last_row: int = LAST_ROW
) -> None:
    """Write a workbook: a summary, the findings, a sheet for each rule. Raises Cancelled.

    out: a file that can be written anywhere in. last_row: how many rows a sheet may have.
    """
    room = last_row - 1
    sheets = max(-(-len(findings) // room), 1)
    names = [LIST if number == 0 else f"{LIST} {number + 1}" for number in range(sheets)]
    model = io.BytesIO()
    with xlsxwriter.Workbook(model, _OPTIONS) as book:
        book.set_properties({"title": heading.title, "company": "", "created": heading.at})
        styles = Styles(book)
        top = book.add_worksheet("Sammendrag")
        for number, name in enumerate(names):
            rows = min(len(findings) - number * room, room)
            _list_sheet(book.add_worksheet(name), heading, styles, rows)
        summary_sheet(top, heading, findings, styles, _places(findings, names, room))
        for rule, groups in sorted(rules_found(findings).items()):
            rule_sheet(book.add_worksheet(rule), heading, BOOK[rule], groups, styles)
    told = _told(findings, watch)
    # Sammendrag is the first part of the workbook, the lists are the next ones.
    parts = {f"xl/worksheets/sheet{at}.xml": islice(told, room) for at in range(2, sheets + 2)}
    fill(model, parts, out)


def _places(findings: Findings, names: list[str], room: int) -> dict[str, str]:
    """Where each rule's first finding stands, as a link."""
    return {
        rule: f"internal:'{names[at // room]}'!A{at % room + 2}"
        for rule, at in first_of_each(findings).items()
    }


def _told(findings: Findings, watch: Watch) -> Iterator[Finding]:
    for at, one in enumerate(findings):
        if at % _BETWEEN == 0:
            watch.tell(at, len(findings))
        yield one


def _list_sheet(sheet: Worksheet, heading: Heading, styles: Styles, rows: int) -> None:
    """A sheet of findings with its head, and one row that shows the styles of the rest."""
    for column, (word, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, word, styles.head)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(rows, 1), len(COLUMNS) - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A1:J{LAST_ROW}"})
    printed(sheet, heading)
    sheet.repeat_rows(0)
    looks = (*(styles.levels[level] for level in Level), styles.text, styles.number, styles.long)
    for column, look in enumerate(looks):
        sheet.write_blank(1, column, None, look)
