"""Bars of two kinds, told apart by their filling: what is there now, and what was sent last."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from iplos_desktop.gui.look import look
from iplos_desktop.gui.spacing import HUGE, LARGE, MEDIUM, NONE, SMALL, TINY
from iplos_desktop.gui.text import label


class Bars(QStyledItemDelegate):
    """Draws what is there now above what was sent last, in cells that hold two shares of the whole.

    role: under which a cell holds them; the second is None where nothing was sent.
    """

    def __init__(self, parent: QObject, role: int) -> None:
        super().__init__(parent)
        self._role = role

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw a cell."""
        super().paint(painter, option, index)
        shares = index.data(self._role)
        if shares is None:
            return
        now, before = shares
        room = QRectF(option.rect).adjusted(SMALL, TINY, -SMALL, -TINY)
        half = room.height() if before is None else room.height() / 2
        place = QRectF(room.x(), room.y(), room.width() * now, half)
        _draw(painter, place, before=False)
        if before is not None:
            under = QRectF(room.x(), room.y() + half, room.width() * before, half)
            _draw(painter, under, before=True)


class Legend(QWidget):
    """What the two kinds of bar are."""

    def __init__(self) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(NONE, NONE, NONE, NONE)
        line.setSpacing(SMALL)
        for before, text in ((False, "i fila nå"), (True, "i det som ble sendt sist")):
            line.addWidget(_Sample(before=before))
            line.addWidget(label(text, "muted", wrap=False))
            line.addSpacing(MEDIUM)
        line.addStretch(1)


class _Sample(QWidget):
    def __init__(self, *, before: bool) -> None:
        super().__init__()
        self._before = before
        self.setFixedSize(HUGE, LARGE)

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        _draw(painter, QRectF(self.rect()), before=self._before)


def _draw(painter: QPainter, place: QRectF, *, before: bool) -> None:
    """A bar: filled for what is there now, hatched in a frame for what was sent last."""
    colours = look().colours
    painter.save()
    if before:
        painter.setPen(QPen(QColor(colours.border), 1))
        painter.setBrush(QBrush(QColor(colours.border), Qt.BrushStyle.BDiagPattern))
        painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5))
    else:
        painter.fillRect(place, QColor(colours.fill))
    painter.restore()
