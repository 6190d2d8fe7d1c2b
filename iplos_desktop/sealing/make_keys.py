"""A root and a year's keys with their signed list, for the registry and for tests."""

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID

from iplos_desktop.errors import UserError
from iplos_desktop.sealing.certificate import Role, read_certificate, read_small
from iplos_desktop.sealing.keylist import (
    LARGEST_LIST,
    YEARS,
    KeyEntry,
    KeyList,
    UnknownRootError,
    recognise,
    write_key_list,
)
from iplos_desktop.sealing.private import check_pair, read_private_key
from iplos_desktop.sealing.recipient import PrivateKey
from iplos_desktop.sealing.roots import check_root
from iplos_desktop.sealing.trouble import name_taken, writing_to

Kind = Literal["rsa", "p256", "p384"]

ROOT, ROOT_KEY = "rot.pem", "rot-privat.pem"
_RSA_BITS = 3072
_ROOT_LASTS = timedelta(days=3650)
_YEAR_LASTS = timedelta(days=500)  # from before the window in January to after the corrections
_CLOCKS_DIFFER = timedelta(hours=1)
_LARGEST_KEY = 64 * 1024  # bytes


def make_keys(  # noqa: PLR0913, PLR0917 - what the command offers
    year: int,
    folder: Path,
    under: Path | None,
    passphrase: bytes | None,
    now: datetime,
    kind: Kind = "rsa",
) -> list[Path]:
    """Write a root, the keys of both roles and their key list; gives the files written.

    under: a folder with a root made before, which then signs; no new root is written. The keys of
    the newest list of that root there, or in `folder`, go along: those of other years as long as
    they hold, and those of the same year as revoked.
    passphrase: locks every private key written, and opens the root in `under`.
    Raises UserError; a file that is there is never overwritten, and on failure none is left.
    """
    if year not in YEARS:
        raise UserError(
            f"Nøkler kan ikke lages for dataåret {year:04}.",
            f"Oppgi et år fra {YEARS[0]} til {YEARS[-1]}.",
        )
    files: dict[str, bytes] = {}
    if under is None:
        root_key = ec.generate_private_key(ec.SECP384R1())
        root = _root(root_key, now)
        files[ROOT] = root.public_bytes(Encoding.PEM)
        files[ROOT_KEY] = _private_pem(root_key, passphrase)
    else:
        root, root_key = _read_root(under, passphrase, now)
    before = None if under is None else _newest_list(root, {under, folder})
    entries = [] if before is None else _carried(before, year, now)
    for role in Role:
        key = _generate(kind)
        certificate = _certify(f"IPLOS {year} {role}", key, root, root_key, now)
        start, end = certificate.not_valid_before_utc, certificate.not_valid_after_utc
        entries.append(KeyEntry(year, role, certificate, start, end, revoked=False))
        files[f"{role}-{year}.pem"] = certificate.public_bytes(Encoding.PEM)
        files[f"{role}-{year}-privat.pem"] = _private_pem(key, passphrase)
    # The clock rises, and a list of the same root always has a higher version than the last.
    version = max(int(now.timestamp()), before.version + 1 if before else 0)
    files[f"iplos-nokler-{year}.jws"] = write_key_list(
        version, now - _CLOCKS_DIFFER, now + _YEAR_LASTS, entries, root_key
    )
    return _write_all(folder, files)


def _newest_list(root: x509.Certificate, folders: Iterable[Path]) -> KeyList | None:
    found = []
    for path in (each for folder in folders for each in folder.glob("iplos-nokler-*.jws")):
        data = read_small(path, LARGEST_LIST)
        try:
            with suppress(UnknownRootError):  # of another root
                found.append(recognise(data, [root]))
        except UserError as error:  # passed over, what it has taken back would be forgotten
            raise UserError(
                f"Nøkkellista {path.name} kan ikke føres videre. {error.what}",
                f"Legg en hel utgave av lista i mappa {path.parent}, eller flytt den ut av mappa.",
            ) from None
    return max(found, key=lambda each: each.version, default=None)


def _carried(before: KeyList, year: int, now: datetime) -> list[KeyEntry]:
    held = (each for each in before.entries if each.valid_to > now)
    return [replace(each, revoked=each.revoked or each.year == year) for each in held]


def _generate(kind: Kind) -> PrivateKey:
    if kind == "rsa":
        return rsa.generate_private_key(65537, _RSA_BITS)
    return ec.generate_private_key(ec.SECP256R1() if kind == "p256" else ec.SECP384R1())


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _builder(
    subject: x509.Name, issuer: x509.Name, key: PrivateKey, now: datetime, lasts: timedelta
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _CLOCKS_DIFFER)
        .not_valid_after(now + lasts)
    )


def _root(key: ec.EllipticCurvePrivateKey, now: datetime) -> x509.Certificate:
    name = _name(f"IPLOS rot {x509.random_serial_number() % 16**8:08x}")
    return (
        _builder(name, name, key, now, _ROOT_LASTS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage("digital_signature", "key_cert_sign"), critical=True)
        .sign(key, hashes.SHA384())
    )


def _certify(
    name: str,
    key: PrivateKey,
    root: x509.Certificate,
    root_key: ec.EllipticCurvePrivateKey,
    now: datetime,
) -> x509.Certificate:
    usage = "key_encipherment" if isinstance(key, rsa.RSAPrivateKey) else "key_agreement"
    return (
        _builder(_name(name), root.subject, key, now, _YEAR_LASTS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(usage), critical=True)
        .sign(root_key, hashes.SHA384())
    )


def _usage(*wanted: str) -> x509.KeyUsage:
    every = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    return x509.KeyUsage(**{each: each in wanted for each in every})


def _private_pem(key: PrivateKey, passphrase: bytes | None) -> bytes:
    lock = BestAvailableEncryption(passphrase) if passphrase else NoEncryption()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock)


def _read_root(
    folder: Path, passphrase: bytes | None, now: datetime
) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    root = read_certificate(folder / ROOT)
    key = read_private_key(read_small(folder / ROOT_KEY, _LARGEST_KEY), passphrase)
    check_pair(key, root)
    check_root(root)
    if not root.not_valid_before_utc <= now <= root.not_valid_after_utc:
        raise UserError(
            "Roten i mappa gjelder ikke nå.",
            "Se etter om datoen på maskinen er riktig. Er den det, må det lages en ny rot.",
        )
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP384R1):
        raise UserError(
            "Roten i mappa kan ikke signere nøkkellister.",
            "Velg mappa med roten som ble laget av dette programmet.",
        )
    return root, key


def _write_all(folder: Path, files: dict[str, bytes]) -> list[Path]:
    written: list[Path] = []
    try:
        with writing_to(folder):
            for name, data in files.items():
                path = folder / name
                mode = 0o600 if "-privat" in name else 0o644
                flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
                try:
                    descriptor = os.open(path, flags, mode)
                except FileExistsError:
                    raise name_taken(path) from None
                written.append(path)
                with os.fdopen(descriptor, "wb") as file:
                    file.write(data)
    except BaseException:
        for path in written:
            with suppress(OSError):
                path.unlink()
        raise
    return written
