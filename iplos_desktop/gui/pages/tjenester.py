"""Services by type, beside the last submission: in a table, with a bar for each."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from iplos_desktop.catalogue.counts import ServiceRow
from iplos_desktop.flow.checked import Checked
from iplos_desktop.flow.journal_entry import Entry
from iplos_desktop.flow.services import services_beside_last
from iplos_desktop.gui.look import look
from iplos_desktop.gui.page import beside, button
from iplos_desktop.gui.text import count, day, label, number, tooltip

_TITLES = ("Tjeneste", "Nå", "Sist sendt", "Endring", "")
_NAME, _NOW, _BEFORE, _CHANGE, _BAR = range(5)
_ROWS = 12  # as many are seen at once
_NUMBERS = Qt.ItemDataRole.UserRole
_LEGEND = "Hel søyle er i fila nå, ramme er det som ble sendt sist."
_LETTERS = {_NOW: 8, _BEFORE: 11, _CHANGE: 15, _BAR: 18}
_NAME_LETTERS = 26  # at least
_AROUND = 48  # pixels of frames and margins
_NOT_YET = "Det er ingen tidligere innsending å sammenligne med."


class ServicesCard(QFrame):
    """A line that sums up, and the table when it is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._title, self._sum = label("Tjenester etter type", "what"), label()
        self.more = button("Vis ta&bellen")
        self.more.clicked.connect(self._turn)
        self._legend = label(_LEGEND, "muted")
        self.table = QTableWidget(0, len(_TITLES))
        self._make_table()
        box = QVBoxLayout(self)
        box.setSpacing(8)
        box.setContentsMargins(8, 8, 8, 8)
        box.addWidget(beside((self._title, self._sum), self.more))
        box.addWidget(self._legend)
        box.addWidget(self.table)
        look().changed.connect(self._measure)
        self._compared = False
        self.hide()

    @property
    def text(self) -> str:
        """The line that sums up."""
        return self._sum.text()

    def show_services(self, checked: Checked | None) -> None:
        """Show a file's services, folded; hidden when it has none."""
        rows = services_beside_last(checked) if checked is not None else []
        self.setVisible(bool(rows))
        if checked is None or not rows:
            return
        self._sum.setText(_summed(rows, checked))
        for column in (_BEFORE, _CHANGE):
            self.table.setColumnHidden(column, checked.last is None)
        self._compared = checked.last is not None
        self._fill(rows)
        self._fold(folded=True)
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

    def _turn(self) -> None:
        self._fold(folded=not self.table.isHidden())
        self._measure()

    def _fold(self, *, folded: bool) -> None:
        self.table.setHidden(folded)
        self._legend.setHidden(folded or not self._compared)
        self.more.setText("Vis ta&bellen" if folded else "Skjul ta&bellen")
        self.more.setAccessibleName(f"{'Vis' if folded else 'Skjul'} tjenester etter type")

    def _make_table(self) -> None:
        table = self.table
        table.setAccessibleName("Tjenester etter type")
        table.setItemDelegateForColumn(_BAR, _Bars(table))
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
        """As high as its rows, up to some."""
        metrics, table = self.fontMetrics(), self.table
        header, letter = table.horizontalHeader(), metrics.averageCharWidth()
        for column, letters in _LETTERS.items():
            header.resizeSection(column, letter * letters)
        others = sum(header.sectionSize(column) for column in _LETTERS)
        room = self.width() - others - table.verticalScrollBar().sizeHint().width() - _AROUND
        header.resizeSection(_NAME, max(letter * _NAME_LETTERS, room))
        height = metrics.height() + 10
        table.verticalHeader().setDefaultSectionSize(height)
        shown = min(table.rowCount(), _ROWS)
        below = 0 if room > letter * _NAME_LETTERS else table.horizontalScrollBar().height()
        table.setFixedHeight(shown * height + header.sizeHint().height() + below + 6)


class _Bars(QStyledItemDelegate):
    """Draws what is there now as a whole bar, and what was sent last as a frame behind it."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw a cell."""
        super().paint(painter, option, index)
        shares = index.data(_NUMBERS)
        if shares is None:
            return
        now, before = shares
        colours = look().colours
        room = QRectF(option.rect).adjusted(8, 5, -10, -5)
        painter.save()
        bar = QRectF(room.x(), room.y() + 3, room.width() * now, room.height() - 6)
        painter.fillRect(bar, QColor(colours.accent))
        if before is not None:
            painter.setPen(QColor(colours.text))
            painter.drawRect(QRectF(room.x(), room.y(), room.width() * before, room.height()))
        painter.restore()


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
    words = f"{count(sum(one.now for one in rows), 'tjeneste', 'tjenester')} nå"
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
