"""The content key, wrapped for the holder of one certificate and unwrapped again."""

import io
from typing import Any

from cryptography import x509
from cryptography.hazmat import asn1 as der
from cryptography.hazmat.primitives import hashes, keywrap
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.kdf.x963kdf import X963KDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import ObjectIdentifier

from iplos_desktop.sealing import asn1
from iplos_desktop.sealing.framing import EXPLICIT_0, INTEGER, SEQUENCE, FrameReader, MalformedError

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey

_TRANSPORT_VERSION = 0  # RFC 5652 section 6.2.1, recipient named by issuer and serial number
_AGREEMENT_VERSION = 3  # section 6.2.2
KEY_BYTES = 32  # AES-256
_WRAP = asn1.Bare(algorithm=asn1.AES_256_WRAP)
_AGREEMENT = asn1.Agreement(algorithm=asn1.ECDH_SHA_256, parameters=_WRAP)
_SHARED_INFO = der.encode_der(
    asn1.SharedInfo(key_info=_WRAP, key_bits=(KEY_BYTES * 8).to_bytes(4, "big"))
)
_OAEP_PADDING = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), label=None)


class AnotherRecipientError(Exception):
    """The message is sealed to another certificate than the one given."""


def wrap(key: bytes, certificate: x509.Certificate) -> bytes:
    """RecipientInfos (a whole SET, DER) with `key` wrapped for `certificate`.

    RSA: RSAES-OAEP with SHA-256 (RFC 3560). EC: ephemeral-static ECDH (RFC 5753). Another
    kind of key is a fault of the caller, who should have asked `check_usable`: TypeError.
    """
    public = certificate.public_key()
    if isinstance(public, rsa.RSAPublicKey):
        info: Any = der.Variant(_transport(key, public, certificate), "transport")
    elif isinstance(public, ec.EllipticCurvePublicKey):
        info = der.Variant(_agreement(key, public, certificate), "agreement")
    else:
        raise TypeError(type(public).__name__)
    return der.encode_der(asn1.RecipientInfos(only=info))


def unwrap(infos: bytes, certificate: x509.Certificate, private: PrivateKey) -> bytes:
    """The content key out of RecipientInfos.

    Raises AnotherRecipientError, and MalformedError for anything `wrap` or openssl would not
    have written and for a key that does not come out whole.
    """
    try:
        parsed = der.decode_der(asn1.RecipientInfos, infos)
        if der.encode_der(parsed) != infos:
            raise MalformedError("not the only encoding")
        info: Any = parsed.only.value
        if isinstance(info, asn1.KeyTransport) and isinstance(private, rsa.RSAPrivateKey):
            key = _open_transport(info, certificate, private)
        elif isinstance(info, asn1.KeyAgreement) and isinstance(
            private, ec.EllipticCurvePrivateKey
        ):
            key = _open_agreement(info, certificate, private)
        else:
            raise AnotherRecipientError
    except (ValueError, keywrap.InvalidUnwrap) as error:
        raise MalformedError("the content key does not come out") from error
    if len(key) != KEY_BYTES:
        raise MalformedError("a content key of another length")
    return key


def _oaep(*, with_null: bool) -> asn1.OAEP:
    sha256 = asn1.Plain(algorithm=asn1.SHA_256, parameters=der.Null() if with_null else None)
    mask = asn1.MaskGeneration(algorithm=asn1.MGF1, parameters=sha256)
    parameters = asn1.OAEPParameters(hash=sha256, mask=mask)
    return asn1.OAEP(algorithm=asn1.RSAES_OAEP, parameters=parameters)


# RFC 4055 section 2.1: both forms are legal and equal; openssl leaves the NULL out.
_OAEP_FORMS = {der.encode_der(_oaep(with_null=each)) for each in (True, False)}


def _transport(
    key: bytes, public: rsa.RSAPublicKey, certificate: x509.Certificate
) -> asn1.KeyTransport:
    return asn1.KeyTransport(
        version=_TRANSPORT_VERSION,
        recipient=_name(certificate),
        algorithm=_oaep(with_null=True),
        encrypted_key=public.encrypt(key, _OAEP_PADDING),
    )


