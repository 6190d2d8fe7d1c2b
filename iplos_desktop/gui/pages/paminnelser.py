"""What of earlier submissions waits for her: receipts that have not come, files not sent."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QVBoxLayout, QWidget

from iplos_desktop.flow.help import phones
from iplos_desktop.flow.journal import Tick
from iplos_desktop.flow.journal_entry import Entry
from iplos_desktop.flow.reminders import Reminder, reminders
from iplos_desktop.flow.session import Step
from iplos_desktop.gui.facts import which
from iplos_desktop.gui.flow_layout import Wrapping
from iplos_desktop.gui.page import button
from iplos_desktop.gui.pages.merker import DELETE
from iplos_desktop.gui.panel import Panel
from iplos_desktop.gui.road import Road
from iplos_desktop.gui.text import count, day, label, plain

_SHOWN = 5


class RemindersList(QWidget):
    """A panel for each, with buttons that tick it in the journal; hidden when there is nothing."""

    def __init__(self, road: Road) -> None:
        super().__init__()
        self._road = road
        self.cards: list[ReminderCard] = []
        self.told, self.delete = Panel("warning"), Panel("info")
        self._has_come = False  # a receipt, since she came to the page
        self.more = label(kind="muted")
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(16)
        self._box.addWidget(self.told)
        self._box.addWidget(self.delete)
        self._box.addWidget(self.more)
        road.notes.changed.connect(self._show)
        self.hide()

    def begin(self) -> None:
        """She comes to the page."""
        self._has_come = False

    def _receipt_has_come(self) -> None:
        self._has_come = True

    def _show(self) -> None:
        notes, session = self._road.notes, self._road.session
        if notes.busy:
            return
        found = reminders(notes.entries, session.clock())
        focus = QApplication.focusWidget()
        held_focus = focus is not None and any(card.isAncestorOf(focus) for card in self.cards)
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards = [ReminderCard(self._road, one) for one in found[:_SHOWN]]
        for at, card in enumerate(self.cards, 2):
            self._box.insertWidget(at, card)
            card.received.clicked.connect(self._receipt_has_come)
            card.show()
        self.more.setText(f"… og {count(len(found) - _SHOWN, 'til', 'til')}.")
        self.more.setVisible(len(found) > _SHOWN)
        self.told.tell_error(None)
        if notes.trouble is not None:
            self.told.tell(notes.trouble.what, notes.trouble.advice)
        has_come = self._has_come and notes.trouble is None
        self.delete.hide()
        if has_come:
            self.delete.tell(DELETE.what, DELETE.advice)
        self.setVisible(bool(self.cards) or has_come or notes.trouble is not None)
        if held_focus and self.cards:
            self.cards[0].received.setFocus(Qt.FocusReason.OtherFocusReason)


class ReminderCard(QFrame):
    """One file: what is the matter, whom to ask, and the buttons."""

    def __init__(self, road: Road, reminder: Reminder) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._road, entry = road, reminder.entry
        self.panel = Panel("warning" if reminder.overdue else "info")
        file = plain(entry.file_name)
        self.received = self._button("Kvitteringen har kommet", file, Tick.RECEIPT, entry)
        upload = (
            self._button("Den er ikke lastet opp", file, Tick.UPLOADED, entry, on=False)
            if reminder.overdue
            else self._button("Jeg har lastet den opp", file, Tick.UPLOADED, entry)
        )
        self.uploaded = upload
        self.show_it = button("Vis innsendingen", f"Vis innsendingen: {file}")
        self.show_it.clicked.connect(lambda: self._open(entry))
        box = QVBoxLayout(self)
        box.setSpacing(12)
        box.addWidget(self.panel)
        box.addWidget(Wrapping((self.received, self.uploaded, self.show_it)))
        told = which(entry, road.session.years)
        self.panel.tell(*(self._overdue(entry, told) if reminder.overdue else _unsent(entry, told)))

    def _button(
        self, text: str, file: str, tick: Tick, entry: Entry, *, on: bool = True
    ) -> QPushButton:
        made = button(text, f"{text}: {file}")
        made.clicked.connect(lambda: self._road.notes.tick(entry.delivery_id, tick, on=on))
        return made

    def _open(self, entry: Entry) -> None:
        self._road.notes.asked = entry.delivery_id
        self._road.go(Step.TIDLIGERE)

    def _overdue(self, entry: Entry, told: str) -> tuple[str, str]:
        years = self._road.session.years
        at = years.load(years.nearest(entry.data_year)).addresses
        when = f" {day(entry.uploaded_at)}" if entry.uploaded_at else ""
        advice = (
            f"{plain(entry.file_name)} ble merket som lastet opp{when}. Kvitteringen skulle kommet"
            " på e-post klokka 08.00 dagen etter. Se også blant uønsket e-post. Finner du den"
            f" ikke, så spør SSB: {at.submission}, telefon {phones(at)}."
        )
        return f"Kvitteringen til {told} har ikke kommet.", advice


def _unsent(entry: Entry, told: str) -> tuple[str, str]:
    what = f"Fila fra {told} er laget, men ikke merket som lastet opp."
    advice = (
        f"{plain(entry.file_name)} ble laget {day(entry.created)}. Er den lastet opp, så merk det"
        " her. Er den ikke det, så trykk «Vis innsendingen» og se hvordan du gjør det."
    )
    return what, advice
