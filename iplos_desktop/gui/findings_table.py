"""The table of findings with its filters, its search, and the explanation beside it."""

from array import array

from PySide6.QtCore import QItemSelectionModel, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from iplos_desktop.catalogue.levels import Level
from iplos_desktop.catalogue.rule import BOOK
from iplos_desktop.gui.arrange import Column, Index, Wish
from iplos_desktop.gui.explanation import Explanation
from iplos_desktop.gui.findings_model import TITLES, FindingsModel
from iplos_desktop.gui.flow_layout import Wrapping
from iplos_desktop.gui.look import look
from iplos_desktop.gui.text import count, label, number
from iplos_desktop.gui.worker import Worker

_WAIT = 150  # milliseconds after the last letter typed in the search
_TALL = 22  # likewise: as high as this, there is room for a longer explanation below
_ROOM = 58  # heights of a line: as wide as this, table and explanation stand side by side
_ORDER = (
    *(Column.LEVEL, Column.RULE, Column.SINCE, Column.PERSON),
    *(Column.TEXT, Column.LINE, Column.ELEMENT),
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


class FindingsTable(QWidget):
    """All findings of a check; what is asked for is worked out in the background."""

    def __init__(self, worker: Worker) -> None:
        super().__init__()
        self._worker = worker
        self._index = Index(())
        self.model = FindingsModel(self)
        self.level, self.rule, self.search = QComboBox(), QComboBox(), QLineEdit()
        self.order = QComboBox()
        self.since = QComboBox()
        self.view = QTableView()
        self.shown = label(kind="muted", wrap=False)
        self.explanation = Explanation()
        self._wait = QTimer(self, singleShot=True, interval=_WAIT)
        self._wait.timeout.connect(self.arrange)
        worker.succeeded.connect(self._take)
        self._make_filters()
        self._make_view()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(Wrapping(self._filter_parts()))
        self._both = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._both.addWidget(self.view, 3)
        self._both.addWidget(self.explanation, 1)
        box.addLayout(self._both, 1)
        look().changed.connect(self._measure)

    def resizeEvent(self, _: QResizeEvent) -> None:
        """The explanation stands beside the table when there is room for both."""
        beside = self.width() > self.fontMetrics().height() * _ROOM
        ways = QBoxLayout.Direction
        self._both.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        tall = self.height() > self.fontMetrics().height() * _TALL
        self.explanation.fit(beside=beside, lines=9 if tall else 6)

    def show_index(self, index: Index, *, same_file: bool = False) -> None:
        """Show the findings of another check.

        same_file: it is of the same file as before, and what she looked for still holds.
        """
        self._index = index
        chosen = self.level.currentData(), self.rule.currentData()
        for box in (self.level, self.rule, self.since):
            box.blockSignals(True)
        self._fill_filters()
        if same_file:
            self.level.setCurrentIndex(max(self.level.findData(chosen[0]), 0))
            self.rule.setCurrentIndex(max(self.rule.findData(chosen[1]), 0))
        else:
            self.search.clear()
        for box in (self.level, self.rule, self.since):
            box.blockSignals(False)
        self._since_pair.setVisible(index.since is not None)
        self.view.setColumnHidden(Column.SINCE, index.since is None)
        self.explanation.show_rule(None)
        self.model.show_rows(index, array("l"))
        self.arrange()

    def arrange(self) -> None:
        """Ask for the findings that fit the filters, in order."""
        self._wait.stop()
        index, wish = self._index, self.wish
        self._worker.start(lambda watch: (index, index.arrange(wish, watch)))

    @property
    def busy(self) -> bool:
        """Whether what is asked for is not shown yet."""
        return self._worker.busy or self._wait.isActive()

    @property
    def wish(self) -> Wish:
        """What the filters and the header ask for."""
        level = self.level.currentData()
        header = self.view.horizontalHeader()
        return Wish(
            levels=frozenset([Level(level)] if level else []),
            rule=self.rule.currentData() or None,
            new=self.since.currentData(),
            search=self.search.text(),
            column=Column(header.sortIndicatorSection()),
            descending=header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder,
        )

    def _take(self, outcome: tuple[Index, "array[int]"]) -> None:
        index, rows = outcome
        self.model.show_rows(index, rows)
        whole, many = len(index), len(rows)
        told = count(whole, "funn", "funn")
        self.shown.setText(told if many == whole else f"{number(many)} av {told}")
        if many:
            flags = QItemSelectionModel.SelectionFlag
            self.view.selectionModel().setCurrentIndex(
                self.model.index(0, 0), flags.ClearAndSelect | flags.Rows
            )
        else:
            self.explanation.show_rule(None)

    def _make_filters(self) -> None:
        self.level.setAccessibleName("Vis nivå")
        self.rule.setAccessibleName("Vis regel")
        self.since.setAccessibleName("Vis nye eller gamle funn")
        for text, new in (("Alle", None), ("Nye", True), ("Fra før", False)):
            self.since.addItem(text, new)
        self.rule.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.rule.setMinimumContentsLength(16)
        self.search.setAccessibleName("Søk i funnene")
        self.search.setPlaceholderText("Søk: person, linje, ord …")
        self.search.setClearButtonEnabled(True)
        for button in self.search.findChildren(QWidget):
            button.setAccessibleName("Tøm søket")
        self.level.currentIndexChanged.connect(self.arrange)
        self.rule.currentIndexChanged.connect(self.arrange)
        self.since.currentIndexChanged.connect(self.arrange)
        self.search.textChanged.connect(self._wait.start)
        self.order.setAccessibleName("Sorter etter")
        for column in _ORDER:
            self.order.addItem(TITLES[column], column)
        self.order.activated.connect(self._sort)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.search.setFocus)

    def _filter_parts(self) -> list[QWidget]:
        parts: list[QWidget] = []
        for text, box in (
            ("N&ivå", self.level),
            ("Re&gel", self.rule),
            ("Si&den sist", self.since),
            ("So&rter", self.order),
            ("&Søk", self.search),
        ):
            title = label(text, "field", wrap=False)
            title.setBuddy(box)
            pair = QWidget()
            line = QHBoxLayout(pair)
            line.setContentsMargins(0, 0, 0, 0)
            line.addWidget(title)
            line.addWidget(box)
            parts.append(pair)
        self._since_pair = parts[2]
        return [*parts, self.shown]

    def _fill_filters(self) -> None:
        levels: dict[Level, int] = {}
        rules: dict[str, int] = {}
        for group in self._index.groups:
            levels[group.level] = levels.get(group.level, 0) + len(group)
            rules[group.rule.number] = rules.get(group.rule.number, 0) + len(group)
        self.since.setCurrentIndex(0)
        self.level.clear()
        self.level.addItem("Alle nivåer", "")
        for level in sorted(levels, key=lambda level: level.rank):
            self.level.addItem(f"{level.word} ({number(levels[level])})", level.value)
        self.rule.clear()
        self.rule.addItem("Alle regler", "")
        for rule in sorted(rules):
            self.rule.addItem(f"{rule} {BOOK[rule].title} ({number(rules[rule])})", rule)

    def _make_view(self) -> None:
        view = self.view
        view.setModel(self.model)
        view.setAccessibleName("Funn")
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setAlternatingRowColors(True)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.setCornerButtonEnabled(False)
        view.verticalHeader().hide()
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = view.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSortIndicator(Column.LEVEL, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorShown(True)
        header.setSectionsClickable(True)
        header.setSectionsMovable(True)
        for place, column in enumerate(_ORDER):
            header.moveSection(header.visualIndex(column), place)
        header.sortIndicatorChanged.connect(self._on_sorted)
        view.selectionModel().currentRowChanged.connect(self._explain)
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), view)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self.copy)
        self._measure()

    def _measure(self) -> None:
        metrics = self.view.fontMetrics()
        header = self.view.horizontalHeader()
        for column, letters in _LETTERS.items():
            header.resizeSection(column, metrics.averageCharWidth() * letters + 24)
        header.setSectionResizeMode(Column.TEXT, QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        self.view.verticalHeader().setDefaultSectionSize(metrics.height() + 12)
        self.view.setIconSize(QSize(look().side, look().side))
        self.view.setMinimumHeight(metrics.height() * 8)

    def _sort(self) -> None:
        """Sort by the column chosen in the box, for those who do not use a mouse."""
        ascending = Qt.SortOrder.AscendingOrder
        self.view.horizontalHeader().setSortIndicator(self.order.currentData(), ascending)

    def _on_sorted(self, column: int) -> None:
        self.order.setCurrentIndex(self.order.findData(Column(column)))
        self.arrange()

    def _explain(self) -> None:
        row = self.view.currentIndex().row()
        self.explanation.show_rule(self.model.finding(row) if row >= 0 else None)

    def copy(self) -> None:
        """The chosen rows to the clipboard, a line each."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        lines = (
            "\t".join(self.model.index(row, column).data() or "" for column in Column)
            for row in rows
        )
        QGuiApplication.clipboard().setText("\n".join(lines))
