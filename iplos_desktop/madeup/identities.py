"""Identity numbers of people who do not exist: the synthetic series, each number once."""

from collections.abc import Iterator
from datetime import date
from random import Random

from iplos_desktop.register.identity import check_digits, identify

_SYNTHETIC_MONTHS = 80
_D_DAYS = 40
_D_NUMBERS = 0.012
_SERIES_2032 = 0.006
_FIRST_OF_2000 = 2000


class Identities:
    """Gives out numbers; what it remembers grows with the days of birth, not the persons."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._left: dict[tuple[date, bool], Iterator[int]] = {}

    def new(self, born: date, *, male: bool) -> str | None:
        """A number for someone born that day; None when the day's numbers are used up."""
        draw = self._rng.random()
        day = born.day + (_D_DAYS if draw < _D_NUMBERS else 0)
        begins = f"{day:02}{born.month + _SYNTHETIC_MONTHS:02}{born.year % 100:02}"
        for individual in self._left.setdefault((born, male), _individual(born, male=male)):
            nine = f"{begins}{individual:03}"
            digits = _digits_2032(nine) if draw > 1 - _SERIES_2032 else check_digits(nine)
            if digits is not None:
                return nine + digits
        return None


def _individual(born: date, *, male: bool) -> Iterator[int]:
    """The century's individual numbers from above, odd for men and even for women."""
    highest, lowest = (999, 500) if born.year >= _FIRST_OF_2000 else (499, 0)
    return iter(range(highest if male else highest - 1, lowest - 1, -2))


def _digits_2032(nine: str) -> str | None:
    """Check digits that only the 2032 series has: neither gender nor century can be read."""
    for number in range(100):
        digits = f"{number:02}"
        found = identify(nine + digits)
        if found.valid and found.male is None:
            return digits
    return None
