"""«Hva er dette?»: a page's help, shown and hidden by one button, and the way to the guide."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QVBoxLayout

from iplos_desktop.flow.help import read_help
from iplos_desktop.flow.session import Step
from iplos_desktop.gui.button import Button
from iplos_desktop.gui.deadline import year_at_hand
from iplos_desktop.gui.flow_layout import Wrapping
from iplos_desktop.gui.guide import WORDS, Guide
from iplos_desktop.gui.road import Road
from iplos_desktop.gui.text import breakable, label, restyle


class HelpCard(QFrame):
    """Says what a page is for, and whom to ask. The button stands beside the page's heading."""

    def __init__(self, road: Road, step: Step) -> None:
        super().__init__()
        restyle(self, panel="info")
        self._road, self._step = road, step
        self._guide: Guide | None = None
        self.button = _button("Hva er dette?", "hjelp")
        self.button.setToolTip("Hjelp til denne siden (F1)")
        self.button.setCheckable(True)
        self.button.setProperty("quiet", "true")
        self.button.toggled.connect(self._show)
        self.what, self.ask = label(), label()
        self.guide, self.words = _button("Les hele veiledningen", "bok"), _button("Ordliste")
        self.guide.clicked.connect(lambda: self._open(step.name))
        self.words.clicked.connect(lambda: self._open(WORDS))
        box = QVBoxLayout(self)
        box.setSpacing(8)
        for part in (self.what, self.ask, Wrapping((self.guide, self.words))):
            box.addWidget(part)
        closes = QShortcut(QKeySequence("Esc"), self.button)
        closes.setContext(Qt.ShortcutContext.WidgetShortcut)
        closes.activated.connect(lambda: self.button.setChecked(False))
        self.hide()

    def _show(self, on: bool) -> None:  # noqa: FBT001 - Qt's
        if on:
            texts = read_help(year_at_hand(self._road.session).addresses).pages[self._step]
            self.what.setText(texts.what)
            self.ask.setText(breakable(texts.ask))
            self.button.setAccessibleDescription(f"{texts.what} {texts.ask}")
        self.setVisible(on)

    def _open(self, place: str) -> None:
        if self._guide is None:
            texts = read_help(year_at_hand(self._road.session).addresses)
            self._guide = Guide(self.window(), texts)
        self._guide.open_at(place)


def _button(text: str, icon: str = "") -> Button:
    made = Button(text, icon)
    made.setAccessibleName(text)
    return made
