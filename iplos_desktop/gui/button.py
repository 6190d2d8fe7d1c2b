"""A button with an icon that follows the look."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy

from iplos_desktop.gui.look import GRID, look
from iplos_desktop.gui.text import restyle

_RING = 2  # pixels
GAP = 6
"""Lines of an icon's grid between it and the text."""
_IN = 4  # pixels from the edge: within the frame


class Button(QPushButton):
    """Says what it does, and shows it where a shape helps.

    icon: what the shape is called; an arrow onward stands after the text.
    """

    def __init__(self, text: str, icon: str = "", *, primary: bool = False) -> None:
        super().__init__(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._icon, self._primary = icon, primary
        self.setProperty("primary", primary)
        look().changed.connect(self._draw)
        self._draw()

    def rank(self, *, primary: bool) -> None:
        """Whether it is what to do next on the page, or one of the other things."""
        if primary != self._primary:
            self._primary = primary
            restyle(self, primary=primary)
            self._draw()

    def show_icon(self, icon: str) -> None:
        """Another icon; none for an empty name."""
        if icon != self._icon:
            self._icon = icon
            self._draw()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A filled button has a ring inside the frame too, since its colour is near the frame's."""
        super().paintEvent(event)
        if self._primary and self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(look().colours.on_fill), _RING))
            painter.drawRoundedRect(self.rect().adjusted(_IN, _IN, -_IN, -_IN), _RING, _RING)

    def _draw(self) -> None:
        onward = self._icon == "frem"
        ways = Qt.LayoutDirection
        self.setLayoutDirection(ways.RightToLeft if onward else ways.LeftToRight)
        if not self._icon:
            return
        gap, side = -GAP if onward else GAP, look().side
        self.setIcon(look().icon(self._icon, "on_fill" if self._primary else "accent", gap=gap))
        self.setIconSize(QSize(side + side * GAP // GRID, side))
