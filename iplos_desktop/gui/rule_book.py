"""The rule book in a window of its own: every rule, found by its number or by a word."""

from typing import Any

from PySide6.QtCore import QSize, QUrl
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QTextBrowser, QVBoxLayout, QWidget

from iplos_desktop.catalogue.rule import BOOK
from iplos_desktop.gui.look import look
from iplos_desktop.gui.page import button
from iplos_desktop.gui.text import label
from iplos_desktop.report.rule_html import rule_book_html
from iplos_desktop.year import Year

_WIDE, _HIGH = 46, 40  # heights of a line: how large the window is, where there is room


class _Pages(QTextBrowser):
    """Shows our own text, and never fetches anything."""

    def loadResource(self, _type: int, _name: QUrl | str) -> Any:  # noqa: ANN401 - Qt's
        """Nothing comes from anywhere else."""
        return None


class RuleBook(QDialog):
    """All rules of a year. It holds nothing from a file; Esc closes it."""

    def __init__(self, parent: QWidget, year: Year) -> None:
        super().__init__(parent)
        self.year = year
        self.setWindowTitle(f"Reglene i dataåret {year.year}")
        self.search, self.text = QLineEdit(), _Pages()
        self.search.setAccessibleName("Søk i reglene")
        self.search.setPlaceholderText("Nummer eller ord, for eksempel T-04")
        self.search.textEdited.connect(self._sought)
        self.search.returnPressed.connect(self._next)
        self.text.setAccessibleName("Reglene")
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(lambda link: self.show_rule(link.fragment()))
        self.told = label(kind="muted")
        self.close_button = button("&Lukk")
        self.close_button.setAutoDefault(False)
        self.close_button.clicked.connect(self.close)
        title = label("&Søk", "field", wrap=False)
        title.setBuddy(self.search)
        top, box = QHBoxLayout(), QVBoxLayout(self)
        for part in (title, self.search, self.close_button):
            top.addWidget(part)
        box.addLayout(top)
        box.addWidget(self.told)
        box.addWidget(self.text, 1)
        look().changed.connect(self._draw)
        self._draw()

    def show_rule(self, number: str) -> None:
        """Come forward with that rule at the top."""
        self.told.hide()
        self.show()
        self.raise_()
        self.activateWindow()
        self.text.setFocus()
        self.text.scrollToAnchor(number)

    def _draw(self) -> None:
        colours, line = look().colours, self.fontMetrics().height()
        self.text.document().setDefaultStyleSheet(
            f"a {{ color: {colours.accent}; }}"
            f" th {{ color: {colours.muted}; text-align: left; font-weight: 400; }}"
            f" h1, h2, h3 {{ color: {colours.text}; font-weight: 600; }}"
            f" h2, h3 {{ margin-top: {line}px; }} td, th {{ padding: 2px 12px 2px 0px; }}"
            " .level { font-weight: 600; }"
        )
        self.text.document().setDocumentMargin(line * 0.7)
        self.text.setHtml("".join(rule_book_html(self.year)))
        self.resize(QSize(line * _WIDE, line * _HIGH).boundedTo(self.screen().availableSize()))

    def _sought(self, typed: str) -> None:
        """Go to a rule as soon as its whole number stands there, else to the first such word."""
        number = _as_number(typed)
        if number in {rule.number for rule in BOOK}:
            self.told.hide()
            self.text.scrollToAnchor(number)
            return
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self._find(typed)

    def _next(self) -> None:
        """The next place the word stands; from the top again after the last."""
        typed = self.search.text()
        if _as_number(typed) in {rule.number for rule in BOOK} or self.text.find(typed):
            return
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self._find(typed)

    def _find(self, typed: str) -> None:
        missing = bool(typed.strip()) and not self.text.find(typed)
        self.told.setVisible(missing)
        self.told.setText("Ingen regel har dette nummeret eller ordet." if missing else "")


def _as_number(typed: str) -> str:
    """A rule's number however it is typed: t04, T 04, T-04."""
    bare = typed.upper().replace(" ", "").replace("-", "")
    return f"{bare[:1]}-{bare[1:]}"
