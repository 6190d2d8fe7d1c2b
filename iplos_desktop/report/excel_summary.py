"""The sheets of the workbook that are read first: the summary, and one for each rule."""

from collections.abc import Mapping, Sequence

from xlsxwriter.worksheet import Worksheet

from iplos_desktop.catalogue.findings import Findings
from iplos_desktop.catalogue.group import Group
from iplos_desktop.catalogue.rule import BOOK, Rule
from iplos_desktop.report.about_rule import about
from iplos_desktop.report.excel_rows import height, lines_in
from iplos_desktop.report.excel_style import Styles, printed
from iplos_desktop.report.heading import Heading, rules_made, summary
from iplos_desktop.report.order import persons_of
from iplos_desktop.report.safe import visible

_TITLE, _VALUE = 80, 96  # widths, in Excel's unit
_HEAD = ("Regel", "Nivå", "Funn", "Hva regelen sier", "Gå til")


def summary_sheet(
    sheet: Worksheet,
    heading: Heading,
    findings: Findings,
    styles: Styles,
    places: Mapping[str, str],
) -> None:
    """What was checked, what came of it, and every rule. places: links to the first findings."""
    for column, width in enumerate((18, 16, 10, _TITLE, 16)):
        sheet.set_column(column, column, width)
    printed(sheet, heading)
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, heading.title, styles.title)
    sheet.write_string(1, 0, summary(findings), styles.result)
    row = 3
    for word, value in heading.lines:
        sheet.write_string(row, 0, word, styles.word)
        sheet.write_string(row, 1, visible(value))
        row += 1
    row = _rules(sheet, row + 1, heading, findings, styles, places)
    row = _reasons(sheet, row, "Ikke kontrollert", findings.not_checked, styles)
    row = _reasons(sheet, row, "Gjelder ikke denne fila", findings.not_applicable, styles)
    _services(sheet, row, heading, styles)


def _rules(  # noqa: PLR0913, PLR0917 - one table
    sheet: Worksheet,
    row: int,
    heading: Heading,
    findings: Findings,
    styles: Styles,
    places: Mapping[str, str],
) -> int:
    """Every check made, what it found first and the gravest first; gives the row after."""
    counts = findings.counts
    sheet.write_string(row, 0, "Kontroller gjort", styles.section)
    row += 1
    for column, word in enumerate(_HEAD):
        sheet.write_string(row, column, word, styles.head)
    made = sorted(rules_made(findings), key=lambda rule: heading.level(rule).rank)
    for rule in sorted(made, key=lambda rule: rule.number not in counts):
        row += 1
        level, number = heading.level(rule), rule.number
        sheet.write_string(row, 1, level.word, styles.levels[level])
        sheet.write_number(row, 2, counts.get(number, 0), styles.many)
        sheet.write_string(row, 3, rule.title, styles.long)
        if number in counts:
            sheet.write_url(row, 0, f"internal:'{number}'!A1", styles.link, number)
            sheet.write_url(row, 4, places[number], styles.link, "Første funn")
        else:
            sheet.write_string(row, 0, number, styles.text)
    return row + 2


def _reasons(
    sheet: Worksheet, row: int, title: str, rules: Sequence[tuple[str, str]], styles: Styles
) -> int:
    if not rules:
        return row
    sheet.write_string(row, 0, title, styles.section)
    row += 1
    for column, word in enumerate(("Regel", "", "", "Hva regelen sier, og hvorfor")):
        sheet.write_string(row, column, word, styles.head)
    for rule, why in rules:
        row += 1
        told = visible(f"{BOOK[rule].title} {why}")
        sheet.write_string(row, 0, rule, styles.text)
        sheet.write_string(row, 3, told, styles.long)
        sheet.set_row(row, height(lines_in(told, _TITLE)))
    return row + 2


def _services(sheet: Worksheet, row: int, heading: Heading, styles: Styles) -> None:
    """Services by type beside the last submission."""
    if not heading.services:
        return
    sheet.write_string(row, 0, "Tjenester etter type", styles.section)
    row += 1
    columns = (0, 3, 1, 2, 4)  # the text has the wide one
    for column, word in zip(columns, heading.service_words, strict=False):
        sheet.write_string(row, column, word, styles.head)
    for one in heading.services:
        row += 1
        sheet.write_string(row, 0, str(one.code), styles.text)
        sheet.write_string(row, 3, one.text, styles.long)
        for column, many in zip(columns[2:], heading.numbers(one), strict=False):
            if many is not None:
                sheet.write_number(row, column, many, styles.many)


def rule_sheet(
    sheet: Worksheet, heading: Heading, rule: Rule, groups: Sequence[Group], styles: Styles
) -> None:
    """All about one rule that has found something."""
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, _VALUE)
    printed(sheet, heading)
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, f"{rule.number} {rule.title}", styles.title)
    sheet.write_url(1, 0, "internal:'Sammendrag'!A1", styles.link, "Til sammendraget")
    level, told = groups[0].level, about(rule)
    sheet.write_string(3, 0, "Nivå", styles.word)
    sheet.write_string(3, 1, level.word, styles.levels[level])
    rows = [
        ("Hva skjer nå", level.meaning),
        ("Antall funn", str(sum(map(len, groups)))),
        ("Antall personer", str(persons_of(groups))),
        ("Forklaring", rule.explanation),
        ("Kilde", rule.source),
        *(("Eksempel på feil", one) for one in told.bad if told.speaks_of_values),
        *(("Eksempel på riktig", one) for one in told.good if told.speaks_of_values),
    ]
    for row, (word, value) in enumerate(rows, 4):
        sheet.write_string(row, 0, word, styles.word)
        sheet.write_string(row, 1, visible(value), styles.long)
        sheet.set_row(row, height(lines_in(value, _VALUE)))
