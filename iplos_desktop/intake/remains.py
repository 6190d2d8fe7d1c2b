"""Looks for the identities of an export's persons in what has been parted from them."""

import codecs
import re
import unicodedata
from collections.abc import Iterable
from typing import NoReturn

from iplos_desktop.errors import UserError
from iplos_desktop.intake.encoding import exact_codec
from iplos_desktop.register.identity import identify

_LETTERS = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_KEPT = b"0123456789<>" + _LETTERS
_SIGNS = bytes(code for code in range(128) if code not in _KEPT)  # may stand between digits
_AS_ZEROS = bytes.maketrans(b"123456789", b"000000000")
_ONLY_DIGITS = bytes.maketrans(b"<>" + _LETTERS, b" " * 54)
_ONLY_WORDS = bytes(code if code in b"0123456789" + _LETTERS else 32 for code in range(256))
_TAGS_APART = bytes.maketrans(b"<>", b"  ")
_CUT_NUMBER = 10  # digits of a fødselsnummer whose leading zero is gone
_LENGTHS = (11, 12)  # fødselsnummer and its kin; DUF-nummer
_LONG = b"0" * _CUT_NUMBER
_CARRIED = 4096  # characters looked at once more, together with the next piece

_ASIDE = re.compile(r"<!--|<\?|<!\[CDATA\[|\]\]>")
_ENDS = {"<!--": "-->", "<?": "?>"}
_REFERENCE = re.compile(r"&#(?:x0*([0-9a-fA-F]{1,6})|0*([0-9]{1,7}));")
_FOREIGN = re.compile(r"[^\x00-\x7f]")


class Remains:
    """Is shown all that goes to the bureau, and raises UserError at the first identity.

    Digits count as one number when only signs that are neither letters nor tags stand between
    them, also when they are written with character references, in other scripts' digits, or with
    comments between. Eleven that are a good identity number are never let through, whoever's they
    are: an export may hold one where nobody looks for it.

    numbers: identities of ten digits or more. words: others, such as passport numbers; looked for
    as they are, signs left out.
    """

    def __init__(self, numbers: Iterable[int], words: Iterable[str], encoding: str) -> None:
        self._numbers = frozenset(numbers)
        self._words = frozenset(word.encode("ascii", "replace").lower() for word in words)
        self._encoding = encoding
        self._decoder: codecs.IncrementalDecoder | None = None
        self._rest = ""

    def see(self, content: bytes) -> None:
        """Look at the next piece of the content."""
        if self._decoder is None:
            codec = exact_codec(self._encoding, content[:2])
            self._decoder = codecs.getincrementaldecoder(codec)()
        text = self._rest + self._decoder.decode(content)
        self._look(text)
        self._rest = text[-_CARRIED:]

    def see_texts(self, *others: str) -> None:
        """Look at other texts that go along with the content."""
        for text in others:
            self._look(text)

    def _look(self, text: str) -> None:
        self._look_at(text)
        if "&" in text or "!" in text or "?" in text:  # then also as a parser would read it
            self._look_at(_REFERENCE.sub(_referred, _without_asides(text)))

    def _look_at(self, text: str) -> None:
        data = (text if text.isascii() else _FOREIGN.sub(_in_ascii, text)).encode("ascii")
        if _LONG in data.translate(_AS_ZEROS, _SIGNS):
            for digits in data.translate(_ONLY_DIGITS, _SIGNS).split():
                if len(digits) >= _CUT_NUMBER and self._is_identity(digits):
                    _stop()
        if self._words and self._has_word(data.lower()):
            _stop()

    def _has_word(self, data: bytes) -> bool:
        """Whether an identity stands there as a word, or is all of a value, signs left out."""
        apart, whole = data.translate(_ONLY_WORDS), data.translate(_TAGS_APART, _SIGNS)
        return not (self._words.isdisjoint(apart.split()) and self._words.isdisjoint(whole.split()))

    def _is_identity(self, digits: bytes) -> bool:
        if len(digits) == _CUT_NUMBER:
            return int(digits) in self._numbers
        if len(digits) == _LENGTHS[0] and identify(digits.decode()).valid:
            return True
        return any(
            int(digits[at : at + length]) in self._numbers
            for length in _LENGTHS
            for at in range(len(digits) - length + 1)
        )


def _stop() -> NoReturn:
    raise UserError(
        "Fødselsnummeret til en person i fila står fortsatt i det som skulle til statistikkbyrået.",
        "Ingenting er skrevet. Kontroller fila på nytt for å se hvor nummeret står. Finner ikke"
        " kontrollen det, så meld feilen til leverandøren av EPJ.",
    )


def _without_asides(text: str) -> str:
    """The text without comments, instructions and the marks of CDATA, in time as its length."""
    kept, at = [], 0
    endless: set[str] = set()
    for mark in _ASIDE.finditer(text):
        if mark.start() < at or mark[0] in endless:
            continue
        stop = mark.end()
        if mark[0] in _ENDS:
            found = text.find(_ENDS[mark[0]], stop)
            if found < 0:
                endless.add(mark[0])
                continue
            stop = found + len(_ENDS[mark[0]])
        kept.append(text[at : mark.start()])
        at = stop
    return "".join((*kept, text[at:]))


def _referred(reference: re.Match[str]) -> str:
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    return chr(code) if code < 0x110000 else ""  # noqa: PLR2004 - the last code point


def _in_ascii(sign: re.Match[str]) -> str:
    """A digit of any script as itself, a letter as a letter, anything else as a sign."""
    digit = unicodedata.decimal(sign[0], None)
    if digit is not None:
        return str(digit)
    return "x" if sign[0].isalnum() else " "
