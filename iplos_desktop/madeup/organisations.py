"""Organisation numbers of right form for institutions that do not exist."""

from collections.abc import Iterator
from itertools import islice
from random import Random

from iplos_desktop.register.organisation import organisation_check_digit

_MOST = 60
_PERSONS_A_PLACE = 150
_BEGINS = "90"


class Organisations:
    """The municipality's institutions, housing with staff, and bases of the home services.

    elsewhere: the number of a place that is not the municipality's.
    """

    def __init__(self, persons: int, seed: int) -> None:
        each = min(_MOST, 2 + persons // _PERSONS_A_PLACE)
        numbers = _numbers(Random(f"organisations {seed}"))
        self.institutions = [*islice(numbers, each)]
        self.staffed = [*islice(numbers, each)]
        self.bases = [*islice(numbers, 1 + each // 3)]
        self.elsewhere = next(numbers)

    @property
    def all(self) -> list[str]:
        """All that the municipality has, as in the year's list of organisation numbers."""
        return sorted((*self.institutions, *self.staffed, *self.bases))


def organisation_numbers(*, persons: int, seed: int = 1) -> list[str]:
    """The numbers that can stand in the export of so many persons and that seed, in order."""
    return Organisations(persons, seed).all


def _numbers(rng: Random) -> Iterator[str]:
    given = set()
    while True:
        eight = f"{_BEGINS}{rng.randrange(1_000_000):06}"
        digit = organisation_check_digit(eight)
        if digit is not None and eight not in given:
            given.add(eight)
            yield eight + digit
