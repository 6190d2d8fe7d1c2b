"""Plants faults in made-up persons, the kinds taking turns, and tells where they stand."""

from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, datetime

from iplos_desktop.madeup.draft import OPEN_END, Draft
from iplos_desktop.madeup.markup import Fields, Markup, Person
from iplos_desktop.madeup.people import Someone
from iplos_desktop.register.elements import FORMAT_33
from iplos_desktop.year import Year

_ONE_IN = 40
_SPARE = 10


@dataclass(frozen=True)
class Planted:
    """A fault on purpose, in the words of a finding: see `kontroller --json`."""

    rule: str
    person: str | None
    record: str | None
    record_id: str | None
    element: str | None
    line: int


@dataclass
class Spot:
    """A record that may be spoilt. at: its number in the person, None for PERSON itself.

    A fault that puts in a record moves the spot there.
    """

    person: Person
    at: int | None
    draft: Draft

    @property
    def who(self) -> Someone:
        """Whose record it is."""
        return self.draft.who

    @property
    def year(self) -> Year:
        """The data year."""
        return self.draft.year

    @property
    def fields(self) -> Fields:
        """The record's values, to be changed in place."""
        return self.person.fields if self.at is None else self.person.records[self.at][1]

    def day(self, key: str) -> date | None:
        """The day an element tells; None where it does not stand, or says it is open."""
        text = self.fields.get(key, OPEN_END)
        return None if text == OPEN_END else datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007

    def of_class(self, name: str) -> list[Fields]:
        """The person's records of a class."""
        return [fields for record, fields in self.person.records if record == name]


Spoil = Callable[[Spot], bool]
"""Spoils a record; false, with nothing changed, when this kind of fault does not fit it."""


@dataclass(frozen=True)
class Fault:
    """A kind of fault: the rule that finds it, where, and how it is made.

    record: the class it is told on. element: what the finding names. key: where the line is
    that it tells, when that is not the element. on: the class that is spoilt, when that is
    not the record's. twice: the person is written once as she is, and once more with the
    fault. critical: nothing can be encrypted with it. listed: a fault only beside the list
    of the municipality's organisation numbers.
    """

    rule: str
    record: str
    element: str
    spoil: Spoil
    key: str | None = None
    on: str | None = None
    versions: tuple[str, ...] = ("3.3", "3.5")
    twice: bool = False
    critical: bool = False
    listed: bool = False

    def plant(self, made: Person, draft: Draft) -> Spot | None:
        """Spoil a person, or a copy of her; None, with nothing changed, when it does not fit."""
        person = deepcopy(made) if self.twice else made
        places: list[int | None] = [None]
        spoilt = self.on or self.record
        if spoilt != "PERSON":
            places = [at for at, (name, _) in enumerate(made.records) if name == spoilt]
            draft.rng.shuffle(places)
        spots = (Spot(person, at, draft) for at in places)
        return next((spot for spot in spots if self.spoil(spot)), None)


@dataclass(frozen=True)
class Spoilt:
    """A person as she goes to the file with her fault."""

    fault: Fault
    spot: Spot

    def planted(self, line: int, markup: Markup) -> Planted:
        """What was planted. line: where the person starts."""
        fault, spot = self.fault, self.spot
        below = markup.line_of(spot.person, spot.at, fault.key or fault.element)
        own_id = FORMAT_33.classes[fault.record].own_id
        number = spot.fields.get(f"@{own_id}")
        rule, element = fault.rule, fault.element
        return Planted(rule, spot.person.number, fault.record, number, element, line + below)


class Planting:
    """Which persons of a file get a fault, evenly spread, and which kind comes next.

    Only those of odd number, from 0: the others are left to the ident message.
    """

    def __init__(self, faults: Sequence[Fault], persons: int) -> None:
        self._turns = [*faults]
        self._persons = persons
        wanted = max(len(faults) + _SPARE, persons // _ONE_IN) if faults else 0
        self._times = min(wanted, persons // 2)
        self._done = 0

    def plant(self, number: int, made: Person, draft: Draft) -> Spoilt | None:
        """Spoil the person of that number, from 0, if it is her turn; asked of each in order.

        Of the kinds that fit her, the one that has waited longest is planted.
        """
        if not self._falls_on(number):
            return None
        for fault in self._turns:
            spot = fault.plant(made, draft)
            if spot is not None:
                self._turns.remove(fault)
                self._turns.append(fault)
                return Spoilt(fault, spot)
        return None

    def _falls_on(self, number: int) -> bool:
        if self._done == self._times:
            return False
        if number != (2 * self._done + 1) * self._persons // (2 * self._times) | 1:
            return False
        self._done += 1
        return True
