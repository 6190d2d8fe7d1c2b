"""The lines of the table of findings: columns as the user sets them, groups that open, copying."""

import base64
import binascii
from itertools import chain

from PySide6.QtCore import QByteArray, QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from iplos_desktop.gui.arrange import Column
from iplos_desktop.gui.findings_model import FindingsModel
from iplos_desktop.gui.look import look
from iplos_desktop.gui.row_copier import RowCopier
from iplos_desktop.gui.table_menu import TableMenu

_ORDER = (
    *(Column.LEVEL, Column.RULE, Column.SINCE, Column.PERSON, Column.TEXT, Column.LINE),
    *(Column.ELEMENT, Column.RECORD, Column.FOUND, Column.EXPECTED),
)
_LETTERS = {
    Column.LEVEL: 13,
    Column.RULE: 6,
    Column.PERSON: 11,
    Column.RECORD: 12,
    Column.ELEMENT: 14,
    Column.LINE: 7,
    Column.FOUND: 14,
    Column.EXPECTED: 18,
    Column.TEXT: 46,
    Column.SINCE: 10,
}
_LEAST, _MOST = 20, 60  # letters of the text, where it ends with the window
FEW = 3
"""Lines that are always seen, also with the explanation below."""
_FEWEST = 8  # without it
_BESIDE = 24  # pixels of a column beside its letters
_OPENS: dict[int, bool] = {Qt.Key.Key_Right: True, Qt.Key.Key_Left: False}
_SETTLED = 400  # milliseconds after the last change of a column


class FindingsView(QTableView):
    """The table itself."""

    sorted = Signal()
    turned = Signal(int)  # the row of a group's line that is to open or close
    moved = Signal(str)

    def __init__(self, model: FindingsModel, columns: str | None) -> None:
        """columns: as `moved` has told them before."""
        super().__init__()
        self._findings, self._copier = model, RowCopier(self)
        self.setModel(model)
        self._offered: dict[Column, bool] = {}
        self._hers, self._fitting = False, False  # who has set how wide the text is
        self._make()
        self._columns()
        self.menu = TableMenu(self, self.horizontalHeader(), _ORDER)
        self.menu.columns_asked.connect(self._as_at_first)
        self._first = self.horizontalHeader().saveState()
        self._scale = look().scale
        if columns is not None:
            self._restore(columns)
        self._settled = QTimer(self, singleShot=True, interval=_SETTLED)
        self._settled.timeout.connect(lambda: self.moved.emit(self._state()))
        self._listen()

    def offer(self, column: Column, *, there: bool) -> None:
        """Show a column that not every check has something for; she may have hidden it since."""
        if self._offered.get(column) is there:
            return
        self._offered[column] = there
        header = self.horizontalHeader()
        header.blockSignals(True)
        self.setColumnHidden(column, not there)
        header.blockSignals(False)
        self.updateGeometries()
        self._fit_text()

    def fit(self, *, alone: bool) -> None:
        """As many lines as are needed to look through it; fewer with an explanation below."""
        line, head = self.verticalHeader().defaultSectionSize(), self.horizontalHeader()
        rows = (_FEWEST if alone else FEW) * line
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setMinimumHeight(head.sizeHint().height() + rows + bar + 2 * self.frameWidth())

    def copy(self) -> None:
        """Take along the chosen rows with the columns that are shown."""
        header = self.horizontalHeader()
        in_order = map(header.logicalIndex, range(header.count()))
        columns = [column for column in in_order if not header.isSectionHidden(column)]
        ranges = self.selectionModel().selection().toList()
        chosen = sorted((one.top(), one.bottom()) for one in ranges)
        rows = chain.from_iterable(range(first, last + 1) for first, last in chosen)
        self._copier.copy(self._findings, rows, columns)

    def _make(self) -> None:
        self.setAccessibleName("Funn")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def _columns(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSortIndicator(Column.LEVEL, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorShown(True)
        header.setSectionsClickable(True)
        header.setSectionsMovable(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        for place, column in enumerate(_ORDER):
            header.moveSection(header.visualIndex(column), place)
        self._measure()

    def _listen(self) -> None:
        header = self.horizontalHeader()
        header.sortIndicatorChanged.connect(self.sorted)
        for changed in (header.sortIndicatorChanged, header.sectionMoved):
            changed.connect(self._settled.start)
        header.sectionResized.connect(self._on_width)
        self.clicked.connect(self._on_click)
        for key in ("Return", "Enter", "Space"):
            turn = QShortcut(QKeySequence(key), self)
            turn.setContext(Qt.ShortcutContext.WidgetShortcut)
            turn.activated.connect(lambda: self.turned.emit(self.currentIndex().row()))
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self.copy)
        look().changed.connect(self._on_look)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """On the line over a group the arrows open and close it."""
        row = self.currentIndex().row()
        head = self._findings.head(row) if row >= 0 else None
        opens = _OPENS.get(event.key())
        if head is None or opens is None or opens is head.is_open:
            super().keyPressEvent(event)
        else:
            self.turned.emit(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the text ends where the window does, and says so with "…"."""
        super().resizeEvent(event)
        self._fit_text()

    def _fit_text(self) -> None:
        header, text = self.horizontalHeader(), Column.TEXT
        if self._hers or self.isColumnHidden(text):
            return
        letter, room = self.fontMetrics().averageCharWidth(), self.viewport().width()
        whole = letter * _LETTERS[text] + _BESIDE
        shown = [column for column in Column if not self.isColumnHidden(column)]
        others = sum(letter * _LETTERS[one] + _BESIDE for one in shown if one is not text)
        to_edge = room - header.sectionPosition(text)
        least, most = (letter * letters + _BESIDE for letters in (_LEAST, _MOST))
        self._fitting = True
        fits = others + whole <= room or to_edge > most
        header.resizeSection(text, whole if fits else max(least, to_edge))
        self._fitting = False

    def _on_width(self, column: int) -> None:
        """A column has another width; what the window itself does is not kept."""
        if not self._fitting:
            self._hers = self._hers or column == Column.TEXT
            self._settled.start()

    def _on_click(self, index: QModelIndex) -> None:
        self.turned.emit(index.row())

    def _on_look(self) -> None:
        """Columns keep the widths she gave them until the text changes its size."""
        if look().scale != self._scale:
            self._scale = look().scale
            self._measure()

    def _measure(self) -> None:
        metrics, header = self.fontMetrics(), self.horizontalHeader()
        self._fitting = True
        for column, letters in _LETTERS.items():
            header.resizeSection(column, metrics.averageCharWidth() * letters + _BESIDE)
        self._fitting = False
        self._fit_text()
        self.verticalHeader().setDefaultSectionSize(metrics.height() + 12)
        self.setIconSize(QSize(metrics.height(), metrics.height()))
        self.fit(alone=True)

    def _as_at_first(self) -> None:
        self.horizontalHeader().restoreState(self._first)
        self._hers = False
        self._fit_text()
        self._settled.start()
        self.sorted.emit()

    def _state(self) -> str:
        """Widths, order and which are hidden, as text."""
        return base64.b64encode(self.horizontalHeader().saveState().data()).decode("ascii")

    def _restore(self, columns: str) -> None:
        """As they were, the gravest first; what cannot be read is passed over."""
        try:
            state = base64.b64decode(columns, validate=True)
        except (ValueError, binascii.Error):
            return
        self._hers = self.horizontalHeader().restoreState(QByteArray(state))
        if not self._hers:
            self.horizontalHeader().restoreState(self._first)
        self.horizontalHeader().setSortIndicator(Column.LEVEL, Qt.SortOrder.AscendingOrder)
