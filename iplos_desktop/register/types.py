"""The value types of the export format, each with its lexical rule and its Python value.

The lexical rules are those of XML Schema 1.0 part 2, so that a cell refused here is a
cell a schema validator refuses, and the other way round.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

XML_SPACE = " \t\r\n"
_USUAL = 1000  # characters; a longer number is made up of zeros
_INTEGER = re.compile(r"([+-]?)(?=[0-9])0*+([0-9]*)")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_DATE = re.compile(r"[0-9]{8}")
_MONTH = re.compile(r"[0-9]{4}(?:0[1-9]|1[0-2])")

Value = int | str | Decimal | date
"""What a cell holds when it has been read."""


class NotOfTypeError(ValueError):
    """The text does not have the form its type demands: a fault of structure."""


class NoSuchDayError(ValueError):
    """The text has the form of a date, but the calendar has no such day."""


@dataclass(frozen=True)
class Text:
    """Text of a given length in characters (xs:string with length facets)."""

    shortest: int = 0
    longest: int | None = None

    def read(self, text: str) -> str:
        """The text itself. Raises NotOfTypeError for a wrong length."""
        if len(text) < self.shortest or (self.longest is not None and len(text) > self.longest):
            raise NotOfTypeError
        return text

    @property
    def expected(self) -> str:
        """What the type demands, in words for a finding."""
        if self.longest is None:
            return "en verdi"
        return f"{'nøyaktig' if self.shortest == self.longest else 'høyst'} {self.longest} tegn"


@dataclass(frozen=True)
class Integer:
    """A whole number of 16 or 32 bits (xs:short, xs:int)."""

    bits: int

    def read(self, text: str) -> int:
        """The number. Raises NotOfTypeError for another form or one out of range."""
        match = _INTEGER.fullmatch(text.strip(XML_SPACE))
        if match is None or len(match[2]) > len(str(self.highest)):
            raise NotOfTypeError
        number = int(match[1] + (match[2] or "0"))
        if not -self.highest - 1 <= number <= self.highest:
            raise NotOfTypeError
        return number

    def read_plain(self, texts: Sequence[str]) -> list[int] | None:
        """All the numbers at once, when each is but digits and of no great length; else None."""
        together = "".join(texts)
        if not (together.isascii() and together.isdecimal()):
            return None
        try:
            numbers = [*map(int, texts)]
        except ValueError:  # one is empty
            return None
        return numbers if max(numbers) < 10 ** (len(str(self.highest)) - 1) else None

    @property
    def highest(self) -> int:
        """The largest number of this many bits."""
        return (1 << (self.bits - 1)) - 1

    @property
    def expected(self) -> str:
        """What the type demands, in words for a finding."""
        return f"et helt tall, høyst {self.highest}"


@dataclass(frozen=True)
class Number:
    """A decimal number of at most `digits` digits, `fraction` of them after the point."""

    digits: int
    fraction: int

    def read(self, text: str) -> Decimal:
        """The number. Raises NotOfTypeError for another form or too many digits."""
        body = text.strip(XML_SPACE)
        if not _DECIMAL.fullmatch(body):
            raise NotOfTypeError
        whole, _, part = body.lstrip("+-").partition(".")
        whole, part = whole.lstrip("0"), part.rstrip("0")
        if len(part) > self.fraction or len(whole) + len(part) > self.digits:
            raise NotOfTypeError
        sign = "-" if body.startswith("-") else ""
        return (
            Decimal(f"{sign}{whole or '0'}.{part or '0'}") if len(body) > _USUAL else Decimal(body)
        )

    @property
    def expected(self) -> str:
        """What the type demands, in words for a finding."""
        return (
            f"et tall med punktum og ikke komma, høyst {self.digits} sifre"
            f" og {self.fraction} av dem etter punktum"
        )


@dataclass(frozen=True)
class Codes:
    """One of a few fixed codes, written exactly so (an enumeration over xs:string)."""

    codes: tuple[str, ...]

    def read(self, text: str) -> str:
        """The code. Raises NotOfTypeError when it is none of them."""
        if text not in self.codes:
            raise NotOfTypeError
        return text

    @property
    def expected(self) -> str:
        """What the type demands, in words for a finding."""
        *first, last = self.codes
        return f"{', '.join(first)} eller {last}" if first else last


@dataclass(frozen=True)
class Day:
    """A date `YYYYMMDD`. The format's schema knows only the eight digits."""

    expected = "en dato skrevet ÅÅÅÅMMDD"

    def read(self, text: str) -> date:
        """The day. Raises NotOfTypeError, or NoSuchDayError for 20150231."""
        if not _DATE.fullmatch(text):
            raise NotOfTypeError
        try:
            return date(int(text[:4]), int(text[4:6]), int(text[6:]))
        except ValueError:
            raise NoSuchDayError from None


@dataclass(frozen=True)
class Month:
    """A month `YYYYMM`, held as its first day."""

    expected = "år og måned skrevet ÅÅÅÅMM"

    def read(self, text: str) -> date:
        """The month. Raises NotOfTypeError, or NoSuchDayError for the year 0."""
        if not _MONTH.fullmatch(text):
            raise NotOfTypeError
        try:
            return date(int(text[:4]), int(text[4:]), 1)
        except ValueError:
            raise NoSuchDayError from None


ValueType = Text | Integer | Number | Codes | Day | Month
