"""The findings as an Excel workbook, made in memory: nothing is spooled to disk."""

import io
from collections.abc import Iterator

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from iplos_desktop.catalogue.findings import Finding, Findings
from iplos_desktop.catalogue.levels import Level
from iplos_desktop.catalogue.rule import BOOK
from iplos_desktop.report.heading import Heading, summary
from iplos_desktop.watch import Watch

_COLUMNS = (
    ("Nivå", 14),
    ("Regel", 8),
    ("Person", 12),
    ("Klasse", 14),
    ("Nr.", 12),
    ("Element", 18),
    ("Linje", 10),
    ("Funnet", 20),
    ("Ventet", 28),
    ("Hva er galt", 80),
)
_LAST_ROW = 1_048_576  # Excel's own limit
_SHEET = "Feilliste"
# A text from a file is a text, whatever it looks like.
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_COLOURS = {
    Level.KRITISK: "#f8e4e4",
    Level.FEIL: "#fbeaea",
    Level.ADVARSEL: "#fdf3dc",
    Level.INFO: "#e6f0fa",
}


def workbook(heading: Heading, findings: Findings, watch: Watch) -> bytes:
    """A workbook of a summary and the findings. Raises Cancelled."""
    whole = io.BytesIO()
    with xlsxwriter.Workbook(whole, _OPTIONS) as book:
        bold = book.add_format({"bold": True, "bg_color": "#e9ecef", "border": 1})
        levels = {level: book.add_format({"bg_color": _COLOURS[level]}) for level in Level}
        _summary_sheet(book.add_worksheet("Sammendrag"), heading, findings, bold)
        rows = enumerate(findings)
        sheet = 1
        while True:
            name = _SHEET if sheet == 1 else f"{_SHEET} {sheet}"
            written = _findings_sheet(
                book.add_worksheet(name), rows, bold, levels, watch, len(findings)
            )
            if written < _LAST_ROW:
                break
            sheet += 1
    return whole.getvalue()


def _summary_sheet(sheet: Worksheet, heading: Heading, findings: Findings, bold: Format) -> None:
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 10)
    sheet.set_column(2, 3, 70)
    sheet.write_string(0, 0, heading.title, bold)
    row = 1
    for word, value in (*heading.lines, ("Resultat", summary(findings))):
        sheet.write_string(row, 0, word)
        sheet.write_string(row, 1, value)
        row += 1
    row += 1
    for column, word in enumerate(("Regel", "Antall", "Hva regelen sier")):
        sheet.write_string(row, column, word, bold)
    for rule, number in findings.counts.items():
        row += 1
        sheet.write_string(row, 0, rule)
        sheet.write_number(row, 1, number)
        sheet.write_string(row, 2, BOOK[rule].title)
    if findings.not_checked:
        row += 2
        sheet.write_string(row, 0, "Ikke kontrollert", bold)
        for rule, why in findings.not_checked:
            row += 1
            sheet.write_string(row, 0, rule)
            sheet.write_string(row, 2, why)


def _findings_sheet(  # noqa: PLR0913, PLR0917 - one sheet, written as it goes
    sheet: Worksheet,
    rows: Iterator[tuple[int, Finding]],
    bold: Format,
    levels: dict[Level, Format],
    watch: Watch,
    total: int,
) -> int:
    """Write findings till the sheet is full; gives how many rows it has."""
    for column, (word, width) in enumerate(_COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, word, bold)
    sheet.freeze_panes(1, 0)
    row = 1
    for number, finding in rows:
        watch.tell(number, total)
        sheet.write_string(row, 0, finding.level.word, levels[finding.level])
        for column, text in enumerate(_texts(finding), 1):
            sheet.write_string(row, column, text)
        sheet.write_number(row, 6, finding.line)
        row += 1
        if row == _LAST_ROW:
            break
    sheet.autofilter(0, 0, max(row - 1, 1), len(_COLUMNS) - 1)
    return row


def _texts(finding: Finding) -> tuple[str, ...]:
    return (
        finding.rule,
        finding.person or "",
        finding.record or "",
        finding.record_id or "",
        finding.element or "",
        "",
        finding.found or "",
        finding.expected or "",
        finding.text,
    )
