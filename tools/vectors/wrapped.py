"""The content key wrapped for a receiver, in ways that are right and ways that are not."""

from typing import Any

from cryptography.hazmat.primitives import hashes, keywrap
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.kdf.x963kdf import X963KDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from iplos_desktop.sealing.framing import INTEGER
from tools.vectors.der import NULL, OCTETS, SEQUENCE, algorithm, oid, tlv
from tools.vectors.shape import Key

_SHA_256, _MGF1, _OAEP = "2.16.840.1.101.3.4.2.1", "1.2.840.113549.1.1.8", "1.2.840.113549.1.1.7"
PKCS1 = algorithm("1.2.840.113549.1.1.1", NULL)
OAEP_SHA_1 = algorithm(_OAEP, tlv(SEQUENCE))  # the defaults
_LABEL = b"IPLOS"


def recipient_of(key: Key, secret: bytes, *, null: bool = True, named_curve: bool = False) -> bytes:
    """A RecipientInfo as it should be."""
    if isinstance(key.private, rsa.RSAPrivateKey):
        return transport(key, secret, oaep(null=null))
    return agreement(key, secret, named_curve=named_curve)


def oaep(*, null: bool = True, mask_sha1: bool = False, label: bool = False) -> bytes:
    """The AlgorithmIdentifier of OAEP with SHA-256, RFC 4055 section 4.1."""
    sha256 = algorithm(_SHA_256, NULL if null else b"")
    mask = b"" if mask_sha1 else tlv(0xA1, algorithm(_MGF1, sha256))
    specified = tlv(0xA2, algorithm("1.2.840.113549.1.1.9", tlv(OCTETS, _LABEL)))
    parameters = tlv(SEQUENCE, tlv(0xA0, sha256), mask, specified if label else b"")
    return algorithm(_OAEP, parameters)


def padding_of(way: bytes) -> Any:  # noqa: ANN401 - what the library calls a padding
    """The padding an AlgorithmIdentifier stands for."""
    if way == PKCS1:
        return padding.PKCS1v15()
    hashing = hashes.SHA1() if way == OAEP_SHA_1 else hashes.SHA256()  # noqa: S303 - a fault
    mask = hashes.SHA1() if way in {OAEP_SHA_1, oaep(mask_sha1=True)} else hashes.SHA256()  # noqa: S303
    label = _LABEL if way == oaep(label=True) else None
    return padding.OAEP(padding.MGF1(mask), hashing, label)


def transport(
    key: Key, secret: bytes, way: bytes, name: bytes | None = None, version: int = 0
) -> bytes:
    """KeyTransRecipientInfo, RFC 5652 section 6.2.1. name: another RecipientIdentifier."""
    public = key.certificate.public_key()
    assert isinstance(public, rsa.RSAPublicKey)  # noqa: S101 - the key was chosen by hand
    encrypted = public.encrypt(secret, padding_of(way))
    return tlv(SEQUENCE, _integer(version), name or named(key), way, tlv(OCTETS, encrypted))


def named(key: Key, serial: int | None = None) -> bytes:
    """IssuerAndSerialNumber; another serial number is another certificate."""
    number = key.certificate.serial_number if serial is None else serial
    return tlv(SEQUENCE, key.certificate.issuer.public_bytes(), _integer(number))


def agreement(  # noqa: PLR0913 - each is one thing to get wrong
    key: Key,
    secret: bytes,
    *,
    sha1: bool = False,
    wrap_bytes: int = 32,
    ukm: bytes = b"",
    compressed: bool = False,
    named_curve: bool = False,
    version: int = 3,
) -> bytes:
    """KeyAgreeRecipientInfo, RFC 5753 section 3.1.1, tagged [1]."""
    public = key.certificate.public_key()
    assert isinstance(public, ec.EllipticCurvePublicKey)  # noqa: S101 - chosen by hand
    ephemeral = ec.generate_private_key(public.curve)
    form = PublicFormat.CompressedPoint if compressed else PublicFormat.UncompressedPoint
    point = ephemeral.public_key().public_bytes(Encoding.X962, form)
    curves = {"secp256r1": "1.2.840.10045.3.1.7", "secp384r1": "1.3.132.0.34"}
    curve = oid(curves[public.curve.name]) if named_curve else b""
    wrap = algorithm("2.16.840.1.101.3.4.1.45" if wrap_bytes == 32 else "2.16.840.1.101.3.4.1.5")  # noqa: PLR2004
    hashing = hashes.SHA1() if sha1 else hashes.SHA256()  # noqa: S303 - a fault
    bits = tlv(0xA2, tlv(OCTETS, (8 * wrap_bytes).to_bytes(4, "big")))
    entity = tlv(0xA0, tlv(OCTETS, ukm)) if ukm else b""
    shared = X963KDF(hashing, wrap_bytes, tlv(SEQUENCE, wrap, entity, bits))
    wrapped = keywrap.aes_key_wrap(shared.derive(ephemeral.exchange(ec.ECDH(), public)), secret)
    originator = tlv(0xA1, algorithm("1.2.840.10045.2.1", curve), tlv(0x03, b"\0", point))
    return tlv(
        0xA1,
        _integer(version),
        tlv(0xA0, originator),
        tlv(0xA1, tlv(OCTETS, ukm)) if ukm else b"",
        algorithm("1.3.133.16.840.63.0.2" if sha1 else "1.3.132.1.11.1", wrap),
        tlv(SEQUENCE, tlv(SEQUENCE, named(key), tlv(OCTETS, wrapped))),
    )


def _integer(value: int) -> bytes:
    return tlv(INTEGER, value.to_bytes(value.bit_length() // 8 + 1, "big"))
