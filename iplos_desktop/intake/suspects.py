"""Finds what could be an identity number, where none may stand."""

import re
from collections.abc import Iterator
from itertools import pairwise

from iplos_desktop.intake.unusable import Unusable
from iplos_desktop.register.identity import hide_numbers, identify, spread_numbers

_LENGTHS = (11, 12)  # fødselsnummer and its kin; DUF-nummer
SHORTEST = 10  # a fødselsnummer whose leading zero is gone

# A space or hyphen may stand anywhere; between the sixth digit and the seventh, any sign.
_RUN = re.compile(r"\d(?:[ \u00a0-]?\d){9,}|\d{6}\W{1,3}\d{5}")
_HIDDEN = re.compile(r"\d(?:[ \u00a0-]?\d){10,}|\d{10}|\d{6}\W{1,3}\d{5}")
_TOKENS = re.compile(r"\d+")
_REFERENCE = re.compile(r"&#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}));")
# Every place in a longer row of digits where a number of one of the series could begin.
_WINDOW = re.compile(
    r"(?=((?:0[1-9]|[12]\d|3[01]|4[1-9]|[56]\d|7[01])"
    r"(?:0[1-9]|1[0-2]|4[1-9]|5[0-2]|8[1-9]|9[0-2])\d{7}|[89]\d{10}))"
)
_DUF_WINDOW = re.compile(r"(?=((?:19|20)\d{10}))")
_MOST_WINDOWS = 4_000_000  # in a file; past that it is made to keep the program busy
_SHOWN = 60


class LongNumbers:
    """Looks for long numbers in the texts of one file, with a bound on the work."""

    def __init__(self) -> None:
        self._left = _MOST_WINDOWS

    def in_text(self, text: str, line: int) -> tuple[int, ...]:
        """The numbers that could be identities, spaces and hyphens left out.

        Numbers of 11 and 12 digits that stand alone are all there; one of 10 digits, or a
        part of a longer row, only when its check digits are right. Raises Unusable with
        that line when a file goes on and on so.
        """
        if len(text) < SHORTEST:
            return ()
        if "&#" in text:
            text = _REFERENCE.sub(_referred, text)
        found: dict[int, None] = {}
        for run in _RUN.finditer(text):
            found |= dict.fromkeys(map(int, self._candidates(run[0], line)))
        for _, _, digits in spread_numbers(text):
            self._spend(line)
            found[int(digits)] = None
        return tuple(found)

    def _candidates(self, run: str, line: int) -> Iterator[str]:
        tokens = [_ascii(token) for token in _TOKENS.findall(run)]
        whole = "".join(tokens)
        halves = (a + b for a, b in pairwise(tokens) if (len(a), len(b)) == (6, 5))
        for number in (whole, *tokens, *halves):
            cut = len(number) == SHORTEST and identify("0" + number).valid
            if cut or len(number) in _LENGTHS:
                yield number
        if len(whole) > max(_LENGTHS):
            for window in (*_WINDOW.finditer(whole), *_DUF_WINDOW.finditer(whole)):
                self._spend(line)
                if identify(window[1]).valid:
                    yield window[1]

    def _spend(self, line: int) -> None:
        self._left -= 1
        if self._left < 0:
            raise Unusable("stor", line)


def _referred(reference: re.Match[str]) -> str:
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    return chr(code) if code < 0x110000 else ""  # noqa: PLR2004 - the last code point


def _ascii(digits: str) -> str:
    return digits if digits.isascii() else "".join(str(int(digit)) for digit in digits)


def masked(text: str) -> str:
    """The text as it may be shown: long numbers hidden, the whole cut at 60 characters."""
    shown = hide_numbers(_HIDDEN.sub("(langt nummer, skjult)", text[: 20 * _SHOWN]))
    return shown if len(shown) <= _SHOWN else shown[:_SHOWN] + "…"
