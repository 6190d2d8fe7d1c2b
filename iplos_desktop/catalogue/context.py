"""What rules may know besides the records they read."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date

from iplos_desktop.catalogue.batch import Cell
from iplos_desktop.catalogue.counts import Counts
from iplos_desktop.year import Year


@dataclass(frozen=True)
class Context:
    """What a check knows; a rule names what it needs among its parameters.

    info: the values of INNHINFO by element. today: the day of the check. test: whether
    made-up identities are demanded. own_municipality: the one this installation sends
    for. own_email: the contact's address. organisations: the year's organisation numbers.
    serial: `lopenr` of the ident message. last_sent: what was sent last for the same place.
    counts: how much the file holds; only known to rules on the whole file. year_known:
    whether the file, or whoever asked, has said which year it is of.

    None stands for what is not known: a rule that needs it does not apply then.
    """

    year: Year
    today: date
    test: bool = False
    own_municipality: str | None = None
    info: Mapping[str, Cell] = field(default_factory=dict)
    own_email: str | None = None
    organisations: frozenset[str] | None = None
    serial: str | None = None
    last_sent: Counts | None = None
    counts: Counts = field(default_factory=lambda: Counts(0))
    year_known: bool = True


CONTEXT = tuple(one.name for one in fields(Context))
"""Parameters that are not elements."""

UNKNOWN: Mapping[str, str] = {
    "own_municipality": "Kommunen det sendes for, er ikke oppgitt.",
    "own_email": "E-postadressen til kontakten er ikke oppgitt.",
    "organisations": "Årets liste over organisasjonsnumre er ikke lastet inn.",
    "serial": "Identmeldingen er ikke lest.",
    "last_sent": "Det er ingen tidligere innsending å sammenligne med.",
}
"""Why a rule does not apply, by what it needs and nobody knows."""
