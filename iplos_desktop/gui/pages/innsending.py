"""All that the journal knows of one submission, and what can be done with it."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFrame, QVBoxLayout

from iplos_desktop.flow.checklist import Sealed
from iplos_desktop.flow.earlier import is_sealed_file, whereabouts
from iplos_desktop.flow.journal_entry import Entry
from iplos_desktop.gui.beginning import begin
from iplos_desktop.gui.entry_facts import entry_facts
from iplos_desktop.gui.facts import kind_of, which
from iplos_desktop.gui.flow_layout import Wrapping
from iplos_desktop.gui.page import button, card
from iplos_desktop.gui.pages.huskeliste import ChecklistCard
from iplos_desktop.gui.pages.merker import TicksCard
from iplos_desktop.gui.panel import Facts, Panel, WorkPanel
from iplos_desktop.gui.road import Road
from iplos_desktop.gui.text import label

_SAME = "Det er riktig fil. SHA-256 stemmer."
_OTHER = "Det er ikke fila fra denne innsendingen. SHA-256 er en annen."
_LOOK_ON = "Velg en annen fil. Finner du den ikke, begynn en ny innsending og lag fila på nytt."


class SubmissionCard(QFrame):
    """Its facts, its ticks, and what is left to do until it is uploaded."""

    def __init__(self, road: Road) -> None:
        super().__init__()
        self._road = road
        self._entry: Entry | None = None
        self._path: Path | None = None
        self._found: dict[str, Path] = {}  # files that she has pointed at, and that are the right
        self.title = label(kind="section")
        self.facts = Facts()
        self.correct = button("&Begynn rettet innsending")
        self.open = button("Å&pne mappa", icon="mappe")
        self.seek = button("&Finn fila …", icon="fil")
        self.copy = button("&Kopier SHA-256", "Kopier SHA-256 av den krypterte fila", "kopier")
        self.correct.clicked.connect(self._correct)
        self.open.clicked.connect(self._open)
        self.copy.clicked.connect(self._copy)
        self.seek.clicked.connect(self._seek)
        self.told = Panel("good")
        self.ticks, self.todo = TicksCard(road), ChecklistCard(road)
        actions = Wrapping((self.correct, self.open, self.seek, self.copy))
        work = WorkPanel(road.aside, "Leser fila")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        for part in (
            card(self.title, actions, work, self.told),
            self.ticks,
            self.todo,
            card(label("Alt om innsendingen", "section"), self.facts),
        ):
            box.addWidget(part)

    def show_entry(self, entry: Entry) -> None:
        """Show another submission, or the same with other ticks."""
        other = self._entry is None or self._entry.delivery_id != entry.delivery_id
        self._entry = entry
        session = self._road.session
        folders = (session.folder, session.settings.output_folder)
        found = self._found.get(entry.delivery_id)
        self._path = found or whereabouts(entry, [Path(one) for one in folders if one])
        self.title.setText(f"{kind_of(entry)} fra {which(entry, session.years)}")
        self.facts.show_facts(entry_facts(entry, self._path))
        self.correct.setVisible(not entry.test)
        self.open.setVisible(self._path is not None)
        self.seek.setVisible(self._path is None)
        self.ticks.setVisible(not entry.test)
        waits = not entry.test and entry.uploaded_at is None
        self.todo.setVisible(waits)
        if other:
            self.told.hide()
            self.ticks.show_entry(entry.delivery_id)
        if waits:
            at = session.years.load(session.years.nearest(entry.data_year)).addresses
            self.todo.show_list(_sealed(entry), at)

    def _correct(self) -> None:
        if self._entry is not None:
            begin(self._road, self, corrected=True, corrects=self._entry)

    def _open(self) -> None:
        if self._path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path.parent)))

    def _seek(self) -> None:
        """She points at the file where it lies now; its SHA-256 tells whether it is the one."""
        entry = self._entry
        if entry is None or self._road.aside.busy:
            return
        asked = self._road.dialogs.open_file
        path = asked(self, "Finn den krypterte fila", "", "Krypterte filer (*.p7m)")
        if path is not None:
            self.told.hide()
            job = partial(is_sealed_file, entry, path)
            self._road.run_aside(job, partial(self._sought, entry, path), self.told.tell_error)

    def _sought(self, entry: Entry, path: Path, same: object) -> None:
        if not same:
            self.told.tell(_OTHER, f"Den du valgte, er {path.name}. {_LOOK_ON}", "danger")
            return
        self._found[entry.delivery_id] = path
        self._road.notes.move(entry.delivery_id, path)
        self.told.tell(_SAME, f"Den ligger i {path.parent}.", "good")
        if self._entry is not None:
            self.show_entry(self._entry)

    def _copy(self) -> None:
        if self._entry is not None:
            QGuiApplication.clipboard().setText(self._entry.sha256)
            self.told.tell("SHA-256 er kopiert.", "Lim den inn der du trenger den.", "good")


def _sealed(entry: Entry) -> Sealed:
    return Sealed(
        entry.file_name,
        entry.sha256,
        entry.municipality,
        entry.district,
        entry.organisation_number,
    )
