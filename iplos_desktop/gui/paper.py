"""Pages of paper: what is added is painted below the last, page by page, each with its foot."""

from itertools import pairwise
from typing import Self

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import (
    QFont,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QTextDocument,
)

from iplos_desktop.errors import UserError
from iplos_desktop.shipped import resource

POINTS = 8.5
"""The size of ordinary text."""

_INCH = 72.0  # points
_FOOT = 20.0  # points kept for the foot of the page
_LEFT = 60.0  # points that must be left below a piece with a heading, for what follows it
_HEADING, _ABOVE = "<h", 9.0  # points above a heading
_MARGINS = QMarginsF(14, 13, 14, 11)  # millimetres

Band = tuple[float, float]
"""The top and the bottom of something that is not to be torn by the end of a page."""


class Paper:
    """A device being painted on; used with `with`."""

    def __init__(self, device: QPagedPaintDevice, foot: str) -> None:
        """foot: what stands at the foot of every page. Raises UserError if it cannot begin."""
        size = QPageSize(QPageSize.PageSizeId.A4)
        way, unit = QPageLayout.Orientation.Portrait, QPageLayout.Unit.Millimeter
        device.setPageLayout(QPageLayout(size, way, _MARGINS, unit))
        self._device, self._foot = device, foot
        self.painter = QPainter()
        if not self.painter.begin(device):
            raise UserError(
                "Skriveren svarer ikke.",
                "Se etter at den er slått på og kan nås, eller lagre lista som PDF i stedet.",
            )
        self.point = device.logicalDpiY() / _INCH
        self.width, self._height = float(device.width()), device.height() - _FOOT * self.point
        self.used, self.pages = 0.0, 1
        self._style = resource("style", "print.css").read_text(encoding="utf-8")
        self.font = QFont("Inter")
        self.font.setPointSizeF(POINTS)
        self._write_foot()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.painter.end()

    @property
    def room(self) -> float:
        """How much of the page is left, in the device's own unit."""
        return self._height - self.used

    def add(self, html: str) -> None:
        """Paint a piece of our own HTML. One with a heading keeps some of what follows."""
        document = self._lay_out(html)
        bands = _bands(document)
        if _HEADING in html:
            self.used += _ABOVE * self.point if self.used else 0
            if self.room < min(bands[-1][1], self._height / 3) + _LEFT * self.point:
                self.turn()
        for top, bottom in bands:
            if self.used and bottom - top > self.room:
                self.turn()
            self.painter.save()
            self.painter.translate(0, self.used - top)
            document.drawContents(self.painter, QRectF(0, top, self.width, bottom - top))
            self.painter.restore()
            self.used += bottom - top

    def turn(self) -> None:
        """Go on on a new page."""
        self._device.newPage()
        self.pages += 1
        self.used = 0.0
        self._write_foot()

    def _lay_out(self, html: str) -> QTextDocument:
        document = QTextDocument()
        document.setDocumentMargin(0)
        document.setDefaultFont(self.font)
        document.setDefaultStyleSheet(self._style)
        document.setHtml(html)
        document.documentLayout().setPaintDevice(self._device)
        document.setTextWidth(self.width)
        return document

    def _write_foot(self) -> None:
        self.painter.setFont(self.font)
        foot = QRectF(0, self._height, self.width, _FOOT * self.point)
        flags = Qt.AlignmentFlag
        self.painter.drawText(foot, flags.AlignLeft | flags.AlignBottom, self._foot)
        self.painter.drawText(foot, flags.AlignRight | flags.AlignBottom, f"Side {self.pages}")


def _bands(document: QTextDocument) -> list[Band]:
    """The document from top to bottom in stretches that hold together: paragraphs and rows."""
    layout = document.documentLayout()
    block, boxes = document.begin(), []
    while block.isValid():
        box = layout.blockBoundingRect(block)
        boxes.append((box.top(), box.bottom()))
        block = block.next()
    bands: list[Band] = []
    for top, bottom in sorted(boxes):
        if bands and top < bands[-1][1]:
            bands[-1] = (bands[-1][0], max(bands[-1][1], bottom))
        else:
            bands.append((top, bottom))
    between = ((one[1] + two[0]) / 2 for one, two in pairwise(bands))
    return list(pairwise((0.0, *between, layout.documentSize().height())))
