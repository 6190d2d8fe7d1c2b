"""The column of steps: what is done, where she is, and what is to come."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from iplos_desktop.flow.session import Session, Step
from iplos_desktop.gui.button import GAP
from iplos_desktop.gui.look import GRID, look
from iplos_desktop.gui.spacing import MEDIUM, NONE, SMALL, TINY, WIDE
from iplos_desktop.gui.text import label, restyle

_STATES = {
    "ferdig": ("ferdig", "good"),
    "her": ("her", "chosen_text"),
    "kommer": ("kommer", "border"),
}
_WORDS = {"ferdig": "ferdig", "her": "du er her", "kommer": "kommer"}


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
        for button in self.buttons:
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
        here = self._session.step
        side = look().side
        for step, button in zip(Step, self.buttons, strict=True):
            state = "her" if step is here else "ferdig" if step < here else "kommer"
            reachable = self._session.reachable(step) and not self._busy
            button.setEnabled(reachable or step is here)
            shape, colour = _STATES[state]
            button.setIcon(look().icon(shape, colour, "surface", gap=GAP))
            button.setIconSize(QSize(side + side * GAP // GRID, side))
            button.setText(step.title)
            button.setAccessibleName(
                f"Steg {step + 1} av {len(Step)}: {step.title}, {_WORDS[state]}"
            )
            restyle(button, state=state)
        self.setFixedWidth(self._content.minimumSizeHint().width() + 2)
