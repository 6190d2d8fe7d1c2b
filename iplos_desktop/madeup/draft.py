"""What every part of a made-up person is drawn from."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from random import Random

from iplos_desktop.madeup.organisations import Organisations
from iplos_desktop.madeup.people import Someone, day_between
from iplos_desktop.year import Year

OPEN_END = "99991231"
"""What some systems write for "still open"."""


@dataclass(frozen=True)
class Draft:
    """One person on the way to the file.

    new: version 3.5. rng: the person's own. open_end: what her system writes where
    something still lasts: no date at all is only possible in a service.
    """

    who: Someone
    year: Year
    new: bool
    rng: Random
    places: Organisations
    open_end: str

    def chance(self, share: float) -> bool:
        """True so often."""
        return self.rng.random() < share

    def day(self, first: date, last: date) -> date:
        """Any day from the first to the last, never before the person's birth."""
        return day_between(self.rng, max(first, self.who.born), last)

    def still(self) -> str:
        """The end of what lasts: the day of death, or open."""
        return as_text(self.who.died) if self.who.died else self.open_end

    def own(self, prefix: str, own: str, number: int) -> dict[str, str]:
        """The two attributes that bind a record to its person and name it."""
        return {
            f"@{prefix}PeID": str(self.who.number),
            f"@{prefix}{own}ID": f"{self.who.number}{number:02}",
        }


def draft(who: Someone, year: Year, places: Organisations, seed: int, *, new: bool) -> Draft:
    """The draft of a person; the same for the same seed, whoever comes before."""
    rng = Random(f"{seed} {who.number}")
    open_end = OPEN_END if rng.random() < 0.5 else as_text(year.last)  # noqa: PLR2004
    return Draft(who, year, new, rng, places, open_end)


@lru_cache(maxsize=200_000)
def as_text(day: date) -> str:
    """A day as the format writes it."""
    return f"{day:%Y%m%d}"
