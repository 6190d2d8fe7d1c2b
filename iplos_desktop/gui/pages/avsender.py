"""Avsender: who sends, and where the receipt goes."""

from dataclasses import replace

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from iplos_desktop.flow.sender import SenderForm, notes
from iplos_desktop.flow.session import Step
from iplos_desktop.gui.field import Field
from iplos_desktop.gui.locked import Locked
from iplos_desktop.gui.page import Page, card
from iplos_desktop.gui.pages.avsenderliste import SenderList
from iplos_desktop.gui.panel import Panel
from iplos_desktop.gui.text import count, label

_DECIDED = ("municipality", "district", "organisation_number")
_PAUSE = 1000  # milliseconds after the last letter until what is typed is on the disk
_MADE_UP = "For eksempel organisasjonsnummeret 999999999. Ingenting huskes til neste gang."
_LOCKED = "Numrene kan ikke endres her."


class AvsenderPage(Page):
    """The sender's fields, filled in from last time."""

    step = Step.AVSENDER
    title = "Hvem sender?"
    lead = (
        "Det du fyller ut i en ordentlig innsending, huskes til neste gang. PIN-koden skal ikke"
        " skrives her."
    )

    def build(self) -> None:
        """The fields in two groups."""
        self.fields = {
            "municipality": Field(
                "&Kommunenummer", "Fire sifre, slik det var i dataåret.", width=8
            ),
            "district": Field(
                "&Bydel", "00 for hele kommunen, om ikke annet er avtalt med SSB.", width=8
            ),
            "organisation_number": Field(
                "&Organisasjonsnummer",
                "Kommunens eget, ni sifre. Det samme som brukes i KOSTRA.",
                width=16,
            ),
            "name": Field("Na&vn", "Kontaktpersonen for IPLOS i kommunen."),
            "email": Field(
                "&E-post",
                "Kvittering og alle tilbakemeldinger sendes hit. Det bør være en med overordnet"
                " faglig ansvar for kommunens IPLOS-data.",
            ),
            "phone": Field("Tele&fon", "Kan stå tomt.", width=20),
        }
        self._summed: dict[str, str] = {}
        self.list = SenderList(self.road)
        self.list.chosen.connect(self._take)
        self.list.removed.connect(self._replace)
        self.place, self.locked = label(kind="muted"), Locked(_LOCKED)
        one, two = self._group("Kommunen", 3, start=0), self._group("Kontaktpersonen", 3, start=3)
        self.trial = Panel("info")
        self.fill(self.trial, self.list, one, two)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._keep_draft)
        for field in self.fields.values():
            field.edited.connect(self._check)
            field.edited.connect(self._pause.start)

    def _group(self, title: str, many: int, *, start: int) -> QWidget:
        fields = list(self.fields.values())[start : start + many]
        extra = [self.place, self.locked] if start == 0 else []
        return card(label(title, "section"), *extra, *fields)

    def enter(self) -> None:
        """Show what the session has."""
        sender = self.road.session.sender
        self.trial.hide()
        if self.road.session.trial is not None:
            self.trial.tell("Prøve: skriv det du vil her.", _MADE_UP)
        self.list.show_for(sender)
        self._fill(sender)

    def leave(self) -> None:
        """Keep what was typed."""
        self._pause.stop()
        self.road.session.keep_sender(self._typed())

    def _keep_draft(self) -> None:
        self.road.session.keep_draft(self._typed())

    def _fill(self, sender: SenderForm) -> None:
        """Show a sender; what the machine decides of it cannot be changed."""
        for name, field in self.fields.items():
            field.fill(getattr(sender, name))
        locked = self.road.session.senders.is_locked(sender.place)
        self.locked.setVisible(locked)
        for name in _DECIDED:
            self.fields[name].edit.setReadOnly(locked)
        self._check()

    def _take(self, sender: SenderForm) -> None:
        """Another sender is chosen; what was typed of the last one is kept when it is whole."""
        self.leave()
        self._replace(sender)

    def _replace(self, sender: SenderForm) -> None:
        """What was typed of the last one is let go."""
        self.road.session.sender = sender
        self.enter()
        self.first().setFocus()

    def proceed(self) -> bool:
        """Point at every field that is wrong, and stand in the first."""
        self.leave()
        problems = self._check(insist=True)
        if problems:
            self._sum_up(problems)
            first = next(name for name in self.fields if name in problems)
            self.fields[first].edit.setFocus()
            self.show_part(self.fields[first])
            return False
        return super().proceed()

    def _sum_up(self, problems: dict[str, str]) -> None:
        """What is wrong, at the top, with a link to each field."""
        self._summed = problems
        many = count(len(problems), "felt", "felt")
        where = (
            "Gå til feltet og rett det:" if len(problems) == 1 else "Gå til hvert av dem og rett:"
        )
        self.trouble.tell(f"Noe mangler eller er feil i {many}.", where)
        edits = {name: self.fields[name].edit for name in self.fields if name in problems}
        self.trouble.lead_to(
            {f"{edit.accessibleName()}: {problems[name]}": edit for name, edit in edits.items()}
        )

    def first(self) -> QWidget:
        """The first field that needs her, else the first of all."""
        problems = self._problems()
        names = [name for name in self.fields if name in problems] or list(self.fields)
        return self.fields[names[0]].edit

    def _typed(self) -> SenderForm:
        typed = SenderForm(**{name: field.text for name, field in self.fields.items()})
        known = self.road.session.senders.known
        called = next((one.called for one in known if one.place == typed.place), "")
        return replace(typed, called=called)

    def _problems(self) -> dict[str, str]:
        return self._typed().problems(self.road.session.year)

    def _check(self, *, insist: bool = False) -> dict[str, str]:
        typed, problems = self._typed(), self._problems()
        self.road.session.sender = typed
        for name, field in self.fields.items():
            field.say(problems.get(name), insist=insist)
        checked = self.road.session.checked
        told = notes(typed, checked) if checked is not None else {}
        for name, field in self.fields.items():
            field.note(told.get(name) if name not in problems else None)
        if not problems:
            self.trouble.hide()
        elif not self.trouble.isHidden() and problems != self._summed:
            self._sum_up(problems)
        year = self.road.session.year
        known = year is not None and typed.municipality in year.municipalities
        self.place.setText(year.municipality(typed.municipality) if year and known else "")
        self.place.setVisible(known)
        return problems
