"""Prints the report: on a printer, or as a PDF written whole or not at all."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QPdfWriter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

import iplos_desktop
from iplos_desktop.flow.checked import Checked
from iplos_desktop.flow.reports import heading
from iplos_desktop.flow.whole_file import write_whole_by
from iplos_desktop.gui.paper import Paper
from iplos_desktop.gui.paper_list import PaperList
from iplos_desktop.report.parts import Listing, parts
from iplos_desktop.watch import Watch

_DOTS = 300  # an inch


@dataclass(frozen=True)
class Target:
    """Where to print: a printer by its name, or else a PDF by its path."""

    printer: str = ""
    pdf: Path | None = None
    copies: int = 1
    both_sides: bool = False


def print_report(checked: Checked, target: Target, watch: Watch) -> int:
    """Print on any thread; gives the number of pages. Raises UserError and Cancelled."""
    if target.pdf is not None:
        return _as_pdf(checked, target.pdf, watch)
    printer = QPrinter(
        QPrinterInfo.printerInfo(target.printer), QPrinter.PrinterMode.HighResolution
    )
    printer.setDocName(heading(checked).title)
    printer.setCopyCount(target.copies)
    if target.both_sides:
        printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide)
    try:
        return _paint(checked, printer, watch)
    except BaseException:
        printer.abort()
        raise


def _as_pdf(checked: Checked, path: Path, watch: Watch) -> int:
    whole = QBuffer()
    whole.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(whole)
    writer.setResolution(_DOTS)
    writer.setTitle(heading(checked).title)
    writer.setCreator(f"IPLOS Desktop {iplos_desktop.__version__}")
    pages = _paint(checked, writer, watch)
    data = whole.data()
    write_whole_by(path, lambda file: file.write(memoryview(data.data())))
    return pages


def _paint(checked: Checked, device: QPrinter | QPdfWriter, watch: Watch) -> int:
    top = heading(checked)
    with Paper(device, f"{top.place} · {top.title} · {top.at:%d.%m.%Y %H:%M}") as paper:
        lists = PaperList(paper)
        for part in parts(top, checked.findings, watch, contents=False):
            if isinstance(part, Listing):
                lists.add(part)
            else:
                paper.add(part)
        return paper.pages
