"""A value as a finding's text shows it to people."""

from datetime import date
from decimal import Decimal
from typing import Self

from iplos_desktop.catalogue.batch import Cell
from iplos_desktop.register.identity import is_identity_without_its_zero


class Shown(str):
    """A value as a finding's text shows it.

    label: the element's name in words. meaning: what a code stands for; the value itself
    where that is not known.
    """

    __slots__ = ("label", "meaning")
    label: str
    meaning: str

    def __new__(cls, value: Cell | str, label: str, meaning: str | None = None) -> Self:
        """The value in a form for people: 31.12.2015, and a comma in a number."""
        match value:
            case None:
                shown = "ikke fylt ut"
            case date():
                shown = f"{value.day:02}.{value.month:02}.{value.year:04}"
            case str() if not value.strip():
                shown = "(tomt)"
            case Decimal():
                shown = str(value).replace(".", ",")
            case int() if is_identity_without_its_zero(value):
                shown = "(skjult)"
            case _:
                shown = str(value)
        self = super().__new__(cls, shown)
        self.label = label
        self.meaning = meaning or shown
        return self

    @property
    def name(self) -> str:
        """The element's name as a sentence begins with it."""
        return self.label[:1].upper() + self.label[1:]
