"""What a certificate's name says: whose key it is, and of which data year."""

import re

from cryptography import x509
from cryptography.x509.oid import NameOID

from iplos_desktop.errors import UserError
from iplos_desktop.sealing.certificate import UNREADABLE, Role, quiet
from iplos_desktop.sealing.mistaken import refuse_garbage

_OWNER = {Role.STATISTIKK: "statistikkbyrået", Role.PSEUDONYM: "pseudonymforvalteren"}
_NAMES = {
    Role.STATISTIKK: ("statistikk", "statistisk sentralbyrå", "ssb"),
    Role.PSEUDONYM: ("pseudonym", "skatteetaten", "tpf"),
}
"""The role, or the institution that has it; also as part of a longer word."""


def check_year(certificate: x509.Certificate, year: int) -> None:
    """Raise UserError when the certificate's common name names another data year.

    Our keys are named «IPLOS <år> <rolle>». A name without a year is not judged.
    """
    years = set(re.findall(r"(?<!\d)20\d\d(?!\d)", _common_name(certificate)))
    if years and str(year) not in years:
        raise wrong_year(" og ".join(sorted(years)), year)


def check_role(certificate: x509.Certificate, role: Role) -> None:
    """Raise UserError when the certificate's common name names the other role."""
    other = named_role(certificate)
    if other is not None and other is not role:
        raise wrong_role(other, role)


def named_role(certificate: x509.Certificate) -> Role | None:
    """The role the certificate's common name names; None when it names none, or both."""
    name = _common_name(certificate).lower()
    found = [role for role, words in _NAMES.items() if any(word in name for word in words)]
    return found[0] if len(found) == 1 else None


@quiet()
def owner(certificate: x509.Certificate) -> str:
    """Who the certificate says it belongs to (RFC 4514), as whoever made it wrote it."""
    try:
        return certificate.subject.rfc4514_string()
    except UNREADABLE:
        return ""


def receiver(role: Role) -> str:
    """A role in a sentence: the one who has it."""
    return _OWNER[role]


def wrong_role(own: Role, wanted: Role) -> UserError:
    """A key in the other receiver's place: it would let one see what is for the other."""
    return UserError(
        f"Nøkkelen er laget for {_OWNER[own]}, ikke for {_OWNER[wanted]}.",
        "Se etter om de to nøkkelfilene er byttet om.",
    )


def wrong_year(own: str, wanted: int) -> UserError:
    """Last year's key, as a rule."""
    return UserError(
        f"Nøkkelen gjelder dataåret {own}, ikke {wanted}.",
        f"Hent nøkkelen for {wanted} fra myndigheten.",
    )


@quiet()
def _common_name(certificate: x509.Certificate) -> str:
    try:
        names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    except UNREADABLE:
        refuse_garbage()
    return " ".join(str(each.value) for each in names)
