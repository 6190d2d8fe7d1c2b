"""Identity numbers of persons: what kind a number is, and what can be read from it.

Source: Skatteetaten's rules for the 1964 and the 2032 series; Norsk helsenett's for H-
and FH-numbers; UDI's for DUF-numbers. The code names are those of list 8116.
"""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_WEIGHTS_1 = (3, 7, 6, 1, 8, 9, 4, 5, 2)
_WEIGHTS_2 = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
_WEIGHTS_DUF = (4, 6, 3, 2, 4, 6, 3, 2, 7, 5)
_LENGTH = 11
_LENGTH_DUF = 12
_SYNTHETIC_MONTHS = 80
_LOCAL_MONTHS = 40
_D_DAYS = 40
_TEN_DIGITS = 10**9
_LONG_NUMBER = re.compile(r"\d(?:[ -]?\d){8,}", re.ASCII)
_NINE = re.compile(r"(?:\d[\W_]*+){8}\d")  # as many digits as may tell somebody
_SPREAD = re.compile(r"(?<!\d)\d++(?:[\W_]++\d++)+")  # from the first digit, and never back
_DIGITS = re.compile(r"\d+")
_HIDDEN = "(langt nummer, skjult)"
_CUT = (9, 10)  # digits that are left of an identity number where a field has no room for more
_REMAINDERS_2032 = (1, 2, 3)  # 0 is the 1964 series


class Kind(StrEnum):
    """The kinds of number, by their code in list 8116; XXX is anything else."""

    FNR = "FNR"
    DNR = "DNR"
    HNR = "HNR"
    FHN = "FHN"
    DUF = "DUF"
    OTHER = "XXX"


LIST_9032 = {
    "1": Kind.FNR, "2": Kind.DNR, "3": Kind.HNR, "10": Kind.DUF, "12": Kind.FHN,
}  # fmt: skip
"""The codes of list 9032, in which the ident message tells the kind, that have one in list 8116."""


@dataclass(frozen=True)
class Identity:
    """What is known of a number.

    valid: form, date and check digits agree. synthetic: it is one of the series made
    for tests. born: None when no century can be read from it. male: None likewise.
    """

    kind: Kind
    valid: bool
    synthetic: bool = False
    born: date | None = None
    male: bool | None = None


_UNKNOWN = Identity(Kind.OTHER, valid=False)


def identify(number: str) -> Identity:
    """What kind of identity number a text is, and whether it is a good one."""
    if not (number.isascii() and number.isdecimal()):
        return _UNKNOWN
    digits = [int(digit) for digit in number]
    if len(digits) == _LENGTH_DUF:
        return Identity(Kind.DUF, valid=_is_duf(digits))
    if len(digits) != _LENGTH:
        return _UNKNOWN
    remainder = _remainder(digits[:9], _WEIGHTS_1, digits[9])
    checks = _remainder(digits[:10], _WEIGHTS_2, digits[10]) == 0
    if digits[0] >= 8:  # noqa: PLR2004 - FH-numbers begin with 8 or 9
        return Identity(Kind.FHN, valid=checks and remainder == 0)
    return _dated(digits, remainder, checks=checks)


def _dated(digits: list[int], remainder: int, *, checks: bool) -> Identity:
    day, month, year = digits[0] * 10 + digits[1], digits[2] * 10 + digits[3], digits[4:6]
    kind = Kind.FNR
    if day > _D_DAYS:
        kind, day = Kind.DNR, day - _D_DAYS
    synthetic = month > _SYNTHETIC_MONTHS
    if synthetic:
        month -= _SYNTHETIC_MONTHS
    elif month > _LOCAL_MONTHS:
        kind, month = Kind.HNR, month - _LOCAL_MONTHS
    in_century = year[0] * 10 + year[1]
    individual = digits[6] * 100 + digits[7] * 10 + digits[8]
    if remainder == 0:
        century = _century(individual, in_century)
        male = digits[8] % 2 == 1
    elif remainder in _REMAINDERS_2032:
        century, male = None, None
    else:
        checks, century, male = False, None, None
    if century is None:
        valid = checks and _is_day_in_some_century(day, month, in_century)
        return Identity(kind, valid, synthetic, None, male if valid else None)
    born = _day(day, month, century + in_century)
    valid = checks and born is not None
    return Identity(kind, valid, synthetic, born if valid else None, male if valid else None)


