"""Throw-away keys, made as the registry makes its own."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from iplos_desktop.sealing import make_keys as making
from iplos_desktop.sealing.certificate import Role, read_certificate
from iplos_desktop.sealing.recipient import PrivateKey
from tools.vectors.shape import Key

SEALED_AT = {
    2015: datetime(2016, 1, 10, 12, 30, 15, tzinfo=UTC),
    2018: datetime(2019, 1, 10, 12, 30, 15, tzinfo=UTC),
}
"""When the files of a data year are sealed; their keys are good then."""

# Name: role, data year, kind of key.
_KEYS: dict[str, tuple[Role, int, making.Kind]] = {
    "bureau-rsa": (Role.STATISTIKK, 2015, "rsa"),
    "manager-rsa": (Role.PSEUDONYM, 2015, "rsa"),
    "bureau-p256": (Role.STATISTIKK, 2015, "p256"),
    "manager-p384": (Role.PSEUDONYM, 2015, "p384"),
    "bureau-2018-p384": (Role.STATISTIKK, 2018, "p384"),
    "manager-2018-p256": (Role.PSEUDONYM, 2018, "p256"),
}
_KINDS = {"rsa": "RSA-3072", "p256": "P-256", "p384": "P-384"}


@dataclass(frozen=True)
class Registry:
    """The keys by name, and the root that issued them. other_year: a certificate for 2014."""

    keys: Mapping[str, Key]
    root: x509.Certificate
    root_key: ec.EllipticCurvePrivateKey
    other_year: x509.Certificate


def make_keys(folder: Path) -> Registry:
    """New keys, with their files in `folder`."""
    (folder / "keys").mkdir()
    with tempfile.TemporaryDirectory() as name:
        sets = Path(name)
        first: Path | None = None  # has the root that signs the others
        for year, kind in dict.fromkeys((year, kind) for _, year, kind in _KEYS.values()):
            folder_of_set = sets / f"{year}-{kind}"
            folder_of_set.mkdir()
            making.make_keys(year, folder_of_set, first, None, SEALED_AT[year], kind)
            first = first or folder_of_set
        assert first is not None  # noqa: S101 - there are keys
        keys = {name: _read(sets, name) for name in _KEYS}
        root = read_certificate(first / making.ROOT)
        root_key = _private(first / making.ROOT_KEY)
        making.make_keys(2014, sets, first, None, SEALED_AT[2015], "p256")
        other_year = read_certificate(sets / "statistikk-2014.pem")
    for key in keys.values():
        _write(folder / key.files["certificate"], key.certificate)
        _write(folder / key.files["private"], key.private)
    _write(folder / "keys" / "throwaway-root.pem", root)
    _write(folder / "keys" / "throwaway-root-private.pem", root_key)
    return Registry(keys, root, cast("ec.EllipticCurvePrivateKey", root_key), other_year)


def _read(sets: Path, name: str) -> Key:
    role, year, kind = _KEYS[name]
    start = sets / f"{year}-{kind}" / f"{role}-{year}"
    certificate = read_certificate(Path(f"{start}.pem"))
    return Key(name, role, year, _KINDS[kind], certificate, _private(Path(f"{start}-privat.pem")))


def _private(path: Path) -> PrivateKey:
    return cast("PrivateKey", load_pem_private_key(path.read_bytes(), None))


def _write(path: Path, what: x509.Certificate | PrivateKey) -> None:
    if isinstance(what, x509.Certificate):
        path.write_bytes(what.public_bytes(Encoding.PEM))
    else:
        path.write_bytes(what.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
