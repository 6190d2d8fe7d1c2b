"""How the sheets of the workbook look, on screen and on paper."""

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

import iplos_desktop
from iplos_desktop.catalogue.levels import Level
from iplos_desktop.report.heading import Heading
from iplos_desktop.report.safe import visible

_COLOURS = {
    Level.KRITISK: ("#590d0d", "#f1c4c4"),
    Level.FEIL: ("#590d0d", "#f8e4e4"),
    Level.ADVARSEL: ("#4a3000", "#fff2d6"),
    Level.INFO: ("#0b3763", "#e4f0fb"),
}
_A4 = 9  # Excel's number for it
_LONGEST = 200  # of Excel's 255 for a header


class Styles:
    """The styles of one workbook."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        top = {"valign": "top"}
        wrapped = {**top, "text_wrap": True}
        self.title: Format = book.add_format({"bold": True, "font_size": 16})
        self.result: Format = book.add_format({"bold": True, "font_size": 12})
        self.head: Format = book.add_format(
            {"bold": True, "bg_color": "#e3e8ed", "bottom": 1, "valign": "vcenter"}
        )
        self.section: Format = book.add_format({"bold": True, "font_size": 12})
        self.word: Format = book.add_format({**wrapped, "font_color": "#4b5866"})
        self.text: Format = book.add_format({**top, "num_format": "@"})
        self.long: Format = book.add_format({**wrapped, "num_format": "@"})
        self.number: Format = book.add_format(
            {**top, "num_format": "0", "align": "right", "indent": 1}
        )
        self.many: Format = book.add_format(
            {**top, "num_format": "#,##0", "align": "right", "indent": 1}
        )
        self.link: Format = book.add_format({**top, "font_color": "#0062ba", "underline": 1})
        self.levels: dict[Level, Format] = {
            level: book.add_format({**top, "font_color": ink, "bg_color": paper, "bold": True})
            for level, (ink, paper) in _COLOURS.items()
        }


def printed(sheet: Worksheet, heading: Heading) -> None:
    """Set a sheet up for paper: lying A4, one page wide, named and numbered."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
    title, place = (_for_header(text) for text in (heading.title, heading.place))
    sheet.set_header(f"&L{title}&R {place}")
    sheet.set_footer(
        f"&LIPLOS Desktop {iplos_desktop.__version__}, {heading.at:%d.%m.%Y %H:%M}&RSide &P av &N"
    )


def _for_header(text: str) -> str:
    """A text that holds none of the header's own signs."""
    return visible(text)[: _LONGEST // 2].replace("&", "&&")
