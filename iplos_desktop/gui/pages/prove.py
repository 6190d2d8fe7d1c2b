"""The trial on the first page: made-up data, so that the whole road can be tried."""

from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout

from iplos_desktop.errors import UserError
from iplos_desktop.flow.demo import Demo, make_demo
from iplos_desktop.flow.session import Step
from iplos_desktop.gui.field import PathLine
from iplos_desktop.gui.locked import Locked
from iplos_desktop.gui.page import button, row
from iplos_desktop.gui.panel import Panel, WorkPanel
from iplos_desktop.gui.road import Road
from iplos_desktop.gui.text import label
from iplos_desktop.watch import Watch


class TrialCard(QFrame):
    """Where the data are put, and the button that makes them."""

    def __init__(self, road: Road) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._road = road
        self._folder = documents() / "IPLOS-prøve"
        self.trouble = Panel()
        self.choose = button("Velg en annen mappe …", icon="mappe")
        self.choose.clicked.connect(self._choose)
        self.place = PathLine("Prøvefilene legges i mappa", self.choose)
        self.place.fill(str(self._folder))
        self.faults = QCheckBox("Legg inn noen &feil også")
        self.start = button("&Prøv med oppdiktede data")
        self.start.clicked.connect(self._start)
        box = QVBoxLayout(self)
        box.setSpacing(12)
        box.addWidget(label("Prøv først", "section"))
        box.addWidget(
            label(
                "Gå hele veien med oppdiktede personer, så ser du hvordan det er. Ingenting blir"
                " sendt inn."
            )
        )
        allowed = road.session.policy.test_mode
        self.locked = Locked("Prøven er slått av på denne maskinen.")
        box.addWidget(self.locked)
        self.locked.setVisible(not allowed)
        for part in (self.place, self.faults, row(self.start), self.trouble):
            box.addWidget(part)
        for part in (self.place, self.faults, self.start):
            part.setVisible(allowed)
        box.addWidget(WorkPanel(road.aside, "Lager oppdiktede data", in_bytes=False))

    def set_folder(self, folder: Path) -> None:
        """Put the made-up files in another folder."""
        self._folder = folder
        self.place.fill(str(folder))

    def _choose(self) -> None:
        chosen = self._road.dialogs.folder(self, "Velg mappe for prøvefilene", str(documents()))
        if chosen is not None:
            self.set_folder(chosen)

    def _start(self) -> None:
        self.trouble.hide()
        now = datetime.now().astimezone()
        folder = self._folder / f"{now:%Y-%m-%d %H%M%S}"
        self._road.run_aside(
            partial(_make, folder, faults=self.faults.isChecked()), self._ready, self._failed
        )

    def _ready(self, demo: Demo) -> None:
        self._road.begin_trial(demo)
        self._road.go(Step.FIL)

    def _failed(self, error: UserError) -> None:
        self.trouble.tell_error(error)


def documents() -> Path:
    """Her folder of documents."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(place) or Path.home())


def _make(folder: Path, watch: Watch, *, faults: bool) -> Demo:
    return make_demo(folder, faults=faults, watch=watch)
