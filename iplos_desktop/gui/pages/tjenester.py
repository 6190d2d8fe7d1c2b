"""Services by type, beside the last submission: in a table, with a bar for each."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from iplos_desktop.flow.check import Checked
from iplos_desktop.flow.history_file import Sent
from iplos_desktop.flow.services import ServiceRow, services_beside_last
from iplos_desktop.gui.look import look
from iplos_desktop.gui.page import button, row
from iplos_desktop.gui.text import count, day, label, number, tooltip

_TITLES = ("Tjeneste", "Nå", "Sist sendt", "Endring", "Nå (hel) og sist (ramme)")
_NAME, _NOW, _BEFORE, _CHANGE, _BAR = range(5)
_ROWS = 12  # as many are seen at once
_NUMBERS = Qt.ItemDataRole.UserRole
_NOT_YET = "Her står også forrige innsending, når en er laget med dette programmet."


class ServicesCard(QFrame):
    """A line that sums up, and the table when it is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._title, self._sum = label("Tjenester etter type", "what"), label()
        self.more = button("Vis &tabellen")
        self.more.clicked.connect(self._turn)
        self.table = QTableWidget(0, len(_TITLES))
        self._make_table()
        box = QVBoxLayout(self)
        box.setSpacing(6)
        for part in (self._title, self._sum, row(self.more), self.table):
            box.addWidget(part)
        look().changed.connect(self._measure)
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
        titles = list(_TITLES) if checked.last is not None else [*_TITLES[:_BAR], ""]
        self.table.setHorizontalHeaderLabels(titles)
        self._fill(rows)
        self.table.hide()
        self._name_button()
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

    def _turn(self) -> None:
        self.table.setVisible(self.table.isHidden())
        self._name_button()

    def _name_button(self) -> None:
        folded = self.table.isHidden()
        self.more.setText("Vis &tabellen" if folded else "Skjul &tabellen")
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
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(True)

    def _measure(self) -> None:
        """As high as its rows, up to some."""
        metrics, table = self.fontMetrics(), self.table
        header = table.horizontalHeader()
        for column, letters in ((_NAME, 42), (_NOW, 9), (_BEFORE, 11), (_CHANGE, 15)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(column, metrics.averageCharWidth() * letters)
        height = metrics.height() + 10
        table.verticalHeader().setDefaultSectionSize(height)
        shown = min(table.rowCount(), _ROWS)
        table.setFixedHeight(shown * height + header.sizeHint().height() + 8)


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


def _item(column: int, text: str) -> QTableWidgetItem:
    side = Qt.AlignmentFlag.AlignLeft if column == _NAME else Qt.AlignmentFlag.AlignRight
    item = QTableWidgetItem(text)
    item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    told = f"{_TITLES[column]}: {text}" if column != _BAR else "Tegnet, tallene står til venstre"
    item.setData(Qt.ItemDataRole.AccessibleTextRole, told)
    if column == _NAME:
        item.setToolTip(tooltip(text))
    return item


def _summed(rows: list[ServiceRow], checked: Checked) -> str:
    words = f"{count(sum(one.now for one in rows), 'tjeneste', 'tjenester')} i fila"
    last = checked.last
    if last is None:
        return f"{words}. {_NOT_YET}"
    words += f", {number(sum(one.before or 0 for one in rows))} i forrige innsending"
    if isinstance(last, Sent):
        words += f" (dataår {last.year}, kryptert {day(last.at.astimezone())})"
    return f"{words}."


def _change(one: ServiceRow) -> str:
    """Such as "+12 (+3 %)"."""
    if one.change is None:
        return ""
    sign = "−" if one.change < 0 else "+" if one.change else ""
    words = f"{sign}{number(abs(one.change))}"
    if one.before and one.change:
        words += f" ({sign}{abs(one.change) * 100 / one.before:.0f} %)"
    return words
