"""Who the made-up people are: age, gender, number, and whether they live out the year."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from iplos_desktop.madeup.identities import Identities
from iplos_desktop.madeup.spread import AGE_GROUPS, FEWER_EACH_YEAR, OLD, AgeGroup
from iplos_desktop.year import Year

_FIRST_NUMBER = 1001
_WEIGHTS = [group.weight for group in AGE_GROUPS]


@dataclass(frozen=True)
class Someone:
    """A person who does not exist.

    number: her `pePeID`. first, last: the days of the year she is there. died: None when she
    lives out the year.
    """

    number: int
    identity: str
    born: date
    male: bool
    died: date | None
    first: date
    last: date
    group: AgeGroup

    def age_at(self, day: date) -> int:
        """Whole years."""
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))


def people(persons: int, year: Year, seed: int) -> Iterator[Someone]:
    """So many people, the same for the same seed."""
    rng = Random(f"people {seed}")
    identities = Identities(rng)
    for number in range(_FIRST_NUMBER, _FIRST_NUMBER + persons):
        yield _someone(number, year, rng, identities)


def day_between(rng: Random, first: date, last: date) -> date:
    """Any day from the first to the last; the last when it is the earlier one."""
    days = (last - first).days
    return first + timedelta(rng.randint(0, days)) if days > 0 else last


def _someone(number: int, year: Year, rng: Random, identities: Identities) -> Someone:
    group = rng.choices(AGE_GROUPS, _WEIGHTS)[0]
    male = rng.random() >= group.women
    identity = None
    while identity is None:
        born_in = year.last.year - _age(group, rng)
        born = day_between(rng, date(born_in, 1, 1), date(born_in, 12, 31))
        identity = identities.new(born, male=male)
    first = max(born, year.first)
    died = day_between(rng, first, year.last) if rng.random() < group.dying else None
    return Someone(number, identity, born, male, died, first, died or year.last, group)


def _age(group: AgeGroup, rng: Random) -> int:
    if group.youngest < OLD:
        return rng.randint(group.youngest, group.oldest)
    age = group.youngest
    while age < group.oldest and rng.random() < FEWER_EACH_YEAR:
        age += 1
    return age
