"""New or corrected: told where the export is chosen, and decided at the latest before sealing."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QRadioButton, QVBoxLayout

from iplos_desktop.flow.earlier import last_sent
from iplos_desktop.flow.journal_entry import Entry
from iplos_desktop.flow.session import Session
from iplos_desktop.gui.facts import which
from iplos_desktop.gui.panel import Panel
from iplos_desktop.gui.road import Road
from iplos_desktop.gui.text import day, label


class CorrectionNote(Panel):
    """What a corrected submission is to come in place of, on the page Fil."""

    def __init__(self) -> None:
        super().__init__("info")

    def show_session(self, session: Session) -> None:
        """Nothing for a new one; a warning when the export is of something else."""
        before, checked = session.corrects, session.checked
        if not session.corrected:
            self.hide()
            return
        if before is None:
            self.tell(
                "Rettet innsending.",
                "Velg uttrekket du har eksportert etter at feilene ble rettet i EPJ.",
                "info",
            )
            return
        told = which(before, session.years)
        if checked is not None and not _is_the_same(before, session):
            self.tell(
                "Uttrekket gjelder noe annet enn det du skulle rette.",
                f"Du begynte en rettet innsending for {told}. Velg et annet uttrekk, eller gå"
                " tilbake til Start.",
                "warning",
            )
            return
        self.tell(
            f"Rettet innsending for {told}.",
            f"Den kommer i stedet for fila du laget {day(before.created)}. Velg uttrekket du har"
            " eksportert etter at feilene ble rettet i EPJ.",
            "info",
        )


class KindCard(QFrame):
    """The choice between the two, and what the journal knows of it."""

    chosen = Signal()

    def __init__(self, road: Road) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._road = road
        self.new = QRadioButton("&Første innsending")
        self.corrected = QRadioButton("&Rettet innsending")
        self.note = Panel("info")
        box = QVBoxLayout(self)
        box.setSpacing(8)
        for part in (label("Første eller rettet", "section"), self.new, self.corrected, self.note):
            box.addWidget(part)
        self.corrected.toggled.connect(self._choose)
        road.notes.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show what is chosen, and what stands in the journal."""
        session = self._road.session
        (self.corrected if session.corrected else self.new).setChecked(True)
        if session.year is None or session.test:
            self.note.hide()
            return
        before = last_sent(self._road.notes.entries, session.sender.place, session.year.year)
        if before is not None and not session.corrected:
            self.note.tell(
                f"Du laget en fil for {which(before, session.years)} {day(before.created)}.",
                "Ble den sendt, så velg «Rettet innsending».",
                "warning",
            )
        elif before is None and session.corrected:
            self.note.tell(
                "Det står ingen tidligere innsending for dette dataåret i journalen.",
                "Det er i orden hvis den ble laget på en annen maskin.",
                "info",
            )
        else:
            self.note.hide()

    def _choose(self, corrected: bool) -> None:  # noqa: FBT001 - Qt's
        if corrected != self._road.session.corrected:
            self._road.session.corrected = corrected
            self.refresh()
            self.chosen.emit()


def _is_the_same(before: Entry, session: Session) -> bool:
    """Whether the export is of the place and year that are to be corrected."""
    checked = session.checked
    if checked is None:
        return False
    place = (checked.file.municipality, checked.file.district)
    return place == (before.municipality, before.district) and checked.year.year == before.data_year
