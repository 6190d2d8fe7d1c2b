"""Certificates, packages and small files for the stories in this room."""

import hashlib
import io
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID, ObjectIdentifier

from iplos_desktop.errors import UserError
from iplos_desktop.sealing.certificate import Role, fingerprint
from iplos_desktop.sealing.envelope import ContentKey, EnvelopeWriter
from iplos_desktop.sealing.open import Opened, open_with
from iplos_desktop.sealing.package import CheckedFile, Package, Sender
from iplos_desktop.sealing.recipient import PrivateKey, wrap
from iplos_desktop.sealing.seal import seal
from iplos_desktop.sealing.trust import TrustedKey
from iplos_desktop.watch import Watch

NOW = datetime(2016, 1, 10, 12, 30, 15, tzinfo=UTC)
DAY = timedelta(days=1)
NAME = "IPLOS_0301_00_2015_20160110T123015_TEST.p7m"
EXPORT = (
    "<IPLOS versjon='3.3'>"
    + "".join(f"<PERSON pePeID='{i}'><peAlder>{i % 97}</peAlder></PERSON>\n" for i in range(500))
    + "<!-- æøå --></IPLOS>"
).encode()


def certificate(  # noqa: PLR0913 - each is one thing a certificate can have wrong
    key: PrivateKey,
    name: str = "IPLOS 2015 statistikk",
    *,
    start: datetime = NOW - DAY,
    end: datetime = NOW + DAY,
    usage: str | None = "fits",
    extended: str | None = None,
    public: CertificatePublicKeyTypes | None = None,
) -> x509.Certificate:
    """A self-signed certificate. public: another key than the one that signs."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(public or key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
    )
    if usage == "fits":
        is_rsa = isinstance(key, rsa.RSAPrivateKey)
        usage = "key_encipherment" if is_rsa else "key_agreement"
    if usage:
        builder = builder.add_extension(key_usage(usage), critical=True)
    if extended:
        oid = x509.ExtendedKeyUsage([ObjectIdentifier(extended)])
        builder = builder.add_extension(oid, critical=False)
    return builder.sign(key, hashes.SHA256())


def key_usage(wanted: str) -> x509.KeyUsage:
    names = (
        "digital_signature content_commitment key_encipherment data_encipherment key_agreement "
        "key_cert_sign crl_sign encipher_only decipher_only"
    )
    return x509.KeyUsage(**{name: name == wanted for name in names.split()})


def pem(key: PrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


@dataclass(frozen=True)
class Receiver:
    """A key pair in memory and as files."""

    key: PrivateKey
    certificate: x509.Certificate
    folder: Path

    @property
    def key_file(self) -> Path:
        return self.folder / "privat.pem"

    @property
    def certificate_file(self) -> Path:
        return self.folder / "sertifikat.pem"

    @property
    def trusted(self) -> TrustedKey:
        return trusted(self.certificate)

    def open(self, path: Path, folder: Path, watch: Watch | None = None) -> Opened:
        watch = watch or Watch()
        return open_with(path, self.key, self.certificate, folder, watch)


def trusted(made: x509.Certificate, role: Role = Role.STATISTIKK) -> TrustedKey:
    return TrustedKey(role, made, fingerprint(made), "liste", 7)


def receiver(key: PrivateKey, folder: Path) -> Receiver:
    made = Receiver(key, certificate(key), folder)
    made.key_file.write_bytes(pem(key))
    made.certificate_file.write_bytes(made.certificate.public_bytes(Encoding.PEM))
    return made


def checked(path: Path) -> CheckedFile:
    data = path.read_bytes()
    return CheckedFile(path, hashlib.sha256(data).hexdigest(), len(data))


def package(export: Path, *keys: TrustedKey, ident: Path | None = None) -> Package:
    return Package(
        export=checked(export),
        ident=checked(ident) if ident else None,
        year=2015,
        sender=Sender("0301", "00", "999999999", "Kari Nordmann", "kari@example.no", None),
        corrected=False,
        test=True,
        persons=500,
        records={"PERSON": 500, "TJENESTE": 0},
        findings={"T-04": {"level": "feil", "count": 2}},
        program_version="0.1.0",
        rule_book_version="1",
        year_package_version="2015.1",
        keys=keys,
    )


def openssl(*words: str | Path) -> None:
    done = subprocess.run(["openssl", *words], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def why_not_sealed(
    made: Package, folder: Path, watch: Watch | None = None, now: datetime = NOW
) -> str:
    """What is told of a sealing that does not go well, which must leave the folder as it was."""
    before = sorted(folder.iterdir()) if folder.is_dir() else None
    with pytest.raises(UserError) as caught:
        seal(made, folder, watch or Watch(), now)
    plain_norwegian(caught.value)
    assert (sorted(folder.iterdir()) if folder.is_dir() else None) == before
    return caught.value.what


def plain_norwegian(error: UserError) -> None:
    """What a user is told: two full sentences, none of the words of programmers or libraries."""
    for text in (error.what, error.advice):
        assert text.endswith("."), text
        lowered = text.lower()
        for word in ("error", "exception", "invalid", "none", "failed", "asn", "oserror", "errno"):
            assert word not in lowered.split(), text


def sealed_bytes(content: bytes, certificate: x509.Certificate) -> bytes:
    """A message of any content whatever, sealed as we seal."""
    sink, secret = io.BytesIO(), ContentKey.fresh()
    writer = EnvelopeWriter(sink, wrap(secret.key, certificate), secret)
    writer.write(content)
    writer.finish()
    return sink.getvalue()
