"""A key that may be used, and what its trust rests on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from cryptography import x509

from iplos_desktop.errors import UserError
from iplos_desktop.sealing.certificate import (
    Role,
    check_usable,
    fingerprint,
    public_key_bytes,
)
from iplos_desktop.sealing.naming import check_role, check_year

How = Literal["liste", "rot", "fingeravtrykk"]
TYPED_DIGITS = 16  # of 64: short enough to type, too many to forge
_HEX = set("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class TrustedKey:
    """One receiver's certificate.

    how: a list signed by a pinned root vouches for it; or one by a root whose fingerprint the
    user typed; or the user typed the key's own fingerprint.
    key_list_version: of that list, None for a key trusted by hand. until: how long the list
    vouches for it; None for a key trusted by hand.
    """

    role: Role
    certificate: x509.Certificate
    fingerprint: str
    how: How
    key_list_version: int | None
    until: datetime | None = None


def trust_by_hand(
    certificate: x509.Certificate, role: Role, year: int, typed: Iterable[str], at: datetime
) -> TrustedKey:
    """A key no list vouches for, when one of the typed texts is its fingerprint.

    typed: the last sixteen hex digits, or all 64; spaces, colons and case do not count.
    Raises UserError when none fits, and for all that `check_usable` and its kin refuse.
    """
    check_usable(certificate, at)
    check_year(certificate, year)
    check_role(certificate, role)
    whole = fingerprint(certificate)
    confirm_fingerprint(whole, typed)
    return TrustedKey(role, certificate, whole, "fingeravtrykk", None)


def confirm_fingerprint(whole: str, typed: Iterable[str]) -> None:
    """Raise UserError unless a typed text is the fingerprint `whole` or its last sixteen digits."""
    texts = [digits for digits in map(_digits, typed) if digits]
    if not texts:
        raise UserError(
            "Fingeravtrykket til nøkkelen er ikke skrevet inn.",
            "Skriv de fire siste gruppene av fingeravtrykket i brevet fra myndigheten.",
        )
    if not {whole, whole[-TYPED_DIGITS:]}.intersection(texts):
        raise UserError(
            "Fingeravtrykket som er skrevet inn, hører ikke til denne nøkkelen.",
            "Se i brevet fra myndigheten og skriv de fire siste gruppene på nytt. Stemmer det "
            "fortsatt ikke, skal nøkkelen ikke brukes: spør myndigheten.",
        )


def check_still_vouched(key: TrustedKey, at: datetime) -> None:
    """Raise UserError when the list, or its entry of the key, has run out since it was read."""
    if key.until is not None and at > key.until:
        raise UserError(
            "Tiden nøkkellista går god for nøkkelen, gikk ut"
            f" {key.until:%d.%m.%Y}, etter at nøkkelen ble valgt.",
            "Hent nøkkellista på nytt fra myndigheten. Se også etter om datoen på maskinen er"
            " riktig.",
        )


def check_apart(keys: Iterable[TrustedKey]) -> None:
    """Raise UserError when two roles have the same key: one receiver could read both parts."""
    owners: dict[bytes, Role] = {}
    for each in keys:
        if owners.setdefault(public_key_bytes(each.certificate), each.role) is not each.role:
            raise UserError(
                "Statistikkbyrået og pseudonymforvalteren kan ikke ha samme nøkkel.",
                "Se etter om samme nøkkelfil er valgt to ganger.",
            )


def _digits(text: str) -> str:
    bare = "".join(text.lower().replace(":", "").split())
    return bare if set(bare) <= _HEX else "-"  # no fingerprint at all
