"""Fil: choose or drop the export, and see at once what it is."""

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from iplos_desktop.errors import UserError
from iplos_desktop.flow.checked import FileFacts
from iplos_desktop.flow.session import Step
from iplos_desktop.gui.button import Button
from iplos_desktop.gui.drop import DropField
from iplos_desktop.gui.facts import file_facts, first_facts, is_another, outcome
from iplos_desktop.gui.page import Page, button, card, row
from iplos_desktop.gui.pages.organisasjonsnumre import OrganisationCard
from iplos_desktop.gui.pages.rettelse import CorrectionNote
from iplos_desktop.gui.panel import Facts, Panel, WorkPanel
from iplos_desktop.gui.text import count, label

_NEEDS_IDENT = "3.5"
_KINDS = "Uttrekk (*.xml)"
_NO_IDENT = (
    "Identmeldingen som hører til fila, mangler.",
    "EPJ lager den ved siden av uttrekket. Velg den nedenfor, så kontrolleres de to sammen.",
    "warning",
)


class FilPage(Page):
    """The export, and beside one of version 3.5 its ident message."""

    step = Step.FIL
    title = "Velg uttrekket"
    lead = "Velg fila du har eksportert fra EPJ. Programmet kontrollerer den med en gang."

    def build(self) -> None:
        """The place to drop on, the work, and what the file is."""
        self.drop = DropField("Slipp fila her, eller", "&Velg fil …", self._choose)
        self.drop.dropped.connect(self.choose)
        self.again = button("&Kontroller fila", icon="igjen")
        self.again.clicked.connect(self.road.start_check)
        self.work = WorkPanel(self.road.check, "Kontrollerer fila", also=self._persons)
        self.road.check.progress.connect(self._show_first)
        self.note = Panel("info")
        self.correction = CorrectionNote()
        self.facts = Facts()
        self.facts_card = card(label("Dette er fila", "section"), self.facts)
        self.ident = DropField(
            "Slipp identmeldingen her, eller", "Velg i&dentmelding …", self._ident
        )
        self.ident.dropped.connect(self.choose_ident)
        self.ident_card = card(
            label("Identmeldingen", "section"),
            label(
                "Fra dataåret 2018 lager EPJ to filer. Identmeldingen er den med fødselsnumrene."
                " Velg den også."
            ),
            self.ident,
        )
        self.organisations = OrganisationCard(self.road)
        above = (self.correction, self.drop, self.work, row(self.again), self.note)
        self.fill(*above, self.facts_card, self.ident_card, self.organisations)

    def enter(self) -> None:
        """Show the file that is chosen."""
        self.refresh()

    def leave(self) -> None:
        """A list that is still being read belongs to this page."""
        self.organisations.stop()

    def refresh(self) -> None:
        """Show what is known by now."""
        road, session = self.road, self.road.session
        checked = session.checked
        self.drop.show_path(session.path)
        self.trouble.tell_error(road.trouble)
        self.correction.show_session(session)
        facts = file_facts(checked) if checked is not None else []
        self.facts_card.setVisible(bool(facts))
        self.facts.show_facts(facts)
        self._show_first()
        needs_ident = checked is not None and checked.file.version == _NEEDS_IDENT
        self.ident_card.setVisible(needs_ident or session.ident_path is not None)
        self.ident.show_path(session.ident_path)
        self.organisations.refresh()
        if not facts:
            self.organisations.hide()
        if self.organisations.take_news():
            QTimer.singleShot(0, self._reveal_list)
        unread = session.path is not None and checked is None and not road.check.busy
        self.again.setVisible(unread)
        self.note.setVisible(checked is not None)
        if unread and road.trouble is None:
            self.note.tell("Fila er ikke kontrollert.", "Trykk Kontroller fila når du vil.", "info")
        if checked is not None:
            lacks_ident = needs_ident and session.ident_path is None
            self.note.tell(*(_NO_IDENT if lacks_ident else outcome(checked)))

    def _persons(self) -> str:
        """How many have been read so far."""
        file = self.road.check.so_far
        return f"{count(file.persons, 'person', 'personer')}" if isinstance(file, FileFacts) else ""

    def _show_first(self) -> None:
        """Show whose file it is as soon as it has said so, and once."""
        file = self.road.check.so_far
        if isinstance(file, FileFacts) and self.facts_card.isHidden():
            facts = first_facts(file, self.road.session.years)
            self.facts.show_facts(facts)
            self.facts_card.setVisible(bool(facts))

    def hindrance(self) -> UserError | None:
        """A file must be there and read before there is anything to see."""
        session = self.road.session
        hindered = session.hindrance(Step.FIL)
        if hindered is None and session.checked is None:
            return self.road.trouble or session.hindrance(Step.KONTROLL)
        return hindered

    def first(self) -> QWidget:
        """The button that chooses."""
        return self.drop.button

    def main(self) -> Button | None:
        """What the page lacks."""
        session = self.road.session
        checked = session.checked
        if session.path is None or (checked is not None and is_another(checked.findings)):
            return self.drop.button
        if not self.again.isHidden():
            return self.again
        lacks_ident = not self.ident_card.isHidden() and session.ident_path is None
        return self.ident.button if lacks_ident else None

    def choose(self, path: Path) -> None:
        """Take this file, and check it."""
        self.road.choose(path)

    def choose_ident(self, path: Path) -> None:
        """Take this ident message, and check the two together."""
        if self.road.session.path is not None:
            self.road.choose(self.road.session.path, path)

    def _reveal_list(self) -> None:
        self.show_part(self.organisations.news)

    def _choose(self) -> None:
        folder = self.road.session.settings.import_folder or ""
        chosen = self.road.dialogs.open_file(self, "Velg uttrekket", folder, _KINDS)
        if chosen is not None:
            self.choose(chosen)

    def _ident(self) -> None:
        folder = str(self.road.session.path.parent) if self.road.session.path else ""
        chosen = self.road.dialogs.open_file(self, "Velg identmeldingen", folder, _KINDS)
        if chosen is not None:
            self.choose_ident(chosen)
