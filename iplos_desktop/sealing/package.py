"""What is sealed: the checked export, how it is parted, and who sends it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol, TypedDict

from iplos_desktop.errors import UserError
from iplos_desktop.sealing.trust import TrustedKey


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file as it was when it was checked: SHA-256 in lower-case hex, size in bytes."""

    path: Path
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Sender:
    """Who submits: municipality (four digits), district (two), contact for receipt and feedback."""

    municipality: str
    district: str
    organisation_number: str
    name: str
    email: str
    phone: str | None


class FindingCount(TypedDict):
    """How many findings a rule gave, and its level."""

    level: str
    count: int


class Remains(Protocol):
    """Is shown all that goes to the bureau. Raises UserError at an identity of the export's."""

    def see(self, content: bytes) -> None:
        """Look at the next piece of the content."""

    def see_texts(self, *others: str) -> None:
        """Look at other texts that go along."""


class Parting(Protocol):
    """One reading of an export, which parts its identities from all the rest."""

    def contents(self, pieces: Iterable[memoryview]) -> Iterator[bytes]:
        """The export without its identities.

        Raises ValueError when the bytes are not those that were checked, and UserError.
        """

    def identities(self) -> bytes:
        """``identer.csv``, once the content has been read."""

    def remains(self) -> Remains:
        """What looks for the identities in the content, once it has been read."""


@dataclass(frozen=True, slots=True)
class Package:
    """Everything sealing needs; made only from findings that allow it.

    year: the data's. records: number by class. findings: by rule. parting: for two parts;
    None when there is no key for the pseudonym manager. It serves one sealing.
    """

    export: CheckedFile
    ident: CheckedFile | None
    year: int
    sender: Sender
    corrected: bool
    test: bool
    persons: int
    records: Mapping[str, int]
    findings: Mapping[str, FindingCount]
    program_version: str
    rule_book_version: str
    year_package_version: str
    keys: Sequence[TrustedKey]
    parting: Parting | None = None


def file_name(package: Package, now: datetime) -> str:
    """IPLOS_<kommune>_<bydel>_<dataår>_<tid>[_TEST].p7m. Raises UserError for odd numbers."""
    sender = package.sender
    if not re.fullmatch("[0-9]{4}", sender.municipality):
        raise UserError(
            "Kommunenummeret har ikke fire sifre.", "Rett kommunenummeret og prøv igjen."
        )
    if not re.fullmatch("[0-9]{2}", sender.district):
        raise UserError(
            "Bydelsnummeret har ikke to sifre.",
            "Rett bydelsnummeret og prøv igjen; 00 betyr hele kommunen.",
        )
    test = "_TEST" if package.test else ""
    place = f"{sender.municipality}_{sender.district}_{package.year}"
    return f"IPLOS_{place}_{now:%Y%m%dT%H%M%S}{test}.p7m"
