"""One key: whose it is, how long it holds, and the field for its fingerprint."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from iplos_desktop.errors import UserError
from iplos_desktop.flow.keys import OfferedKey
from iplos_desktop.flow.session import Session
from iplos_desktop.gui.field import Field
from iplos_desktop.gui.page import button, row
from iplos_desktop.gui.panel import Facts, Panel
from iplos_desktop.gui.text import day, grouped, label, plain
from iplos_desktop.sealing.certificate import Role

ROLES = {
    Role.STATISTIKK: "Statistisk sentralbyrå",
    Role.PSEUDONYM: "Tiltrodd pseudonymforvalter",
}


class KeyCard(QFrame):
    """Shows an offered key and takes the typed fingerprint."""

    confirmed = Signal()

    def __init__(self, session: Session, offered: OfferedKey) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._session, self._offered = session, offered
        facts = Facts()
        facts.show_facts(
            [
                ("Eier", offered.owner.removeprefix("CN=")),
                (
                    "Gyldig",
                    _validity(offered),
                ),
                ("Fingeravtrykk", grouped(offered.fingerprint)),
            ]
        )
        self.typed = Field(
            "De fire siste gruppene av &fingeravtrykket i brevet",
            "Skriv dem av fra brevet, ikke fra skjermen. Slik vet du at nøkkelen er ekte.",
            width=30,
        )
        self.confirm = button("&Bekreft nøkkelen")
        self.wrong, self.good = Panel(), Panel("good")
        self.confirm.clicked.connect(self._confirm)
        self.typed.edit.returnPressed.connect(self._confirm)
        box = QVBoxLayout(self)
        box.addWidget(label(f"Nøkkelen til {plain(ROLES[offered.role])}", "section"))
        for part in (facts, self.typed, row(self.confirm), self.wrong, self.good):
            box.addWidget(part)
        self._show()

    @property
    def waits(self) -> bool:
        """Whether its fingerprint is still to be typed."""
        return all(key.fingerprint != self._offered.fingerprint for key in self._session.keys)

    def _show(self) -> None:
        waits = self.waits
        for part in (self.typed, self.confirm):
            part.setVisible(waits)
        if waits:
            return
        self.wrong.hide()
        how = "Fingeravtrykket stemmer med det du skrev."
        if self._offered.trusted is not None:
            how = "Den står i en nøkkelliste som er underskrevet av myndighetene."
        self.good.tell("Nøkkelen er bekreftet.", how)

    def _confirm(self) -> None:
        try:
            self._session.confirm_key(self._offered, self.typed.text)
        except UserError as error:
            self.wrong.tell_error(error)
            self.typed.edit.setFocus()
            self.typed.edit.selectAll()
            return
        self._show()
        self.confirmed.emit()


def _validity(offered: OfferedKey) -> str:
    first, last = (at.astimezone() for at in (offered.valid_from, offered.valid_to))
    return f"{day(first)} – {day(last)}"
