"""Looks for the identities of an export's persons in what has been parted from them."""

import codecs
from collections.abc import Iterable

from iplos_desktop.errors import UserError
from iplos_desktop.intake.encoding import exact_codec
from iplos_desktop.intake.plain import resolved, without_asides
from iplos_desktop.register.guises import FEWEST_DIGITS, holds_number, in_ascii, is_good

_LETTERS = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_KEPT = b"0123456789<>" + _LETTERS
_SIGNS = bytes(code for code in range(128) if code not in _KEPT)  # may stand between digits
_BEFORE_VALUE = ((b'="', b"<"), (b"='", b"<"))  # an attribute's name and value are two things
_AS_ZEROS = bytes.maketrans(b"123456789", b"000000000")
_BETWEEN_DIGITS = bytes.maketrans(b"<>" + _LETTERS, b" " * 54)
_ONLY_DIGITS = bytes(code if code in b"0123456789" else 32 for code in range(256))
_ONLY_WORDS = bytes(code if code in b"0123456789" + _LETTERS else 32 for code in range(256))
_VALUES_APART = bytes.maketrans(b"<>\"'", b"    ")
_NO_QUOTES = bytes(code for code in _SIGNS if code not in b"\"'")
_LONG = b"0" * FEWEST_DIGITS
_FEW = 10  # words; each is a search through all of the text
_CARRIED = 4096  # characters looked at once more, together with the next piece


class Remains:
    """Is shown all that goes to the bureau, and raises UserError at the first identity.

    Digits count as one number when only signs that are neither letters nor tags stand between
    them, also when they are written with character references, in other scripts' digits, or with
    comments between. Eleven that are a good identity number are never let through, whoever's they
    are: an export may hold one where nobody looks for it.

    identities: what those of the persons are known by, see `register.guises`.
    """

    def __init__(self, identities: Iterable[int | str], encoding: str) -> None:
        known = frozenset(identities)
        self._numbers = frozenset(one for one in known if isinstance(one, int))
        self._words = frozenset(one.encode() for one in known if isinstance(one, str))
        self._lengths = frozenset(len(str(number)) for number in self._numbers)
        self._encoding = encoding
        self._decoder: codecs.IncrementalDecoder | None = None
        self._rest = ""

    def see(self, content: bytes) -> None:
        """Look at the next piece of the content."""
        if self._decoder is None:
            codec = exact_codec(self._encoding, content[:2])
            self._decoder = codecs.getincrementaldecoder(codec)()
        text = self._rest + self._decoder.decode(content)
        if self._finds(text):
            raise UserError(
                "Fødselsnummeret til en person i fila står fortsatt i det som skulle til"
                " statistikkbyrået.",
                "Ingenting er skrevet. Kontroller fila på nytt for å se hvor nummeret står. Finner"
                " ikke kontrollen det, så meld feilen til leverandøren av EPJ.",
            )
        self._rest = text[-_CARRIED:]

    def see_texts(self, *others: str) -> None:
        """Look at what the sender has typed, which goes along with the content."""
        if any(map(self._finds, others)):
            raise UserError(
                "Et fødselsnummer står i opplysningene om kontaktpersonen.",
                "Ingenting er skrevet. Rett navnet, e-postadressen eller telefonnummeret til"
                " avsenderen, og krypter på nytt.",
            )

    def _finds(self, text: str) -> bool:
        if self._holds(resolved(text)):
            return True
        as_read = "!" in text or "?" in text  # then also as a parser would read it
        return as_read and self._holds(resolved(without_asides(text)))

    def _holds(self, text: str) -> bool:
        data = in_ascii(text).encode("ascii")
        if _LONG in data.translate(_AS_ZEROS, _SIGNS):
            for digits in {*_runs(data), *data.translate(_ONLY_DIGITS).split()}:
                if len(digits) >= FEWEST_DIGITS and self._is_identity(digits.decode()):
                    return True
        return bool(self._words) and self._holds_word(data.lower())

    def _is_identity(self, run: str) -> bool:
        return is_good(run) or holds_number(run, self._numbers, self._lengths)

    def _holds_word(self, data: bytes) -> bool:
        """Whether an identity stands there as a word, or is all of a value, signs left out."""
        if len(self._words) <= _FEW:  # then it is quicker to see first that none is there
            squeezed = data.translate(None, _SIGNS)
            if not any(word in squeezed for word in self._words):
                return False
        apart = data.translate(_ONLY_WORDS).split()
        whole = data.translate(_VALUES_APART, _NO_QUOTES).split()
        return not (self._words.isdisjoint(apart) and self._words.isdisjoint(whole))


def _runs(data: bytes) -> list[bytes]:
    """The digits that are one number, with signs between them or without."""
    for mark, apart in _BEFORE_VALUE:
        data = data.replace(mark, apart)
    return data.translate(_BETWEEN_DIGITS, _SIGNS).split()
