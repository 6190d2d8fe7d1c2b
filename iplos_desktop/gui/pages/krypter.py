"""Krypter: what is sent, to whom, from which file; then the encrypted file is made."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from iplos_desktop.catalogue.levels import FEIL
from iplos_desktop.errors import UserError
from iplos_desktop.flow.session import Step
from iplos_desktop.gui.field import PathLine
from iplos_desktop.gui.locked import Locked
from iplos_desktop.gui.page import Page, button, card
from iplos_desktop.gui.pages.rettelse import KindCard
from iplos_desktop.gui.panel import Facts, Panel, WorkPanel
from iplos_desktop.gui.text import count, label
from iplos_desktop.gui.what_is_sent import what_is_sent
from iplos_desktop.sealing.seal import Receipt

_CONFIRM = "Feil: Kryss av her hvis fila skal sendes med feilene."


class KrypterPage(Page):
    """The last look before sealing."""

    step = Step.KRYPTER
    title = "Se over og krypter"
    lead = (
        "Se over at dette er riktig. Du får en kryptert fil, som du laster opp selv etterpå."
        " Uttrekket blir ikke endret."
    )
    next_text = "&Krypter nå"
    next_icon = "las"

    def build(self) -> None:
        """What, to whom, the faults to confirm, the folder, and the work."""
        self.facts = Facts()
        self.kind = KindCard(self.road)
        self.kind.chosen.connect(self._show_facts)
        self.confirm = QCheckBox("Ja, lag fila &med disse feilene")
        self.confirm.toggled.connect(self._confirm)
        self.faults, self.unconfirmed = label(), label(_CONFIRM, "wrong")
        self.faults_card = card(
            label("Fila har feil", "section"), self.faults, self.confirm, self.unconfirmed
        )
        self.choose = button("&Velg en annen mappe …", icon="mappe")
        self.choose.clicked.connect(self._choose)
        self.place = PathLine("Den krypterte fila legges i mappa", self.choose)
        self.locked = Locked("Mappa kan ikke endres her.")
        self.stopped = Panel("info")
        self.work = WorkPanel(self.road.seal, "Krypterer og leser tilbake")
        self.fill(
            card(label("Dette sendes", "section"), self.facts),
            self.faults_card,
            self.kind,
            card(self.place, self.locked),
            self.stopped,
            self.work,
        )
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
        self._show_facts()
        self.kind.refresh()
        self.road.notes.read()
        faults = checked.findings.by_level[FEIL]
        self.faults_card.setVisible(checked.findings.needs_confirmation)
        self.faults.setText(
            f"Kontrollen fant {count(faults, 'feil', 'feil')}. De blir med til mottakeren, som vil"
            " be deg rette og sende inn på nytt. Det beste er å rette dem i EPJ først."
        )
        self.confirm.setChecked(session.confirmed)
        self.unconfirmed.hide()
        self.place.fill(str(session.folder or ""))
        self.choose.setVisible(not session.folder_is_locked)
        self.locked.setVisible(session.folder_is_locked)

    def refresh(self) -> None:
        """Nothing may be changed while the file is made."""
        for part in (self.confirm, self.place, self.kind):
            part.setEnabled(not self.road.seal.busy)

    def proceed(self) -> bool:
        """Seal; the last page follows when the file is there."""
        try:
            delivery = self.road.session.delivery()
        except UserError as error:
            self.trouble.tell_error(error)
            self._point_at_faults()
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

    def _show_facts(self) -> None:
        session = self.road.session
        if session.checked is not None:
            self.facts.show_facts(what_is_sent(session, session.checked))

    def _point_at_faults(self) -> None:
        """Say beside the box that it is this which is missing."""
        session = self.road.session
        asked = session.checked is not None and session.checked.findings.needs_confirmation
        unconfirmed = asked and not session.confirmed
        self.unconfirmed.setVisible(unconfirmed)
        if unconfirmed:
            self.trouble.lead_to({"Gå til bekreftelsen": self.confirm})

    def _confirm(self) -> None:
        self.road.session.confirmed = self.confirm.isChecked()
        self.unconfirmed.hide()
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
