"""A compact JWS (RFC 7515), ES384 and nothing else."""

import base64
import json
import re
from collections.abc import Sequence

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)

from iplos_desktop.sealing.strict_json import load_object

_HALF = 48  # bytes of r and of s on P-384, RFC 7518 section 3.4
_SHAPE = re.compile(rb"([\w-]+)\.([\w-]+)\.([\w-]+)\r?\n?", re.ASCII)
_ALGORITHM = ec.ECDSA(hashes.SHA384())
TYPE = "iplos-nokler"


class NotJWSError(Exception):
    """The bytes are no JWS of the kind this module writes."""


class UnknownSignerError(Exception):
    """None of the given keys made the signature."""


def sign(payload: bytes, key: ec.EllipticCurvePrivateKey) -> bytes:
    """The JWS of a payload, signed with a P-384 key."""
    header = json.dumps({"alg": "ES384", "typ": TYPE}, separators=(",", ":")).encode()
    signed = _encode(header) + b"." + _encode(payload)
    r, s = decode_dss_signature(key.sign(signed, _ALGORITHM))
    return signed + b"." + _encode(r.to_bytes(_HALF, "big") + s.to_bytes(_HALF, "big")) + b"\n"


def verify(data: bytes, keys: Sequence[ec.EllipticCurvePublicKey]) -> tuple[bytes, int]:
    """The payload, not yet looked into, and which of `keys` signed it.

    The header may hold `alg` and `typ` only: so no `crit` extension is passed over, and no key
    that comes along (`jwk`, `x5c`, `jku`, `x5u`) is ever considered. Raises NotJWSError and
    UnknownSignerError.
    """
    signed, payload, signature = parted(data)
    r, s = (int.from_bytes(half, "big") for half in (signature[:_HALF], signature[_HALF:]))
    for index, key in enumerate(keys):
        try:
            key.verify(encode_dss_signature(r, s), signed, _ALGORITHM)
        except InvalidSignature:
            continue
        return payload, index
    raise UnknownSignerError


def parted(data: bytes) -> tuple[bytes, bytes, bytes]:
    """What is signed, the payload in it, and the signature, none of it verified.

    Raises NotJWSError.
    """
    shape = _SHAPE.fullmatch(data)
    if shape is None:
        raise NotJWSError("shape")
    header, payload, signature = map(_decode, shape.groups())
    try:
        if load_object(header) != {"alg": "ES384", "typ": TYPE}:
            raise NotJWSError("header")
    except ValueError as error:
        raise NotJWSError("header") from error
    if len(signature) != 2 * _HALF:
        raise NotJWSError("signature length")
    return shape[1] + b"." + shape[2], payload, signature


def _encode(data: bytes) -> bytes:
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def _decode(text: bytes) -> bytes:
    """Base64url without padding, RFC 7515 section 2; only the one spelling of each value."""
    try:
        data = base64.b64decode(text + b"=" * (-len(text) % 4), b"-_", validate=True)
    except ValueError as error:
        raise NotJWSError("base64") from error
    if _encode(data) != text:
        raise NotJWSError("base64")
    return data
