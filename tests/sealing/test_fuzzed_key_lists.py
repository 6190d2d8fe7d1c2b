"""Whatever comes as a key list or a certificate: it is refused in words, or is what was signed.

What the root itself signed is tried too: a registry makes mistakes, and a parser must bear them.
"""

import base64
import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519, rsa, x448, x25519
from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtensionOID, NameOID

from iplos_desktop.errors import UserError
from iplos_desktop.sealing.certificate import (
    Role,
    check_usable,
    fingerprint,
    public_key_bytes,
    read_certificate,
)
from iplos_desktop.sealing.keylist import read_key_list
from iplos_desktop.sealing.naming import check_role, check_year
from iplos_desktop.sealing.recipient import wrap
from iplos_desktop.sealing.trust import trust_by_hand
from tests.sealing.registry import Registry
from tests.sealing.spoiling import TELLING, Element, parsed, replanted, spoiled
from tests.sealing.support import DAY, NOW, certificate, plain_norwegian
from tests.sealing.test_fuzzed_messages import told_what_case

CASES = 600


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    return Registry(tmp_path_factory.mktemp("register") / "et")


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    return Registry(tmp_path_factory.mktemp("register") / "annet")


def believes(registry: Registry, data: bytes) -> bool:
    """Whether a list is read; then every key in it is the root's, and no key has two roles."""
    with told_what_case(lambda: data):
        try:
            listed = read_key_list(data, [registry.root], NOW)
        except UserError as error:
            plain_norwegian(error)
            return False
        owners = {(public_key_bytes(each.certificate), each.role) for each in listed.entries}
        assert len(owners) == len({key for key, _ in owners})
        for each in listed.entries:
            each.certificate.verify_directly_issued_by(registry.root)
        try:
            listed.choose(2015, NOW)
        except UserError as error:
            plain_norwegian(error)
        return True


def encoded(data: bytes) -> bytes:
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def resigned(registry: Registry, header: bytes, payload: bytes) -> bytes:
    """A list whose signature is right, whatever its header and payload are."""
    signed = encoded(header) + b"." + encoded(payload)
    r, s = decode_dss_signature(registry.root_key.sign(signed, ec.ECDSA(hashes.SHA384())))
    return signed + b"." + encoded(r.to_bytes(48, "big") + s.to_bytes(48, "big"))


HEADER = b'{"alg":"ES384","typ":"iplos-nokler"}'


def test_bytes_changed_at_random(registry: Registry, stranger: Registry) -> None:
    dice = Random(2015)
    for _ in range(2 * CASES):
        data = spoiled(registry.data, stranger.data, dice)
        assert not believes(registry, data) or data.rstrip() == registry.data.rstrip()
    for whole in (b"", b".", b"..", b"...", b"a.b.c", b"." * 100_000, b"A" * 2_000_000):
        assert not believes(registry, whole)


def headers() -> Iterator[bytes]:
    for algorithm in (
        "none",
        "None",
        "HS384",
        "HS256",
        "ES256",
        "ES512",
        "RS384",
        "PS384",
        "EdDSA",
    ):
        yield json.dumps({"alg": algorithm, "typ": "iplos-nokler"}).encode()
    others: list[Any] = [None, 1, [], {}, ["ES384"], "es384", "ES384 ", "ES384\0"]
    for other in others:
        yield json.dumps({"alg": other, "typ": "iplos-nokler"}).encode()
        yield json.dumps({"alg": "ES384", "typ": other}).encode()
    more = {"jwk": {}, "jku": "", "x5c": [], "x5u": "", "kid": "", "crit": [], "b64": False}
    for name, value in more.items():
        yield json.dumps({"alg": "ES384", "typ": "iplos-nokler", name: value}).encode()
    yield b'{"alg":"none","alg":"ES384","typ":"iplos-nokler"}'
    yield b'{"alg":"ES384","typ":"iplos-nokler"'
    yield b'{"alg":"ES384","typ":"iplos-nokler"}{}'
    yield b'{"alg":"ES384","typ":"iplos-\\ud800"}'
    yield b"\xef\xbb\xbf" + HEADER
    yield HEADER.decode().encode("utf-16")
    yield b"[" * 100_000
    yield b""


