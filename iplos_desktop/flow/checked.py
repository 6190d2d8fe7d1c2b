"""What to check, and what has come of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from iplos_desktop.catalogue.counts import Counts
from iplos_desktop.catalogue.findings import Findings
from iplos_desktop.flow.since_last import SinceLast
from iplos_desktop.flow.years import Years, installed
from iplos_desktop.sealing.package import CheckedFile
from iplos_desktop.year import Year

REASONS = {
    "tom": "L-01",
    "xml": "L-02",
    "kuttet": "L-03",
    "doctype": "L-04",
    "tegn": "L-05",
    "merke": "L-06",
    "tegnsett": "L-06",
    "rot": "L-07",
    "ingen": "L-08",
    "dypt": "L-09",
    "stor": "L-09",
}
"""The rule for each reason that a file is no usable export."""

UNUSABLE = frozenset(REASONS.values())
"""The rules that tell that a file is not read to its end."""


def _nothing_known(*_: object) -> None:
    """Stands for what is not known."""


@dataclass(frozen=True)
class Order:
    """What to check and how.

    year: the data year, None for the file's own. municipality: the one to send for,
    None when it does not matter. test: demand made-up identities. organisations: for a
    data year, its list of organisation numbers, None when none is loaded. last: for a
    municipality and a district, what was sent last, None when nothing was. email: likewise
    the contact's address, None when it is not known yet. years: the packages of this installation.
    """

    path: Path
    ident_path: Path | None = None
    year: int | None = None
    municipality: str | None = None
    test: bool = False
    organisations: Callable[[int], frozenset[str] | None] = _nothing_known
    last: Callable[[str, str], Counts | None] = _nothing_known
    email: Callable[[str, str], str | None] = _nothing_known
    years: Years = field(default_factory=installed)


@dataclass(frozen=True)
class FileFacts:
    """What an export is; None for what could not be read. Sizes in bytes.

    has_identities: they stand in the export itself, as in 3.3, and not in a message of their own.
    """

    version: str | None
    namespace: str | None
    municipality: str | None
    district: str | None
    first: date | None
    last: date | None
    system: str | None
    persons: int
    records: Mapping[str, int]
    size: int
    sha256: str
    encoding: str | None
    has_identities: bool


@dataclass(frozen=True)
class Checked:
    """An export that has been checked.

    at: when, with a time zone. counts: how much is in it. contacts: the e-mail addresses
    the export itself names. last: what was sent last for the same place, None when nothing.
    since: what has become of the findings of the last check of the same place and year,
    None when there was none.
    """

    order: Order
    file: FileFacts
    year: Year
    findings: Findings
    at: datetime
    ident: CheckedFile | None = None
    counts: Counts = field(default_factory=lambda: Counts(0))
    contacts: tuple[str, ...] = ()
    last: Counts | None = None
    since: SinceLast | None = None

    @property
    def read_whole(self) -> bool:
        """Whether the file was read to its end, so that every rule could see all of it."""
        return not self.findings.counts.keys() & UNUSABLE
