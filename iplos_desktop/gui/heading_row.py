"""A heading with buttons beside it, or below in a narrow window, and the help at the right."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from iplos_desktop.gui.button import Button
from iplos_desktop.gui.flow_layout import Wrapping
from iplos_desktop.gui.spacing import LARGE, NONE, SMALL


class HeadingRow(QWidget):
    """Leaves the room below to what the page is about."""

    def __init__(self, heading: QWidget, buttons: list[Button], aside: QWidget) -> None:
        super().__init__()
        self._parts: tuple[QWidget, ...] = (heading, *buttons, aside)
        self._gaps = 2 * LARGE + (len(buttons) - 1) * SMALL
        self._buttons = Wrapping(buttons)
        self._beside: bool | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(NONE, NONE, NONE, NONE)
        self._grid.setHorizontalSpacing(LARGE)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(heading, 0, 0)
        self._grid.addWidget(aside, 0, 2)
        self._place()

    def resizeEvent(self, _: QResizeEvent) -> None:
        """There may be room beside now, or no more."""
        self._place()

    def event(self, event: QEvent) -> bool:
        """A part has become larger or smaller."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
        return super().event(event)

    def _place(self) -> None:
        need = sum(part.sizeHint().width() for part in self._parts) + self._gaps
        beside = need <= self.width()
        if beside is not self._beside:
            self._beside = beside
            self._grid.addWidget(self._buttons, *((0, 1, 1, 1) if beside else (1, 0, 1, 3)))
