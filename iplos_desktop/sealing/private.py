"""A receiver's private key, read from PEM."""

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
)

from iplos_desktop.errors import UserError
from iplos_desktop.sealing.certificate import public_key_bytes
from iplos_desktop.sealing.recipient import PrivateKey


def read_private_key(pem: bytes, passphrase: bytes | None) -> PrivateKey:
    """An RSA or EC private key. Raises UserError: locked, wrong passphrase, or no such key."""
    try:
        key = load_pem_private_key(pem, passphrase or None)
    except TypeError:
        if passphrase:  # given for a key that has none
            return read_private_key(pem, None)
        raise UserError(
            "Den private nøkkelen er låst med et passord.", "Oppgi passordet, og prøv igjen."
        ) from None
    except (ValueError, UnsupportedAlgorithm):
        if passphrase and b"ENCRYPTED" in pem:
            raise UserError(
                "Passordet til den private nøkkelen er feil, eller nøkkelfila er skadet.",
                "Skriv passordet på nytt.",
            ) from None
        raise _no_key() from None
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise _no_key()
    return key


def check_pair(key: PrivateKey, certificate: x509.Certificate) -> None:
    """Raise UserError unless the private key belongs to the certificate."""
    own = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    if own != public_key_bytes(certificate):
        raise UserError(
            "Den private nøkkelen og sertifikatet hører ikke sammen.",
            "Velg nøkkelen og sertifikatet fra samme år og samme mottaker.",
        )


def _no_key() -> UserError:
    return UserError(
        "Fila er ikke en privat nøkkel som kan brukes her.",
        "Velg den private nøkkelen som hører til sertifikatet; fila slutter gjerne på .pem.",
    )
