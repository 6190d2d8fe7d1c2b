"""Key lists, good ones and ones with one fault, for whoever writes a sender."""

import base64
import hmac
import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from iplos_desktop.sealing.keylist import KeyEntry, write_key_list
from tools.vectors.keys import SEALED_AT, Registry

_HEADER: dict[str, Any] = {"alg": "ES384", "typ": "iplos-nokler"}
_AT = SEALED_AT[2015]
_DAY = timedelta(days=1)

_Payload = dict[str, Any]


def key_lists(folder: Path, registry: Registry) -> list[dict[str, str]]:
    """Write every list into `folder`; how the index tells of them.

    The outcomes: valid, not-a-list, unknown-signer, out-of-time, faulty, and unfit for a list that
    is well signed but whose keys may not be used for the data year 2015 at the time given.
    """
    (folder / "key-lists").mkdir()
    told = []
    for name, what, outcome, data in _lists(registry):
        file = folder / "key-lists" / f"{name}.jws"
        file.write_bytes(data)
        named = {"file": f"key-lists/{file.name}", "what": what, "outcome": outcome}
        told.append(named | {"at": _AT.isoformat()})
    return told


def _lists(registry: Registry) -> Iterator[tuple[str, str, str, bytes]]:
    good = _good(registry)
    yield "good", "A list of two keys.", "valid", good
    yield from _not_signed_so(good, registry)
    for name, what, outcome, change in _CHANGES:
        payload = _payload(good)
        change(payload)
        yield name, what, outcome, _signed(registry, _HEADER, json.dumps(payload).encode())
    payload = _payload(good)
    payload["keys"][0]["certificate"] = registry.other_year.public_bytes(Encoding.PEM).decode()
    data = json.dumps(payload).encode()
    yield (
        "another-year",
        "A certificate named for another year.",
        "unfit",
        _signed(registry, _HEADER, data),
    )


def _good(registry: Registry) -> bytes:
    entries = [
        KeyEntry(
            2015,
            key.role,
            key.certificate,
            key.certificate.not_valid_before_utc,
            key.certificate.not_valid_after_utc,
            revoked=False,
        )
        for key in (registry.keys["bureau-rsa"], registry.keys["manager-rsa"])
    ]
    return write_key_list(1, _AT - _DAY, _AT + 90 * _DAY, entries, registry.root_key)


def _not_signed_so(good: bytes, registry: Registry) -> Iterator[tuple[str, str, str, bytes]]:
    header, payload, signature = good.rstrip().split(b".")
    decoded = base64.urlsafe_b64decode(payload + b"==")
    changed = _encode(decoded.replace(b'"version": 1', b'"version": 2'))
    broken = "The payload is changed after it was signed."
    yield "changed", broken, "unknown-signer", b".".join((header, changed, signature))
    stranger = ec.generate_private_key(ec.SECP384R1())
    yield (
        "stranger", "Signed by another root.", "unknown-signer",
        _signed(registry, _HEADER, decoded, stranger),
    )  # fmt: skip
    for name, more in (
        ("alg-none", {"alg": "none"}),
        ("alg-es256", {"alg": "ES256"}),
        ("crit", {"crit": ["b64"], "b64": False}),
        ("jwk", {"jwk": {"kty": "EC", "crv": "P-384"}}),
        ("kid", {"kid": "1"}),
        ("typ", {"typ": "JWT"}),
    ):
        what = f"A header with {json.dumps(more)}, signed by the root."
        yield name, what, "not-a-list", _signed(registry, _HEADER | more, decoded)
    yield "no-signature", "An empty signature.", "not-a-list", b".".join((header, payload, b""))
    hashed = _encode(json.dumps(_HEADER | {"alg": "HS384"}).encode()) + b"." + payload
    public = registry.root.public_key().public_bytes(
        Encoding.PEM, PublicFormat.SubjectPublicKeyInfo
    )
    mac = hmac.digest(public, hashed, "sha384")
    yield (
        "alg-hs384", "HS384 with the root's public key as the secret.", "not-a-list",
        hashed + b"." + _encode(mac),
    )  # fmt: skip
    der = registry.root_key.sign(header + b"." + payload, ec.ECDSA(hashes.SHA384()))
    yield (
        "signature-der", "The signature is DER in place of r and s of 48 bytes each.",
        "not-a-list", b".".join((header, payload, _encode(der))),
    )  # fmt: skip
    yield "padded", "Base64 with its padding.", "not-a-list", good.rstrip() + b"=="
    twice = decoded.replace(b"{", b'{"version": 1,', 1)
    yield "name-twice", "A name stands twice.", "faulty", _signed(registry, _HEADER, twice)


def _revoke(payload: _Payload) -> None:
    payload["keys"][0]["status"] = "revoked"


def _same_key(payload: _Payload) -> None:
    payload["keys"][1]["certificate"] = payload["keys"][0]["certificate"]


def _exchange(payload: _Payload) -> None:
    first, second = payload["keys"]
    first["role"], second["role"] = second["role"], first["role"]


def _to(name: str, value: object) -> Callable[[_Payload], None]:
    return lambda payload: payload.update({name: value})


# What is changed before the root signs.
_CHANGES: list[tuple[str, str, str, Callable[[_Payload], None]]] = [
    ("expired", "It has expired.", "out-of-time", _to("expires", "2016-01-10T00:00:00Z")),
    ("to-come", "Its date is to come.", "out-of-time", _to("issued", "2016-01-11T00:00:00Z")),
    ("version-0", "Version 0.", "faulty", _to("version", 0)),
    ("no-keys", "No keys at all.", "unfit", _to("keys", [])),
    ("time", "A time without Z.", "faulty", _to("issued", "2016-01-10T00:00:00+00:00")),
    ("revoked", "The bureau's key is revoked.", "unfit", _revoke),
    ("one-key-in-both-roles", "One key in both roles.", "faulty", _same_key),
    ("roles-exchanged", "Each certificate in the other's role.", "unfit", _exchange),
    ("key-twice", "Two keys in force.", "faulty", lambda p: p["keys"].append(p["keys"][0])),
]


def _payload(good: bytes) -> _Payload:
    middle = good.split(b".")[1]
    loaded: _Payload = json.loads(base64.urlsafe_b64decode(middle + b"=="))
    return loaded


def _signed(
    registry: Registry,
    header: dict[str, Any],
    payload: bytes,
    key: ec.EllipticCurvePrivateKey | None = None,
) -> bytes:
    head = json.dumps(header, separators=(",", ":")).encode()
    signed = _encode(head) + b"." + _encode(payload)
    der = (key or registry.root_key).sign(signed, ec.ECDSA(hashes.SHA384()))
    r, s = decode_dss_signature(der)
    return signed + b"." + _encode(r.to_bytes(48, "big") + s.to_bytes(48, "big")) + b"\n"


def _encode(data: bytes) -> bytes:
    return base64.urlsafe_b64encode(data).rstrip(b"=")
