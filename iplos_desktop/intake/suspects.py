"""Finds what could be somebody's identity, where none may stand."""

import re
from dataclasses import dataclass

from iplos_desktop.catalogue.batch import Suspect
from iplos_desktop.intake.plain import resolved
from iplos_desktop.intake.unusable import Unusable
from iplos_desktop.register import guises
from iplos_desktop.register.guises import SHORTEST
from iplos_desktop.register.identity import hide_numbers

_HIDDEN = re.compile(r"\d(?:[ \u00a0-]?\d){10,}|\d{10}|\d{6}\W{1,3}\d{5}")
_MOST_DIGITS = 4_000_000  # of long numbers in a file; past that it is made to keep us busy
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Traces:
    """What in a text could be an identity; the fields are those of a Suspect."""

    runs: frozenset[str]
    words: frozenset[str]

    def at(self, element: str | None, row: int | None, line: int) -> Suspect:
        """The same with its place."""
        return Suspect(self.runs, self.words, element, row, line)


class Search:
    """Looks through the texts of one file, with a bound on the work."""

    def __init__(self) -> None:
        self._left = _MOST_DIGITS

    def in_text(self, text: str, line: int) -> Traces | None:
        """What could be an identity, None when nothing could.

        Raises Unusable with that line when a file goes on and on so.
        """
        if len(text) < SHORTEST:
            return None
        plain = guises.folded(resolved(text))
        runs = guises.runs(plain)
        words = guises.words(plain)
        if not runs and not words:
            return None
        self._left -= sum(map(len, runs))
        if self._left < 0:
            raise Unusable("stor", line)
        return Traces(runs, words)


def masked(text: str) -> str:
    """The text as it may be shown: long numbers hidden, the whole cut at 60 characters."""
    shown = hide_numbers(_HIDDEN.sub("(langt nummer, skjult)", text[: 20 * _SHOWN]))
    return shown if len(shown) <= _SHOWN else shown[:_SHOWN] + "…"
