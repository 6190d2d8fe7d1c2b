"""Tidligere: every submission made here, what has become of it, and the way to a corrected one."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from iplos_desktop.flow.journal_entry import Entry
from iplos_desktop.flow.session import Step
from iplos_desktop.gui.columns import end_at_the_edge
from iplos_desktop.gui.facts import place_name
from iplos_desktop.gui.look import look
from iplos_desktop.gui.page import Page, card
from iplos_desktop.gui.pages.innsending import SubmissionCard
from iplos_desktop.gui.panel import Panel
from iplos_desktop.gui.text import label, plain, short_day, tooltip

_COLUMNS = ("Laget", "Kommune", "Dataår", "Slag", "Lastet opp", "Kvittering")
_ROWS = 7  # that are seen at once; the rest scroll
_EMPTY = (
    "Ingen innsendinger ennå. Når du har kryptert en fil, står den her. Da kan du merke av at den"
    " er lastet opp, og at kvitteringen har kommet."
)


class TidligerePage(Page):
    """The journal. It is beside the road: Tilbake leads to where she came from."""

    step = Step.TIDLIGERE
    title = "Tidligere innsendinger"
    lead = "Hver fil du har kryptert på denne maskinen, den nyeste først."

    def build(self) -> None:
        """The table, and below it all about the one that is chosen."""
        self.told = Panel("warning")
        self.empty = card(label(_EMPTY))
        self.table = QTableWidget(0, len(_COLUMNS))
        self.table.setAccessibleName("Tidligere innsendinger")
        self.table.setHorizontalHeaderLabels(list(_COLUMNS))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setAlternatingRowColors(True)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        header.setStretchLastSection(True)
        self.table.itemSelectionChanged.connect(self._choose)
        self.chosen = SubmissionCard(self.road)
        self.fill(self.told, self.empty, self.table, self.chosen)
        self._entries: list[Entry] = []
        self._chosen: str | None = None
        self.road.notes.changed.connect(self._show)
        look().changed.connect(self._fit)

    def enter(self) -> None:
        """Look in the journal."""
        self._chosen, self.road.notes.asked = self.road.notes.asked, None
        self._show()
        self.road.notes.read()

    def first(self) -> QWidget:
        """The table, or what there is when it is empty."""
        return self.table if self._entries else self.help.button

    def _show(self) -> None:
        """Show what was read last; the one that is chosen stays so."""
        notes = self.road.notes
        trouble = notes.trouble
        self.told.tell_error(None)
        if trouble is not None:
            self.told.tell(trouble.what, trouble.advice, "warning")
        self._entries = list(notes.entries)
        self.empty.setVisible(not self._entries and trouble is None and not notes.busy)
        self.table.setVisible(bool(self._entries))
        self.chosen.setVisible(bool(self._entries))
        self.table.blockSignals(True)
        self.table.setRowCount(len(self._entries))
        for at, entry in enumerate(self._entries):
            for column, text in enumerate(self._cells(entry)):
                self.table.setItem(at, column, _item(text))
        ids = [entry.delivery_id for entry in self._entries]
        at = ids.index(self._chosen) if self._chosen in ids else 0
        self.table.setCurrentCell(at if ids else -1, 0)
        self.table.blockSignals(False)
        self._fit()
        self._choose()
        if self._entries and self.help.button.hasFocus() and self.help.isHidden():
            self.table.setFocus()  # it was empty when she came

    def _cells(self, entry: Entry) -> tuple[str, ...]:
        years = self.road.session.years
        year = years.load(years.nearest(entry.data_year))
        ticks = (entry.uploaded_at, entry.receipt_at)
        return (
            f"{short_day(entry.created)} kl. {entry.created:%H.%M}",
            place_name(year, entry.municipality, entry.district),
            str(entry.data_year),
            _kind(entry),
            *(_ticked(at, test=entry.test) for at in ticks),
        )

    def _choose(self) -> None:
        at = self.table.currentRow()
        if 0 <= at < len(self._entries):
            self._chosen = self._entries[at].delivery_id
            self.chosen.show_entry(self._entries[at])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns have as much as they need, as far as the window goes."""
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        self.table.resizeColumnsToContents()
        end_at_the_edge(self.table)

    def _fit(self) -> None:
        """As high as its rows, up to some; a page that scrolls must not hold a list that does."""
        rows = min(self.table.rowCount(), _ROWS)
        line = self.table.fontMetrics().height() + 12
        self.table.verticalHeader().setDefaultSectionSize(line)
        head = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(head + rows * line + line)
        self._fit_columns()


def _kind(entry: Entry) -> str:
    return "Prøve" if entry.test else "Rettet" if entry.corrected else "Ny"


def _ticked(at: datetime | None, *, test: bool) -> str:
    if test:
        return "–"
    return short_day(at) if at is not None else "Nei"


def _item(text: str) -> QTableWidgetItem:
    item = QTableWidgetItem(plain(text))
    item.setToolTip(tooltip(text))
    return item
