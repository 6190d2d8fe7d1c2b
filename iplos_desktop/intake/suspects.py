"""Finds what could be somebody's identity, where none may stand."""

import re
from dataclasses import dataclass

from iplos_desktop.catalogue.batch import Suspect
from iplos_desktop.intake.plain import resolved
from iplos_desktop.intake.unusable import Unusable
from iplos_desktop.register import guises
from iplos_desktop.register.guises import SHORTEST
from iplos_desktop.register.identity import hide_numbers

_LONG = re.compile(r"[0-9](?:[^0-9a-z]*+[0-9]){10,}|[0-9]{10}")  # in a folded text
_HIDDEN = "(langt nummer, skjult)"
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
    """The text as it may be shown: long numbers hidden, the whole cut at 60 characters.

    Eleven digits or more of any script are one number, whatever signs stand between them.
    """
    text = text[: 20 * _SHOWN]
    left: list[str] = []
    done = 0
    for number in _LONG.finditer(guises.folded(text)):  # as long as the text itself
        left += (text[done : number.start()], _HIDDEN)
        done = number.end()
    shown = hide_numbers("".join((*left, text[done:])))
    return shown if len(shown) <= _SHOWN else shown[:_SHOWN] + "…"