def test_headers_signed_by_the_right_root(registry: Registry) -> None:
    payload = json.dumps(registry.payload()).encode()
    assert believes(registry, resigned(registry, HEADER, payload))
    for header in headers():
        assert not believes(registry, resigned(registry, header, payload)), header
    dice = Random(2016)
    for _ in range(CASES // 4):
        header = spoiled(HEADER, dice.choice(TELLING), dice)
        believed = believes(registry, resigned(registry, header, payload))
        assert not believed or json.loads(header) == json.loads(HEADER)


ODD: list[Any] = [
    *(None, True, False, 0, -1, 1.5, 2**70, 10**400, "", "x", "\0", "æ", "\ud800", [], {}, [[]]),
    *([1], {"a": 1}, "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "2016-02-30T00:00:00Z"),
    *("2016-01-01T24:00:00Z", "2016-01-01", "STATISTIKK", "pseudonym ", "Active", 2015, 2016),
    "x" * 100_000,
]


def places(value: Any, before: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401
    yield before
    keys = value if isinstance(value, dict) else range(len(value) if type(value) is list else 0)
    for key in keys:
        yield from places(value[key], (*before, key))


def changed(value: Any, path: tuple[Any, ...], dice: Random) -> Any:  # noqa: ANN401 - JSON
    """A value with what stands at `path` replaced, taken out, doubled or added to."""
    if not path:
        return dice.choice(ODD)
    copy = value.copy()
    if len(path) > 1:
        copy[path[0]] = changed(value[path[0]], path[1:], dice)
    elif dice.random() < 0.2:
        del copy[path[0]]
    elif isinstance(copy, list):
        copy[path[0] : path[0] + 1] = [copy[path[0]], dice.choice((*ODD, copy[path[0]]))]
    else:
        copy[dice.choice((path[0], "annet"))] = dice.choice(ODD)
    return copy


def test_payloads_signed_by_the_right_root(registry: Registry) -> None:
    dice = Random(2017)
    payload = registry.payload()
    paths = list(places(payload))
    believed = 0
    for _ in range(CASES):
        data = json.dumps(changed(payload, dice.choice(paths), dice)).encode()
        believed += believes(registry, resigned(registry, HEADER, data))
        data = spoiled(json.dumps(payload).encode(), dice.choice(TELLING), dice)
        believes(registry, resigned(registry, HEADER, data))
    assert 0 < believed < CASES / 2  # a field nobody knows is passed over
    for deep in (b"[" * 100_000, b'{"version":1,"keys":' + b"[" * 100_000, b'{"a":' * 50_000):
        assert not believes(registry, resigned(registry, HEADER, deep))
    many = {**payload, "keys": payload["keys"] * 60}
    assert not believes(registry, resigned(registry, HEADER, json.dumps(many).encode()))


def reissued(registry: Registry, tbs: bytes) -> bytes:
    """A certificate of any content whatever, signed by the root."""
    signature = registry.root_key.sign(tbs, ec.ECDSA(hashes.SHA384()))
    algorithm = bytes.fromhex("300a06082a8648ce3d040303")  # ecdsa-with-SHA384
    return Element(0x30, tbs + algorithm + Element(3, b"\0" + signature).encoded()).encoded()


def pem_of(der: bytes) -> str:
    lines = base64.encodebytes(der).decode()
    return f"-----BEGIN CERTIFICATE-----\n{lines}-----END CERTIFICATE-----\n"


def bears(registry: Registry, der: bytes, file: Path) -> None:
    """A certificate in a list, and the same as a file chosen by hand."""
    payload = registry.payload()
    payload["keys"][0]["certificate"] = pem_of(der)
    believes(registry, resigned(registry, HEADER, json.dumps(payload).encode()))
    file.write_bytes(der)
    with told_what_case(lambda: der):
        try:
            made = read_certificate(file)
            whole = fingerprint(made)
            trust_by_hand(made, Role.STATISTIKK, 2015, [whole], NOW)
        except UserError as error:
            plain_norwegian(error)
            return
        assert wrap(bytes(32), made)


# The library warns of a name's length or a negative serial number, and reads on.
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_certificates_of_any_content_under_the_right_root(
    registry: Registry, tmp_path: Path
) -> None:
    dice = Random(2018)
    first, second = (
        x509.load_pem_x509_certificate(each["certificate"].encode())
        for each in registry.payload()["keys"]
    )
    tbs, other = first.tbs_certificate_bytes, second.tbs_certificate_bytes
    trees = parsed(tbs), parsed(other)
    for _ in range(CASES):
        bears(registry, reissued(registry, spoiled(tbs, other, dice)), tmp_path / "s.pem")
        replaced = replanted(trees[0], trees[1], dice).encoded()
        bears(registry, reissued(registry, replaced), tmp_path / "s.pem")
        whole = spoiled(first.public_bytes(Encoding.DER), dice.choice(TELLING), dice)
        bears(registry, whole, tmp_path / "s.pem")


def test_names_in_every_kind_of_string(registry: Registry, tmp_path: Path) -> None:
    """X.520 names may stand in many; a bit string is one only for another kind of name."""
    pem = registry.payload()["keys"][0]["certificate"].encode()
    tbs = x509.load_pem_x509_certificate(pem).tbs_certificate_bytes
    assert tbs.count(b"\x0c\x15IPLOS 2015 statistikk") == 1
    for kind in (0x02, 0x03, 0x04, 0x05, 0x0C, 0x12, 0x13, 0x14, 0x16, 0x1A, 0x1B, 0x1C, 0x1E):
        for first in (b"\0", b"I"):
            named = tbs.replace(b"\x0c\x15I", bytes([kind, 0x15]) + first)
            bears(registry, reissued(registry, named), tmp_path / "s.pem")


def odd_certificates(registry: Registry) -> Iterator[x509.Certificate]:
    curve = ec.generate_private_key(ec.SECP256R1())
    keys: list[CertificatePublicKeyTypes] = [
        rsa.generate_private_key(65537, 2048).public_key(),
        ec.generate_private_key(ec.SECP521R1()).public_key(),
        ec.generate_private_key(ec.SECP256K1()).public_key(),
        dsa.generate_private_key(2048).public_key(),
        ed25519.Ed25519PrivateKey.generate().public_key(),
        x25519.X25519PrivateKey.generate().public_key(),
        x448.X448PrivateKey.generate().public_key(),
    ]
    for key in keys:
        yield certificate(curve, public=key)
    for oid in (ExtensionOID.KEY_USAGE, ExtensionOID.EXTENDED_KEY_USAGE):
        for garbage in (
            b"",
            b"\0",
            b"\x03\x02\x00\x00",
            b"\x30\x00",
            b"\x30\x80" * 100,
            bytes(1000),
        ):
            yield _issued(registry, curve, x509.UnrecognizedExtension(oid, garbage))
    for text in ("IPLOS 2015 \u202ekitsitats", "\n", "x" * 64, "statistikk pseudonym 2014 2015"):
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])
        yield _issued(registry, curve, None, name)
    yield _issued(registry, curve, None, x509.Name([]))


def _issued(
    registry: Registry,
    key: ec.EllipticCurvePrivateKey,
    extension: x509.ExtensionType | None,
    name: x509.Name | None = None,
) -> x509.Certificate:
    builder = (
        x509.CertificateBuilder()
        .subject_name(registry.root.subject if name is None else name)
        .issuer_name(registry.root.subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(NOW - DAY)
        .not_valid_after(NOW + DAY)
    )
    if extension is not None:
        builder = builder.add_extension(extension, critical=False)
    return builder.sign(registry.root_key, hashes.SHA384())


def test_certificates_of_odd_kinds(registry: Registry, tmp_path: Path) -> None:
    for made in odd_certificates(registry):
        bears(registry, made.public_bytes(Encoding.DER), tmp_path / "s.pem")
        judges: list[Callable[[], None]] = [
            partial(check_usable, made, NOW),
            partial(check_year, made, 2015),
            partial(check_role, made, Role.STATISTIKK),
        ]
        for judge in judges:
            with suppress(UserError):
                judge()
