"""A picture of the services by type, beside the last submission; with the numbers in words."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from iplos_desktop.catalogue.counts import ServiceRow
from iplos_desktop.flow.checked import Checked
from iplos_desktop.flow.journal_entry import Entry
from iplos_desktop.flow.services import services_beside_last
from iplos_desktop.gui.bars import Bars, Legend
from iplos_desktop.gui.look import look
from iplos_desktop.gui.spacing import MEDIUM, SMALL
from iplos_desktop.gui.text import count, day, label, number, tooltip

_TITLES = ("Tjeneste", "Nå", "Sist sendt", "Endring", "")
_NAME, _NOW, _BEFORE, _CHANGE, _BAR = range(5)
_NUMBERS = Qt.ItemDataRole.UserRole  # the shares a bar is drawn of
_LETTERS = {_NOW: 8, _BEFORE: 11, _CHANGE: 15}
_NAME_LETTERS = 26  # at least
_OF_BARS = 0.4  # of the width, for the bars
_LEAST = 10  # heights of a line
_NOT_YET = "Det er ingen tidligere innsending å sammenligne med."


class ServicesCard(QFrame):
    """A line that sums up, what the bars mean, and a bar for each type of service."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._sum = label(kind="what")
        self._legend = Legend()
        self.title = ""
        self.table = QTableWidget(0, len(_TITLES))
        self._make_table()
        box = QVBoxLayout(self)
        box.setSpacing(SMALL)
        box.addWidget(self._sum)
        box.addWidget(self._legend)
        box.addWidget(self.table, 1)
        look().changed.connect(self._measure)

    @property
    def text(self) -> str:
        """The line that sums up."""
        return self._sum.text()

    def show_services(self, checked: Checked | None) -> None:
        """Show a file's services; `title` is empty when it has none."""
        rows = services_beside_last(checked) if checked is not None else []
        self.title = f"T&jenester ({number(sum(one.now for one in rows))})" if rows else ""
        if checked is None or not rows:
            return
        self._sum.setText(_summed(rows, checked))
        for column in (_BEFORE, _CHANGE):
            self.table.setColumnHidden(column, checked.last is None)
        self._legend.setVisible(checked.last is not None)
        self._fill(rows)
        self._measure()

    def _fill(self, rows: list[ServiceRow]) -> None:
        most = max(max(one.now, one.before or 0) for one in rows) or 1
        self.table.setRowCount(len(rows))
        for at, one in enumerate(rows):
            before = "" if one.before is None else number(one.before)
            texts = (f"{one.code} {one.text}", number(one.now), before, _change(one))
            for column, text in enumerate(texts):
                self.table.setItem(at, column, _item(column, text))
            bar = _item(_BAR, "")
            shares = (one.now / most, None if one.before is None else one.before / most)
            bar.setData(_NUMBERS, shares)
            self.table.setItem(at, _BAR, bar)

    def resizeEvent(self, _: QResizeEvent) -> None:
        """The names have what room the numbers leave."""
        self._measure()

    def _make_table(self) -> None:
        table = self.table
        table.setAccessibleName("Tjenester etter type")
        table.setItemDelegateForColumn(_BAR, Bars(table, _NUMBERS))
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setAlternatingRowColors(True)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setCornerButtonEnabled(False)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        for column, title in enumerate(_TITLES):
            item = QTableWidgetItem(title)
            item.setTextAlignment(_side(column))
            table.setHorizontalHeaderItem(column, item)

    def _measure(self) -> None:
        """The bars have a good part of the width, the names the rest."""
        metrics, table = self.fontMetrics(), self.table
        header, letter = table.horizontalHeader(), metrics.averageCharWidth()
        for column, letters in _LETTERS.items():
            header.resizeSection(column, letter * letters)
        others = sum(header.sectionSize(column) for column in _LETTERS)
        room = self.width() - others - int(self.width() * _OF_BARS)
        header.resizeSection(_NAME, max(letter * _NAME_LETTERS, room))
        table.verticalHeader().setDefaultSectionSize(metrics.height() + MEDIUM)
        table.setMinimumHeight(metrics.height() * _LEAST)


def _side(column: int) -> Qt.AlignmentFlag:
    """Words at the left, numbers at the right."""
    side = Qt.AlignmentFlag.AlignLeft if column == _NAME else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter


def _item(column: int, text: str) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setTextAlignment(_side(column))
    told = f"{_TITLES[column]}: {text}" if column != _BAR else "Tegnet, tallene står til venstre"
    item.setData(Qt.ItemDataRole.AccessibleTextRole, told)
    if column == _NAME:
        item.setToolTip(tooltip(text))
    return item


def _summed(rows: list[ServiceRow], checked: Checked) -> str:
    counted = sum(one.now for one in rows)
    words = f"{count(counted, 'tjeneste', 'tjenester')} nå"
    if without := checked.file.records.get("TJENESTE", 0) - counted:
        words += f" ({number(without)} til har en type som ikke kan leses)"
    last = checked.last
    if last is None:
        return f"{words}. {_NOT_YET}"
    words += f", {number(sum(one.before or 0 for one in rows))} i forrige innsending"
    return f"{words}, {day(last.created)}." if isinstance(last, Entry) else f"{words}."


def _change(one: ServiceRow) -> str:
    """Such as "+12 (+3 %)"."""
    if one.change is None:
        return ""
    sign = "−" if one.change < 0 else "+" if one.change else ""
    words = f"{sign}{number(abs(one.change))}"
    if one.before and one.change:
        words += f" ({sign}{abs(one.change) * 100 / one.before:.0f} %)"
    return words
