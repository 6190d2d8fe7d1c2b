"""Organisation numbers of right form for institutions that do not exist."""

from collections.abc import Iterator
from itertools import islice
from random import Random

from iplos_desktop.register.organisation import organisation_check_digit

_MOST = 60
_PERSONS_A_PLACE = 150
_BEGINS = "90"


class Organisations:
    """The municipality's institutions, housing with staff, and bases of the home services."""

    def __init__(self, persons: int, seed: int) -> None:
        each = min(_MOST, 2 + persons // _PERSONS_A_PLACE)
        numbers = _numbers(Random(f"organisations {seed}"))
        self.institutions = [*islice(numbers, each)]
        self.staffed = [*islice(numbers, each)]
        self.bases = [*islice(numbers, 1 + each // 3)]


def _numbers(rng: Random) -> Iterator[str]:
    given = set()
    while True:
        eight = f"{_BEGINS}{rng.randrange(1_000_000):06}"
        digit = organisation_check_digit(eight)
        if digit is not None and eight not in given:
            given.add(eight)
            yield eight + digit
