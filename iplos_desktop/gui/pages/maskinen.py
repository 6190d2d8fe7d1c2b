"""This machine on the first page: a button to see its settings, and whether it is ready."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import QFrame, QVBoxLayout

from iplos_desktop.flow.ready.line import Line
from iplos_desktop.flow.ready.look import look
from iplos_desktop.gui.machine_book import MachineBook
from iplos_desktop.gui.page import button, row
from iplos_desktop.gui.panel import Panel
from iplos_desktop.gui.road import Road
from iplos_desktop.gui.spacing import MEDIUM, NONE
from iplos_desktop.gui.text import label
from iplos_desktop.watch import Watch


class MachineCard(QFrame):
    """For IT staff, and for whoever asks them on the telephone."""

    def __init__(self, road: Road) -> None:
        super().__init__()
        self._road = road
        self.book: MachineBook | None = None
        self.see = button("Se inns&tillingene", icon="las")
        self.see.clicked.connect(self._look)
        road.aside.started.connect(lambda: self.see.setEnabled(False))
        road.aside.finished.connect(lambda: self.see.setEnabled(not road.aside.busy))
        self.trouble = Panel()
        box = QVBoxLayout(self)
        box.setContentsMargins(NONE, NONE, NONE, NONE)
        box.setSpacing(MEDIUM)
        box.addWidget(label("Innstillinger på denne maskinen, og om alt er på plass", "muted"))
        box.addWidget(row(self.see))
        box.addWidget(self.trouble)

    def _look(self) -> None:
        self.trouble.hide()
        self._road.run_aside(_looked, self._show, self.trouble.tell_error)

    def _show(self, lines: Sequence[Line]) -> None:
        if self.book is not None:
            self.book.deleteLater()
        self.book = MachineBook(self.window(), self._road.session.policy, lines)
        self.book.open_at("")


def _looked(_: Watch) -> list[Line]:
    return look(datetime.now().astimezone())
