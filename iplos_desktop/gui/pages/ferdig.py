"""Ferdig: where the encrypted file is, and what is left for her to do."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from iplos_desktop.flow.sender import SenderForm
from iplos_desktop.flow.session import Step
from iplos_desktop.gui.button import Button
from iplos_desktop.gui.facts import phones
from iplos_desktop.gui.field import PathLine
from iplos_desktop.gui.page import Page, button, card, row
from iplos_desktop.gui.pages.merker import TicksCard
from iplos_desktop.gui.panel import Facts, Panel
from iplos_desktop.gui.text import grouped, label, size
from iplos_desktop.year.package import Addresses

_TRIAL = [
    ("Prøven er ferdig", "Dette var oppdiktede data. Fila skal ikke sendes inn."),
    ("Rydd opp", "Slett mappa med prøvefilene når du ikke trenger dem mer."),
]

_OUT = "Flytt den krypterte fila ut av sikker sone, slik kommunen gjør det. Ta ikke med uttrekket."


class FerdigPage(Page):
    """The last page."""

    step = Step.FERDIG
    title = "Den krypterte fila er klar"

    def build(self) -> None:
        """The file, and the list of what to do with it."""
        self.good = Panel("good")
        self.open = button("Å&pne mappa", icon="mappe")
        self.copy = button("&Kopier stien", icon="kopier")
        self.open.clicked.connect(self._open)
        self.copy.clicked.connect(self._copy)
        self.place = PathLine("Den krypterte fila", self.open, self.copy)
        self.facts = Facts()
        self.todo = Facts()
        self.ticks = TicksCard(self.road)
        self.again = button("Til &Start")
        self.again.clicked.connect(self._again)
        parts: tuple[QWidget, ...] = (
            self.good,
            card(self.place, self.facts),
            card(label("Dette gjør du nå", "section"), self.todo),
            self.ticks,
            row(self.again),
        )
        for part in parts:
            self.body.addWidget(part)
        self.body.addStretch(1)

    def enter(self) -> None:
        """Show the receipt of what was just made."""
        session = self.road.session
        receipt, year = session.receipt, session.year
        if receipt is None or year is None:
            return
        self.good.tell(
            "Alt gikk bra.", "Fila er lest tilbake og er lik det som ble kontrollert.", "good"
        )
        self.place.fill(str(receipt.path))
        self.facts.show_facts(
            [("Størrelse", size(receipt.size)), ("SHA-256", grouped(receipt.sha256))]
        )
        sender, at = session.sender, year.addresses
        self.todo.show_facts(_TRIAL if session.test else _todo(sender, at, receipt.path.name))
        self.ticks.setVisible(not session.test)
        self.ticks.show_journal()

    def first(self) -> QWidget:
        """Where the file is."""
        return self.open

    def main(self) -> Button:
        """The same."""
        return self.open

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.place.edit.text())
        self.good.tell("Stien er kopiert.", "Lim den inn der du trenger den.", "good")

    def _open(self) -> None:
        receipt = self.road.session.receipt
        if receipt is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(receipt.path.parent)))

    def _again(self) -> None:
        self.road.begin(corrected=False)
        self.road.go(Step.START)


def _todo(sender: SenderForm, at: Addresses, name: str) -> list[tuple[str, str]]:
    """What is left to do, in order; the PIN is never asked for here."""
    login = (
        f"Kommunenummer {sender.municipality}, bydel {sender.district}, organisasjonsnummer"
        f" {sender.organisation_number} og PIN-koden. KOSTRA-kontakten i kommunen har PIN-koden;"
        " programmet lagrer den ikke."
    )
    receipt = (
        f"Den kommer på e-post til {sender.email} klokka 08.00 morgenen etter. Kommer den ikke,"
        f" så spør SSB: {at.submission}, telefon {phones(at)}."
    )
    return [
        ("1. Ta fila ut", _OUT),
        ("2. Åpne Sendemodul", at.upload),
        ("3. Skriv dette der", login),
        ("4. Last opp fila", name),
        ("5. Se etter kvittering", receipt),
        ("6. Slett", "Når kvitteringen er kommet: slett uttrekket og feillistene."),
        ("Andre spørsmål", f"Om IPLOS ellers: Helsedirektoratet, {at.other}."),
    ]
