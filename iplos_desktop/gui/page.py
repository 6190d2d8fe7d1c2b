"""What every page has: a heading, a place for trouble, and a body that scrolls when it must."""

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from iplos_desktop.errors import UserError
from iplos_desktop.flow.session import Step
from iplos_desktop.gui.button import Button
from iplos_desktop.gui.help_card import HelpCard
from iplos_desktop.gui.look import look
from iplos_desktop.gui.panel import Panel
from iplos_desktop.gui.road import Road
from iplos_desktop.gui.spacing import LARGE, MEDIUM, NONE, SMALL, TINY, WIDE
from iplos_desktop.gui.text import label

_WIDEST = 800  # pixels at 100 %: some hundred letters a line
_WITHOUT_END = 16_777_215  # what Qt takes for no limit


class Page(QScrollArea):
    """One step. A page shows the session and calls it; it has no rules of its own."""

    step: ClassVar[Step]
    title: ClassVar[str]
    lead: ClassVar[str] = ""
    next_text: ClassVar[str] = "&Neste"
    next_icon: ClassVar[str] = "frem"
    wide: ClassVar[bool] = False

    def __init__(self, road: Road, around: QWidget) -> None:
        """around: where it will stand; a page that moves there later is styled once more."""
        super().__init__(around)
        self.road = road
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.heading = label(self.title, "heading")
        self.help = HelpCard(road, self.step)
        self.trouble = Panel()
        content = QWidget()
        self.setWidget(content)  # empty, for the same reason
        self._across = across = QHBoxLayout(content)
        across.setContentsMargins(NONE, NONE, NONE, NONE)
        across.addStretch(0)
        self._column = QWidget()
        across.addWidget(self._column, 1)
        across.addStretch(0)
        self.body = QVBoxLayout(self._column)
        self.body.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        self.body.setSpacing(LARGE)
        self.body.addWidget(self.top())
        self.body.addWidget(self.help)
        if self.lead:
            self.body.addWidget(label(self.lead, "lead"))
        self.body.addWidget(self.trouble)
        self.build()
        self.setAccessibleName(self.title)
        look().changed.connect(self._measure)
        self._measure()
        self._sought: QWidget | None = None
        QApplication.instance().focusChanged.connect(self._follow)  # type: ignore[union-attr]
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(lambda: QTimer.singleShot(0, self, self._reveal))
        bar.actionTriggered.connect(self._let_go)  # by wheel, by hand, by Page Down

    @property
    def widest(self) -> int:
        """Lines that are too long are hard to read; only tables take all there is."""
        return _WITHOUT_END if self.wide else int(_WIDEST * look().scale)

    def _measure(self) -> None:
        self._column.setMaximumWidth(self.widest)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The lines stand still when a scroll bar comes: as much is left free at the left."""
        super().resizeEvent(event)
        room = self.viewport().width()
        free = min(self.width() - room, max(room - self.widest, 0))
        self._across.setContentsMargins(free, NONE, NONE, NONE)

    def showEvent(self, event: QShowEvent) -> None:
        """The focus may have been set before there was anything to see."""
        super().showEvent(event)
        self._follow(None, self.focusWidget())

    def _follow(self, _: QWidget | None, new: QWidget | None) -> None:
        """Scroll to what has got the focus, once it has its place.

        Not under her hand: what is pressed must be there still when she lets go.
        """
        pressed = QApplication.mouseButtons() is not Qt.MouseButton.NoButton
        here = new is not None and self.isVisible() and self.isAncestorOf(new) and not pressed
        self._sought = new if here else None
        if here:
            QTimer.singleShot(0, self, self._reveal)

    def _let_go(self) -> None:
        self._sought = None

    def wheelEvent(self, event: QWheelEvent) -> None:
        """She scrolls herself: nothing is sought any more."""
        self._let_go()
        super().wheelEvent(event)

    def _reveal(self) -> None:
        """Scroll to what is sought; again when the page grows, as texts take their height."""
        part, room = self._sought, self.viewport().height()
        if part is None or not isValid(part) or not part.isVisible():
            return
        around = part.parentWidget()
        while around is not None and around is not self:
            if isinstance(around, QScrollArea):
                around.ensureWidgetVisible(part)
            around = around.parentWidget()
        top = part.mapTo(self.viewport(), QPoint()).y()
        below = top + part.height() - room
        if part.height() > room - 2 * SMALL:
            self.ensureWidgetVisible(part)  # of a table, the line she stands in
        elif top < SMALL or below > -SMALL:
            bar = self.verticalScrollBar()
            step = top - WIDE if top < SMALL else min(below + WIDE, top - SMALL)
            bar.setValue(bar.value() + step)
        self.horizontalScrollBar().setValue(0)

    def top(self) -> QWidget:
        """The line at the top: the heading, and at the right the help."""
        return beside([self.heading], self.help.button)

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

    def main(self) -> Button | None:
        """The button of the page that is what to do next; None when it is Neste."""
        return None

    def rank(self, onward: Button) -> None:
        """Of all buttons one is filled: what to do next. onward: the button Neste."""
        main = self.main()
        for one in (*self.findChildren(Button), onward):
            one.rank(primary=one is (main or onward))
        onward.show_icon(self.next_icon)

    def show_part(self, part: QWidget) -> None:
        """Scroll to a part that has just come, once all has its place."""
        for _ in range(2):  # texts of several lines take their height in a second turn
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        self._sought = part
        self._reveal()

    def show_trouble(self) -> None:
        """Lead the eye and the focus to the trouble."""
        self.trouble.setFocus(Qt.FocusReason.OtherFocusReason)
        self.show_part(self.trouble)


def card(*parts: QWidget) -> QFrame:
    """A surface that holds what belongs together."""
    made = QFrame()
    made.setProperty("card", True)
    box = QVBoxLayout(made)
    box.setSpacing(MEDIUM)
    for part in parts:
        box.addWidget(part)
    return made


class _Row(QWidget):
    """Is there as long as any of its parts is, so that none leaves an empty line."""

    def event(self, event: QEvent) -> bool:
        """A part has come or gone."""
        if event.type() == QEvent.Type.LayoutRequest:
            parts = self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
            self.setVisible(any(not part.isHidden() for part in parts))
        return super().event(event)


def row(*parts: QWidget) -> QWidget:
    """Things beside each other, at the left."""
    made = _Row()
    line = QHBoxLayout(made)
    line.setContentsMargins(NONE, NONE, NONE, NONE)
    line.setSpacing(SMALL)
    for part in parts:
        line.addWidget(part)
    line.addStretch(1)
    return made


def beside(words: Sequence[QWidget], aside: QWidget) -> QWidget:
    """Words below each other, with a button at the right."""
    made = QWidget()
    line = QHBoxLayout(made)
    line.setContentsMargins(NONE, NONE, NONE, NONE)
    line.setSpacing(LARGE)
    column = QVBoxLayout()
    column.setSpacing(TINY)
    for part in words:
        column.addWidget(part)
    line.addLayout(column, 1)
    line.addWidget(aside, 0, Qt.AlignmentFlag.AlignVCenter)
    return made


def button(text: str, name: str = "", icon: str = "", *, primary: bool = False) -> Button:
    """A button. name: what it is called by those who do not see where it stands."""
    made = Button(text, icon, primary=primary)
    made.setAccessibleName(name or text.replace("&", "").rstrip(" …"))
    return made
