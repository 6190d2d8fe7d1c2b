"""Lives as a right export may tell of them: identity numbers of every kind, and days."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import count

import hypothesis.strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from iplos_desktop.register.identity import Kind, check_digits, identify
from iplos_desktop.year import Year

OPEN_END = "99991231"
OLDEST = date(1905, 1, 1)
TYPES = {Kind.FNR: "1", Kind.DNR: "2", Kind.HNR: "3", Kind.DUF: "10", Kind.FHN: "12"}
"""List 9032: the type of an identity in the ident message."""


@dataclass(frozen=True)
class Life:
    """A person as far as rules may know her. born, male: None where no number tells.

    made: the day of the export. died: None while she lives.
    """

    year: Year
    new: bool
    made: date
    number: int
    identity: str
    born: date | None
    male: bool | None
    died: date | None

    @property
    def earliest(self) -> date:
        """The first day anything may have happened to her."""
        return self.born or date(1900, 1, 1)

    @property
    def last(self) -> date:
        """The last day anything may have begun."""
        return self.died or self.year.last

    @property
    def latest(self) -> date:
        """The last day anything may end, when it does not last."""
        return self.died or self.year.last.replace(year=self.year.year + 1)


@cache
def days(first: date, last: date) -> SearchStrategy[date]:
    """Any day from the first to the last, the edges often."""
    return st.sampled_from([first, last]) | st.dates(first, last)


@cache
def any_of(*choices: str) -> SearchStrategy[str]:
    """One of them."""
    return st.sampled_from(choices)


def text(day: date | None) -> str:
    """A day as the format writes it; None lasts."""
    return OPEN_END if day is None else f"{day:%Y%m%d}"


Period = tuple[date, date | None]


def periods(draw: DrawFn, life: Life, *, within: bool = False) -> list[Period]:
    """None, one or two periods; two may share a day, and the last may go on.

    within: none ended before the year.
    """
    begins = sorted(draw(st.lists(days(life.earliest, life.last), max_size=2, unique=True)))
    if within:
        begins = [*begins[:1], *(day for day in begins[1:] if day > life.year.first)]
    found: list[Period] = []
    for at, begin in enumerate(begins):
        least = max(begin, life.year.first) if within else begin
        if at + 1 < len(begins):
            found.append((begin, draw(days(least, begins[at + 1]))))
        elif life.died is None and draw(st.booleans()):
            found.append((begin, None))
        else:
            found.append((begin, draw(days(least, life.latest))))
    return found


def _number(begins: str, width: int, at: int, fits: Callable[[str], bool]) -> str:
    """The first good number from an individual number on."""
    for individual in count(at):
        nine = f"{begins}{individual % 10**width:0{width}}"
        digits = check_digits(nine)
        if digits is not None and fits(nine + digits):
            return nine + digits
    raise AssertionError


@st.composite
def dated(draw: DrawFn, last: date) -> str:
    """A made-up fødselsnummer or D-number of either series, or an H-number."""
    born = draw(days(OLDEST, last))
    day, month = draw(st.sampled_from([(0, 80), (40, 80), (0, 40)]))
    begins = f"{born.day + day:02}{born.month + month:02}{born.year % 100:02}"
    number = _number(
        begins, 3, draw(st.integers(0, 999)), lambda number: identify(number).born == born
    )
    in_2032 = [
        f"{number[:9]}{digits:02}"
        for digits in range(100)
        if (told := identify(f"{number[:9]}{digits:02}")).valid and told.born is None
    ]
    return draw(st.sampled_from([number, *in_2032[:1]]))


@st.composite
def undated(draw: DrawFn) -> str:
    """An FH-number or a DUF-number."""
    if draw(st.booleans()):
        eight = draw(st.integers(0, 10**8 - 1))
        return _number(draw(st.sampled_from("89")), 8, eight, lambda _: True)
    ten = f"{draw(st.integers(0, 10**10 - 1)):010}"
    return next(f"{ten}{check:02}" for check in range(11) if identify(f"{ten}{check:02}").valid)


def identities(last: date) -> SearchStrategy[str]:
    """Any identity number that may stand in test mode."""
    return dated(last) | dated(last) | undated()
