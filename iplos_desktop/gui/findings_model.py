"""The findings as a table for Qt: a text is made when its row is shown."""

from array import array
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from iplos_desktop.catalogue.group import Finding
from iplos_desktop.catalogue.levels import Level
from iplos_desktop.gui.arrange import Column, Index
from iplos_desktop.gui.look import look
from iplos_desktop.gui.text import plain, tooltip

TITLES = {
    Column.LEVEL: "Nivå",
    Column.RULE: "Regel",
    Column.PERSON: "Person",
    Column.RECORD: "Klasse",
    Column.ELEMENT: "Element",
    Column.LINE: "Linje",
    Column.FOUND: "Funnet",
    Column.EXPECTED: "Ventet",
    Column.TEXT: "Hva er galt",
    Column.SINCE: "Siden sist",
}
SINCE = {True: "Ny", False: "Fra før", None: ""}
LEVEL_COLOURS = {
    Level.KRITISK: "danger",
    Level.FEIL: "danger",
    Level.ADVARSEL: "warning",
    Level.INFO: "info",
}
_Any = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ROWS_KEPT = 500
_Role = Qt.ItemDataRole


class FindingsModel(QAbstractTableModel):
    """Some of the findings of an index, in an order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._index = Index(())
        self._rows: array[int] = array("l")
        self._finding = lru_cache(_ROWS_KEPT)(self._make)

    def show_rows(self, index: Index, rows: "array[int]") -> None:
        """Show these findings of an index, by their numbers."""
        self.beginResetModel()
        self._index, self._rows = index, rows
        self._finding.cache_clear()
        self.endResetModel()

    def finding(self, row: int) -> Finding:
        """The finding of a row."""
        return self._finding(row)

    def rowCount(self, parent: _Any = _NOWHERE) -> int:
        """How many are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Any = _NOWHERE) -> int:
        """The columns are always the same."""
        return 0 if parent.isValid() else len(Column)

    def data(self, index: _Any, role: int = _Role.DisplayRole) -> Any:  # noqa: ANN401 - Qt's
        """What a cell shows, says and holds."""
        if not index.isValid():
            return None
        column = Column(index.column())
        if role == _Role.DisplayRole:
            return self._text(index.row(), column)
        if role == _Role.AccessibleTextRole:
            return f"{TITLES[column]}: {self._text(index.row(), column) or 'tom'}"
        if role == _Role.ToolTipRole:
            return tooltip(self._text(index.row(), column)) or None
        if role == _Role.DecorationRole and column is Column.LEVEL:
            level = self._finding(index.row()).level
            return look().icon(level.value, LEVEL_COLOURS[level])
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's
        """The titles of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == _Role.DisplayRole:
            return TITLES[Column(section)]
        return None

    def _make(self, row: int) -> Finding:
        return self._index[self._rows[row]]

    def _text(self, row: int, column: Column) -> str:
        if column is Column.SINCE:
            return SINCE[self._index.is_new(self._rows[row])]
        finding = self._finding(row)
        if column is Column.LEVEL:
            return finding.level.word
        value = getattr(finding, column.name.lower())
        if column is Column.LINE and not value:
            return ""
        return "" if value is None else plain(str(value))
