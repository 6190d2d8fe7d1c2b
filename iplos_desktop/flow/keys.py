"""The receivers' keys for a data year, as they stand in files."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from iplos_desktop.errors import UserError
from iplos_desktop.flow.keyring import Certificate, Keyring
from iplos_desktop.flow.list_history import check_key
from iplos_desktop.report.safe import visible
from iplos_desktop.sealing.certificate import (
    Role,
    check_usable,
    fingerprint,
    grouped,
    parse_certificate,
    read_certificate,
    read_small,
)
from iplos_desktop.sealing.keylist import LARGEST_LIST, KeyList
from iplos_desktop.sealing.naming import check_year, named_role, owner
from iplos_desktop.sealing.trust import TrustedKey

__all__ = [
    "OfferedKey",
    "grouped",
    "keys_of_list",
    "named_keys",
    "offered_keys",
    "read_key_file",
    "shown_key",
    "shown_keys",
    "usable_keys",
]


@dataclass(frozen=True)
class OfferedKey:
    """A key read from a file, to be shown and then trusted or not.

    role: None when the certificate does not tell whose it is. owner: who it says it belongs to.
    valid_from, valid_to: in UTC. under_root: whether a pinned root has issued it. trusted: set
    when a key list vouches for it; otherwise its fingerprint must be typed. refused: why a listed
    key cannot be used now.
    """

    role: Role | None
    owner: str
    valid_from: datetime
    valid_to: datetime
    fingerprint: str
    certificate: Certificate
    under_root: bool
    trusted: TrustedKey | None = None
    refused: UserError | None = None


def read_key_file(path: Path) -> bytes:
    """All of a key list or certificate. Raises UserError, also when it is too large for that."""
    return read_small(path, LARGEST_LIST)


def offered_keys(path: Path, year: int, now: datetime, ring: Keyring) -> list[OfferedKey]:
    """The keys in a file (a key list or a certificate) for a data year, the bureau's first.

    Raises UserError for anything but a key that could be used now for that year. A list that
    is in order is taken by the keyring.
    """
    data = read_key_file(path)
    if is_key_list(data):
        return keys_of_list(data, year, now, ring)
    certificate = read_certificate(path)
    ring.demand_by_hand()
    role = named_role(certificate)
    check_usable(certificate, now)
    check_year(certificate, year)
    ring.check_against_lists(certificate, role, year, now)
    return [_offered(certificate, role, ring)]


def keys_of_list(data: bytes, year: int, now: datetime, ring: Keyring) -> list[OfferedKey]:
    """The year's keys in a key list, taken by the keyring. Raises UserError."""
    return usable_keys(ring.take(data, now), year, now, ring)


def usable_keys(listed: KeyList, year: int, now: datetime, ring: Keyring) -> list[OfferedKey]:
    """The year's keys in a list that is trusted already. Raises UserError when there are none."""
    keys = [ring.trust(listed, key) for key in listed.choose(year, now)]
    return [_offered(key.certificate, key.role, ring, key) for key in keys]


def named_keys(
    names: Sequence[str], year: int, typed: Iterable[str], ring: Keyring, now: datetime
) -> list[TrustedKey]:
    """The keys a command line names: key lists, and certificates as ``statistikk=FIL``.

    typed: fingerprints for those no list vouches for. Raises UserError, also when these keys
    together may not be sealed to.
    """
    typed = [*typed]
    found: list[TrustedKey] = []
    for name in names:
        role, equals, file = name.partition("=")
        if equals and role in {*Role}:
            certificate = read_certificate(Path(file))
            found.append(ring.by_hand(certificate, Role(role), year, typed, now))
        else:
            data = read_key_file(Path(name))
            _refuse_bare(data, Path(name))
            listed = ring.take(data, now)
            found += [ring.trust(listed, key) for key in listed.choose(year, now)]
    ring.check_set(found, year, now)
    return found


def _refuse_bare(data: bytes, path: Path) -> None:
    """Raise UserError for a certificate whose role was not told."""
    try:
        parse_certificate(data)
    except UserError:  # a list, or whatever the keyring will say of it
        return
    raise UserError(
        f"Fila {path.name} er et sertifikat, og det er ikke oppgitt hvem det tilhører.",
        f"Skriv --nokkel statistikk={path} eller --nokkel pseudonym={path}, slik brevet fra"
        " myndigheten sier.",
    )


def shown_keys(listed: KeyList, now: datetime, ring: Keyring) -> list[tuple[int, OfferedKey]]:
    """Every key of a list with its data year, to be shown and no more."""
    seen = [listed, *ring.known()]
    found: list[tuple[int, OfferedKey]] = []
    for entry in sorted(listed.entries, key=lambda one: (one.year, [*Role].index(one.role))):
        trusted, refused = None, None
        try:
            trusted = ring.trust(listed, listed.trust(entry, now))
            check_key(entry.certificate, entry.role, entry.year, seen, now)
        except UserError as error:
            refused = error
        found.append((entry.year, _offered(entry.certificate, entry.role, ring, trusted, refused)))
    return found


def shown_key(path: Path, ring: Keyring) -> OfferedKey:
    """The certificate in a file, to be shown and no more. Raises UserError."""
    certificate = read_certificate(path)
    return _offered(certificate, named_role(certificate), ring)


def is_key_list(data: bytes) -> bool:
    """Whether a file is a key list (a compact JWS) rather than a certificate."""
    return data.count(b".") == 2 and data.lstrip().startswith(b"eyJ")  # noqa: PLR2004


def _offered(
    certificate: Certificate,
    role: Role | None,
    ring: Keyring,
    trusted: TrustedKey | None = None,
    refused: UserError | None = None,
) -> OfferedKey:
    return OfferedKey(
        role=role,
        owner=visible(owner(certificate)),
        valid_from=certificate.not_valid_before_utc,
        valid_to=certificate.not_valid_after_utc,
        fingerprint=fingerprint(certificate),
        certificate=certificate,
        under_root=ring.under_root(certificate),
        trusted=trusted,
        refused=refused,
    )
