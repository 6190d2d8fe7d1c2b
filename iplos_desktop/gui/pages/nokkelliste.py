"""The key list: which one is installed, why it does not serve, and the button that fetches."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from iplos_desktop.errors import UserError
from iplos_desktop.flow.fetch_keys import fetch_list, no_way
from iplos_desktop.flow.keyring import Kept
from iplos_desktop.flow.policy import LOCKED
from iplos_desktop.gui.locked import Locked
from iplos_desktop.gui.page import button, row
from iplos_desktop.gui.panel import Facts, Panel, WorkPanel
from iplos_desktop.gui.road import Road
from iplos_desktop.gui.text import day, label


class KeyListCard(QFrame):
    """Shows the newest list kept, and brings another over the network."""

    fetched = Signal()  # the keys of a list that came are in use
    tried = Signal()  # what was told before is over

    def __init__(self, road: Road) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._road = road
        self.facts = Facts()
        self.fetch = button("&Hent nøklene", icon="hent")
        self.fetch.clicked.connect(self._fetch)
        self.no_network = Locked()
        self.work = WorkPanel(road.fetch, "Henter nøklene", in_bytes=False)
        self.wrong, self.unfit, self.note = Panel(), Panel("warning"), Panel("warning")
        box = QVBoxLayout(self)
        box.setSpacing(12)
        parts: tuple[QWidget, ...] = (
            label("Nøkkelliste", "section"),
            self.facts,
            self.unfit,
            row(self.fetch),
            self.no_network,
            self.work,
            self.wrong,
            self.note,
        )
        for part in parts:
            box.addWidget(part)
        road.fetch.succeeded.connect(self._take)
        road.fetch.failed.connect(self._failed)
        road.fetch.cancelled.connect(self._stopped)
        road.fetch.started.connect(self._show_button)
        road.fetch.finished.connect(self.refresh)

    def enter(self) -> None:
        """She comes to the page."""
        self.wrong.hide()
        self.refresh()

    def refresh(self) -> None:
        """Show what holds now."""
        choice = self._road.session.choice
        kept, policy = choice.kept, choice.ring.policy
        hindered = no_way(policy)
        self.facts.show_facts(_facts(kept))
        if kept is None or kept.trouble is None:
            self.unfit.hide()
        else:
            what = "Nøkkellista som er lagt inn, kan ikke brukes nå."
            self.unfit.tell(what, f"{kept.trouble.what} {kept.trouble.advice}")
        self.fetch.setVisible(hindered is None)
        self._show_button()
        # No address is how most machines are; what has been shut off is told.
        told = hindered is not None and policy.key_list_address is not None
        self.no_network.setVisible(told)
        self.no_network.words.setText(f"{hindered.what} {LOCKED}" if hindered is not None else "")
        if policy.trouble is not None:
            self.note.tell(policy.trouble.what, policy.trouble.advice)
        elif choice.ring.store.trouble is not None:
            self.note.tell(choice.ring.store.trouble)
        else:
            self.note.hide()
        self.setVisible(kept is not None or hindered is None or told or not self.note.isHidden())

    def _show_button(self) -> None:
        self.fetch.setEnabled(not self._road.fetch.busy)

    def _fetch(self) -> None:
        session = self._road.session
        if session.year is not None:
            self.tried.emit()
            policy = session.choice.ring.policy
            self._road.fetch.start(partial(fetch_list, policy, session.year.year))
            self.work.stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self, data: bytes) -> None:
        try:
            self._road.session.choice.take_list(data)
        except UserError as error:
            self._failed(error)
            return
        self.fetched.emit()

    def _failed(self, error: UserError) -> None:
        self.tried.emit()
        self.wrong.tell_error(error)
        self.wrong.setFocus(Qt.FocusReason.OtherFocusReason)

    def _stopped(self) -> None:
        self._show_button()
        self.fetch.setFocus(Qt.FocusReason.OtherFocusReason)


def _facts(kept: Kept | None) -> list[tuple[str, str]]:
    if kept is None:
        return [("Lagt inn", "Ingen ennå")]
    if kept.listed is None:
        return [("Lagt inn", "Ingen som kan brukes")]
    listed = kept.listed
    first, last = (at.astimezone() for at in (listed.issued, listed.expires))
    return [
        ("Utstedt", day(first)),
        ("Gjelder til", day(last)),
        ("Versjon", str(listed.version)),
    ]
