"""What stands beside whatever the user cannot change: a lock, and who decides."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from iplos_desktop.flow.policy import LOCKED
from iplos_desktop.gui.look import look
from iplos_desktop.gui.spacing import NONE, SMALL
from iplos_desktop.gui.text import label


class Locked(QWidget):
    """Hidden until something is locked. why: what is decided, in a sentence before who decides."""

    def __init__(self, why: str = "") -> None:
        super().__init__()
        self._shape = QLabel()
        self.words = label(f"{why} {LOCKED}".strip(), "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(NONE, NONE, NONE, NONE)
        row.setSpacing(SMALL)
        row.addWidget(self._shape)
        row.addWidget(self.words, 1)
        look().changed.connect(self._draw)
        self._draw()
        self.hide()

    def _draw(self) -> None:
        side = look().side
        self._shape.setPixmap(look().icon("las", "muted").pixmap(side, side))
