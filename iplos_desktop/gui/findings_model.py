"""The findings as a table for Qt: a text is made when its row is shown."""

from array import array
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from iplos_desktop.catalogue.group import NOBODY, Finding
from iplos_desktop.catalogue.levels import Level
from iplos_desktop.catalogue.rule import BOOK
from iplos_desktop.gui.arrange import Arranged, Column, Head, Index, Key
from iplos_desktop.gui.look import look
from iplos_desktop.gui.text import count, plain, tooltip

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
    """Some of the findings of an index, in an order, perhaps with a line over each group."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._index = Index(())
        self._shown = Arranged(array("l"))
        self._finding = lru_cache(_ROWS_KEPT)(self._make)

    def show_rows(self, index: Index, shown: Arranged) -> None:
        """Show these findings of an index."""
        self.beginResetModel()
        self._index, self._shown = index, shown
        self._finding.cache_clear()
        self.endResetModel()

    def as_it_is(self) -> "FindingsModel":
        """Another one that goes on showing what this shows now."""
        made = FindingsModel()
        made.show_rows(self._index, self._shown)
        return made

    def finding(self, row: int) -> Finding | None:
        """The finding of a row; None where the line over a group stands."""
        return None if self.head(row) is not None else self._finding(row)

    def head(self, row: int) -> Head | None:
        """What stands over a group in that row; None for a finding."""
        return self._shown.head(row)

    def row_of(self, key: Key) -> int:
        """Where the line over a group stands; the first row when there is none."""
        heads = [head.key for head in self._shown.heads]
        return self._shown.lines.index(-1 - heads.index(key)) if key in heads else 0

    def rowCount(self, parent: _Any = _NOWHERE) -> int:
        """How many lines are shown."""
        return 0 if parent.isValid() else len(self._shown.lines)

    def columnCount(self, parent: _Any = _NOWHERE) -> int:
        """The columns are always the same."""
        return 0 if parent.isValid() else len(Column)

    def data(self, index: _Any, role: int = _Role.DisplayRole) -> Any:  # noqa: ANN401 - Qt's
        """What a cell shows, says and holds."""
        if not index.isValid():
            return None
        row, column = index.row(), Column(index.column())
        head = self.head(row)
        if role == _Role.DecorationRole and column is Column.LEVEL:
            level = self._finding(row).level if head is None else head.level
            return look().icon(level.value, LEVEL_COLOURS[level])
        if head is not None:
            return _of_head(head, column, role)
        text = self._text(row, column)
        match role:
            case _Role.DisplayRole:
                return text
            case _Role.AccessibleTextRole:
                return f"{TITLES[column]}: {text or 'tom'}"
        return (tooltip(text) or None) if role == _Role.ToolTipRole else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's
        """The titles of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == _Role.DisplayRole:
            return TITLES[Column(section)]
        return None

    def _make(self, row: int) -> Finding:
        return self._index[self._shown.lines[row]]

    def _text(self, row: int, column: Column) -> str:
        if column is Column.SINCE:
            return SINCE[self._index.is_new(self._shown.lines[row])]
        finding = self._finding(row)
        if column is Column.LEVEL:
            return finding.level.word
        value = getattr(finding, column.name.lower())
        if column is Column.LINE and not value:
            return ""
        return "" if value is None else plain(str(value))


def _of_head(head: Head, column: Column, role: int) -> Any:  # noqa: ANN401 - Qt's
    """What the line over a group shows: which it is, how many there are, whether it is open."""
    many = count(head.size, "funn", "funn")
    match role:
        case _Role.DisplayRole:
            return _text_of_head(head, column, many)
        case _Role.AccessibleTextRole:
            state = "åpen" if head.is_open else "lukket"
            return f"Gruppe: {_name(head)}, {many}, {state}. Trykk Enter for å åpne eller lukke."
        case _Role.ToolTipRole:
            return tooltip(_name(head))
        case _Role.FontRole:
            return look().strong
    return None


def _text_of_head(head: Head, column: Column, many: str) -> str:
    texts = {Column.LEVEL: f"{'▾' if head.is_open else '▸'} {many}", Column.TEXT: _name(head)}
    if isinstance(head.key, str):
        texts[Column.RULE] = head.key
    elif head.key != NOBODY:
        texts[Column.PERSON] = str(head.key)
    return texts.get(column, "")


def _name(head: Head) -> str:
    if isinstance(head.key, str):
        return BOOK[head.key].title
    return "Hele fila" if head.key == NOBODY else f"Person {head.key}"
