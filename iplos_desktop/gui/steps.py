"""The column of steps: what is done, where she is, and what is to come."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from iplos_desktop.flow.session import Session, Step
from iplos_desktop.flow.steps import ROAD
from iplos_desktop.gui.button import GAP
from iplos_desktop.gui.look import GRID, look
from iplos_desktop.gui.spacing import LARGE, MEDIUM, NONE, SMALL, TINY, WIDE
from iplos_desktop.gui.text import label, restyle

_FRAME = 2  # pixels
_STATES = {
    "ferdig": ("ferdig", "good"),
    "her": ("her", "chosen_text"),
    "kommer": ("kommer", "border"),
    "var": ("her", "accent"),
    "siden av": ("journal", "muted"),
}
_WORDS = {"ferdig": "ferdig", "her": "du er her", "kommer": "kommer", "var": "du var her"}


class StepsColumn(QScrollArea):
    """A button for each step, with its state by shape and word."""

    chosen = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setProperty("steps", True)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Stegene i innsendingen")
        self._content = content = QWidget()
        content.setProperty("steps", True)
        box = QVBoxLayout(content)
        box.setContentsMargins(MEDIUM, WIDE, MEDIUM, MEDIUM)
        box.setSpacing(TINY)
        name = label("IPLOS Desktop", "program", wrap=False)
        name.setContentsMargins(SMALL, NONE, SMALL, MEDIUM)
        box.addWidget(name)
        self.buttons = [self._button(step) for step in Step]
        for step, button in zip(Step, self.buttons, strict=True):
            if step is Step.TIDLIGERE:
                box.addSpacing(LARGE)  # it is not a step on the road
            box.addWidget(button)
        box.addStretch(1)
        self.setWidget(content)
        self._busy = False
        look().changed.connect(self._draw)

    def _button(self, step: Step) -> QPushButton:
        button = QPushButton()
        button.setProperty("step", True)
        button.clicked.connect(lambda: self.chosen.emit(int(step)))
        return button

    def show_state(self, *, busy: bool) -> None:
        """Show the session as it is. busy: work that must not be left is under way."""
        self._busy = busy
        self._draw()

    def _draw(self) -> None:
        for step, button in zip(Step, self.buttons, strict=True):
            here = step is self._session.step
            reachable = self._session.reachable(step) and not self._busy
            button.setEnabled(reachable or here)
            if step is Step.TIDLIGERE:
                _dress(button, "her" if here else "siden av", "Tidligere\ninnsendinger")
                continue
            state = "her" if here else _state(step, self._session.place_on_road)
            _dress(button, state, step.title)
            button.setAccessibleName(
                f"Steg {step + 1} av {len(ROAD)}: {step.title}, {_WORDS[state]}"
            )
        self.setFixedWidth(self._widest())

    def _widest(self) -> int:
        """As wide whichever step she is at, whose name is written bold."""
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        lines = "\n".join(button.text() for button in self.buttons).split("\n")
        words = max(map(QFontMetrics(bold).horizontalAdvance, lines))
        icon = self.buttons[0].iconSize().width() + TINY
        around = 2 * (MEDIUM + SMALL + _FRAME)
        return max(words + icon + around, self._content.minimumSizeHint().width()) + _FRAME


def _state(step: Step, place: Step) -> str:
    """The state of a step that is not shown, when she is at a place of the road."""
    if step is place:
        return "var"
    return "ferdig" if step < place else "kommer"


def _dress(button: QPushButton, state: str, text: str) -> None:
    side = look().side
    shape, colour = _STATES[state]
    button.setIcon(look().icon(shape, colour, "surface", gap=GAP))
    button.setIconSize(QSize(side + side * GAP // GRID, side))
    button.setText(text)
    button.setAccessibleName(text.replace("\n", " "))
    restyle(button, state=state)
