"""What the findings are narrowed down by: level, rule, class, new or old, and words."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QWidget

from iplos_desktop.catalogue.levels import Level
from iplos_desktop.catalogue.rule import BOOK
from iplos_desktop.gui.arrange import Index, Wish
from iplos_desktop.gui.choice import Choice
from iplos_desktop.gui.flow_layout import Wrapping
from iplos_desktop.gui.spacing import NONE, SMALL
from iplos_desktop.gui.text import label, number, plain
from iplos_desktop.register.identity import hide_numbers

_WHOLE_FILE = "Hele fila"
_WORDS = ("nivå", "regel", "klasse", "siden sist")
_SEARCH_LETTERS = 15  # as wide as the search is
_NAMED_FROM = 62  # heights of a line: as wide as this, each filter has its name before it


class Filters(QWidget):
    """The line over the table."""

    chosen = Signal()
    typed = Signal()

    def __init__(self, *more: QWidget) -> None:
        """more: what else stands at the end of the line."""
        super().__init__()
        self.search, self.level, self.rule = QLineEdit(), Choice(7), Choice(6)
        self.record, self.since = Choice(7), Choice(6)
        self._name()
        parts = [
            _named("S&øk", self.search),
            _named("N&ivå", self.level),
            _named("Re&gel", self.rule),
            _named("Klass&e", self.record),
            _named("Siden sist", self.since),
        ]
        self._pairs, self._since_pair = parts, parts[-1]
        line = QHBoxLayout(self)
        line.setContentsMargins(NONE, NONE, NONE, NONE)
        line.addWidget(Wrapping([*parts, *more]))
        self.search.textChanged.connect(self.typed)
        for box in self.boxes:
            box.currentIndexChanged.connect(self.chosen)
        clear = QShortcut(QKeySequence("Esc"), self.search)
        clear.setContext(Qt.ShortcutContext.WidgetShortcut)
        clear.activated.connect(self.search.clear)

    @property
    def boxes(self) -> tuple[Choice, ...]:
        """Every choice, from left to right."""
        return self.level, self.rule, self.record, self.since

    def look_for(self) -> None:
        """Go to the search, with what stands there ready to be written over."""
        self.search.setFocus()
        self.search.selectAll()

    def resizeEvent(self, _: QResizeEvent) -> None:
        """In a narrow window each filter is named by its first choice alone."""
        wide = self.width() > self.fontMetrics().height() * _NAMED_FROM
        self.search.setFixedWidth(self.fontMetrics().averageCharWidth() * _SEARCH_LETTERS)
        for pair in self._pairs:
            pair.findChildren(QLabel)[0].setVisible(wide)

    @property
    def in_force(self) -> list[str]:
        """What narrows the findings down, each in words."""
        told = [
            f"{word} {box.currentText().rpartition(' (')[0] or box.currentText()}"
            for word, box in zip(_WORDS, self.boxes, strict=True)
            if box.currentIndex() > 0
        ]
        search = hide_numbers(plain(self.search.text()))
        return [*told, f"ord «{search}»"] if search else told

    def clear(self) -> None:
        """Narrow down no more."""
        self._choose(dict.fromkeys(self.boxes, 0))
        self.search.clear()
        self.chosen.emit()

    def wish(self, **more: Any) -> Wish:  # noqa: ANN401 - the other fields of a Wish
        """What is asked for, together with the rest of a wish."""
        level = self.level.currentData()
        return Wish(
            levels=frozenset([Level(level)] if level else []),
            rule=self.rule.currentData() or None,
            record=self.record.currentData(),
            new=self.since.currentData(),
            search=self.search.text(),
            **more,
        )

    def fill(self, index: Index, *, keep: bool) -> None:
        """Offer what there is in a check. keep: what was chosen before, where it still stands."""
        before = [box.currentData() for box in self.boxes[:-1]]
        for box in self.boxes:
            box.blockSignals(True)
        _fill(self.level, "Alle nivåer", "", _levels(index))
        _fill(self.rule, "Alle regler", "", _rules(index))
        _fill(self.record, "Alle klasser", None, _records(index))
        for box in self.boxes:
            box.blockSignals(False)
        chosen = {self.since: 0}
        if keep:
            for box, data in zip(self.boxes, before, strict=False):
                chosen[box] = max(box.findData(data), 0)
        else:
            self.search.clear()
        self._choose(chosen)
        self._since_pair.setVisible(index.since is not None)

    def _choose(self, chosen: Mapping[Choice, int]) -> None:
        """Choose in several at once, without asking for the findings for each."""
        for box, at in chosen.items():
            box.blockSignals(True)
            box.setCurrentIndex(at)
            box.blockSignals(False)

    def _name(self) -> None:
        self.level.setAccessibleName("Vis nivå")
        self.rule.setAccessibleName("Vis regel")
        self.record.setAccessibleName("Vis klasse")
        self.since.setAccessibleName("Vis nye eller gamle funn")
        for text, new in (("Alle funn", None), ("Nye", True), ("Fra før", False)):
            self.since.addItem(text, new)
        self.search.setAccessibleName("Søk i funnene")
        self.search.setPlaceholderText("Søk i funnene")
        self.search.setToolTip("Person, linje eller ord (Ctrl+F)")
        self.search.setAccessibleDescription("Person, linje eller ord")
        self.search.setClearButtonEnabled(True)
        for button in self.search.findChildren(QWidget):
            button.setAccessibleName("Tøm søket")


def _named(text: str, box: QWidget) -> QWidget:
    title = label(text, "field", wrap=False)
    title.setBuddy(box)
    pair = QWidget()
    line = QHBoxLayout(pair)
    line.setContentsMargins(NONE, NONE, NONE, NONE)
    line.setSpacing(SMALL)
    line.addWidget(title)
    line.addWidget(box)
    return pair


def _fill(box: QComboBox, all_of_them: str, data: object, items: list[tuple[str, Any]]) -> None:
    box.clear()
    box.addItem(all_of_them, data)
    for text, value in items:
        box.addItem(text, value)


def _levels(index: Index) -> list[tuple[str, Any]]:
    many: dict[Level, int] = {}
    for group in index.groups:
        many[group.level] = many.get(group.level, 0) + len(group)
    ranked = sorted(many, key=lambda level: level.rank)
    return [(f"{level.word} ({number(many[level])})", level.value) for level in ranked]


def _rules(index: Index) -> list[tuple[str, Any]]:
    many: dict[str, int] = {}
    for group in index.groups:
        many[group.rule.number] = many.get(group.rule.number, 0) + len(group)
    return [(f"{rule} {BOOK[rule].title} ({number(many[rule])})", rule) for rule in sorted(many)]


def _records(index: Index) -> list[tuple[str, Any]]:
    many: dict[str, int] = {}
    for group in index.groups:
        record = group.record or ""
        many[record] = many.get(record, 0) + len(group)
    return [(f"{one or _WHOLE_FILE} ({number(many[one])})", one) for one in sorted(many)]
