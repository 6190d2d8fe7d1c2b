"""The menu over the table of findings: sorted by what, put together by what, which columns."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget

from iplos_desktop.gui.arrange import Column
from iplos_desktop.gui.button import Button
from iplos_desktop.gui.findings_model import TITLES
from iplos_desktop.gui.page import button

_GROUPS: dict[Column | None, str] = {
    None: "&Ikke grupper",
    Column.RULE: "Etter &regel",
    Column.PERSON: "Etter &person",
}
_ALWAYS = {Column.LEVEL, Column.RULE, Column.TEXT}  # without these a finding says nothing


class TableMenu(QMenu):
    """Everything the header can do with a mouse, by keyboard too, and the grouping."""

    grouped = Signal()
    columns_asked = Signal()  # the columns as they were at first

    def __init__(self, parent: QWidget, header: QHeaderView, order: Sequence[Column]) -> None:
        super().__init__(parent)
        self._header = header
        self.button: Button = button("&Visning", "Visning: sortering, grupper og kolonner")
        self.button.setMenu(self)
        self._grouping = self._choices("&Grupper", list(_GROUPS), list(_GROUPS.values()))
        self._grouping.triggered.connect(self.grouped)
        titles = [TITLES[column] for column in order]
        self._sorting = self._choices("&Sorter etter", list(order), titles)
        self._sorting.triggered.connect(self._sort)
        self._columns = self.addMenu("&Kolonner")
        self._boxes: dict[Column, QAction] = {}
        for column in order:
            if column not in _ALWAYS:
                self._boxes[column] = self._box(column)
        self._columns.addSeparator()
        self._columns.addAction("Som de var &opprinnelig").triggered.connect(self.columns_asked)
        self.aboutToShow.connect(self._refresh)

    @property
    def group(self) -> Column | None:
        """What findings are put together by; None for one list."""
        chosen: Column | None = self._grouping.checkedAction().data()
        return chosen

    def put_together(self, group: Column | None) -> None:
        """Choose a grouping as if by hand."""
        at = list(_GROUPS).index(group)
        self._grouping.actions()[at].trigger()

    def _choices(self, title: str, values: list[Any], texts: list[str]) -> QActionGroup:
        menu, choices = self.addMenu(title), QActionGroup(self)
        for value, text in zip(values, texts, strict=True):
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setData(value)
            choices.addAction(action)
        choices.actions()[0].setChecked(True)
        return choices

    def _box(self, column: Column) -> QAction:
        action = self._columns.addAction(TITLES[column])
        action.setCheckable(True)
        action.toggled.connect(lambda shown: self._header.setSectionHidden(column, not shown))
        return action

    def _sort(self, action: QAction) -> None:
        self._header.setSortIndicator(action.data(), Qt.SortOrder.AscendingOrder)

    def _refresh(self) -> None:
        """The menu says what the header shows, however it came to."""
        for column, action in self._boxes.items():
            action.blockSignals(True)
            action.setChecked(not self._header.isSectionHidden(column))
            action.blockSignals(False)
        for action in self._sorting.actions():
            action.setChecked(action.data() == self._header.sortIndicatorSection())
