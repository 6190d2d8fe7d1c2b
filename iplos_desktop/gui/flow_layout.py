"""Widgets in a row that goes on below when there is no more room beside."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from iplos_desktop.gui.spacing import SMALL


class Wrapping(QWidget):
    """Lays its parts from left to right, line by line, and is as high as they need."""

    def __init__(self, parts: Sequence[QWidget]) -> None:
        super().__init__()
        self._parts = list(parts)
        for part in parts:
            part.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def resizeEvent(self, _: QResizeEvent) -> None:
        """Lay the parts anew."""
        self._settle()

    def showEvent(self, _: QShowEvent) -> None:
        """Parts may have come or gone while nobody saw it."""
        self._settle()

    def event(self, event: QEvent) -> bool:
        """A part has become larger, smaller, or hidden."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._settle()
        return super().event(event)

    def sizeHint(self) -> QSize:
        """As wide as it has been given, and as high as that needs."""
        return QSize(self._widest(), self._lay(max(self.width(), self._widest()), move=False))

    def minimumSizeHint(self) -> QSize:
        """No narrower than its widest part."""
        return self.sizeHint()

    def heightForWidth(self, width: int) -> int:
        """Its height at a width."""
        return self._lay(width, move=False)

    def _settle(self) -> None:
        height = self._lay(self.width(), move=True)
        if height != self.minimumHeight():
            self.setFixedHeight(height)

    def _widest(self) -> int:
        return max((part.sizeHint().width() for part in self._shown()), default=0)

    def _shown(self) -> list[QWidget]:
        return [part for part in self._parts if not part.isHidden()]

    def _lay(self, width: int, *, move: bool) -> int:
        lines: list[list[QWidget]] = [[]]
        x = 0
        for part in self._shown():
            need = part.sizeHint().width()
            if lines[-1] and x + need > width:
                lines.append([])
                x = 0
            lines[-1].append(part)
            x += need + SMALL
        y = 0
        for line in lines:
            height = max((part.sizeHint().height() for part in line), default=0)
            if move:
                _place(line, y, height, width)
            y += height + SMALL
        return max(y - SMALL, 0)


def _place(line: Sequence[QWidget], y: int, height: int, width: int) -> None:
    x = 0
    for part in line:
        size = part.sizeHint().boundedTo(QSize(width, height))
        corner = QPoint(x, y + (height - size.height()) // 2)
        part.setGeometry(QRect(corner, size))
        x += size.width() + SMALL
