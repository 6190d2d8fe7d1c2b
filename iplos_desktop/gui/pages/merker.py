"""What she ticks when the file is out of the house: uploaded, and its receipt come."""

from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout

from iplos_desktop.errors import UserError
from iplos_desktop.flow.journal import Tick
from iplos_desktop.gui.facts import which
from iplos_desktop.gui.panel import Panel
from iplos_desktop.gui.road import Road
from iplos_desktop.gui.text import label

_WHY = (
    "Sett merke her når det er gjort. Kommer ikke kvitteringen, sier programmet fra neste gang du"
    " starter det."
)
_NOT_THERE = UserError(
    "Denne krypteringen står ikke i journalen.", "Følg selv med på at kvitteringen kommer."
)


class TicksCard(QFrame):
    """Two boxes that stand in the journal, and what the journal could not do."""

    def __init__(self, road: Road) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._road = road
        self.uploaded = QCheckBox("Jeg har &lastet opp fila")
        self.received = QCheckBox("K&vitteringen har kommet")
        self.uploaded.clicked.connect(lambda on: self._tick(Tick.UPLOADED, on=on))
        self.received.clicked.connect(lambda on: self._tick(Tick.RECEIPT, on=on))
        self.told = Panel("warning")
        box = QVBoxLayout(self)
        box.setSpacing(12)
        box.addWidget(label("Merk av", "section"))
        self.which = label(kind="field")
        box.addWidget(self.which)
        box.addWidget(label(_WHY))
        for part in (self.uploaded, self.received, self.told):
            box.addWidget(part)
        road.notes.changed.connect(self._show)

    def show_journal(self) -> None:
        """Look in the journal; until it answers nothing can be ticked."""
        self.told.hide()
        for box in (self.uploaded, self.received):
            box.setEnabled(False)
        self._road.notes.read()

    def _show(self) -> None:
        """Show what stands in the journal now."""
        notes, receipt = self._road.notes, self._road.session.receipt
        if receipt is None or notes.busy:
            return
        entry = notes.find(receipt.delivery_id)
        self.which.setText(f"Fila fra {which(entry, self._road.session.years)}" if entry else "")
        self.which.setVisible(entry is not None)
        for box in (self.uploaded, self.received):
            box.setEnabled(entry is not None)
        self.uploaded.setChecked(entry is not None and entry.uploaded_at is not None)
        self.received.setChecked(entry is not None and entry.receipt_at is not None)
        noted = self._road.session.journal.trouble
        trouble = notes.trouble or noted if entry else noted or notes.trouble or _NOT_THERE
        if trouble is not None:
            self.told.tell(trouble.what, trouble.advice)

    def _tick(self, tick: Tick, *, on: bool) -> None:
        receipt = self._road.session.receipt
        if receipt is not None:
            self.told.hide()
            self._road.notes.tick(receipt.delivery_id, tick, on=on)
