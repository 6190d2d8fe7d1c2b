"""Prints the report and the checklist: on a printer, or as a PDF written whole or not at all."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from html import escape
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QPdfWriter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

import iplos_desktop
from iplos_desktop.errors import UserError
from iplos_desktop.flow.checked import Checked
from iplos_desktop.flow.checklist import Sealed, checklist
from iplos_desktop.flow.help import contacts
from iplos_desktop.flow.reports import heading
from iplos_desktop.flow.whole_file import write_whole_by
from iplos_desktop.gui.paper import Paper
from iplos_desktop.gui.paper_list import PaperList
from iplos_desktop.gui.shown import Shown
from iplos_desktop.gui.text import grouped
from iplos_desktop.report.parts import Listing, parts_once
from iplos_desktop.watch import Watch
from iplos_desktop.year.package import Addresses

_DOTS = 300  # an inch


@dataclass(frozen=True)
class Target:
    """Where to print: a printer by its name, or else a PDF by its path."""

    printer: str = ""
    pdf: Path | None = None
    copies: int = 1
    both_sides: bool = False


_Device = QPrinter | QPdfWriter


def print_report(checked: Checked, shown: Shown, target: Target, watch: Watch) -> int:
    """Print what is shown, on any thread; gives the number of pages.

    Raises UserError and Cancelled.
    """
    return _print(partial(_paint_report, checked, shown, watch), heading(checked).title, target)


def print_checklist(sealed: Sealed, at: Addresses, target: Target, _: Watch) -> int:
    """Print what is left to do, on any thread; gives the number of pages. Raises UserError."""
    return _print(partial(_paint_checklist, sealed, at), "Huskeliste for innsending", target)


def _print(paint: Callable[[_Device], int], title: str, target: Target) -> int:
    if target.pdf is not None:
        return _as_pdf(paint, title, target.pdf)
    printer = QPrinter(
        QPrinterInfo.printerInfo(target.printer), QPrinter.PrinterMode.HighResolution
    )
    printer.setDocName(title)
    printer.setCopyCount(target.copies)
    if target.both_sides:
        printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide)
    try:
        return paint(printer)
    except BaseException:
        printer.abort()
        raise


def _as_pdf(paint: Callable[[_Device], int], title: str, path: Path) -> int:
    if path.suffix.lower() != ".pdf":
        raise UserError(
            f"Lista kan ikke lagres som «{path.name}».", "Velg et navn som slutter på .pdf."
        )
    whole = QBuffer()
    whole.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(whole)
    writer.setResolution(_DOTS)
    writer.setTitle(title)
    writer.setCreator(f"IPLOS Desktop {iplos_desktop.__version__}")
    pages = paint(writer)
    data = whole.data()
    write_whole_by(path, lambda file: file.write(memoryview(data.data())))
    return pages


def _paint_report(checked: Checked, shown: Shown, watch: Watch, device: _Device) -> int:
    top, wanted = heading(checked), shown.wanted(checked.findings, watch)
    with Paper(device, f"{top.place} · {top.title} · {top.at:%d.%m.%Y %H:%M}") as paper:
        lists = PaperList(paper)
        for part in parts_once(top, checked.findings, wanted, watch):
            if isinstance(part, Listing):
                lists.add(part)
            else:
                paper.add(part)
        return paper.pages


def _paint_checklist(sealed: Sealed, at: Addresses, device: _Device) -> int:
    with Paper(device, f"IPLOS · {sealed.file_name}") as paper:
        paper.add("<h1>Huskeliste for innsending av IPLOS-data</h1>")
        for number, point in enumerate(checklist(sealed, at), 1):
            text = f"<p>{escape(point.text)}</p>{_table(point.facts)}"
            paper.add(f"<h2>{number}. {escape(point.title)}</h2>{text}")
        paper.add(f"<h2>Hvem kan du spørre?</h2>{_table(contacts(at))}")
        paper.add(f"<h2>Fila</h2>{_table([('SHA-256', grouped(sealed.sha256))])}")
        return paper.pages


def _table(facts: Iterable[tuple[str, str]]) -> str:
    rows = "".join(
        f"<tr><td>{escape(name)}</td><td>{escape(value)}</td></tr>" for name, value in facts
    )
    return f"<table cellpadding='3'>{rows}</table>"
