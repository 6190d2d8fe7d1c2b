"""The frame round the pages: steps at the left, the page, and Tilbake, Neste, Avbryt below."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from iplos_desktop.flow.session import Step
from iplos_desktop.gui.look import look
from iplos_desktop.gui.page import Page, button
from iplos_desktop.gui.pages.avsender import AvsenderPage
from iplos_desktop.gui.pages.ferdig import FerdigPage
from iplos_desktop.gui.pages.fil import FilPage
from iplos_desktop.gui.pages.kontroll import KontrollPage
from iplos_desktop.gui.pages.krypter import KrypterPage
from iplos_desktop.gui.pages.nokkel import NokkelPage
from iplos_desktop.gui.pages.start import StartPage
from iplos_desktop.gui.pages.tidligere import TidligerePage
from iplos_desktop.gui.road import Road
from iplos_desktop.gui.seen import Seen
from iplos_desktop.gui.spacing import MEDIUM, NONE, SMALL, WIDE
from iplos_desktop.gui.steps import StepsColumn
from iplos_desktop.gui.tab_order import put_in_order
from iplos_desktop.gui.text import label

_PAGES: tuple[type[Page], ...] = (
    StartPage,
    FilPage,
    KontrollPage,
    AvsenderPage,
    NokkelPage,
    KrypterPage,
    FerdigPage,
    TidligerePage,
)
_SIZE = QSize(1180, 780)  # pixels, where there is room
_SOON = 100  # milliseconds after a page has come up, so that it is drawn first
_TEST = "TEST – prøvedata. Det du lager nå, skal ikke sendes inn."


class Window(QWidget):
    """The whole window."""

    def __init__(self, road: Road) -> None:
        super().__init__()
        self.road = road
        self._leaving = False
        self._pages: dict[Step, Page] = {}
        self.steps = StepsColumn(road.session)
        self.stack = QStackedWidget()
        self.banner = label(_TEST, "test")
        self.back = button("&Tilbake", icon="tilbake")
        self.next = button("&Neste", primary=True)
        self.cancel = button("&Avbryt")
        self._lay_out()
        self._listen()
        self.setWindowTitle("IPLOS Desktop")
        Seen(self, _SIZE)
        self.go(Step.START)

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return self.page_of(self.road.session.step)

    def page_of(self, step: Step) -> Page:
        """The page of a step; made when it is first needed."""
        if step not in self._pages:
            self._pages[step] = _PAGES[step](self.road, self.stack)
            self.stack.addWidget(self._pages[step])
        return self._pages[step]

    def go(self, step: Step) -> None:
        """Show a step she may go to."""
        session = self.road.session
        if not session.reachable(step):
            return
        self.page.leave()
        session.show(step)
        page = self.page
        page.trouble.hide()
        page.enter()
        self.stack.setCurrentWidget(page)
        page.verticalScrollBar().setValue(0)
        self._refresh()
        (page.first() or self.next).setFocus(Qt.FocusReason.OtherFocusReason)
        self._soon_make_ahead()

    @property
    def is_ready(self) -> bool:
        """Whether the page that comes next is made."""
        return self.road.session.step + 1 in self._pages

    def _soon_make_ahead(self) -> None:
        QTimer.singleShot(_SOON, self, self._make_ahead)

    def _make_ahead(self) -> None:
        """Make the page that comes next while she reads this one, so that it comes up at once.

        Not while a file is read: then each of the many small turns waits for the working thread.
        """
        step = self.road.session.step
        if step < Step.FERDIG and not self.road.busy:
            self.page_of(Step(step + 1))

    def keep(self) -> None:
        """Keep what was entered on the page that is shown."""
        self.page.leave()

    def end(self) -> None:
        """Leave without asking: what was entered is kept, and work is stopped."""
        self._leaving = True
        while (open_one := QApplication.activeModalWidget()) is not None:
            open_one.close()
            if QApplication.activeModalWidget() is open_one:
                break
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask in the middle of something, and let work that was stopped come to rest."""
        if not self._leaving and not self._may_leave():
            event.ignore()
            return
        self._leaving = True
        self.page.leave()
        if self.road.idle:
            event.accept()
            return
        event.ignore()
        self.setEnabled(False)
        for worker in self.road.workers:
            worker.finished.connect(self._close_when_idle)
            worker.drop()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - Qt's
        """Tab goes through the page, then to what is next, and to the steps last."""
        put_in_order(self.page, self.next, self.back, self.cancel, self.steps)
        return super().focusNextPrevChild(next)

    def _close_when_idle(self) -> None:
        if self.road.idle:
            self.close()

    def _may_leave(self) -> bool:
        road = self.road
        if road.busy:
            what = "Programmet arbeider med fila ennå."
            advice = "Avslutter du nå, stanses arbeidet, og ingen kryptert fil blir laget."
        elif road.session.checked is not None and road.session.receipt is None:
            what = "Du er ikke ferdig: den krypterte fila er ikke laget ennå."
            advice = "Avslutter du nå, må du velge fila på nytt neste gang."
        else:
            return True
        made = road.session.receipt
        leaves = road.dialogs.ask(self, what, advice, "Avslutt", "Fortsett her")
        return leaves and road.session.receipt is made  # a file that came meanwhile is shown

    def _lay_out(self) -> None:
        self.footer = footer = QFrame()
        self._buttons = QWidget()
        for part in (footer, self._buttons):
            part.setProperty("footer", True)
        across = QHBoxLayout(footer)
        across.setContentsMargins(NONE, NONE, NONE, NONE)
        across.addStretch(0)
        across.addWidget(self._buttons, 1)
        across.addStretch(0)
        buttons = QHBoxLayout(self._buttons)
        buttons.setContentsMargins(WIDE, MEDIUM, WIDE, MEDIUM)
        buttons.setSpacing(SMALL)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        buttons.addWidget(self.back)
        buttons.addWidget(self.next)
        right = QVBoxLayout()
        right.setSpacing(NONE)
        right.addWidget(self.banner)
        right.addWidget(self.stack, 1)
        right.addWidget(footer)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(NONE, NONE, NONE, NONE)
        whole.setSpacing(NONE)
        whole.addWidget(self.steps)
        whole.addLayout(right, 1)

    def _listen(self) -> None:
        self.steps.chosen.connect(lambda step: self.go(Step(step)))
        self.road.asked_for.connect(lambda step: self.go(Step(step)))
        self.road.changed.connect(self._refresh)
        look().changed.connect(self._measure)
        self.road.onward.connect(self._offer_next)
        self.road.check.succeeded.connect(self._offer_next)
        self.road.check.finished.connect(self._soon_make_ahead)
        self.back.clicked.connect(lambda: self.go(self.road.session.before))
        self.next.clicked.connect(self._go_on)
        self.cancel.clicked.connect(self._cancel)
        for keys, act in (
            ("Alt+Left", self.back.click),
            ("Alt+Right", self.next.click),
            ("F1", self._help),
            ("Ctrl++", lambda: look().larger(1)),
            ("Ctrl+-", lambda: look().larger(-1)),
            ("Ctrl+0", lambda: look().set_scale(1)),
        ):
            self._shortcut(keys, act)

    def _shortcut(self, keys: str, act: Callable[[], object]) -> None:
        QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _help(self) -> None:
        self.page.help.button.click()

    def _go_on(self) -> None:
        if self.page.proceed() and self.road.session.step < Step.FERDIG:
            self.go(Step(self.road.session.step + 1))

    def _offer_next(self) -> None:
        """Put the focus where she goes on: at the list of what was found, else at what is next."""
        there = self.road.session.step is Step.KONTROLL
        where = self.page.first() if there else self.page.main() or self.next
        if where is not None:
            where.setFocus(Qt.FocusReason.OtherFocusReason)

    def _cancel(self) -> None:
        road = self.road
        if road.busy:
            road.cancel()
            return
        if road.session.checked is not None and road.session.receipt is None:
            what = "Vil du avbryte innsendingen?"
            advice = "Du kommer til Start. Fila di blir ikke endret, og avsender huskes."
            if not road.dialogs.ask(self, what, advice, "Avbryt innsendingen", "Fortsett her"):
                return
        self.page.leave()
        road.begin(corrected=False)
        self.go(Step.START)

    def _measure(self) -> None:
        """The buttons stand under the page's own lines."""
        self._buttons.setMaximumWidth(self.page.widest)

    def _refresh(self) -> None:
        road, step = self.road, self.road.session.step
        self.page.refresh()
        self.page.rank(self.next)
        self._measure()
        self.steps.show_state(busy=road.seal.busy)
        self.banner.setVisible(road.session.test)
        begun = road.session.path is not None or step > Step.START
        self.next.setText(self.page.next_text)
        self.next.setAccessibleName(self.page.next_text.replace("&", ""))
        self.next.setVisible(begun and step < Step.FERDIG)
        self.next.setEnabled(not road.busy)
        self.back.setVisible(step > Step.START)
        self.back.setEnabled(not road.seal.busy)
        self.footer.setVisible(begun)
        self.cancel.setVisible(begun and step < Step.FERDIG)
        self.cancel.setText("&Stopp" if road.busy else "&Avbryt")
        self.cancel.setAccessibleName(self.cancel.text().replace("&", ""))
