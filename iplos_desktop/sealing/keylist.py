"""The registry's yearly key list, signed by a pinned root."""

import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from iplos_desktop.errors import UserError
from iplos_desktop.sealing import jws
from iplos_desktop.sealing.certificate import (
    Role,
    check_fit,
    parse_certificate,
    public_key_bytes,
)
from iplos_desktop.sealing.naming import check_role, check_year
from iplos_desktop.sealing.roots import root_public_key
from iplos_desktop.sealing.strict_json import load_object
from iplos_desktop.sealing.yearkeys import FETCH_AGAIN, KeyEntry, KeyList

__all__ = [
    "LARGEST_LIST",
    "YEARS",
    "KeyEntry",
    "KeyList",
    "UnknownRootError",
    "is_whole_list",
    "read_key_list",
    "recognise",
    "write_key_list",
]

LARGEST_LIST = 512 * 1024  # bytes; a list of two keys is about 6 kB
_MOST_ENTRIES = 100
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
YEARS = range(2000, 2100)
"""The data years a list may name."""
_FAULTS = (KeyError, TypeError, ValueError, InvalidSignature, UnsupportedAlgorithm)


class UnknownRootError(UserError):
    """No root we know has signed the list."""


def read_key_list(data: bytes, roots: Sequence[x509.Certificate], at: datetime) -> KeyList:
    """A key list that holds now. at: with a time zone.

    Raises UserError as `recognise` and `KeyList.check_time` do.
    """
    found = recognise(data, roots)
    found.check_time(at)
    return found


def is_whole_list(data: bytes) -> bool:
    """Whether the bytes are a whole key list to look at; whoever signed it, and what it says."""
    try:
        jws.parted(data)
    except jws.NotJWSError:
        return False
    return True


def recognise(data: bytes, roots: Sequence[x509.Certificate]) -> KeyList:
    """A key list, once a root's signature over the raw bytes has been found good; of any time.

    Raises UserError, with its own message for: another kind of file, no root or an unknown one
    (UnknownRootError), a list with faults in it, a key in force that is unfit for what it is for.
    """
    payload, root = _verified(data, roots)
    try:
        found = _parse(load_object(payload), root)
        for entry in found.entries:
            entry.certificate.verify_directly_issued_by(root)
        _check_entries(found.entries)
    except _FAULTS:
        raise UserError(
            "Nøkkellista er signert av myndigheten, men har feil i seg.",
            "Bruk den ikke. Si fra til myndigheten, og be om en ny liste.",
        ) from None
    return found


def write_key_list(
    version: int,
    issued: datetime,
    expires: datetime,
    entries: Sequence[KeyEntry],
    root_key: ec.EllipticCurvePrivateKey,
) -> bytes:
    """The signed list as the file holds it. Times are kept to the second."""
    keys = [
        {
            "year": each.year,
            "role": each.role.value,
            "certificate": each.certificate.public_bytes(Encoding.PEM).decode("ascii"),
            "valid_from": _text(each.valid_from),
            "valid_to": _text(each.valid_to),
            "status": "revoked" if each.revoked else "active",
        }
        for each in entries
    ]
    payload = {
        "version": version,
        "issued": _text(issued),
        "expires": _text(expires),
        "keys": keys,
    }
    return jws.sign(json.dumps(payload, indent=1).encode(), root_key)


def _verified(data: bytes, roots: Sequence[x509.Certificate]) -> tuple[bytes, x509.Certificate]:
    if not roots:
        raise UnknownRootError(
            "Programmet har ikke noe rotsertifikat å prøve nøkkellista mot.",
            "Be den som installerte programmet, om å legge inn myndighetens rotsertifikat.",
        )
    try:
        # A list that is too large is cut and so no list at all.
        payload, index = jws.verify(data[:LARGEST_LIST], [root_public_key(each) for each in roots])
    except jws.NotJWSError:
        raise UserError(
            "Fila er ikke en nøkkelliste, eller den er skadet.",
            f"{FETCH_AGAIN} Den heter iplos-nokler med årstallet etter.",
        ) from None
    except jws.UnknownSignerError:
        raise UnknownRootError(
            "Nøkkellista er ikke signert av myndigheten, eller den er endret etterpå.",
            f"Bruk den ikke. {FETCH_AGAIN} Skjer det igjen, si fra til myndigheten.",
        ) from None
    return payload, _lasting(roots[index], roots)


def _lasting(signer: x509.Certificate, roots: Sequence[x509.Certificate]) -> x509.Certificate:
    """Of a root and the one that renews it with the same key, the one that lasts longest."""
    key = public_key_bytes(signer)
    same = (each for each in roots if public_key_bytes(each) == key)
    return max(same, key=lambda each: each.not_valid_after_utc)


def _parse(payload: dict[str, Any], root: x509.Certificate) -> KeyList:
    """The payload as objects; KeyError, TypeError or ValueError where it is not as it should."""
    version, keys = payload["version"], payload["keys"]
    if type(version) is not int or version < 1 or not isinstance(keys, list):
        raise ValueError("version or keys")
    if len(keys) > _MOST_ENTRIES:
        raise ValueError("too many keys")
    issued, expires = _time(payload["issued"]), _time(payload["expires"])
    if issued >= expires:
        raise ValueError("times")
    return KeyList(version, issued, expires, tuple(map(_entry, keys)), root)


def _entry(fields: dict[str, Any]) -> KeyEntry:
    year, status = fields["year"], fields["status"]
    if type(year) is not int or year not in YEARS or status not in ("active", "revoked"):
        raise ValueError("year or status")
    start, end = _time(fields["valid_from"]), _time(fields["valid_to"])
    if start >= end:
        raise ValueError("times")
    try:
        certificate = parse_certificate(fields["certificate"].encode("ascii"))
    except (UserError, AttributeError) as error:
        raise ValueError("certificate") from error
    return KeyEntry(year, Role(fields["role"]), certificate, start, end, status == "revoked")


def _check_entries(entries: Sequence[KeyEntry]) -> None:
    """No key in two roles, for it would let one receiver read both parts; one in force each.

    Those in force are fit for their role and year. What time does to a key is judged at use.
    """
    owners: dict[bytes, Role] = {}
    for each in entries:
        if owners.setdefault(public_key_bytes(each.certificate), each.role) is not each.role:
            raise UserError(
                "Nøkkellista gir statistikkbyrået og pseudonymforvalteren samme nøkkel.",
                "Bruk den ikke. Si fra til myndigheten, og be om en ny liste.",
            )
    in_force = [(each.year, each.role) for each in entries if not each.revoked]
    if len(in_force) != len(set(in_force)):
        raise ValueError("two keys in force for one year and role")
    taken_back = {public_key_bytes(each.certificate) for each in entries if each.revoked}
    for each in entries:
        if not each.revoked:
            if public_key_bytes(each.certificate) in taken_back:
                raise ValueError("a key both revoked and in force")
            check_fit(each.certificate)
            check_year(each.certificate, each.year)
            check_role(each.certificate, each.role)


def _time(text: Any) -> datetime:  # noqa: ANN401 - whatever JSON held
    if not isinstance(text, str) or not _TIME.fullmatch(text):
        raise ValueError("time")
    return datetime.fromisoformat(text)


def _text(time: datetime) -> str:
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