def _open_transport(
    info: asn1.KeyTransport, certificate: x509.Certificate, private: rsa.RSAPrivateKey
) -> bytes:
    _demand_recipient(info.recipient, certificate)
    if info.version != _TRANSPORT_VERSION or der.encode_der(info.algorithm) not in _OAEP_FORMS:
        raise MalformedError("another way of wrapping the key")
    return private.decrypt(info.encrypted_key, _OAEP_PADDING)


def _agreement(
    key: bytes, public: ec.EllipticCurvePublicKey, certificate: x509.Certificate
) -> asn1.KeyAgreement:
    ephemeral = ec.generate_private_key(public.curve)
    point = ephemeral.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    wrapped = keywrap.aes_key_wrap(_agreed(ephemeral, public), key)
    sender: Any = asn1.EphemeralKey(
        algorithm=asn1.PointAlgorithm(algorithm=asn1.EC_PUBLIC_KEY), point=der.BitString(point, 0)
    )
    return asn1.KeyAgreement(
        version=_AGREEMENT_VERSION,
        originator=der.Variant(sender, "key"),
        algorithm=_AGREEMENT,
        keys=[asn1.AgreedKey(recipient=_name(certificate), encrypted_key=wrapped)],
    )


def _open_agreement(
    info: asn1.KeyAgreement, certificate: x509.Certificate, private: ec.EllipticCurvePrivateKey
) -> bytes:
    if len(info.keys) != 1:
        raise MalformedError("another number of recipients")
    _demand_recipient(info.keys[0].recipient, certificate)
    sender: Any = info.originator.value
    if (
        info.version != _AGREEMENT_VERSION
        or der.encode_der(info.algorithm) != der.encode_der(_AGREEMENT)
        or not isinstance(sender, asn1.EphemeralKey)
        or not _is_on(private.curve, sender.algorithm)
        or sender.point.padding_bits() != 0
    ):
        raise MalformedError("another way of wrapping the key")
    point = sender.point.as_bytes()
    if point[:1] != b"\x04":
        raise MalformedError("not an uncompressed point")
    public = ec.EllipticCurvePublicKey.from_encoded_point(private.curve, point)
    return keywrap.aes_key_unwrap(_agreed(private, public), info.keys[0].encrypted_key)


def _is_on(curve: ec.EllipticCurve, found: asn1.PointAlgorithm) -> bool:
    """Whether a point is said to be on the curve: openssl names none, BouncyCastle does."""
    named = found.curve
    return found.algorithm == asn1.EC_PUBLIC_KEY and (
        not isinstance(named, ObjectIdentifier) or named == asn1.CURVES.get(curve.name)
    )


def _agreed(private: ec.EllipticCurvePrivateKey, public: ec.EllipticCurvePublicKey) -> bytes:
    """The key-wrapping key: X9.63 over the shared point, RFC 5753 section 7.2."""
    shared = private.exchange(ec.ECDH(), public)
    return X963KDF(hashes.SHA256(), KEY_BYTES, _SHARED_INFO).derive(shared)


def _demand_recipient(found: asn1.IssuerAndSerial, certificate: x509.Certificate) -> None:
    if der.encode_der(found) != der.encode_der(_name(certificate)):
        raise AnotherRecipientError


def _name(certificate: x509.Certificate) -> asn1.IssuerAndSerial:
    """Issuer and serial number, the issuer byte for byte as the certificate has it."""
    walk = FrameReader(io.BytesIO(certificate.tbs_certificate_bytes))
    walk.enter(SEQUENCE)
    if walk.peek() == EXPLICIT_0:  # the version, absent in version 1
        walk.small(EXPLICIT_0)
    walk.small(INTEGER)
    walk.small(SEQUENCE)  # the signature's algorithm
    issuer = der.decode_der(der.TLV, walk.small(SEQUENCE))
    return asn1.IssuerAndSerial(issuer=issuer, serial=certificate.serial_number)
