"""What she ticks when the file is out of the house: uploaded, and its receipt come."""

from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout

from iplos_desktop.errors import UserError
from iplos_desktop.flow.help import phones
from iplos_desktop.flow.journal import Tick
from iplos_desktop.flow.journal_entry import Entry
from iplos_desktop.flow.reminders import receipt_due
from iplos_desktop.gui.facts import which
from iplos_desktop.gui.panel import Panel
from iplos_desktop.gui.road import Road
from iplos_desktop.gui.text import day, label

_WHY = (
    "Sett et merke når det er gjort. Kommer ikke kvitteringen, sier programmet fra neste gang du"
    " starter det."
)
DELETE = UserError(
    "Slett nå uttrekket og feillistene.",
    "De inneholder helseopplysninger og trengs ikke mer. Tøm papirkurven også, og makuler det du"
    " har skrevet ut.",
)
"""What is left when the receipt has come."""
_NOT_THERE = UserError(
    "Denne krypteringen står ikke i journalen.", "Følg selv med på at kvitteringen kommer."
)


class TicksCard(QFrame):
    """Two boxes that stand in the journal, and what the journal could not do."""

    def __init__(self, road: Road) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._road = road
        self._delivery: str | None = None
        self.uploaded = QCheckBox("Jeg har &lastet opp fila")
        self.received = QCheckBox("K&vitteringen har kommet")
        self.uploaded.clicked.connect(lambda on: self._tick(Tick.UPLOADED, on=on))
        self.received.clicked.connect(lambda on: self._tick(Tick.RECEIPT, on=on))
        self.told, self.next = Panel("warning"), Panel("good")
        box = QVBoxLayout(self)
        box.setSpacing(12)
        box.addWidget(label("Merk av", "section"))
        self.which = label(kind="field")
        box.addWidget(self.which)
        box.addWidget(label(_WHY))
        for part in (self.uploaded, self.received, self.next, self.told):
            box.addWidget(part)
        road.notes.changed.connect(self._show)

    def show_entry(self, delivery_id: str) -> None:
        """Look in the journal; until it answers nothing can be ticked."""
        self._delivery = delivery_id
        self.told.hide()
        self.next.hide()
        for box in (self.uploaded, self.received):
            box.setEnabled(False)
        self._road.notes.read()

    def _show(self) -> None:
        """Show what stands in the journal now."""
        notes = self._road.notes
        if self._delivery is None or notes.busy:
            return
        entry = notes.find(self._delivery)
        self.which.setText(f"Fila fra {which(entry, self._road.session.years)}" if entry else "")
        self.which.setVisible(entry is not None)
        self.uploaded.setEnabled(entry is not None)
        ticks = (entry.uploaded_at, entry.receipt_at) if entry is not None else ()
        self.received.setEnabled(any(ticks))  # a receipt comes for what is uploaded
        self.uploaded.setChecked(entry is not None and entry.uploaded_at is not None)
        self.received.setChecked(entry is not None and entry.receipt_at is not None)
        self._tell_what_is_next(entry)
        noted = self._road.session.journal.trouble
        trouble = notes.trouble or noted if entry else noted or notes.trouble or _NOT_THERE
        if trouble is not None:
            self.told.tell(trouble.what, trouble.advice)

    def _tell_what_is_next(self, entry: Entry | None) -> None:
        if entry is None or (entry.receipt_at is None and entry.uploaded_at is None):
            self.next.hide()
        elif entry.receipt_at is not None:
            self.next.tell(DELETE.what, DELETE.advice, "info")
        elif entry.uploaded_at is not None:
            years = self._road.session.years
            at = years.load(years.nearest(entry.data_year)).addresses
            due = receipt_due(entry.uploaded_at)
            self.next.tell(
                f"Kvitteringen skal komme på e-post {day(due)} klokka {due:%H.%M}.",
                "Kommer den ikke, så se blant uønsket e-post. Er den ikke der heller, så spør SSB:"
                f" {at.submission}, telefon {phones(at)}.",
                "info",
            )

    def _tick(self, tick: Tick, *, on: bool) -> None:
        if self._delivery is not None:
            self.told.hide()
            self.received.setEnabled(self.uploaded.isChecked() or self.received.isChecked())
            self._road.notes.tick(self._delivery, tick, on=on)
