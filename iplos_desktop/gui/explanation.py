"""The rule behind the chosen finding: what it says, why, and how to correct it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout

from iplos_desktop.catalogue.group import Finding
from iplos_desktop.catalogue.rule import BOOK
from iplos_desktop.gui.page import button
from iplos_desktop.gui.text import breakable, label, plain

_WITHOUT_END = 16_777_215  # what Qt takes for no limit
_LINES, _MOST_LINES = 7, 11  # heights of a line below the table
_NOTHING = "Velg en linje i lista for å se hva regelen betyr og hvordan du retter."


class Explanation(QScrollArea):
    """Stands under the table, where the whole width is free."""

    asked = Signal(str)  # the number of a rule she wants to read about

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Forklaring av regelen")
        content = QFrame()
        content.setProperty("card", True)
        self._title = label(kind="section")
        self._found, self._why = label(kind="what"), label()
        self._meaning, self._source = label(kind="muted"), label(kind="muted")
        box = QVBoxLayout(content)
        box.setSpacing(4)
        for part in (self._title, self._found, self._why, self._meaning, self._source):
            box.addWidget(part)
        self.more = button("Les &mer om regelen", icon="bok")
        self.more.clicked.connect(lambda: self.asked.emit(self._rule))
        box.addWidget(self.more)
        box.addStretch(1)
        self.setWidget(content)
        self.show_rule(None)

    @property
    def text(self) -> str:
        """All it says."""
        parts = (self._title, self._found, self._why, self._meaning, self._source)
        return "\n".join(part.text() for part in parts if part.text())

    def show_title(self, number: str) -> None:
        """Explain a rule, whatever it found."""
        rule = BOOK[number]
        self._rule = number
        self.more.setVisible(True)
        self._show((f"{number} {rule.title}", "", rule.explanation, "", f"Kilde: {rule.source}"))

    def show_rule(self, finding: Finding | None) -> None:
        """Explain the rule of a finding."""
        self._rule = finding.rule if finding else ""
        self.more.setVisible(finding is not None)
        if finding is None:
            texts = ("", "", _NOTHING, "", "")
        else:
            rule, level = BOOK[finding.rule], finding.level
            texts = (
                f"{rule.number} {rule.title}",
                plain(finding.text),
                rule.explanation,
                f"{level.word}: {level.meaning}",
                f"Kilde: {rule.source}",
            )
        self._show(texts)

    def _show(self, texts: tuple[str, ...]) -> None:
        parts = (self._title, self._found, self._why, self._meaning, self._source)
        for part, text in zip(parts, texts, strict=True):
            part.setText(breakable(text))
            part.setVisible(bool(text))
        self.verticalScrollBar().setValue(0)

    def fit(self, *, beside: bool) -> None:
        """Beside the table it is as high as that; below, some lines high."""
        line = self.fontMetrics().height()
        self.setMinimumHeight(line * _LINES)
        self.setMaximumHeight(_WITHOUT_END if beside else line * _MOST_LINES)
        self.setMinimumWidth(line * 17 if beside else 0)
