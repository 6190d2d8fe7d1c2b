"""A field to fill in: its name, what it is for, and what is wrong with it, beside it."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout

from iplos_desktop.gui.flow_layout import Wrapping
from iplos_desktop.gui.look import look
from iplos_desktop.gui.spacing import NONE, SMALL, TINY
from iplos_desktop.gui.text import label, restyle

_ALL = 1000  # the field takes what there is before what follows it gets any
_FRAME = 40  # pixels round the text


class Field(QFrame):
    """One line of text with label, explanation and message."""

    edited = Signal()

    def __init__(self, name: str, explanation: str = "", *, width: int = 0) -> None:
        """width: about how many letters there is room for; 0 for as many as possible."""
        super().__init__()
        self.edit = QLineEdit()
        self.edit.setAccessibleName(name.replace("&", ""))
        self.edit.setAccessibleDescription(explanation)
        title = label(name, "field")
        title.setBuddy(self.edit)
        self._message = label(kind="wrong")
        self._message.hide()
        self._note = label(kind="muted")
        self._note.hide()
        self._explanation = explanation
        self._touched = False
        box = QVBoxLayout(self)
        box.setContentsMargins(NONE, NONE, NONE, NONE)
        box.setSpacing(TINY)
        box.addWidget(title)
        if explanation:
            box.addWidget(label(explanation, "muted"))
        line = QHBoxLayout()
        line.addWidget(self.edit, _ALL)
        self._letters = width
        if width:
            line.addStretch(1)
            self._measure()
            look().changed.connect(self._measure)
        box.addLayout(line)
        box.addWidget(self._message)
        box.addWidget(self._note)
        # Not textEdited: programs that type for the user, as for speech, are not heard by it.
        self.edit.textChanged.connect(self._on_edited)
        self.edit.editingFinished.connect(self._on_edited)

    @property
    def text(self) -> str:
        """What stands in it."""
        return self.edit.text()

    def fill(self, text: str) -> None:
        """Put in a text that the user has not typed just now."""
        self._touched = False
        if text != self.edit.text():
            with QSignalBlocker(self):
                self.edit.setText(text)

    def say(self, wrong: str | None, *, insist: bool = False) -> None:
        """Tell what is wrong; not before she has been here, unless it is insisted on."""
        self._touched = self._touched or insist
        shown = wrong if wrong and (self._touched or self.edit.text()) else ""
        self._message.setText(f"Feil: {shown}" if shown else "")
        self._message.setVisible(bool(shown))
        described = f"{shown} {self._explanation}".strip()
        self.edit.setAccessibleDescription(described)
        restyle(self.edit, wrong=bool(shown))

    def note(self, text: str | None) -> None:
        """Tell what is worth knowing and no fault."""
        self._note.setText(text or "")
        self._note.setVisible(bool(text))

    @property
    def message(self) -> str:
        """What it says is wrong, empty when nothing is said."""
        return self._message.text()

    @property
    def told(self) -> str:
        """What it says is worth knowing, empty when nothing is said."""
        return self._note.text()

    def _measure(self) -> None:
        letter = self.edit.fontMetrics().averageCharWidth()
        self.edit.setMaximumWidth(letter * self._letters + _FRAME)

    def _on_edited(self) -> None:
        if self.edit.isModified():
            self._touched = True
        self.edited.emit()


class PathLine(QFrame):
    """A path to read and copy, with what can be done about it below."""

    def __init__(self, name: str, *buttons: QPushButton) -> None:
        super().__init__()
        self.edit = QLineEdit()
        self.edit.setReadOnly(True)
        self.edit.setAccessibleName(name)
        title = label(name, "field")
        title.setBuddy(self.edit)
        box = QVBoxLayout(self)
        box.setContentsMargins(NONE, NONE, NONE, NONE)
        box.setSpacing(SMALL)
        for part in (title, self.edit, Wrapping(buttons)):
            box.addWidget(part)

    def fill(self, text: str) -> None:
        """Show a path, from its end when it is long."""
        self.edit.setText(text)
