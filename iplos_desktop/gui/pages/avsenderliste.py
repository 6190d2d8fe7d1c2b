"""The senders to choose among, where a workstation sends for several; named and removed here."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from iplos_desktop.flow.sender import SenderForm, wrong_name
from iplos_desktop.gui.choice import Choice
from iplos_desktop.gui.deadline import year_at_hand
from iplos_desktop.gui.facts import place_name
from iplos_desktop.gui.field import Field
from iplos_desktop.gui.flow_layout import Wrapping
from iplos_desktop.gui.page import button
from iplos_desktop.gui.road import Road
from iplos_desktop.gui.text import label, plain

_OTHER = "En annen avsender …"
_NAME = 20  # letters of a sender that are seen at least


class SenderList(QFrame):
    """Hidden as long as there is only the one sender that is filled in already."""

    chosen = Signal(object)  # a SenderForm
    removed = Signal(object)  # the SenderForm that comes in its place

    def __init__(self, road: Road) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._road = road
        self._known: list[SenderForm] = []
        self.list = Choice(_NAME)
        self.list.setAccessibleName("Velg avsender")
        self.list.activated.connect(self._choose)
        self.rename, self.remove = button("&Gi navn …"), button("F&jern fra lista")
        self.rename.clicked.connect(self._ask_for_name)
        self.remove.clicked.connect(self._remove)
        self.name = Field(
            "Hva vil du kalle avsende&ren?",
            "Navnet står bare i lista her. Det blir ikke sendt. La feltet stå tomt for å ta det"
            " bort.",
            width=40,
        )
        self.save = button("&Lagre navnet", icon="lagre")
        self.save.clicked.connect(self._rename)
        self.name.edit.returnPressed.connect(self._rename)
        self.name.edited.connect(lambda: self.name.say(wrong_name(self.name.text.strip())))
        title = label("&Du sender for flere. Velg hvem denne innsendingen er for:", "field")
        title.setBuddy(self.list)
        box = QVBoxLayout(self)
        box.setSpacing(12)
        for part in (title, self.list, Wrapping((self.rename, self.remove)), self.name, self.save):
            box.addWidget(part)

    def show_for(self, sender: SenderForm) -> None:
        """Show what is known, with the one of this place chosen."""
        senders = self._road.session.senders
        self._known = list(senders.known)
        places = [one.place for one in self._known]
        with QSignalBlocker(self.list):
            self.list.clear()
            self.list.addItems([self._told(one) for one in self._known])
            self.list.addItem(_OTHER)
            at = places.index(sender.place) if sender.place in places else len(places)
            self.list.setCurrentIndex(at)
        self.setVisible(len({*places, sender.place}) > 1)
        own = any(one.place == sender.place for one in senders.own)
        self.rename.setVisible(own)
        self.remove.setVisible(own)
        self._hide_name()

    def _told(self, sender: SenderForm) -> str:
        place = place_name(year_at_hand(self._road.session), *sender.place)
        return plain(f"{sender.called} ({place})" if sender.called else place)

    def _current(self) -> SenderForm | None:
        at = self.list.currentIndex()
        return self._known[at] if 0 <= at < len(self._known) else None

    def _choose(self) -> None:
        self.chosen.emit(self._current() or SenderForm())

    def _ask_for_name(self) -> None:
        current = self._current()
        if current is not None:
            self.name.fill(current.called)
            self.name.show()
            self.save.show()
            self.name.edit.setFocus()

    def _rename(self) -> None:
        current, called = self._current(), self.name.text.strip()
        wrong = wrong_name(called)
        self.name.say(wrong, insist=True)
        if current is None or wrong is not None:
            return
        session = self._road.session
        session.keep_senders(lambda senders: senders.rename(current.place, called))
        self.show_for(current)
        self.list.setFocus()

    def _remove(self) -> None:
        current, session = self._current(), self._road.session
        if current is None:
            return
        what = f"Vil du fjerne {self._told(current)} fra lista?"
        advice = "Organisasjonsnummer og kontaktperson må fylles ut på nytt neste gang."
        if self._road.dialogs.ask(self, what, advice, "Fjern", "Behold"):
            session.keep_senders(lambda senders: senders.forget(current.place))
            place = session.checked.file if session.checked else None
            ours = (place.municipality, place.district) if place else (None, None)
            self.removed.emit(session.senders.sender_for(*ours))

    def _hide_name(self) -> None:
        self.name.hide()
        self.save.hide()
