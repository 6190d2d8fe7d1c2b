"""The manifest in each part: what the receiver needs to know beside the data itself.

docs/manifest-statistikk.schema.json and docs/manifest-pseudonym.schema.json say the same.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from iplos_desktop.sealing.certificate import Role
from iplos_desktop.sealing.package import Package
from iplos_desktop.sealing.trust import TrustedKey

MANIFEST = "manifest.json"
CONTENT = "innhold.xml"
INNER = "innhold.p7m"
IDENTITIES = "identer.csv"
IDENT_MESSAGE = "identmelding.xml"
FORMAT = 1

DIGESTS = {
    "innhold_sha256": CONTENT,
    "innhold_p7m_sha256": INNER,
    "identmelding_sha256": IDENT_MESSAGE,
}
"""The fields that hold the SHA-256 of an entry of the archive."""


@dataclass(frozen=True, slots=True)
class Sending:
    """One sealing: what both manifests say alike. keys: those it is sealed to."""

    package: Package
    keys: Sequence[TrustedKey]
    delivery_id: str
    created: datetime


def bureau_manifest(sending: Sending, digests: Mapping[str, str]) -> dict[str, Any]:
    """For the statistics bureau. digests: SHA-256 by the name of each entry beside it."""
    package = sending.package
    return _common(sending, Role.STATISTIKK) | {
        "records": dict(package.records),
        "findings": {rule: dict(count) for rule, count in package.findings.items()},
        "innhold_sha256": digests[CONTENT],
        "identmelding_sha256": digests.get(IDENT_MESSAGE),
    }


def manager_manifest(sending: Sending, digests: Mapping[str, str]) -> dict[str, Any]:
    """For the pseudonym manager, who is told nothing of the content but the number of persons."""
    return _common(sending, Role.PSEUDONYM) | {
        "innhold_p7m_sha256": digests[INNER],
        "identmelding_sha256": digests.get(IDENT_MESSAGE),
    }


def manifest_bytes(manifest: Mapping[str, Any]) -> bytes:
    """The manifest as it stands in the archive: UTF-8, indented."""
    return json.dumps(manifest, ensure_ascii=False, indent=2).encode() + b"\n"


def typed_texts(manifest: Mapping[str, Any]) -> list[str]:
    """What a person has typed of it; all the rest are numbers, codes and digests of our own."""
    return [text for text in manifest["contact"].values() if text is not None]


def _common(sending: Sending, receiver: Role) -> dict[str, Any]:
    package, sender = sending.package, sending.package.sender
    return {
        "format": FORMAT,
        "receiver": receiver.value,
        "parts": len(sending.keys),
        "program_version": package.program_version,
        "rule_book_version": package.rule_book_version,
        "year_package_version": package.year_package_version,
        "created": sending.created.isoformat(timespec="seconds"),
        "delivery_id": sending.delivery_id,
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
            for each in sending.keys
        ],
        "persons": package.persons,
    }
