"""Start: when the deadline is, and what she wants to do."""

from PySide6.QtWidgets import QWidget

from iplos_desktop.flow.session import Step
from iplos_desktop.gui.button import Button
from iplos_desktop.gui.deadline import deadline
from iplos_desktop.gui.page import Page, button, card, row
from iplos_desktop.gui.pages.aarspakke import YearCard
from iplos_desktop.gui.pages.paminnelser import RemindersList
from iplos_desktop.gui.pages.prove import TrialCard
from iplos_desktop.gui.text import label


class StartPage(Page):
    """The first page."""

    step = Step.START
    title = "Innsending av IPLOS-data"
    lead = (
        "Programmet kontrollerer uttrekket fra EPJ og lager en kryptert fil som bare mottakeren"
        " kan åpne. Uttrekket blir aldri endret. Bruk programmet i sikker sone."
    )

    def build(self) -> None:
        """The deadline, what waits for her, the two kinds of submission, and the trial."""
        road = self.road
        self.headline, self.more = label(kind="big"), label(kind="muted")
        self.body.addWidget(card(self.headline, self.more))
        self.reminders = RemindersList(road)
        self.body.addWidget(self.reminders)
        self.new = button("Ny &innsending")
        self.corrected = button("&Rettet innsending")
        self.new.clicked.connect(lambda: self._begin(corrected=False))
        self.corrected.clicked.connect(lambda: self._begin(corrected=True))
        self.body.addWidget(
            card(
                label("Send inn", "section"),
                label("Første innsending for dataåret:"),
                row(self.new),
                label("Du har sendt inn før, og har rettet feil i EPJ etterpå:"),
                row(self.corrected),
            )
        )
        self.trial = TrialCard(road)
        self.body.addWidget(self.trial)
        self.packages = YearCard(road)
        self.packages.loaded.connect(self.enter)
        self.body.addWidget(self.packages)
        self.settings_trouble = label(kind="muted")
        self.body.addWidget(self.settings_trouble)
        self.body.addStretch(1)

    def enter(self) -> None:
        """Say how long is left today, and look in the journal for what waits for her."""
        session = self.road.session
        said = deadline(session.clock().date(), session.years)
        self.headline.setText(said.headline)
        self.more.setText(said.more)
        self.packages.show_year(session.year or said.year)
        self.settings_trouble.setText(session.settings_file.trouble or "")
        self.road.notes.read()

    def first(self) -> QWidget:
        """The button most come for."""
        return self.new

    def main(self) -> Button:
        """The same."""
        return self.new

    def _begin(self, *, corrected: bool) -> None:
        session = self.road.session
        if session.checked is not None and session.receipt is None:
            what = "Du har en innsending som ikke er ferdig."
            advice = "Begynner du på nytt, må du velge fila og kontrollere den igjen."
            if not self.road.dialogs.ask(self, what, advice, "Begynn på nytt", "Behold den"):
                return
        self.road.begin(corrected=corrected)
        self.road.go(Step.FIL)
