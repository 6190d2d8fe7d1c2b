"""Who is who: the local numbers of an export's persons, each with its identity number."""

import csv
import re
from collections.abc import Iterator

from iplos_desktop.catalogue.batch import Batch
from iplos_desktop.errors import UserError
from iplos_desktop.intake.suspects import masked
from iplos_desktop.register.elements import IDENT
from iplos_desktop.register.identity import LIST_9032, Kind, identify

HEADER = ("pePeID", "identitet", "type")
_FEWEST_DIGITS = 10  # a fødselsnummer whose leading zero is gone
_SHORTEST_WORD = 7  # signs of a passport number and its like; a shorter one is found everywhere
_SEPARATORS = re.compile(r"[\W_]")
_MOST_DIGITS = 50  # of what is held as a number; Python makes none of more than 4300
_NUMBER_IN_TEXT = re.compile(r"(?<![0-9])[0-9]{10,12}(?![0-9])")
_INTEGER = re.compile(rf"[+-]?[0-9]{{1,{_MOST_DIGITS}}}")


class People:
    """Identities by local number, in the order they came; some 200 bytes a person."""

    def __init__(self) -> None:
        self._identities: dict[int | str, int | str] = {}
        self._rows = bytearray()
        self._table = csv.writer(self, delimiter=";", lineterminator="\n")
        self._table.writerow(HEADER)

    def __len__(self) -> int:
        return len(self._identities)

    def write(self, text: str) -> None:
        """Take a row of the table; called by its writer."""
        self._rows += text.encode()

    def add(self, number: str, identity: str, kind: Kind | None = None) -> None:
        """Take a person; the same one again is passed over.

        identity: "" when the export has none. kind: as the export says, else judged from the
        identity itself. Raises UserError when the number has another identity already.
        """
        number, identity = number.strip(), identity.strip()
        key = int(number) if _INTEGER.fullmatch(number) else number
        told = _comparable(identity)
        known = self._identities.get(key)
        if known is None:
            self._identities[key] = told
            self._table.writerow((number, identity, kind or _kind(identity)))
        elif known != told:
            raise UserError(
                f"Det lokale nummeret {masked(number)} er brukt på to ulike personer.",
                "Helseopplysninger kan havne på feil person, og derfor kan ikke fila sendes."
                " Rett nummeret i EPJ, eksporter på nytt og kontroller den nye fila.",
            )

    def table(self) -> bytes:
        """``identer.csv``: a header and a row a person; UTF-8, semicolons, LF."""
        return bytes(self._rows)

    def numbers(self) -> Iterator[int]:
        """The identities of ten digits or more, also those that other signs stand beside."""
        for one in self._identities.values():
            if isinstance(one, int):
                yield one
            else:
                yield from map(int, _NUMBER_IN_TEXT.findall(one))

    def words(self) -> Iterator[str]:
        """The other identities long enough to be told from ordinary text, signs left out."""
        for one in self._identities.values():
            if isinstance(one, str):
                word = _SEPARATORS.sub("", one)
                if len(word) >= _SHORTEST_WORD and not word.isdecimal() and _has_digit(word):
                    yield word


def take_message(people: People, batch: Batch) -> None:
    """Add the persons of a piece of an ident message, with the type it gives (list 9032)."""
    table = batch.tables[IDENT.name]
    for number, identity, kind in zip(
        *(table.columns[name] for name in ("pid", "fid", "typeID")), strict=True
    ):
        if not isinstance(number, int) or not isinstance(identity, str):
            raise UserError(
                "Identmeldingen har en person uten et lokalt nummer som kan leses.",
                "Eksporter begge filene på nytt samtidig. Hjelper ikke det, så meld feilen til"
                " leverandøren av EPJ.",
            )
        people.add(str(number), identity, LIST_9032.get(str(kind), Kind.OTHER))


def _comparable(identity: str) -> int | str:
    """Digits as a number, which takes little room; anything else as it stands."""
    digits = _SEPARATORS.sub("", identity)
    plain = (
        _FEWEST_DIGITS <= len(digits) <= _MOST_DIGITS and digits.isascii() and digits.isdecimal()
    )
    return int(digits) if plain else identity


def _has_digit(word: str) -> bool:
    return any(sign.isdecimal() for sign in word)


def _kind(identity: str) -> Kind:
    known = identify(identity)
    return known.kind if known.valid else Kind.OTHER
