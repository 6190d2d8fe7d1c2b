"""The table of findings with its filters, its search, and the explanation beside or below."""

from PySide6.QtCore import QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from iplos_desktop.gui.arrange import Arranged, Column, Index, Key, Wish
from iplos_desktop.gui.explanation import Explanation
from iplos_desktop.gui.findings_filters import Filters
from iplos_desktop.gui.findings_model import FindingsModel
from iplos_desktop.gui.findings_view import FEW, FindingsView
from iplos_desktop.gui.look import look
from iplos_desktop.gui.no_match import NoMatch
from iplos_desktop.gui.page import button
from iplos_desktop.gui.shown import Shown
from iplos_desktop.gui.spacing import NONE, SMALL
from iplos_desktop.gui.text import count, label, number
from iplos_desktop.gui.worker import Worker

_WAIT = 40  # milliseconds after the last letter typed in the search
_ROOM = 58  # heights of a line: as wide as this, table and explanation stand side by side
_HIGH = 29  # heights of a line: as high as this, both are seen one above the other


class FindingsTable(QWidget):
    """All findings of a check; what is asked for is worked out in the background."""

    moved = Signal(str)  # the columns as the user has set them
    unfolded = Signal()  # the explanation below has come up

    def __init__(self, worker: Worker, columns: str | None = None) -> None:
        """columns: as `moved` has told them before."""
        super().__init__()
        self._worker = worker
        self._index = Index(())
        self._opened: frozenset[Key] = frozenset()
        self._turned: Key | None = None
        self._many = 0  # findings that are as asked for
        self._wanted: bool | None = None  # the explanation below, once she has said
        self.model = FindingsModel(self)
        self.view = FindingsView(self.model, columns)
        self.filters = Filters(self.view.menu.button)
        self.none = NoMatch()
        self.shown = label(kind="muted", wrap=False)
        self.unfold = button("Vis fo&rklaring", icon="ned")
        self.explanation = Explanation()
        self._wait = QTimer(self, singleShot=True, interval=_WAIT)
        self._wait.timeout.connect(self.arrange)
        worker.succeeded.connect(self._take)
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(NONE, SMALL, NONE, NONE)
        box.setSpacing(SMALL)
        box.addWidget(self.filters)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.none)
        below = QHBoxLayout()
        below.addWidget(self.shown, 1)
        below.addWidget(self.unfold)
        seen = QVBoxLayout()
        seen.setSpacing(SMALL)
        seen.addWidget(self._stack, 1)
        seen.addLayout(below)
        self._both = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._both.addLayout(seen, 3)
        self._both.addWidget(self.explanation, 1)
        box.addLayout(self._both, 1)

    def _listen(self) -> None:
        self.filters.chosen.connect(self.arrange)
        self.filters.typed.connect(self._wait.start)
        self.none.cleared.connect(self._clear)
        self.unfold.clicked.connect(self._unfold)
        self.view.sorted.connect(self.arrange)
        self.view.moved.connect(self.moved)
        self.view.turned.connect(self._turn)
        self.view.menu.grouped.connect(self._group)
        self.view.selectionModel().currentRowChanged.connect(self._explain)
        look().changed.connect(self._settle)
        search = QShortcut(QKeySequence("Ctrl+F"), self)
        search.setContext(Qt.ShortcutContext.WindowShortcut)
        search.activated.connect(self.filters.look_for)

    def resizeEvent(self, _: QResizeEvent) -> None:
        """The explanation stands where there is room for it."""
        self._settle()

    def _settle(self) -> None:
        """Beside the table when it is wide, below when it is high or she asks for it."""
        line, ways = self.fontMetrics().height(), QBoxLayout.Direction
        beside = self.width() > line * _ROOM
        roomy = self.height() > line * _HIGH or self.model.rowCount() <= FEW
        found = self._stack.currentWidget() is self.view
        open_ = found and (beside or (roomy if self._wanted is None else self._wanted))
        self._both.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        self.explanation.fit(beside=beside)
        self.explanation.setVisible(open_)
        self.view.fit(alone=beside or not open_)
        self.unfold.setVisible(found and not beside)
        self.unfold.setText("Skjul fo&rklaring" if open_ else "Vis fo&rklaring")
        self.unfold.setAccessibleName(self.unfold.text().replace("&", ""))
        self.unfold.show_icon("opp" if open_ else "ned")

    def _unfold(self) -> None:
        self._wanted = self.explanation.isHidden()
        self._settle()
        if self._wanted:
            self.unfolded.emit()

    def show_index(self, index: Index, *, same_file: bool = False) -> None:
        """Show the findings of another check.

        same_file: it is of the same file as before, and what she looked for still holds.
        """
        self._index = index
        self.filters.fill(index, keep=same_file)
        if not same_file:
            self._opened = frozenset()
        self.view.offer(Column.SINCE, there=index.since is not None)
        self.explanation.show_rule(None)
        self.model.show_rows(index, Arranged.nothing())
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
        """What the filters, the header and the menu ask for."""
        header = self.view.horizontalHeader()
        return self.filters.wish(
            column=Column(header.sortIndicatorSection()),
            descending=header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder,
            group=self.view.menu.group,
            opened=self._opened,
        )

    @property
    def taken(self) -> Shown:
        """What is asked for, to take along on paper."""
        return Shown(self._index, self.wish, self.filters.in_force, self._many)

    def _take(self, outcome: tuple[Index, Arranged]) -> None:
        index, shown = outcome
        self.model.show_rows(index, shown)
        told = count(len(index), "funn", "funn")
        self._many = shown.findings
        whole = self._many == len(index)
        self.shown.setText(told if whole else f"{number(self._many)} av {told}")
        nothing = self.model.rowCount() == 0
        if nothing:
            self.none.tell(self.filters.in_force)
            self.explanation.show_rule(None)
        self._stack.setCurrentWidget(self.none if nothing else self.view)
        self._settle()
        if not nothing:
            self._choose()

    def _choose(self) -> None:
        """Stand on the first line, or on the group that was opened or closed."""
        row = 0 if self._turned is None else self.model.row_of(self._turned)
        self._turned = None
        flags = QItemSelectionModel.SelectionFlag
        chosen = self.model.index(row, 0)
        self.view.selectionModel().setCurrentIndex(chosen, flags.ClearAndSelect | flags.Rows)
        self.view.scrollTo(chosen)

    def _clear(self) -> None:
        """Show every finding again; the search is where the next word is typed."""
        self.filters.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.filters.clear()

    def _group(self) -> None:
        self._opened = frozenset()
        self.arrange()

    def _turn(self, row: int) -> None:
        """Open or close the group whose line stands there."""
        head = self.model.head(row)
        if head is not None:
            self._opened = self._opened ^ {head.key}
            self._turned = head.key
            self.arrange()

    def _explain(self) -> None:
        row = self.view.currentIndex().row()
        finding = self.model.finding(row) if row >= 0 else None
        head = self.model.head(row) if row >= 0 else None
        if finding is None and head is not None and isinstance(head.key, str):
            self.explanation.show_title(head.key)
        else:
            self.explanation.show_rule(finding)
