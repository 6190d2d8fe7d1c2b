"""One key: whose it is, how long it holds, and the field for its fingerprint."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QRadioButton, QVBoxLayout, QWidget

from iplos_desktop.errors import UserError
from iplos_desktop.flow.key_choice import KeyChoice
from iplos_desktop.flow.keys import OfferedKey
from iplos_desktop.gui.field import Field
from iplos_desktop.gui.page import button, row
from iplos_desktop.gui.panel import Facts, Panel
from iplos_desktop.gui.spacing import MEDIUM, NONE, SMALL
from iplos_desktop.gui.text import day, grouped, label
from iplos_desktop.sealing.certificate import Role

ROLES = {
    Role.STATISTIKK: "Statistisk sentralbyrå",
    Role.PSEUDONYM: "Tiltrodd pseudonymforvalter",
}
_BUTTONS = {
    Role.STATISTIKK: "&Statistisk sentralbyrå",
    Role.PSEUDONYM: "Tiltrodd &pseudonymforvalter",
}

_DOTS = "•••• •••• •••• ••••"


class KeyCard(QFrame):
    """Shows an offered key, asks whose it is if it does not tell, and takes the fingerprint."""

    confirmed = Signal()
    dropped = Signal()
    tried = Signal()  # what was told before is over

    def __init__(self, choice: KeyChoice, offered: OfferedKey) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._choice, self.offered = choice, offered
        self._title = label(kind="section")
        self._facts = Facts()
        self.roles = {role: QRadioButton(text) for role, text in _BUTTONS.items()}
        self.asked = QWidget()
        asked = QVBoxLayout(self.asked)
        asked.setContentsMargins(NONE, NONE, NONE, NONE)
        asked.setSpacing(SMALL)
        asked.addWidget(label("Hvem står nøkkelen på i brevet?", "field"))
        for one in self.roles.values():
            one.setAutoExclusive(True)
            asked.addWidget(one)
        self.typed = Field(
            "De fire siste gruppene av &fingeravtrykket i brevet",
            "Skriv dem av fra brevet. De vises ikke her før det er gjort, for bare brevet kan si om"
            " nøkkelen er ekte.",
            width=30,
        )
        self.confirm = button("&Bekreft nøkkelen")
        self.drop = button("Fje&rn nøkkelen")
        self.drop.clicked.connect(self._drop)
        self.wrong, self.good = Panel(), Panel("good")
        self.confirm.clicked.connect(self._confirm)
        self.typed.edit.returnPressed.connect(self._confirm)
        box = QVBoxLayout(self)
        box.setSpacing(MEDIUM)
        parts: tuple[QWidget, ...] = (self._title, self._facts, self.asked, self.typed)
        for part in (*parts, row(self.confirm, self.drop), self.wrong, self.good):
            box.addWidget(part)
        self._show()

    @property
    def waits(self) -> bool:
        """Whether its fingerprint is still to be typed."""
        return self._choice.waits(self.offered)

    @property
    def first(self) -> QWidget:
        """What she is asked first."""
        return self.typed.edit if self.asked.isHidden() else self.roles[Role.STATISTIKK]

    def _show(self) -> None:
        waits, role = self.waits, self.offered.role
        self._facts.show_facts(_facts(self.offered, whole=not waits))
        self._title.setText(f"Nøkkelen til {ROLES[role]}" if role else "Nøkkel uten navn på eier")
        self.asked.setVisible(role is None)
        for part in (self.typed, self.confirm, self.drop):
            part.setVisible(waits)
        if waits:
            return
        self.wrong.hide()
        how = (
            "Fingeravtrykket stemmer med det du skrev av fra brevet. Ingen nøkkelliste går god for"
            " den."
        )
        if self.offered.trusted is not None:
            how = "Den står i en nøkkelliste som er signert av myndigheten."
        self.good.tell("Nøkkelen er bekreftet.", how)

    def _drop(self) -> None:
        self._choice.drop(self.offered)
        self.dropped.emit()

    def _confirm(self) -> None:
        self.tried.emit()
        chosen = next((role for role, one in self.roles.items() if one.isChecked()), None)
        try:
            self.offered = self._choice.confirm(self.offered, self.typed.text, chosen)
        except UserError as error:
            self.wrong.tell_error(error)
            self.typed.edit.setFocus()
            self.typed.edit.selectAll()
            return
        self._show()
        self.confirmed.emit()


def _facts(offered: OfferedKey, *, whole: bool) -> list[tuple[str, str]]:
    """whole: show also the groups she shall type from the letter."""
    first, last = (at.astimezone() for at in (offered.valid_from, offered.valid_to))
    shown = grouped(offered.fingerprint)
    root = "Myndighetens rot" if offered.under_root else "Ingen rot som programmet kjenner"
    return [
        ("Eier", offered.owner.removeprefix("CN=")),
        ("Gyldig", f"{day(first)} – {day(last)}"),
        ("Utstedt av", root),
        ("Fingeravtrykk", shown if whole else shown[: -len(_DOTS)] + _DOTS),
    ]
