"""Finds what could be an identity number, where none may stand."""

import re

_RUN = re.compile(r"\d(?:[ -]?\d){10,}", re.ASCII)
_LENGTHS = (11, 12)  # fødselsnummer and its kin; DUF-nummer
SHORTEST = min(_LENGTHS)


def numbers_in(text: str) -> tuple[int, ...]:
    """Every stretch of 11 or 12 digits, spaces and hyphens between them left out."""
    found = []
    for run in _RUN.finditer(text):
        digits = run[0].replace(" ", "").replace("-", "")
        found += [
            int(digits[start : start + length])
            for length in _LENGTHS
            for start in range(len(digits) - length + 1)
        ]
    return tuple(found)


def masked(text: str) -> str:
    """The text as it may be shown: long numbers hidden, the whole cut at 60 characters."""
    shown = _RUN.sub("(langt nummer, skjult)", text)
    return shown if len(shown) <= _SHOWN else shown[:_SHOWN] + "…"


_SHOWN = 60
