"""The receivers' keys for a data year: from a file, and what trust in them rests on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from iplos_desktop.errors import UserError
from iplos_desktop.sealing.certificate import (
    Role,
    check_role,
    check_usable,
    check_year,
    fingerprint,
    grouped,
    parse_certificate,
    read_certificate,
    read_small,
)
from iplos_desktop.sealing.keylist import LARGEST_LIST, pinned_roots, read_key_list
from iplos_desktop.sealing.trust import TrustedKey, confirm_fingerprint, trust_by_hand

__all__ = [
    "OfferedKey",
    "Roots",
    "grouped",
    "keys_in",
    "named_keys",
    "offered_keys",
    "roots",
    "trust_offered",
]

Certificate = Any
"""A certificate as sealing knows it; nothing outside that room looks inside."""


@dataclass(frozen=True)
class OfferedKey:
    """A key read from a file, to be shown and then trusted or not.

    owner: who it says it belongs to. valid_from, valid_to: in UTC. trusted: set when a
    key list vouches for it; otherwise its fingerprint must be typed.
    """

    role: Role
    owner: str
    valid_from: datetime
    valid_to: datetime
    fingerprint: str
    certificate: Certificate
    trusted: TrustedKey | None = None


@dataclass(frozen=True)
class Roots:
    """The roots key lists may be signed by. by_hand: one was named and typed by the user."""

    certificates: Sequence[Certificate]
    by_hand: bool = False


def roots(path: Path | None = None, typed: Iterable[str] = ()) -> Roots:
    """The pinned roots, or the one in a file whose fingerprint was typed.

    Raises UserError when the file is no certificate or the fingerprint is another.
    """
    if path is None:
        return Roots(pinned_roots())
    root = read_certificate(path)
    confirm_fingerprint(fingerprint(root), typed)
    return Roots([root], by_hand=True)


def offered_keys(path: Path, year: int, now: datetime, trusted: Roots) -> list[OfferedKey]:
    """The keys in a file (a key list or a certificate) for a data year, the bureau's first.

    Raises UserError for anything but a key that could be used now for that year.
    """
    data = read_small(path, LARGEST_LIST)
    if is_key_list(data):
        return [
            _offered(key.certificate, key.role, key) for key in keys_of(data, year, now, trusted)
        ]
    certificate = parse_certificate(data)
    check_usable(certificate, now)
    check_year(certificate, year)
    return [_offered(certificate, _role_of(certificate), None)]


def named_keys(
    names: Sequence[str], year: int, typed: Iterable[str], trusted: Roots, now: datetime
) -> list[TrustedKey]:
    """The keys a command line names: key lists, and certificates as ``statistikk=FIL``.

    typed: fingerprints for those no list vouches for. Raises UserError.
    """
    typed = [*typed]
    found: list[TrustedKey] = []
    for name in names:
        role, equals, file = name.partition("=")
        if equals and role in {*Role}:
            certificate = read_certificate(Path(file))
            found.append(trust_by_hand(certificate, Role(role), year, typed, now))
        else:
            found += keys_of(read_small(Path(name), LARGEST_LIST), year, now, trusted)
    return found


def keys_in(path: Path, now: datetime, trusted: Roots) -> list[tuple[int | None, OfferedKey]]:
    """Every key in a file with the data year a list gives it, to be shown and no more."""
    data = read_small(path, LARGEST_LIST)
    if not is_key_list(data):
        certificate = parse_certificate(data)
        return [(None, _offered(certificate, _role_of(certificate), None))]
    found = read_key_list(data, trusted.certificates, now)
    keys: list[tuple[int | None, OfferedKey]] = []
    for year in sorted({entry.year for entry in found.entries}):
        keys += [(year, _offered(key.certificate, key.role, key)) for key in found.choose(year)]
    return keys


def keys_of(data: bytes, year: int, now: datetime, trusted: Roots) -> list[TrustedKey]:
    """The year's keys in a key list. Raises UserError when the list cannot be trusted."""
    keys = read_key_list(data, trusted.certificates, now).choose(year)
    return [replace(key, how="rot") for key in keys] if trusted.by_hand else keys


def is_key_list(data: bytes) -> bool:
    """Whether a file is a key list (a compact JWS) rather than a certificate."""
    return data.count(b".") == 2 and data.lstrip().startswith(b"eyJ")  # noqa: PLR2004


def trust_offered(
    offered: OfferedKey, year: int, typed: Iterable[str], now: datetime
) -> TrustedKey:
    """The key, once its fingerprint has been typed. Raises UserError when it does not fit."""
    if offered.trusted is not None:
        return offered.trusted
    return trust_by_hand(offered.certificate, offered.role, year, typed, now)


def _offered(certificate: Certificate, role: Role, trusted: TrustedKey | None) -> OfferedKey:
    return OfferedKey(
        role=role,
        owner=certificate.subject.rfc4514_string(),
        valid_from=certificate.not_valid_before_utc,
        valid_to=certificate.not_valid_after_utc,
        fingerprint=fingerprint(certificate),
        certificate=certificate,
        trusted=trusted,
    )


def _role_of(certificate: Certificate) -> Role:
    """Whose key it says it is; the bureau's when it does not say."""
    try:
        check_role(certificate, Role.STATISTIKK)
    except UserError:
        return Role.PSEUDONYM
    return Role.STATISTIKK
