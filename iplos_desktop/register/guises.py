"""A person's identity in whatever guise a text has it: what it is known again by."""

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator

from iplos_desktop.register.identity import identify

SHORTEST = 7  # signs of a passport number and its like; a shorter one is found everywhere
FEWEST_DIGITS = 10  # a fødselsnummer whose leading zero is gone
MOST_DIGITS = 20  # of an identity; the longest there is, a DUF-nummer, has twelve
_WHOLE = 11  # digits of a fødselsnummer and its kin
_MOST_LETTERS = 4  # in an identity
_BESIDE_LETTERS = range(5, 11)  # digits
_LONGEST_WORD = _MOST_LETTERS + max(_BESIDE_LETTERS)
_NUMBER = re.compile(rf"\d{{1,{MOST_DIGITS}}}")
_PARTED = re.compile(r"\d(?:[ \u00a0./+-]?\d){9,19}")  # a short one could be codes side by side
_LETTER = r"[^\W\d_]"
_MIXED = re.compile(
    rf"(?:{_LETTER}{{1,{_MOST_LETTERS}}}[ \u00a0-]?\d+|\d{{6,8}}[+-]{_LETTER}+\d+|[^\W_]+)"
)

_APART = re.compile(r"[\W_]+")
_RUN = re.compile(rf"[0-9]{{{FEWEST_DIGITS},}}")
_WORD = re.compile(rf"[0-9a-z]{{{SHORTEST},}}")
_FOREIGN = re.compile(r"[^\x00-\x7f]")


def is_clean(identity: str) -> bool:
    """Whether a text is an identity number of some kind and nothing beside it; blank is clean.

    Digits, at most 20, from ten on with single signs between; or, as in foreign and local
    numbers, up to four letters among five to ten digits: in one word, or parted once after letters
    that lead or after six to eight digits. Codes side by side are none of these.
    """
    text = identity.strip()
    if not text or _NUMBER.fullmatch(text) or _PARTED.fullmatch(text):
        return True
    return _MIXED.fullmatch(text) is not None and _is_mixed(_APART.sub("", text))


def known_by(identity: str) -> int | str | None:
    """What a person's identity is known again by, in any guise; None when it is too ordinary.

    An int for one of ten digits or more, else a word of seven signs or more with both letters and
    digits. A number of fewer digits alone is found everywhere.
    """
    word = compact(folded(identity))
    if word.isdecimal():
        number = int(word) if len(word) <= MOST_DIGITS else 0
        return number if number >= 10 ** (FEWEST_DIGITS - 1) else None
    return word if is_telling(word) else None


def folded(text: str) -> str:
    """A text in small ASCII: digits of every script and shape as digits, other letters as «x»."""
    return in_ascii(text).lower()


def in_ascii(text: str) -> str:
    """The same with ASCII capitals as they are; all of the content comes by here."""
    return text if text.isascii() else _FOREIGN.sub(_in_ascii, text)


def compact(text: str) -> str:
    """A folded text without the signs that are neither letters nor digits."""
    return _APART.sub("", text)


def is_telling(word: str) -> bool:
    """Whether a folded, compact word could be an identity with letters, and no ordinary word."""
    return SHORTEST <= len(word) <= _LONGEST_WORD and _is_mixed(word)


def _is_mixed(word: str) -> bool:
    """Whether a word has as many letters and digits as an identity with letters."""
    digits = sum(sign.isdecimal() for sign in word)
    return 0 < len(word) - digits <= _MOST_LETTERS and digits in _BESIDE_LETTERS


def runs(text: str) -> frozenset[str]:
    """The digits of a folded text that could be one number, with signs between them or without."""
    return frozenset((*_RUN.findall(text), *_RUN.findall(compact(text))))


def words(text: str) -> frozenset[str]:
    """The telling words of a folded text, and the whole of it as one."""
    return frozenset(filter(is_telling, (*_WORD.findall(text), compact(text))))


def is_good(run: str) -> bool:
    """Whether a run of digits is a good identity number of eleven digits, whoever's it is."""
    return len(run) == _WHOLE and identify(run).valid


def holds_number(run: str, known: Container[object], lengths: Iterable[int]) -> bool:
    """Whether a number that is known stands anywhere in a run of digits.

    lengths: the numbers of digits those have, zeros before them left out.
    """
    return any(number in known for number in _within(run, lengths))


def _within(run: str, lengths: Iterable[int]) -> Iterator[int]:
    for length in lengths:
        for at in range(len(run) - length + 1):
            yield int(run[at : at + length])


def _in_ascii(sign: re.Match[str]) -> str:
    digit = unicodedata.digit(sign[0], None)
    if digit is not None:
        return str(digit)
    return "x" if sign[0].isalnum() else " "
