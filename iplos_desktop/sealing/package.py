"""What is sealed: the checked export, and the manifest that goes with it."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypedDict

from iplos_desktop.errors import UserError
from iplos_desktop.sealing.trust import TrustedKey

MANIFEST = "manifest.json"
CONTENT = "innhold.xml"
IDENT = "identmelding.xml"
MANIFEST_FORMAT = 1


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


@dataclass(frozen=True, slots=True)
class Package:
    """Everything sealing needs; made only from findings that allow it.

    year: the data's. records: number by class. findings: by rule.
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


def bureau_manifest(
    package: Package, keys: Sequence[TrustedKey], delivery_id: str, now: datetime
) -> dict[str, Any]:
    """The manifest for the statistics bureau; docs/manifest-statistikk.schema.json says the same.

    keys: those the message is sealed to.
    """
    sender = package.sender
    return {
        "format": MANIFEST_FORMAT,
        "program_version": package.program_version,
        "rule_book_version": package.rule_book_version,
        "year_package_version": package.year_package_version,
        "created": now.isoformat(timespec="seconds"),
        "delivery_id": delivery_id,
        "data_year": package.year,
        "municipality": sender.municipality,
        "district": sender.district,
        "organisation_number": sender.organisation_number,
        "contact": {"name": sender.name, "email": sender.email, "phone": sender.phone},
        "corrected": package.corrected,
        "test": package.test,
        "keys": [
            {
                "role": each.role.value,
                "fingerprint": each.fingerprint,
                "trusted_by": each.how,
                "key_list_version": each.key_list_version,
            }
            for each in keys
        ],
        "persons": package.persons,
        "records": dict(package.records),
        "findings": {rule: dict(count) for rule, count in package.findings.items()},
        "innhold_sha256": package.export.sha256,
        "identmelding_sha256": package.ident.sha256 if package.ident else None,
    }


def manifest_bytes(manifest: Mapping[str, Any]) -> bytes:
    """The manifest as it stands in the archive: UTF-8, indented."""
    return json.dumps(manifest, ensure_ascii=False, indent=2).encode() + b"\n"
