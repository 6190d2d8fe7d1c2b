"""The receiver's certificate: read from a file, told by its fingerprint, judged fit or not."""

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import NoReturn

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import (
    ExtendedKeyUsageOID,
    ObjectIdentifier,
    PublicKeyAlgorithmOID,
)

from iplos_desktop.errors import UserError
from iplos_desktop.sealing.mistaken import refuse_garbage, refuse_other_kinds

LARGEST_FILE = 256 * 1024  # bytes; a certificate is some kilobytes
LEAST_RSA_BITS = 3072
_BEGIN = b"-----BEGIN CERTIFICATE-----"
_FIT_USAGES = {
    ExtendedKeyUsageOID.EMAIL_PROTECTION,
    ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE,
    ObjectIdentifier("1.3.6.1.4.1.311.80.1"),  # document encryption; RFC 9336 has only signing
}
# What the library raises on a certificate that is none; not all of it is a ValueError.
UNREADABLE = (
    TypeError,
    ValueError,
    UnsupportedAlgorithm,
    x509.DuplicateExtension,
    x509.InvalidVersion,
    x509.UnsupportedGeneralNameType,
)
_ASK_REGISTRY = "Hent årets nøkkel fra myndigheten, eller spør den om en ny."


class Role(StrEnum):
    """Whose key it is: the statistics bureau's, or the pseudonym manager's."""

    STATISTIKK = "statistikk"
    PSEUDONYM = "pseudonym"


@contextmanager
def quiet() -> Iterator[None]:
    """Keep the library from writing warnings to a user: it looks into a certificate piece by piece.

    What matters of such oddities, as a name that is too long or none, is judged here.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def read_certificate(path: Path) -> x509.Certificate:
    """The one certificate in a file, PEM or DER. Raises UserError for every other file."""
    data = read_small(path, LARGEST_FILE)
    refuse_other_kinds(data)
    return parse_certificate(data)


@quiet()
def parse_certificate(data: bytes) -> x509.Certificate:
    """The one certificate in PEM or DER bytes. Raises UserError."""
    if data.count(_BEGIN) > 1:
        raise UserError(
            "Fila inneholder flere sertifikater.",
            "Velg en fil som bare har mottakerens eget sertifikat.",
        )
    try:
        if _BEGIN in data:
            return x509.load_pem_x509_certificate(data)
        return x509.load_der_x509_certificate(data)
    except UNREADABLE:
        refuse_garbage()


def read_small(path: Path, largest: int) -> bytes:
    """All of a small file. Raises UserError when missing, unreadable or over `largest` bytes."""
    try:
        with path.open("rb") as file:
            data = file.read(largest + 1)
    except FileNotFoundError:
        raise UserError(
            f"Fila {path.name} finnes ikke.", "Se etter om den er flyttet, og velg den på nytt."
        ) from None
    except OSError:
        raise UserError(
            f"Fila {path.name} kan ikke leses.",
            "Se etter om du har tilgang til den, og om den er åpen i et annet program.",
        ) from None
    if len(data) > largest:
        raise UserError(
            f"Fila {path.name} er altfor stor til å være en nøkkel.",
            "Se etter om du har valgt riktig fil.",
        )
    return data


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 over the certificate's DER, 64 lower-case hex digits."""
    return certificate.fingerprint(hashes.SHA256()).hex()


def grouped(digits: str) -> str:
    """A fingerprint as people read it: upper case, groups of four."""
    return " ".join(re.findall(".{1,4}", digits.upper()))


def public_key_bytes(certificate: x509.Certificate) -> bytes:
    """The public key (SubjectPublicKeyInfo, DER), to tell whether two keys are the same."""
    return certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def check_usable(certificate: x509.Certificate, at: datetime) -> None:
    """Raise UserError unless content may be sealed to the certificate at this time.

    at: with a time zone. Judges validity in time, kind and strength of the key, key usage
    (RFC 5280 section 4.2.1.3) and extended key usage (section 4.2.1.12).
    """
    _check_time(certificate, at)
    check_fit(certificate)


@quiet()
def check_fit(certificate: x509.Certificate) -> None:
    """As `check_usable`, but for the time: what is wrong with a key stays wrong with it."""
    try:
        _check_usage(certificate, _check_strength(certificate))
    except UNREADABLE:
        refuse_garbage()


def _check_time(certificate: x509.Certificate, at: datetime) -> None:
    start, end = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if at < start:
        raise UserError(
            f"Nøkkelen gjelder først fra {start:%d.%m.%Y}.",
            "Se etter om datoen på maskinen er riktig. Er den det, må du vente eller hente "
            "en nøkkel som gjelder nå.",
        )
    if at > end:
        raise UserError(
            f"Nøkkelen gikk ut {end:%d.%m.%Y}.",
            f"{_ASK_REGISTRY} Se også etter om datoen på maskinen er riktig.",
        )


def _check_strength(certificate: x509.Certificate) -> str:
    """The key usage its kind of key needs."""
    key = certificate.public_key()
    # A key for RSASSA-PSS alone is RSA too, but signs only: openssl decrypts nothing with it.
    for_signing = certificate.public_key_algorithm_oid == PublicKeyAlgorithmOID.RSASSA_PSS
    if isinstance(key, rsa.RSAPublicKey) and not for_signing:
        if key.key_size < LEAST_RSA_BITS:
            raise UserError(
                f"Nøkkelen er for svak ({key.key_size} bit; den må ha minst {LEAST_RSA_BITS}).",
                _ASK_REGISTRY,
            )
        return "key_encipherment"
    if isinstance(key, ec.EllipticCurvePublicKey) and isinstance(
        key.curve, ec.SECP256R1 | ec.SECP384R1
    ):
        return "key_agreement"
    raise UserError("Nøkkelen er av en type som ikke kan brukes her.", _ASK_REGISTRY)


def _check_usage(certificate: x509.Certificate, needed: str) -> None:
    extensions = certificate.extensions
    for extension in extensions:
        value = extension.value
        if isinstance(value, x509.KeyUsage) and not getattr(value, needed):
            _refuse_usage("feltet for nøkkelbruk sier noe annet")
        if isinstance(value, x509.ExtendedKeyUsage) and _FIT_USAGES.isdisjoint(value):
            _refuse_usage("feltet for utvidet nøkkelbruk sier noe annet")


def _refuse_usage(why: str) -> NoReturn:
    raise UserError(
        f"Sertifikatet er ikke laget for kryptering; {why}.",
        "Se etter om du har valgt riktig fil. Spør myndigheten om sertifikatet for kryptering.",
    )
