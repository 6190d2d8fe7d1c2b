"""Who is who: the local numbers of an export's persons, each with its identity number."""

import csv
import re
from collections.abc import Iterator

from iplos_desktop.catalogue.batch import Batch
from iplos_desktop.errors import UserError
from iplos_desktop.intake.suspects import masked
from iplos_desktop.register.elements import IDENT
from iplos_desktop.register.guises import is_clean, known_by
from iplos_desktop.register.identity import LIST_9032, Kind, identify

HEADER = ("pePeID", "identitet", "type")
_INTEGER = re.compile(r"[+-]?\d{1,50}")  # Python makes none of more than 4300 digits


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
        identity itself. Raises UserError when the number has another identity already, and
        when more than an identity stands in its place, which the manager is not to see.
        """
        number, identity = number.strip(), identity.strip()
        if not is_clean(identity):
            raise UserError(
                "Det står noe annet enn et fødselsnummer i feltet for fødselsnummer på en person.",
                "Ingenting er skrevet, for pseudonymforvalteren skal ikke se noe annet. Kontroller"
                " fila på nytt for å se hvem det er, rett feltet i EPJ og eksporter på nytt.",
            )
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

    def known_by(self) -> Iterator[int | str]:
        """What the identities are known again by, see `register.guises`; ordinary ones left out."""
        for one in self._identities.values():
            known = one if isinstance(one, int) else known_by(one)
            if known is not None:
                yield known


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
    """Long numbers as such, which take little room; anything else as it stands."""
    known = known_by(identity)
    return known if isinstance(known, int) else identity


def _kind(identity: str) -> Kind:
    known = identify(identity)
    return known.kind if known.valid else Kind.OTHER
