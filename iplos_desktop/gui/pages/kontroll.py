"""Kontroll: what was found, in words and as a table, and what to do about it."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QTabWidget, QWidget

from iplos_desktop.flow.session import Step
from iplos_desktop.gui.arrange import Index
from iplos_desktop.gui.button import Button
from iplos_desktop.gui.facts import advice
from iplos_desktop.gui.findings_table import FindingsTable
from iplos_desktop.gui.heading_row import HeadingRow
from iplos_desktop.gui.look import look
from iplos_desktop.gui.page import Page, button
from iplos_desktop.gui.pages.ikke_kontrollert import NotChecked
from iplos_desktop.gui.pages.siden_sist import SinceCard
from iplos_desktop.gui.pages.tjenester import ServicesCard
from iplos_desktop.gui.panel import Panel, WorkPanel
from iplos_desktop.gui.rule_book import RuleBook
from iplos_desktop.gui.spacing import MEDIUM, SMALL, WIDE
from iplos_desktop.gui.take_away import TakeAway
from iplos_desktop.gui.text import number
from iplos_desktop.gui.worker import Worker
from iplos_desktop.report.heading import summary


class KontrollPage(Page):
    """The findings."""

    step = Step.KONTROLL
    title = "Kontroll"
    wide = True

    def top(self) -> QWidget:
        """The buttons stand beside the heading, so that the table has the room below."""
        self.again = button("&Kontroller på nytt", icon="igjen")
        self.again.setShortcut(QKeySequence("F5"))
        self.again.setToolTip("Når du har eksportert på nytt til samme fil (F5)")
        self.again.clicked.connect(self.road.start_check)
        self.taken = TakeAway(self.road, lambda: self.table.taken)
        self.save, self.print, self.saved = self.taken.save, self.taken.print, self.taken.told
        return HeadingRow(self.heading, [self.again, self.save, self.print], self.help.button)

    def showEvent(self, event: QShowEvent) -> None:
        """Tabs that came and went while the page was hidden get their places only now."""
        super().showEvent(event)
        self._name_tabs()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The tabs say less where there is less room."""
        super().resizeEvent(event)
        self._name_tabs()

    def build(self) -> None:
        """Summary, and tabs with the table and what else there is to say."""
        road = self.road
        self._shown: Index | None = None
        self._listed: Path | None = None  # the file whose findings the table last showed
        self.summary = Panel("good")
        self.table = FindingsTable(Worker(road, road.broken), road.session.settings.columns)
        self.table.moved.connect(road.session.keep_columns)
        self.table.explanation.asked.connect(self._explain)
        self._book: RuleBook | None = None
        self.not_checked = NotChecked()
        self.since = SinceCard()
        self.services = ServicesCard()
        explanation = self.table.explanation
        self.table.unfolded.connect(
            lambda: QTimer.singleShot(0, self, lambda: self.show_part(explanation))
        )
        self.body.setContentsMargins(WIDE, MEDIUM, WIDE, SMALL)
        self.body.setSpacing(SMALL)
        checking = WorkPanel(road.check, "Kontrollerer fila")
        listing = WorkPanel(road.aside, "Lager feillista", in_bytes=False)
        for part in (self.summary, checking, listing, self.saved):
            self.body.addWidget(part)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideRight)
        for tab in (self.table, self.not_checked, self.since, self.services):
            self.tabs.addTab(tab, "")
        self.tabs.currentChanged.connect(self._show_tab)
        self.body.addWidget(self.tabs, 1)
        self.body.addStretch(0)
        look().changed.connect(self._name_tabs)

    def enter(self) -> None:
        """Show the findings of the last check."""
        self.saved.hide()
        self.refresh()

    def refresh(self) -> None:
        """Show what is known by now."""
        road, checked = self.road, self.road.session.checked
        self.trouble.tell_error(road.trouble)
        self.taken.refresh()
        self.again.setEnabled(not road.check.busy)
        if self._shown is not road.index:
            self._shown = road.index
            if len(road.index):
                path = road.session.path
                self.table.show_index(road.index, same_file=path == self._listed)
                self._listed = path
            self.saved.hide()
            self.not_checked.show_rules(checked.findings.not_checked if checked else [])
            self.since.show_since(checked.since if checked else None, road.session.not_remembered)
            self.services.show_services(checked)
            self._name_tabs()
            self._show_first()
        self.summary.setVisible(checked is not None)
        if checked is not None:
            words, tone = advice(checked.findings)
            self.summary.tell(summary(checked.findings), words, tone)

    def _name_tabs(self) -> None:
        """A tab for each thing there is something to say of; in few words where it is narrow."""
        findings = len(self.road.index)
        titles = (
            f"&Funn ({number(findings)})" if findings else "",
            self.not_checked.title,
            self.since.title,
            self.services.title,
        )
        for at, title in enumerate(titles):
            self.tabs.setTabText(at, title)
            self.tabs.setTabToolTip(at, title.replace("&", ""))
            self.tabs.setTabVisible(at, bool(title))
        if self.tabs.tabBar().sizeHint().width() > self.viewport().width() - 2 * WIDE:
            for at, title in enumerate(titles):
                self.tabs.setTabText(at, title.partition(" (")[0])
        self.tabs.setVisible(any(titles))

    def _show_first(self) -> None:
        shown = [at for at in range(self.tabs.count()) if self.tabs.isTabVisible(at)]
        self.tabs.setCurrentIndex(min(shown, default=0))

    def _show_tab(self) -> None:
        """By its letter she comes to a tab from far below, and it may be short."""
        if self.isVisible():
            self.show_part(self.tabs.tabBar())

    def first(self) -> QWidget:
        """The table when there is one."""
        return self.table.view if self.table.view.isVisibleTo(self) else self.again

    def main(self) -> Button | None:
        """A file that cannot be sent is corrected and checked again."""
        checked = self.road.session.checked
        return self.again if checked is not None and checked.findings.blocked else None

    def _explain(self, rule: str) -> None:
        """Open the rule book at a rule."""
        checked = self.road.session.checked
        if checked is None:
            return
        if self._book is None or self._book.year is not checked.year:
            if self._book is not None:
                self._book.deleteLater()
            self._book = RuleBook(self.window(), checked.year)
        self._book.open_at(rule)
