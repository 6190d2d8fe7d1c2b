"""A book in a window of its own: our own text, found by a word; Esc closes it."""

from typing import Any

from PySide6.QtCore import QSize, QUrl
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from iplos_desktop.gui.button import Button
from iplos_desktop.gui.look import look
from iplos_desktop.gui.spacing import LARGE, MEDIUM, SMALL
from iplos_desktop.gui.text import label

_WIDE, _HIGH = 46, 40  # heights of a line: how large the window is, where there is room


class _Pages(QTextBrowser):
    """Shows our own text, and never fetches anything."""

    def loadResource(self, _type: int, _name: QUrl | str) -> Any:  # noqa: ANN401 - Qt's
        """Nothing comes from anywhere else."""
        return None


class Book(QDialog):
    """Holds nothing from a file. What kind of book it is says `html`."""

    about = "teksten"
    hint = "Skriv et ord"
    missing = "Ordet står ikke her."

    def __init__(self, parent: QWidget, title: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.search, self.text = QLineEdit(), _Pages()
        self.search.setAccessibleName(f"Søk i {self.about}")
        self.search.setPlaceholderText(self.hint)
        self.search.textEdited.connect(self._sought)
        self.search.returnPressed.connect(self._next)
        self.text.setAccessibleName(title)
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(lambda link: self.open_at(link.fragment()))
        self.told = label(kind="muted")
        self.close_button = Button("&Lukk")
        self.close_button.setAccessibleName("Lukk")
        self.close_button.setAutoDefault(False)
        self.close_button.clicked.connect(self.close)
        name = label("&Søk", "field", wrap=False)
        name.setBuddy(self.search)
        top, box = QHBoxLayout(), QVBoxLayout(self)
        top.setSpacing(SMALL)
        box.setContentsMargins(LARGE, LARGE, LARGE, LARGE)
        box.setSpacing(MEDIUM)
        for part in (name, self.search, self.close_button):
            top.addWidget(part)
        box.addLayout(top)
        box.addWidget(self.told)
        box.addWidget(self.text, 1)
        look().changed.connect(self._draw)
        self._draw()

    def html(self) -> str:
        """What stands in it."""
        raise NotImplementedError

    def anchor(self, _typed: str) -> str | None:
        """The place that is meant by what is typed; None for any word."""
        return None

    def open_at(self, anchor: str) -> None:
        """Come forward with that place at the top."""
        self.told.hide()
        self.search.clear()
        self.show()
        self.raise_()
        self.activateWindow()
        self.text.setFocus()
        self.text.scrollToAnchor(anchor)

    def _draw(self) -> None:
        colours, line = look().colours, self.fontMetrics().height()
        self.text.document().setDefaultStyleSheet(
            f"a {{ color: {colours.accent}; }}"
            f" th {{ color: {colours.muted}; text-align: left; font-weight: 400; }}"
            f" h1, h2, h3 {{ color: {colours.text}; font-weight: 600; }}"
            f" h2, h3 {{ margin-top: {line}px; }} td, th {{ padding: 2px 12px 2px 0px; }}"
            " .level, dt { font-weight: 600; }"
        )
        self.text.document().setDocumentMargin(line * 0.7)
        self.text.setHtml(self.html())
        self.resize(QSize(line * _WIDE, line * _HIGH).boundedTo(self.screen().availableSize()))

    def _sought(self, typed: str) -> None:
        """Go to the place that is named, else to the first such word."""
        anchor = self.anchor(typed)
        if anchor is not None:
            self.told.hide()
            self.text.scrollToAnchor(anchor)
            return
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self._find(typed)

    def _next(self) -> None:
        """The next place the word stands; from the top again after the last."""
        typed = self.search.text()
        if self.anchor(typed) is not None or self.text.find(typed):
            return
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self._find(typed)

    def _find(self, typed: str) -> None:
        missing = bool(typed.strip()) and not self.text.find(typed)
        self.told.setVisible(missing)
        self.told.setText(self.missing if missing else "")
