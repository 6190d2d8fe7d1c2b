"""The year's list of organisation numbers: whether it is loaded, and what is wrong with it."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from iplos_desktop.errors import UserError
from iplos_desktop.flow.organisations import (
    organisation_faults,
    organisation_notes,
)
from iplos_desktop.gui.facts import kept_list
from iplos_desktop.gui.flow_layout import Wrapping
from iplos_desktop.gui.page import button
from iplos_desktop.gui.panel import Panel
from iplos_desktop.gui.road import Road
from iplos_desktop.gui.text import count, label, plain
from iplos_desktop.intake.organisation_list import OrganisationList, read_organisation_list

_KINDS = "Lister (*.xlsx *.csv *.txt)"


class OrganisationCard(QFrame):
    """Loads a list for the data year of the checked file, or takes it away."""

    def __init__(self, road: Road) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._road = road
        self._reading = self._news = False
        self._told: tuple[int, bool] | None = None  # the year and mode the panels speak of
        self.state = label()
        self.load_button = button("&Last inn liste …", icon="fil")
        self.load_button.clicked.connect(self._choose)
        self.forget_button = button("&Fjern lista")
        self.forget_button.clicked.connect(self._forget)
        self.wrong, self.note = Panel(), Panel("warning")
        box = QVBoxLayout(self)
        box.setSpacing(12)
        parts: tuple[QWidget, ...] = (
            label("Organisasjonsnumre", "section"),
            self.state,
            Wrapping((self.load_button, self.forget_button)),
            self.wrong,
            self.note,
        )
        for part in parts:
            box.addWidget(part)

    def refresh(self) -> None:
        """Show what holds for the checked file; nothing until there is one."""
        session = self._road.session
        self.setVisible(session.year is not None)
        if session.year is None:
            return
        year, store = session.year.year, session.organisations
        kept = store.kept(year, test=session.test)
        reading = self._reading and self._road.aside.busy
        self.state.setText("Leser lista …" if reading else kept_list(kept, session.year))
        self.load_button.setEnabled(not reading)
        self.forget_button.setEnabled(not reading)
        self.forget_button.setVisible(kept is not None)
        if self._told != (year, session.test):
            self._hush()
        if store.trouble is not None and self.wrong.isHidden():
            self._told = (year, session.test)
            self.wrong.tell(store.trouble, tone="warning")

    def load(self, path: Path) -> None:
        """Read a list in the background, keep it, and check the file again."""
        session = self._road.session
        if session.year is None:
            return
        self._hush()
        self._reading, self._told = True, (session.year.year, session.test)
        ready = partial(self._take, *self._told)
        self._road.run_aside(partial(read_organisation_list, path), ready, self._failed)

    def take_news(self) -> bool:
        """Whether a list has come since she last saw the card, so that it should be in view."""
        news = self._news and not self.isHidden()
        self._news = self._news and not news
        return news

    @property
    def news(self) -> QWidget:
        """What there is to see of a list that has come."""
        return self if self.note.isHidden() else self.note

    def stop(self) -> None:
        """She goes elsewhere; a list half read is let go."""
        if self._reading and self._road.aside.busy:
            self._road.aside.drop()
        self._reading = False

    def _take(self, year: int, test: bool, found: OrganisationList) -> None:  # noqa: FBT001
        session = self._road.session
        try:
            session.organisations.keep(found, year, session.clock(), test=test)
        except UserError as error:
            self._failed(error)
            return
        self._reading, self._news = False, True
        self._tell_of(found, year)
        self._road.start_check()

    def _tell_of(self, found: OrganisationList, year: int) -> None:
        lines = [
            plain(line) for line in (*organisation_faults(found), *organisation_notes(found, year))
        ]
        many = len(found.faults)
        if many:
            self.note.tell(
                f"{count(many, 'rad', 'rader')} i lista er utelatt.", "\n".join(lines), "warning"
            )
        elif lines:
            self.note.tell("Lista er lastet inn.", "\n".join(lines), "info")

    def _failed(self, error: UserError) -> None:
        self._reading = False
        self.wrong.tell_error(error)
        self.refresh()

    def _choose(self) -> None:
        folder = self._road.session.settings.import_folder or ""
        title = "Velg lista over organisasjonsnumre"
        chosen = self._road.dialogs.open_file(self, title, folder, _KINDS)
        if chosen is not None:
            self.load(chosen)

    def _forget(self) -> None:
        session = self._road.session
        if session.year is None:
            return
        self._hush()
        try:
            session.organisations.forget(session.year.year, test=session.test)
        except UserError as error:
            self._failed(error)
            return
        self._road.start_check()

    def _hush(self) -> None:
        self._told = None
        self.wrong.hide()
        self.note.hide()
