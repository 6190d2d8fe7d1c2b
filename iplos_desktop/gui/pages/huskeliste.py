"""The list of what is left to do, on the page and on paper."""

from functools import partial
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from iplos_desktop.errors import UserError
from iplos_desktop.flow.checklist import Point, Sealed, checklist
from iplos_desktop.gui.flow_layout import Wrapping
from iplos_desktop.gui.page import button
from iplos_desktop.gui.panel import Facts, Panel
from iplos_desktop.gui.printing import print_checklist
from iplos_desktop.gui.road import Road
from iplos_desktop.gui.text import label
from iplos_desktop.year.package import Addresses


class ChecklistCard(QFrame):
    """Each point with its number; buttons that copy the address and print the list."""

    def __init__(self, road: Road) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._road = road
        self._sealed: Sealed | None = None
        self._at: Addresses | None = None
        self.copy = button("Kopier &adressen", "Kopier adressen til Sendemodul", "kopier")
        self.print = button("Skriv &ut huskelista …", icon="skriv")
        self.copy.clicked.connect(self._copy)
        self.print.clicked.connect(self._print)
        self.told = Panel("good")
        self._points = QVBoxLayout()
        self._points.setSpacing(4)
        box = QVBoxLayout(self)
        box.setSpacing(12)
        box.addWidget(label("Dette gjør du nå", "section"))
        box.addLayout(self._points)
        box.addWidget(Wrapping((self.copy, self.print)))
        box.addWidget(self.told)

    @property
    def text(self) -> str:
        """All it says."""
        return "\n".join(f"{point.title} {point.text} {point.facts}" for point in self.points)

    @property
    def points(self) -> list[Point]:
        """What is left to do."""
        if self._sealed is None or self._at is None:
            return []
        return checklist(self._sealed, self._at)

    def show_list(self, sealed: Sealed, at: Addresses) -> None:
        """Show what is left to do with a file."""
        self._sealed, self._at = sealed, at
        self.told.hide()
        while (item := self._points.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for number, point in enumerate(self.points, 1):
            for part in _widgets(number, point):
                self._points.addWidget(part)

    def _copy(self) -> None:
        if self._at is not None:
            QGuiApplication.clipboard().setText(self._at.upload)
            self.told.tell("Adressen er kopiert.", "Lim den inn i nettleseren.", "good")

    def _print(self) -> None:
        if self._sealed is None or self._at is None:
            return
        name = Path(self._sealed.file_name)
        target = self._road.dialogs.printing(
            self.print,
            "Skriv ut huskelista",
            Path.home() / f"{name.stem}-huskeliste.pdf",
            "Huskeliste for den krypterte fila",
        )
        if target is None:
            return
        self.told.hide()
        job = partial(print_checklist, self._sealed, self._at, target)
        self._road.run_aside(job, lambda _: self._is_out(target.pdf), self._failed)

    def _is_out(self, path: Path | None) -> None:
        if path is None:
            self.told.tell("Huskelista er sendt til skriveren.", "Ta den med.", "good")
        else:
            self.told.tell("Huskelista er lagret.", str(path), "good")

    def _failed(self, error: UserError) -> None:
        self.told.tell(error.what, error.advice, "danger")


def _widgets(number: int, point: Point) -> list[QWidget]:
    made: list[QWidget] = [label(f"{number}. {point.title}", "field"), label(point.text)]
    if point.facts:
        facts = Facts()
        facts.show_facts(list(point.facts))
        made.append(facts)
    for part in made[1:]:
        part.setContentsMargins(24, 0, 0, 0)
    made[-1].setContentsMargins(24, 0, 0, 8)
    return made
