"""The small ASN.1 values of a sealed message, as RFC 5652, 5083, 5084, 3560 and 5753 declare them.

The one large value, the content, never passes through here: see `framing`.
"""

from typing import Annotated, Literal

from cryptography.hazmat import asn1
from cryptography.x509 import ObjectIdentifier

AUTH_ENVELOPED_DATA = ObjectIdentifier("1.2.840.113549.1.9.16.1.23")  # RFC 5083 section 2
DATA = ObjectIdentifier("1.2.840.113549.1.7.1")  # RFC 5652 section 4
AES_256_GCM = ObjectIdentifier("2.16.840.1.101.3.4.1.46")  # RFC 5084 section 3.2
AES_256_WRAP = ObjectIdentifier("2.16.840.1.101.3.4.1.45")  # RFC 3565 section 2.3.2
RSAES_OAEP = ObjectIdentifier("1.2.840.113549.1.1.7")  # RFC 4055 section 4
MGF1 = ObjectIdentifier("1.2.840.113549.1.1.8")  # RFC 4055 section 2.1
SHA_256 = ObjectIdentifier("2.16.840.1.101.3.4.2.1")  # RFC 4055 section 2.1
ECDH_SHA_256 = ObjectIdentifier("1.3.132.1.11.1")  # dhSinglePass-stdDH-sha256kdf, RFC 5753 7.1.4
EC_PUBLIC_KEY = ObjectIdentifier("1.2.840.10045.2.1")  # RFC 5753 section 7.1.2
CURVES = {  # RFC 5480 section 2.1.1.1
    "secp256r1": ObjectIdentifier("1.2.840.10045.3.1.7"),
    "secp384r1": ObjectIdentifier("1.3.132.0.34"),
}


@asn1.sequence
class Bare:
    """An AlgorithmIdentifier whose parameters are absent."""

    algorithm: ObjectIdentifier


@asn1.sequence
class Plain:
    """An AlgorithmIdentifier whose parameters are absent or NULL, which RFC 4055 holds equal."""

    algorithm: ObjectIdentifier
    parameters: asn1.Null | None = None


@asn1.sequence
class GCMParameters:
    """RFC 5084 section 3.2; the tag's length defaults to 12 and is therefore always written."""

    nonce: bytes
    tag_length: Annotated[int, asn1.Default(12)]


@asn1.sequence
class ContentEncryption:
    """The AlgorithmIdentifier of AES-256-GCM."""

    algorithm: ObjectIdentifier
    parameters: GCMParameters


@asn1.sequence
class MaskGeneration:
    """The AlgorithmIdentifier of MGF1 with its hash, RFC 4055 section 2.1."""

    algorithm: ObjectIdentifier
    parameters: Plain


@asn1.sequence
class OAEPParameters:
    """RFC 4055 section 4.1; the label is empty, so pSourceFunc is absent."""

    hash: Annotated[Plain, asn1.Explicit(0)]
    mask: Annotated[MaskGeneration, asn1.Explicit(1)]


@asn1.sequence
class OAEP:
    """The AlgorithmIdentifier of RSAES-OAEP."""

    algorithm: ObjectIdentifier
    parameters: OAEPParameters


@asn1.sequence
class Agreement:
    """The AlgorithmIdentifier of a key agreement, whose parameter is the key wrap (RFC 5753)."""

    algorithm: ObjectIdentifier
    parameters: Bare


@asn1.sequence
class SharedInfo:
    """ECC-CMS-SharedInfo without ukm, RFC 5753 section 7.2."""

    key_info: Bare
    key_bits: Annotated[bytes, asn1.Explicit(2)]


@asn1.sequence
class IssuerAndSerial:
    """Which certificate a recipient is, RFC 5652 section 10.2.4."""

    issuer: asn1.TLV
    serial: int


@asn1.sequence
class KeyTransport:
    """KeyTransRecipientInfo, RFC 5652 section 6.2.1."""

    version: int
    recipient: IssuerAndSerial
    algorithm: OAEP
    encrypted_key: bytes


@asn1.sequence
class PointAlgorithm:
    """The AlgorithmIdentifier of a point; RFC 5753 section 7.1.2.

    The curve may be absent, NULL or named.
    """

    algorithm: ObjectIdentifier
    curve: asn1.Null | ObjectIdentifier | None = None


@asn1.sequence
class EphemeralKey:
    """OriginatorPublicKey, RFC 5652 section 6.2.2; the curve is the recipient's own."""

    algorithm: PointAlgorithm
    point: asn1.BitString


Originator = (
    asn1.Variant[IssuerAndSerial, Literal["issuer"]]
    | Annotated[asn1.Variant[bytes, Literal["identifier"]], asn1.Implicit(0)]
    | Annotated[asn1.Variant[EphemeralKey, Literal["key"]], asn1.Implicit(1)]
)


@asn1.sequence
class AgreedKey:
    """RecipientEncryptedKey, RFC 5652 section 6.2.2."""

    recipient: IssuerAndSerial
    encrypted_key: bytes


@asn1.sequence
class KeyAgreement:
    """KeyAgreeRecipientInfo without ukm, RFC 5652 section 6.2.2."""

    version: int
    originator: Annotated[Originator, asn1.Explicit(0)]
    algorithm: Agreement
    keys: list[AgreedKey]


@asn1.set
class RecipientInfos:
    """RecipientInfos with its one recipient; a further kind is a further variant here."""

    only: (
        asn1.Variant[KeyTransport, Literal["transport"]]
        | Annotated[asn1.Variant[KeyAgreement, Literal["agreement"]], asn1.Implicit(1)]
    )
