"""A list of findings on paper, painted row by row: any number takes no more memory than one."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPen

from iplos_desktop.catalogue.group import Finding
from iplos_desktop.gui.paper import Paper
from iplos_desktop.gui.text import breakable, plain
from iplos_desktop.report.parts import ALL, BY_PERSON, BY_RULE, Listing, where, whose
from iplos_desktop.report.rule_html import SHAPES

_SHARES = {
    BY_RULE: (0.12, 0.25, 0.09, 0.34, 0.20),
    BY_PERSON: (0.15, 0.08, 0.27, 0.09, 0.41),
    ALL: (0.14, 0.08, 0.10, 0.24, 0.08, 0.36),
}
"""Shares of the width, a column each."""
_PAD, _GAP, _THIN = 2.0, 6.0, 0.4  # points: above and below a text, beside it, of a line
_GREY = QColor("#9aa3ab")
_KEPT = 4_096
_WRAPPED = int(Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap)
_NUMBER = int(Qt.AlignmentFlag.AlignRight)


class PaperList:
    """Lists on a paper; one for all, since it remembers how high texts are."""

    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._plain, self._bold = paper.font, QFont(paper.font)
        self._bold.setWeight(QFont.Weight.DemiBold)
        self._metrics = QFontMetricsF(self._plain, paper.painter.device())
        self._pad, self._gap = _PAD * paper.point, _GAP * paper.point
        self._high = lru_cache(_KEPT)(self._measured)
        self._one = self._metrics.height() + 2 * self._pad

    def add(self, listing: Listing) -> None:
        """Paint a list, with its head again on each page it goes on to."""
        paper, columns = self._paper, tuple(listing.columns)
        by_person = columns == BY_PERSON
        widths = [share * paper.width for share in _SHARES[columns]]
        last = ""
        if paper.room < 4 * self._one:
            paper.turn()
        self._row(columns, widths, columns, self._bold)
        for on_person, finding in listing.found:
            name = whose(on_person, finding)[1] if by_person else ""
            cells = _cells(finding, columns)
            need = max(map(self._high, cells, widths)) + (self._one if name != last else 0)
            if need > paper.room:
                paper.turn()
                self._row(columns, widths, columns, self._bold)
                if name and name == last:
                    self._row((f"{name} (fortsatt)",), [paper.width], ("",), self._bold)
            if name != last:
                self._row((name,), [paper.width], ("",), self._bold)
                last = name
            self._row(cells, widths, columns, self._plain)
        paper.used += self._one

    def _row(
        self, cells: tuple[str, ...], widths: list[float], columns: tuple[str, ...], font: QFont
    ) -> None:
        paper, painter = self._paper, self._paper.painter
        high = max(map(self._high, cells, widths))
        painter.setFont(font)
        left = 0.0
        for text, width, column in zip(cells, widths, columns, strict=True):
            how = _NUMBER if column == "Linje" else _WRAPPED
            box = QRectF(left, paper.used + self._pad, width - self._gap, high)
            painter.drawText(box, how, text)
            left += width
        paper.used += high
        pen = painter.pen()
        painter.setPen(QPen(_GREY, _THIN * paper.point))
        painter.drawLine(QPointF(0, paper.used), QPointF(paper.width, paper.used))
        painter.setPen(pen)

    def _measured(self, text: str, width: float) -> float:
        """How high a row must be for a text in a column."""
        room = width - self._gap
        if self._metrics.horizontalAdvance(text) <= room:
            return self._one
        box = self._metrics.boundingRect(QRectF(0, 0, room, 1e9), _WRAPPED, text)
        return box.height() + 2 * self._pad


def _cells(finding: Finding, columns: tuple[str, ...]) -> tuple[str, ...]:
    said = {
        "Nivå": f"{SHAPES[finding.level]} {finding.level.word}",
        "Regel": finding.rule,
        "Person": finding.person or "",
        "Hvor": _shown(where(finding)),
        "Linje": str(finding.line or ""),
        "Hva er galt": _shown(finding.text),
        "Ventet": _shown(finding.expected or ""),
    }
    return tuple(said[column] for column in columns)


@lru_cache(_KEPT)
def _shown(text: str) -> str:
    return breakable(plain(text))
