"""Start: when the deadline is, and what she wants to do."""

from PySide6.QtWidgets import QWidget

from iplos_desktop.flow.journal_entry import Entry
from iplos_desktop.flow.session import Step
from iplos_desktop.gui.beginning import begin
from iplos_desktop.gui.button import Button
from iplos_desktop.gui.deadline import deadline
from iplos_desktop.gui.facts import which
from iplos_desktop.gui.page import Page, beside, button, card
from iplos_desktop.gui.pages.aarspakke import YearCard
from iplos_desktop.gui.pages.maskinen import MachineCard
from iplos_desktop.gui.pages.paminnelser import RemindersList
from iplos_desktop.gui.pages.prove import TrialCard
from iplos_desktop.gui.pages.sporre import AskCard
from iplos_desktop.gui.text import day, label


class StartPage(Page):
    """The first page."""

    step = Step.START
    title = "Innsending av IPLOS-data"
    lead = (
        "Programmet kontrollerer uttrekket fra EPJ og lager en kryptert fil, som bare mottakeren"
        " kan åpne. Uttrekket blir aldri endret. Bruk programmet i sikker sone."
    )

    def build(self) -> None:
        """The deadline, what waits for her, what she can do, the trial, and whom to ask."""
        road = self.road
        self.headline, self.more = label(kind="big"), label(kind="muted")
        self.reminders = RemindersList(road)
        self.new = button("Ny &innsending")
        self.corrected = button("&Rettet innsending")
        self.earlier = button("Ti&dligere innsendinger")
        self.new.clicked.connect(lambda: begin(road, self, corrected=False))
        self.corrected.clicked.connect(lambda: begin(road, self, corrected=True))
        self.earlier.clicked.connect(lambda: road.go(Step.TIDLIGERE))
        self.last = label(kind="muted")
        self.trial, self.ask, self.packages = TrialCard(road), AskCard(), YearCard(road)
        self.machine = MachineCard(road)
        self.packages.loaded.connect(self.enter)
        self.settings_trouble = label(kind="muted")
        self.fill(
            card(self.headline, self.more),
            self.reminders,
            card(
                label("Send inn", "section"),
                beside([label("Første innsending for dataåret")], self.new),
                beside([label("Ny fil etter at noe er rettet i EPJ")], self.corrected),
                beside([label("Filer du har laget før"), self.last], self.earlier),
            ),
            self.trial,
            self.ask,
            self.packages,
            self.machine,
            self.settings_trouble,
        )
        road.notes.changed.connect(self._show_last)

    def enter(self) -> None:
        """Say how long is left today, and look in the journal for what waits for her."""
        session = self.road.session
        said = deadline(session.clock().date(), session.years)
        self.headline.setText(said.headline)
        self.more.setText(said.more)
        self.packages.show_year(session.year or said.year)
        self.ask.show_year(session.year or said.year)
        self.settings_trouble.setText(session.settings_file.trouble or "")
        self.settings_trouble.setVisible(bool(session.settings_file.trouble))
        self._show_last()
        self.reminders.begin()
        self.road.notes.read()

    def first(self) -> QWidget:
        """The button most come for."""
        return self.new

    def main(self) -> Button:
        """The same."""
        return self.new

    def _show_last(self) -> None:
        """The latest real submission, so that she sees at once whether it is done."""
        entries = (one for one in self.road.notes.entries if not one.test)
        last = next(entries, None)
        self.last.setVisible(last is not None)
        if last is not None:
            told = which(last, self.road.session.years)
            self.last.setText(f"Sist: {told}, {day(last.created)}. {_state(last)}")


def _state(entry: Entry) -> str:
    if entry.receipt_at is not None:
        return "Kvitteringen har kommet."
    return "Lastet opp." if entry.uploaded_at is not None else "Ikke merket som lastet opp."
