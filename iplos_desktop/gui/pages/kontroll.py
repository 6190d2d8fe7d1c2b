"""Kontroll: what was found, in words and as a table, and what to do about it."""

from functools import partial
from pathlib import Path

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from iplos_desktop.errors import UserError
from iplos_desktop.flow.reports import save_report
from iplos_desktop.flow.session import Step
from iplos_desktop.gui.arrange import Index
from iplos_desktop.gui.facts import advice, summary
from iplos_desktop.gui.findings_table import FindingsTable
from iplos_desktop.gui.flow_layout import Wrapping
from iplos_desktop.gui.page import Page, button
from iplos_desktop.gui.pages.ikke_kontrollert import NotChecked
from iplos_desktop.gui.pages.siden_sist import SinceCard
from iplos_desktop.gui.pages.tjenester import ServicesCard
from iplos_desktop.gui.panel import Panel, WorkPanel
from iplos_desktop.gui.worker import Worker


class KontrollPage(Page):
    """The findings."""

    step = Step.KONTROLL
    title = "Kontroll av uttrekket"
    wide = True

    def build(self) -> None:
        """Summary, buttons, the table, and what could not be checked."""
        road = self.road
        self._shown: Index | None = None
        self.summary = Panel("good")
        self.again = button("&Kontroller på nytt")
        self.again.setShortcut(QKeySequence("F5"))
        self.again.setToolTip("Når du har eksportert på nytt til samme fil (F5)")
        self.again.clicked.connect(road.start_check)
        self.save = button("&Lagre som Excel …")
        self.save.setShortcut(QKeySequence("Ctrl+S"))
        self.save.clicked.connect(self._save)
        self.saved = Panel("good")
        self.table = FindingsTable(Worker(road, road.broken))
        self.not_checked = NotChecked()
        self.since = SinceCard()
        self.services = ServicesCard()
        parts: tuple[QWidget, ...] = (
            self.summary,
            Wrapping([self.again, self.save]),
            WorkPanel(road.check, "Kontrollerer fila"),
            WorkPanel(road.aside, "Lagrer", in_bytes=False),
            self.saved,
            self.not_checked,
            self.since,
            self.services,
        )
        for part in parts:
            self.body.addWidget(part)
        self.body.addWidget(self.table, 1)
        self.body.addStretch(0)

    def enter(self) -> None:
        """Show the findings of the last check."""
        self.saved.hide()
        self.refresh()

    def refresh(self) -> None:
        """Show what is known by now."""
        road, checked = self.road, self.road.session.checked
        self.trouble.tell_error(road.trouble)
        self.save.setEnabled(checked is not None and not road.aside.busy)
        self.again.setEnabled(not road.check.busy)
        if self._shown is not road.index:
            self._shown = road.index
            self.table.show_index(road.index)
            self.since.show_since(checked.since if checked else None, road.session.history.trouble)
            self.services.show_services(checked)
        self.table.setVisible(checked is not None and len(road.index) > 0)
        self.summary.setVisible(checked is not None)
        self.not_checked.show_rules(checked.findings.not_checked if checked else [])
        if checked is not None:
            words, tone = advice(checked.findings)
            self.summary.tell(summary(checked.findings), words, tone)

    def first(self) -> QWidget:
        """The table when there is one."""
        return self.table.view if len(self.road.index) else self.again

    def _save(self) -> None:
        checked = self.road.session.checked
        if checked is None:
            return
        file = checked.order.path
        proposed = file.with_name(f"{file.stem}-feilliste.xlsx")
        kinds = "Excel (*.xlsx)"
        path = self.road.dialogs.save_file(self, "Lagre feillista", proposed, kinds)
        if path is not None:
            self.saved.hide()
            job = partial(save_report, checked, path)
            self.road.run_aside(job, lambda _: self._is_saved(path), self._not_saved)

    def _is_saved(self, path: Path) -> None:
        self.saved.tell(
            "Feillista er lagret.", f"{path}. Slett den når innsendingen er ferdig.", "good"
        )

    def _not_saved(self, error: UserError) -> None:
        self.saved.tell(error.what, error.advice, "danger")
