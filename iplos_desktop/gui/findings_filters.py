"""What the findings are narrowed down by: level, rule, class, new or old, and words."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from iplos_desktop.catalogue.levels import Level
from iplos_desktop.catalogue.rule import BOOK
from iplos_desktop.gui.arrange import Index, Wish
from iplos_desktop.gui.flow_layout import Wrapping
from iplos_desktop.gui.spacing import NONE, SMALL
from iplos_desktop.gui.text import label, number

_WHOLE_FILE = "Hele fila"
_RULE_LETTERS = 16  # of a rule's title that are seen at least


class Filters(QWidget):
    """The line over the table."""

    chosen = Signal()
    typed = Signal()

    def __init__(self, *more: QWidget) -> None:
        """more: what else stands in the line, before the number of findings."""
        super().__init__()
        self.search, self.level, self.rule = QLineEdit(), QComboBox(), QComboBox()
        self.record, self.since = QComboBox(), QComboBox()
        self.shown = label(kind="muted", wrap=False)
        self._name()
        parts = [
            _named("&Søk", self.search),
            _named("N&ivå", self.level),
            _named("Re&gel", self.rule),
            _named("K&lasse", self.record),
            _named("Si&den sist", self.since),
        ]
        self._since_pair = parts[-1]
        line = QHBoxLayout(self)
        line.setContentsMargins(NONE, NONE, NONE, NONE)
        line.addWidget(Wrapping([*parts, *more, self.shown]))
        self.search.textChanged.connect(self.typed)
        for box in self._boxes:
            box.currentIndexChanged.connect(self.chosen)
        clear = QShortcut(QKeySequence("Esc"), self.search)
        clear.setContext(Qt.ShortcutContext.WidgetShortcut)
        clear.activated.connect(self.search.clear)

    @property
    def _boxes(self) -> tuple[QComboBox, ...]:
        return self.level, self.rule, self.record, self.since

    def look_for(self) -> None:
        """Go to the search, with what stands there ready to be written over."""
        self.search.setFocus()
        self.search.selectAll()

    def say(self, text: str) -> None:
        """How many findings are shown."""
        self.shown.setText(text)

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
        before = [box.currentData() for box in self._boxes]
        for box in self._boxes:
            box.blockSignals(True)
        _fill(self.level, "Alle nivåer", "", _levels(index))
        _fill(self.rule, "Alle regler", "", _rules(index))
        _fill(self.record, "Alle klasser", None, _records(index))
        self.since.setCurrentIndex(0)
        if keep:
            for box, data in zip(self._boxes[:-1], before, strict=False):
                box.setCurrentIndex(max(box.findData(data), 0))
        else:
            self.search.clear()
        for box in self._boxes:
            box.blockSignals(False)
        self._since_pair.setVisible(index.since is not None)

    def _name(self) -> None:
        self.level.setAccessibleName("Vis nivå")
        self.rule.setAccessibleName("Vis regel")
        self.record.setAccessibleName("Vis klasse")
        self.since.setAccessibleName("Vis nye eller gamle funn")
        for text, new in (("Alle", None), ("Nye", True), ("Fra før", False)):
            self.since.addItem(text, new)
        self.rule.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.rule.setMinimumContentsLength(_RULE_LETTERS)
        self.search.setAccessibleName("Søk i funnene")
        self.search.setPlaceholderText("person, linje, ord …")
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
