"""Whom this workstation sends for: what was filled in before, and what the machine decides."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from iplos_desktop.errors import UserError
from iplos_desktop.flow.policy import LOCKED
from iplos_desktop.flow.sender import Place, SenderForm

_KEPT = 50


@dataclass(frozen=True)
class Senders:
    """Every sender this workstation knows, one for each municipality and district.

    own: what the user has filled in, the latest first. machine: those the machine's policy
    names. Its numbers and name win over the user's; the contact is always the user's.
    """

    own: tuple[SenderForm, ...] = ()
    machine: tuple[SenderForm, ...] = ()

    @property
    def known(self) -> tuple[SenderForm, ...]:
        """All there are to choose among, the latest used first."""
        decided = {one.place for one in self.machine}
        used = [self._own_of(one) for one in self.own]
        unused = decided - {one.place for one in self.own}
        return (*used, *(self._with_contact(one) for one in self.machine if one.place in unused))

    @property
    def own_municipality(self) -> str | None:
        """The municipality this workstation sends for; None when there are none or several."""
        found = {sender.municipality for sender in (*self.own, *self.machine)}
        return found.pop() if len(found) == 1 else None

    def is_locked(self, place: Place) -> bool:
        """Whether the machine decides the numbers of a place."""
        return any(one.place == place for one in self.machine)

    def demand_number(self, sender: SenderForm) -> None:
        """Raise UserError when the machine knows another organisation number for the place."""
        for one in self.machine:
            given, decided = (each.organisation_number.replace(" ", "") for each in (sender, one))
            if one.place == sender.place and given != decided:
                raise UserError(
                    f"Kommune {one.municipality}, bydel {one.district}, har organisasjonsnummer"
                    f" {decided} på denne maskinen.",
                    f"{LOCKED} Bruk det nummeret.",
                )

    def remember(self, sender: SenderForm) -> "Senders":
        """With this sender first, in place of an older one of the same place."""
        return replace(self, own=(sender, *self._others(sender.place))[:_KEPT])

    def rename(self, place: Place, called: str) -> "Senders":
        """With another name of a sender; an empty one takes the name away."""
        named = (replace(one, called=called) if one.place == place else one for one in self.own)
        return replace(self, own=tuple(named))

    def forget(self, place: Place) -> "Senders":
        """Without what the user has filled in for a place."""
        return replace(self, own=tuple(self._others(place)))

    def sender_for(self, municipality: str | None, district: str | None) -> SenderForm:
        """What is known of a place, else the latest contact with the place's numbers."""
        for sender in self.known:
            if sender.place == (municipality, district):
                return sender
        blank = SenderForm(municipality=municipality or "", district=district or "00")
        if not self.own:
            return blank
        latest = replace(self.own[0], called="")
        if municipality is not None and latest.municipality != municipality:
            return self._with_contact(blank)
        return replace(latest, **({"district": district} if district else {}))

    def _own_of(self, sender: SenderForm) -> SenderForm:
        """What the user has filled in, with what the machine decides of that place."""
        for one in self.machine:
            if one.place == sender.place:
                number, called = one.organisation_number, one.called or sender.called
                return replace(sender, organisation_number=number, called=called)
        return sender

    def _with_contact(self, sender: SenderForm) -> SenderForm:
        """A sender nobody has filled in, with the latest contact."""
        if not self.own:
            return sender
        latest = self.own[0]
        return replace(sender, name=latest.name, email=latest.email, phone=latest.phone)

    def _others(self, place: Place) -> Iterable[SenderForm]:
        return (one for one in self.own if one.place != place)
