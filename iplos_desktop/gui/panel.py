"""The boxes a page tells things in: trouble with its advice, notes, and work under way."""

import time
from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from iplos_desktop.errors import UserError
from iplos_desktop.gui.button import Button
from iplos_desktop.gui.link import Link
from iplos_desktop.gui.look import look
from iplos_desktop.gui.spacing import LARGE, MEDIUM, NONE, SMALL, TINY
from iplos_desktop.gui.text import breakable, label, plain, restyle, size, time_left
from iplos_desktop.gui.worker import Worker

_SHAPES = {"danger": "feil", "warning": "advarsel", "info": "info", "good": "ferdig"}
_WORDS = {"danger": "Feil", "warning": "Advarsel", "info": "Til opplysning", "good": "I orden"}
_THOUSAND = 1000


class Panel(QFrame):
    """What has happened (in bold) and what to do; hidden when there is nothing to tell.

    tone: danger, warning, info or good, told by shape and word too.
    """

    def __init__(self, tone: str = "danger") -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("panel", tone)  # before it is drawn: a frame takes its margins only once
        self._shape = QLabel()
        self._what, self._advice = label(kind="what"), label()
        words = QVBoxLayout()
        words.setSpacing(TINY)
        words.addWidget(self._what)
        words.addWidget(self._advice)
        self._links = QVBoxLayout()
        self._links.setSpacing(NONE)
        words.addLayout(self._links)
        row = QHBoxLayout(self)
        row.setSpacing(MEDIUM)
        row.addWidget(self._shape, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self._tone = tone
        look().changed.connect(self._draw)
        self.hide()

    def tell(self, what: str, advice: str = "", tone: str | None = None) -> None:
        """Show a text, and say it to those who listen instead of looking."""
        self._tone = tone or self._tone
        self.lead_to({})
        self._what.setText(breakable(what))
        self._advice.setText(breakable(advice))
        self._advice.setVisible(bool(advice))
        self.setAccessibleName(f"{_WORDS[self._tone]}: {what} {advice}".strip())
        self._draw()
        self.show()
        if self._tone == "danger":
            QTimer.singleShot(0, self._reveal)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def tell_error(self, error: UserError | None) -> None:
        """Show an error as it is; None takes the panel away."""
        if error is None:
            self.hide()
        else:
            self.tell(error.what, error.advice, "danger")

    def lead_to(self, places: Mapping[str, QWidget]) -> None:
        """Links below the text, each to the thing that gets the focus."""
        for link in self.findChildren(Link):
            link.hide()
            link.deleteLater()
        for words, place in places.items():
            link = Link(plain(words))
            link.clicked.connect(partial(place.setFocus, Qt.FocusReason.OtherFocusReason))
            self._links.addWidget(link)
            link.show()

    @property
    def text(self) -> str:
        """All that it says; empty when it is not shown."""
        return self.accessibleName() if not self.isHidden() else ""

    def _reveal(self) -> None:
        """Scroll to here, wherever the page stands."""
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if around is not None and self.isVisible():
            around.ensureWidgetVisible(self)

    def _draw(self) -> None:
        restyle(self, panel=self._tone)
        for words in (self._what, self._advice):
            restyle(words)  # their colour is the panel's
        side = look().side
        icon = look().icon(_SHAPES[self._tone], self._tone, f"{self._tone}_back")
        self._shape.setPixmap(icon.pixmap(QSize(side, side)))


class WorkPanel(QFrame):
    """Work under way: a bar, how far it is, about how long is left, and a button to stop it."""

    stopped = Signal()

    def __init__(
        self,
        worker: Worker,
        what: str,
        *,
        in_bytes: bool = True,
        also: Callable[[], str] = lambda: "",
    ) -> None:
        """also: what else to say of how far it is."""
        super().__init__()
        self._what, self._in_bytes, self._also = what, in_bytes, also
        self._began = 0.0
        restyle(self, panel="info")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(what)
        self._words = label(what)
        self.stop = Button("Stopp")
        self.stop.setAccessibleName(f"Stopp: {what}")
        self.stop.clicked.connect(self._stop)
        row = QHBoxLayout()
        row.setSpacing(LARGE)
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop)
        box = QVBoxLayout(self)
        box.setSpacing(SMALL)
        box.addWidget(self._words)
        box.addLayout(row)
        self._follow(worker)

    def _follow(self, worker: Worker) -> None:
        self._worker = worker
        worker.started.connect(self._begin)
        worker.progress.connect(self._show)
        worker.finished.connect(self._end)
        if worker.busy:
            self._rewind()  # shown with the page; before that it would be a window of its own
        else:
            self.hide()

    def _begin(self) -> None:
        self._rewind()
        self.show()

    def _rewind(self) -> None:
        self._began = time.monotonic()
        self.bar.setRange(0, 0)
        self._words.setText(f"{self._what} …")
        self.stop.setEnabled(True)

    def _end(self) -> None:
        self.setVisible(self._worker.busy)

    def _stop(self) -> None:
        self.stop.setEnabled(False)
        self._words.setText("Stopper …")
        self._worker.cancel()
        self.stopped.emit()

    def _show(self, done: int, total: int) -> None:
        if not self.stop.isEnabled() or total <= 0:
            return
        done = min(done, total)
        self.bar.setRange(0, _THOUSAND)
        self.bar.setValue(done * _THOUSAND // total)
        parts = [f"{self._what} …"]
        if self._in_bytes:
            parts.append(f"{size(done)} av {size(total)}")
        if also := self._also():
            parts.append(also)
        passed = time.monotonic() - self._began
        if passed > 1 and done:
            parts.append(time_left(passed / done * (total - done)))
        self._words.setText(" · ".join(parts))


class Facts(QWidget):
    """Names and values in two columns; the values are plain text, also those from a file."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = QGridLayout(self)
        self._rows.setContentsMargins(NONE, NONE, NONE, NONE)
        self._rows.setHorizontalSpacing(LARGE)
        self._rows.setVerticalSpacing(SMALL)
        for column, share in enumerate((2, 5)):
            self._rows.setColumnStretch(column, share)

    def show_facts(self, facts: list[tuple[str, str]]) -> None:
        """Show these facts in place of the last ones."""
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        top = Qt.AlignmentFlag.AlignTop
        for row, (name, value) in enumerate(facts):
            self._rows.addWidget(label(name, "muted"), row, 0, top)
            self._rows.addWidget(label(breakable(plain(value)), "value"), row, 1, top)