def _century(individual: int, in_century: int) -> int | None:
    """The century of a 1964-series number; None where the table has none."""
    if individual <= 499:  # noqa: PLR2004 - the table of the 1964 series
        return 1900
    if individual <= 749 and in_century >= 54:  # noqa: PLR2004
        return 1800
    if individual >= 900 and in_century >= 40:  # noqa: PLR2004
        return 1900
    return 2000 if in_century <= 39 else None  # noqa: PLR2004


def _is_day_in_some_century(day: int, month: int, in_century: int) -> bool:
    return any(_day(day, month, century + in_century) for century in (1800, 1900, 2000))


def _day(day: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _remainder(digits: list[int], weights: tuple[int, ...], check: int) -> int:
    return (sum(map(int.__mul__, digits, weights)) + check) % 11


def _is_duf(digits: list[int]) -> bool:
    total = sum(d * w for d, w in zip(digits[:10], _WEIGHTS_DUF, strict=True))
    return total % 11 == digits[10] * 10 + digits[11]


def is_plain(number: str) -> bool:
    """Whether a text is eleven digits and nothing else."""
    return len(number) == _LENGTH and number.isascii() and number.isdecimal()


def hide_numbers(text: str) -> str:
    """A text with every number that may be somebody's identity left out.

    That is every number of 11 digits or more, and what may be the beginning of one: the digits that
    are missing follow from the others.
    """
    if _NINE.search(text) is None:  # as nearly always
        return text
    shown: list[str] = []
    done = 0
    for start, stop, digits in spread_numbers(text):
        if start >= done and identify(digits).valid:
            shown += (text[done:start], _HIDDEN)
            done = stop
    return _LONG_NUMBER.sub(_hidden, "".join((*shown, text[done:])))


def holds_identity(text: str) -> bool:
    """Whether a good identity number stands in a text, whole or with signs between its digits."""
    spread = (digits for _, _, digits in spread_numbers(text))
    return any(identify(digits).valid for digits in (*_DIGITS.findall(text), *spread))


def spread_numbers(text: str) -> Iterator[tuple[int, int, str]]:
    """Eleven digits written with signs between, as 25.12.34_12345: where, and the digits."""
    for run in _SPREAD.finditer(text):
        parts: deque[re.Match[str]] = deque()
        total = 0
        for part in _DIGITS.finditer(text, run.start(), run.end()):
            parts.append(part)
            total += len(part[0])
            while total > _LENGTH:
                total -= len(parts.popleft()[0])
            if total == _LENGTH and len(parts) > 1:
                yield parts[0].start(), part.end(), "".join(one[0] for one in parts)


def _hidden(number: re.Match[str]) -> str:
    digits = number[0].replace(" ", "").replace("-", "")
    harmless = len(digits) < _LENGTH and not begins_an_identity(digits)
    return number[0] if harmless else _HIDDEN


def begins_an_identity(digits: str) -> bool:
    """Whether nine or ten digits are the beginning of a good identity number with a date in it."""
    if len(digits) not in _CUT or digits[0] in "89":
        return False
    rest = check_digits(digits[:9])
    return (
        rest is not None
        and digits == (digits[:9] + rest)[: len(digits)]
        and (identify(digits[:9] + rest).valid)
    )


def is_identity_without_its_zero(number: int) -> bool:
    """Whether a number is a good identity number that has lost a leading zero."""
    return number >= _TEN_DIGITS and identify(f"{number:011}").valid


def check_digits(nine: str) -> str | None:
    """The two check digits of the 1964 series for nine digits; None if there are none."""
    digits = [int(digit) for digit in nine]
    first = -sum(d * w for d, w in zip(digits, _WEIGHTS_1, strict=True)) % 11
    second = -sum(d * w for d, w in zip([*digits, first], _WEIGHTS_2, strict=True)) % 11
    return None if 10 in {first, second} else f"{first}{second}"  # noqa: PLR2004
