"""Krypter: what is sent, to whom, from which file; then the encrypted file is made."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from iplos_desktop.catalogue.levels import FEIL
from iplos_desktop.errors import UserError
from iplos_desktop.flow.checked import Checked
from iplos_desktop.flow.session import Session, Step
from iplos_desktop.gui.facts import WHOLE, place_name
from iplos_desktop.gui.field import PathLine
from iplos_desktop.gui.page import Page, button, card
from iplos_desktop.gui.pages.nokkelkort import ROLES
from iplos_desktop.gui.panel import Facts, Panel, WorkPanel
from iplos_desktop.gui.text import count, day, label
from iplos_desktop.report.heading import summary
from iplos_desktop.sealing.certificate import Role
from iplos_desktop.sealing.seal import Receipt

_HOW = {
    "liste": "fra signert nøkkelliste",
    "rot": "fra nøkkelliste med en rot du har oppgitt",
    "fingeravtrykk": "bekreftet med fingeravtrykk du har skrevet inn",
}


class KrypterPage(Page):
    """The last look before sealing."""

    step = Step.KRYPTER
    title = "Krypter"
    lead = "Se over at dette er riktig. Uttrekket blir lest, ikke endret."
    next_text = "&Krypter nå"
    next_icon = "las"

    def build(self) -> None:
        """What, to whom, the faults to confirm, the folder, and the work."""
        self.facts = Facts()
        self.confirm = QCheckBox("Ja, send fila &med disse feilene")
        self.confirm.toggled.connect(self._confirm)
        self.faults = label()
        self.faults_card = card(label("Fila har feil", "section"), self.faults, self.confirm)
        self.choose = button("&Velg en annen mappe …", icon="mappe")
        self.choose.clicked.connect(self._choose)
        self.place = PathLine("Den krypterte fila legges i mappa", self.choose)
        self.stopped = Panel("info")
        self.work = WorkPanel(self.road.seal, "Krypterer og leser tilbake")
        parts: tuple[QWidget, ...] = (
            card(label("Dette sendes", "section"), self.facts),
            self.faults_card,
            card(self.place),
            self.stopped,
            self.work,
        )
        for part in parts:
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.road.seal.succeeded.connect(self._done)
        self.road.seal.failed.connect(self._failed)
        self.road.seal.cancelled.connect(self._stopped)

    def enter(self) -> None:
        """Show what would be sealed now."""
        session = self.road.session
        checked = session.checked
        if checked is None:
            return
        self.stopped.hide()
        self.facts.show_facts(_facts(session, checked))
        faults = checked.findings.by_level[FEIL]
        self.faults_card.setVisible(checked.findings.needs_confirmation)
        self.faults.setText(
            f"Kontrollen fant {count(faults, 'feil', 'feil')}. De blir med til mottakeren, som vil"
            " be deg rette og sende inn på nytt. Det beste er å rette dem i EPJ først."
        )
        self.confirm.setChecked(session.confirmed)
        self.place.fill(str(session.folder or ""))

    def refresh(self) -> None:
        """Nothing may be changed while the file is made."""
        for part in (self.confirm, self.place):
            part.setEnabled(not self.road.seal.busy)

    def proceed(self) -> bool:
        """Seal; the last page follows when the file is there."""
        try:
            delivery = self.road.session.delivery()
        except UserError as error:
            self.trouble.tell_error(error)
            self.show_trouble()
            return False
        self.trouble.hide()
        self.stopped.hide()
        self.road.seal.start(partial(self.road.session.run_seal, delivery))
        self.work.stop.setFocus(Qt.FocusReason.OtherFocusReason)
        return False

    def first(self) -> QWidget | None:
        """The box to tick when there are faults."""
        return None if self.faults_card.isHidden() else self.confirm

    def _confirm(self) -> None:
        self.road.session.confirmed = self.confirm.isChecked()
        self.trouble.hide()

    def _choose(self) -> None:
        session = self.road.session
        chosen = self.road.dialogs.folder(self, "Velg mappe", str(session.folder or ""))
        if chosen is not None:
            session.folder = chosen
            self.place.fill(str(chosen))

    def _done(self, receipt: Receipt) -> None:
        self.road.session.take_receipt(receipt)
        self.road.go(Step.FERDIG)

    def _stopped(self) -> None:
        self.stopped.tell("Krypteringen er stoppet.", "Ingen fil er laget.", "info")
        self.stopped.setFocus(Qt.FocusReason.OtherFocusReason)

    def _failed(self, error: UserError) -> None:
        self.trouble.tell_error(error)
        self.show_trouble()


def _facts(session: Session, checked: Checked) -> list[tuple[str, str]]:
    """What is sent, to whom, from which file."""
    sender, year = session.sender, checked.year
    kind = "Rettet innsending" if session.corrected else "Ny innsending"
    place = place_name(year, sender.municipality, sender.district)
    whole = f", bydel {WHOLE}" if sender.district == WHOLE else ""
    persons = count(checked.file.persons, "person", "personer")
    return [
        ("Hva", f"{kind} for dataåret {year.year}"),
        ("Kommune", f"{place}{whole}"),
        ("Innhold", f"{persons} · {summary(checked.findings)}"),
        ("Fra fila", checked.order.path.name),
        ("Kontrollert", f"{day(checked.at)} kl. {checked.at:%H.%M}"),
        *_receivers(session),
        ("Kvittering til", sender.email),
    ]


def _receivers(session: Session) -> list[tuple[str, str]]:
    """Who gets what, and what says that the keys are theirs."""
    bureau, manager = ROLES[Role.STATISTIKK], ROLES[Role.PSEUDONYM]
    how = {key.role: _HOW[key.how] for key in session.keys}
    if Role.PSEUDONYM not in how:
        return [
            ("Til", f"{bureau}, som får fødselsnumrene og helseopplysningene samlet"),
            ("Hvorfor samlet", f"Det er bare én nøkkel for {session.choice.year}"),
            ("Nøkkelen er", how[Role.STATISTIKK]),
        ]
    return [
        ("Fødselsnumrene til", f"{manager}, som ikke får se resten"),
        ("Nøkkelen dit er", how[Role.PSEUDONYM]),
        ("Resten til", f"{bureau}, som ikke får se fødselsnumrene"),
        ("Nøkkelen dit er", how[Role.STATISTIKK]),
    ]
