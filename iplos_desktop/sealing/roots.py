"""The roots key lists may be signed by: those pinned, and what a root must be."""

from collections.abc import Iterable

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec

from iplos_desktop.errors import UserError
from iplos_desktop.sealing.certificate import parse_certificate, quiet
from iplos_desktop.shipped import resource

_ASK = "Be den som installerte programmet, om å legge inn myndighetens rotsertifikat."
_BEGIN = "-----BEGIN CERTIFICATE-----"


def shipped_roots() -> list[x509.Certificate]:
    """The roots that came with the program; none when the folder is missing.

    Raises UserError when one of them is no root.
    """
    files = sorted(resource("roots").glob("*.pem"))
    return [_root(parse_certificate(each.read_bytes())) for each in files]


def roots_in(text: str) -> list[x509.Certificate]:
    """The roots in a text of PEM, as a machine's policy holds it. Raises UserError."""
    if "PRIVATE KEY" in text:
        raise UserError(
            "Det ligger en privat nøkkel blant rotsertifikatene.",
            "Ta den bort. Er det rotens egen, må du si fra til myndigheten: den skal ingen andre"
            " ha.",
        )
    before, *bodies = text.split(_BEGIN)
    if before.strip():
        raise UserError("Et rotsertifikat er ikke skrevet som PEM.", _ASK)
    return [_root(parse_certificate(f"{_BEGIN}{body}".encode())) for body in bodies]


@quiet()
def check_root(root: x509.Certificate) -> None:
    """Raise UserError unless the certificate can stand as a root: a CA's, with a P-384 key."""
    root_public_key(root)
    try:
        constraints = root.extensions.get_extension_for_class(x509.BasicConstraints).value
    except (x509.ExtensionNotFound, ValueError):
        constraints = None
    if constraints is None or not constraints.ca:
        raise UserError(
            "Sertifikatet er ikke et rotsertifikat: det er ikke laget for å gå god for andre.",
            f"Se etter om det er byttet om med årets nøkkel. {_ASK}",
        )


def root_public_key(root: x509.Certificate) -> ec.EllipticCurvePublicKey:
    """The root's key. Raises UserError when it is of another kind."""
    try:
        key = root.public_key()
    except (ValueError, UnsupportedAlgorithm):
        key = None
    if isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP384R1):
        return key
    raise UserError("Rotsertifikatet har en nøkkel som ikke kan signere nøkkellister.", _ASK)


def issued_under(certificate: x509.Certificate, roots: Iterable[x509.Certificate]) -> bool:
    """Whether one of the roots has issued the certificate; shown, not demanded."""
    return any(_issued(certificate, root) for root in roots)


def _root(certificate: x509.Certificate) -> x509.Certificate:
    check_root(certificate)
    return certificate


def _issued(certificate: x509.Certificate, root: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(root)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True
