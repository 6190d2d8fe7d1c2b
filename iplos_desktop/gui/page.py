"""What every page has: a heading, a place for trouble, and a body that scrolls when it must."""

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from iplos_desktop.errors import UserError
from iplos_desktop.flow.session import Step
from iplos_desktop.gui.help_card import HelpCard
from iplos_desktop.gui.look import look
from iplos_desktop.gui.panel import Panel
from iplos_desktop.gui.road import Road
from iplos_desktop.gui.text import label

_WIDEST = 920


class Page(QScrollArea):
    """One step. A page shows the session and calls it; it has no rules of its own."""

    step: ClassVar[Step]
    title: ClassVar[str]
    lead: ClassVar[str] = ""
    next_text: ClassVar[str] = "&Neste"
    wide: ClassVar[bool] = False

    def __init__(self, road: Road) -> None:
        super().__init__()
        self.road = road
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.heading = label(self.title, "heading")
        self.help = HelpCard(road, self.step)
        self.trouble = Panel()
        content = QWidget()
        across = QHBoxLayout(content)
        across.setContentsMargins(0, 0, 0, 0)
        self._column = QWidget()
        across.addWidget(self._column, 1)
        if not self.wide:
            across.addStretch(0)
        self.body = QVBoxLayout(self._column)
        self.body.setContentsMargins(28, 22, 28, 18)
        self.body.setSpacing(12)
        self.body.addWidget(beside([self.heading], self.help.button))
        self.body.addWidget(self.help)
        if self.lead:
            self.body.addWidget(label(self.lead, "lead"))
        self.body.addWidget(self.trouble)
        self.build()
        self.setWidget(content)
        self.setAccessibleName(self.title)
        look().changed.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        """Lines that are too long are hard to read; only tables take all there is."""
        if not self.wide:
            self._column.setMaximumWidth(int(_WIDEST * look().scale))

    def build(self) -> None:
        """Put the page's own parts into the body; once."""

    def fill(self, *parts: QWidget) -> None:
        """Put parts into the body, one below the other."""
        for part in parts:
            self.body.addWidget(part)
        self.body.addStretch(1)

    def enter(self) -> None:
        """Show what holds now; each time she comes here."""

    def leave(self) -> None:
        """Keep what was entered; each time she goes from here."""

    def refresh(self) -> None:
        """Something has changed elsewhere while the page is shown."""

    def proceed(self) -> bool:
        """What Neste does here before it goes on; False when it does not go on."""
        error = self.hindrance()
        self.trouble.tell_error(error)
        if error is not None:
            self.show_trouble()
        return error is None

    def hindrance(self) -> UserError | None:
        """Why she cannot go on from here."""
        return self.road.session.hindrance(self.step)

    def first(self) -> QWidget | None:
        """Where the focus stands when the page comes up; None for the button Neste."""
        return None

    def show_trouble(self) -> None:
        """Lead the eye and the focus to the trouble."""
        self.trouble.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(self.trouble)


def card(*parts: QWidget) -> QFrame:
    """A surface that holds what belongs together."""
    made = QFrame()
    made.setProperty("card", True)
    box = QVBoxLayout(made)
    box.setSpacing(10)
    for part in parts:
        box.addWidget(part)
    return made


def row(*parts: QWidget) -> QWidget:
    """Things beside each other, at the left."""
    made = QWidget()
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 0, 0, 0)
    for part in parts:
        line.addWidget(part)
    line.addStretch(1)
    return made


def beside(words: Sequence[QWidget], aside: QWidget) -> QWidget:
    """Words below each other, with a button at the right."""
    made = QWidget()
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 0, 0, 0)
    column = QVBoxLayout()
    column.setSpacing(4)
    for part in words:
        column.addWidget(part)
    line.addLayout(column, 1)
    line.addWidget(aside, 0, Qt.AlignmentFlag.AlignVCenter)
    return made


def button(text: str, name: str = "", *, primary: bool = False) -> QPushButton:
    """A button. name: what it is called by those who do not see where it stands."""
    made = QPushButton(text)
    made.setAccessibleName(name or text.replace("&", "").rstrip(" …"))
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    made.setProperty("primary", primary)
    return made
