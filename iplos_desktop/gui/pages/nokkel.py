"""Nøkkel: the year's keys, shown and confirmed by the fingerprint in the letter."""

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iplos_desktop.errors import UserError
from iplos_desktop.flow.session import Step
from iplos_desktop.gui.button import Button
from iplos_desktop.gui.drop import DropField
from iplos_desktop.gui.page import Page
from iplos_desktop.gui.pages.nokkelkort import KeyCard
from iplos_desktop.gui.pages.nokkelliste import KeyListCard
from iplos_desktop.gui.panel import Panel
from iplos_desktop.gui.text import breakable, label

_KINDS = "Nøkler (*.pem *.crt *.cer *.der *.jws)"
_WHERE = (
    "Last ned nøkkellista fra SSBs side om IPLOS, og ta den med inn i sikker sone, for eksempel på"
    " en minnepenn: {}"
)


class NokkelPage(Page):
    """The keys."""

    step = Step.NOKKEL
    title = "Årets nøkler"
    lead = (
        "Fila låses med mottakernes nøkler, så bare de kan åpne den. Det kommer nye nøkler hvert"
        " år. Velg årets nøkkelliste. Har du fått en enkelt nøkkel, velger du den på samme måte."
    )

    def build(self) -> None:
        """A place to load a key, and a card for each that is loaded."""
        self.trial = Panel("info")
        self.drop = DropField("Slipp nøkkellista her, eller", "&Velg nøkkelliste …", self._choose)
        self.drop.dropped.connect(self.load)
        self.list = KeyListCard(self.road)
        self.list.fetched.connect(self._loaded)
        self.list.tried.connect(self._clear)
        self.where = label(kind="muted")
        self.wrong = Panel()
        self.cards: list[KeyCard] = []
        self._place = QVBoxLayout()
        self._place.setSpacing(16)
        for part in (self.trial, self.list, self.drop, self.where, self.wrong):
            self.body.addWidget(part)
        self.body.addLayout(self._place)
        self.body.addStretch(1)

    def enter(self) -> None:
        """Show the keys the session has."""
        self.wrong.hide()
        self.list.enter()
        trial, year = self.road.session.trial, self.road.session.year
        self.where.setVisible(trial is None and year is not None)
        if year is not None:
            self.where.setText(breakable(_WHERE.format(year.addresses.guide)))
        if trial is None:
            self.trial.hide()
        else:
            self.trial.tell(
                "Prøve: velg nøkkellista som programmet laget.",
                f"Den ligger her: {trial.key_list}\nI en ordentlig innsending kommer den fra"
                " myndigheten.",
            )
        self._show()

    def leave(self) -> None:
        """A list half fetched is let go."""
        self.road.fetch.drop()

    def first(self) -> QWidget:
        """The first thing asked about a key, else the button that brings keys."""
        waiting = [card for card in self.cards if card.waits]
        return waiting[0].first if waiting else self._bring

    @property
    def _bring(self) -> Button:
        return self.drop.button if self.list.fetch.isHidden() else self.list.fetch

    def main(self) -> Button | None:
        """Confirm what is there, else bring a key, until nothing hinders."""
        waiting = [card for card in self.cards if card.waits]
        if waiting:
            return waiting[0].confirm
        return self._bring if self.hindrance() is not None else None

    def proceed(self) -> bool:
        """What hinders takes the place of what was told before."""
        self._clear()
        return super().proceed()

    def load(self, path: Path) -> None:
        """Read keys from a file, in place of a list that is being fetched."""
        self.road.fetch.drop()
        self._clear()
        try:
            self.road.session.choice.load(path)
        except UserError as error:
            self.wrong.tell_error(error)
            self.show_part(self.wrong)
            return
        self._loaded()

    def _clear(self) -> None:
        """Never two errors at once."""
        for told in (self.trouble, self.wrong, self.list.wrong, *(c.wrong for c in self.cards)):
            told.hide()

    def _choose(self) -> None:
        trial, path = self.road.session.trial, self.road.session.path
        near = trial.key_list.parent if trial else path.parent if path else ""
        chosen = self.road.dialogs.open_file(self, "Velg nøkkellista", str(near), _KINDS)
        if chosen is not None:
            self.load(chosen)

    def _loaded(self) -> None:
        self.wrong.hide()
        self.list.enter()
        self._show()
        choice = self.road.session.choice
        if choice.hindrance is None:
            self._confirmed()
        else:
            self.first().setFocus()
        QTimer.singleShot(0, self._show_brought)  # when the cards have got their places

    def _show_brought(self) -> None:
        """Show what the file brought, be it below what can be seen."""
        waiting = [card for card in self.cards if card.waits]
        for card in (waiting or self.cards)[:1]:
            self.show_part(card.first if card.waits else card.good)

    def _show(self) -> None:
        choice = self.road.session.choice
        self.trial.setVisible(self.road.session.trial is not None and not choice.keys)
        for card in self.cards:
            self._place.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = []
        for offered in choice.offered:
            card = KeyCard(choice, offered)
            card.confirmed.connect(self._confirmed)
            card.dropped.connect(self._dropped)
            card.tried.connect(self._clear)
            self.cards.append(card)
            self._place.addWidget(card)
            card.show()
        self.road.changed.emit()

    def _dropped(self) -> None:
        self._clear()
        self._show()
        self.road.onward.emit()

    def _confirmed(self) -> None:
        self.trouble.hide()
        if [card.offered for card in self.cards] != self.road.session.choice.offered:
            self._show()  # a key has taken another's place
        self.road.changed.emit()
        self.road.onward.emit()
