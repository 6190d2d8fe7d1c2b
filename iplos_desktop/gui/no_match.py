"""What stands in the table's place when no finding is as asked for."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from iplos_desktop.gui.page import button, row
from iplos_desktop.gui.spacing import MEDIUM
from iplos_desktop.gui.text import breakable, label, plain


class NoMatch(QFrame):
    """Says what was asked for, with one button that asks for all again."""

    cleared = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._what, self._asked = label("Ingen funn passer.", "what"), label()
        self.clear = button("Vis alle funn", icon="igjen")
        self.clear.clicked.connect(self.cleared)
        box = QVBoxLayout(self)
        box.setSpacing(MEDIUM)
        for part in (self._what, self._asked, row(self.clear)):
            box.addWidget(part)
        box.addStretch(1)

    @property
    def text(self) -> str:
        """All it says."""
        return self.accessibleName()

    def tell(self, asked: Sequence[str]) -> None:
        """Say it, also to those who listen. asked: what is asked for, each in words."""
        words = f"Du har spurt etter {', '.join(asked)}." if asked else ""
        self._asked.setText(breakable(plain(words)))
        self._asked.setVisible(bool(words))
        self.setAccessibleName(f"{self._what.text()} {plain(words)}".strip())
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
