"""DER by hand, since the program's own encoder refuses to write what is wrong."""

from cryptography.hazmat import asn1
from cryptography.x509 import ObjectIdentifier

from iplos_desktop.sealing.framing import header

SEQUENCE, SET, OCTETS = 0x30, 0x31, 0x04
NULL = b"\x05\x00"


def tlv(tag: int, *inside: bytes) -> bytes:
    """An element with its shortest length."""
    held = b"".join(inside)
    return header(tag, len(held)) + held


def oid(dotted: str) -> bytes:
    """An OBJECT IDENTIFIER."""
    return asn1.encode_der(ObjectIdentifier(dotted))


def algorithm(dotted: str, *parameters: bytes) -> bytes:
    """An AlgorithmIdentifier."""
    return tlv(SEQUENCE, oid(dotted), *parameters)
