"""Ferdig: where the encrypted file is, and what is left for her to do."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from iplos_desktop.flow.checklist import Sealed
from iplos_desktop.flow.session import Step
from iplos_desktop.gui.button import Button
from iplos_desktop.gui.field import PathLine
from iplos_desktop.gui.page import Page, button, card, row
from iplos_desktop.gui.pages.huskeliste import ChecklistCard
from iplos_desktop.gui.pages.merker import TicksCard
from iplos_desktop.gui.pages.sporre import AskCard
from iplos_desktop.gui.panel import Facts, Panel
from iplos_desktop.gui.text import grouped, label, size
from iplos_desktop.sealing.seal import Receipt

_NOT_SENT = "Den er ikke sendt ennå. Det gjør du selv i Sendemodul, slik det står nedenfor."
_TRIAL = (
    "Prøven er ferdig. Dette var oppdiktede data, og fila skal ikke sendes inn. I en ordentlig"
    " innsending står det her hvordan du laster opp fila. Slett mappa med prøvefilene når du ikke"
    " trenger dem mer."
)


class FerdigPage(Page):
    """The last page."""

    step = Step.FERDIG
    title = "Den krypterte fila er klar"

    def build(self) -> None:
        """The file, and the list of what to do with it."""
        self.good = Panel("good")
        self.open = button("Å&pne mappa", icon="mappe")
        self.copy = button("&Kopier plasseringen", icon="kopier")
        self.open.clicked.connect(self._open)
        self.copy.clicked.connect(self._copy)
        self.place = PathLine("Den krypterte fila", self.open, self.copy)
        self.told = Panel()
        self.facts = Facts()
        self.trial = card(label(_TRIAL))
        self.todo = ChecklistCard(self.road)
        self.ticks = TicksCard(self.road)
        self.ask = AskCard()
        self.again = button("Til &Start")
        self.again.clicked.connect(self._again)
        self.fill(
            self.good,
            card(self.place, self.told, self.facts),
            self.trial,
            self.todo,
            self.ticks,
            self.ask,
            row(self.again),
        )

    def enter(self) -> None:
        """Show the receipt of what was just made."""
        session = self.road.session
        receipt, year = session.receipt, session.year
        if receipt is None or year is None:
            return
        self.good.tell(
            "Fila er lest tilbake og er lik det som ble kontrollert.",
            "" if session.test else _NOT_SENT,
            "good",
        )
        self.told.hide()
        self.place.fill(str(receipt.path))
        self.facts.show_facts(
            [("Størrelse", size(receipt.size)), ("SHA-256", grouped(receipt.sha256))]
        )
        self.todo.show_list(self._sealed(receipt), year.addresses)
        self.ask.show_year(year)
        self.trial.setVisible(session.test)
        for part in (self.todo, self.ticks, self.ask):
            part.setVisible(not session.test)
        self.ticks.show_entry(receipt.delivery_id)

    def first(self) -> QWidget:
        """Where the file is."""
        return self.open

    def main(self) -> Button:
        """The same."""
        return self.open

    def _sealed(self, receipt: Receipt) -> Sealed:
        sender = self.road.session.sender
        return Sealed(
            receipt.path.name,
            receipt.sha256,
            sender.municipality,
            sender.district,
            sender.organisation_number,
            sender.email,
        )

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.place.edit.text())
        self.told.tell("Plasseringen er kopiert.", "Lim den inn der du skal velge fila.", "good")

    def _open(self) -> None:
        receipt = self.road.session.receipt
        self.told.hide()
        if receipt is not None and not QDesktopServices.openUrl(
            QUrl.fromLocalFile(str(receipt.path.parent))
        ):
            self.told.tell(
                "Mappa lar seg ikke åpne herfra.", "Kopier plasseringen i stedet.", "warning"
            )

    def _again(self) -> None:
        self.road.begin(corrected=False)
        self.road.go(Step.START)
