"""A registry that makes its list with the command, and may sign anything."""

import base64
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from cryptography.x509.oid import NameOID, ObjectIdentifier

from iplos_desktop.errors import UserError
from iplos_desktop.sealing import jws
from iplos_desktop.sealing.certificate import Role, fingerprint, read_certificate
from iplos_desktop.sealing.keylist import KeyList, read_key_list
from iplos_desktop.sealing.make_keys import make_keys
from iplos_desktop.sealing.recipient import PrivateKey
from tests.sealing.support import DAY, NOW, key_usage, plain_norwegian

Change = Callable[[dict[str, Any]], object]


class Registry:
    """What the registry holds: a root, and the list it made with the command."""

    def __init__(self, folder: Path, now: datetime = NOW, year: int = 2015) -> None:
        folder.mkdir(parents=True)
        make_keys(year, folder, None, None, now, "p256")
        self.folder, self.now, self.year = folder, now, year
        self.root = read_certificate(folder / "rot.pem")
        key = load_pem_private_key((folder / "rot-privat.pem").read_bytes(), None)
        assert isinstance(key, ec.EllipticCurvePrivateKey)
        self.root_key = key
        self.file = folder / f"iplos-nokler-{year}.jws"
        self.data = self.file.read_bytes()

    def certificate(self, role: Role = Role.STATISTIKK) -> Path:
        return self.folder / f"{role}-{self.year}.pem"

    def letter(self, role: Role = Role.STATISTIKK) -> str:
        """What the authority's letter says of a key."""
        return fingerprint(read_certificate(self.certificate(role)))[-16:]

    def payload(self) -> dict[str, Any]:
        middle = self.data.split(b".")[1]
        loaded: dict[str, Any] = json.loads(base64.urlsafe_b64decode(middle + b"=="))
        return loaded

    def signed(self, change: Change) -> bytes:
        """The list with a change in it, signed anew by the root."""
        payload = self.payload()
        change(payload)
        return jws.sign(json.dumps(payload).encode(), self.root_key)

    def issued(
        self,
        key: PrivateKey,
        name: str,
        *,
        usage: str = "key_agreement",
        extended: str | None = None,
    ) -> str:
        """A certificate by the root, as PEM."""
        builder = (
            x509.CertificateBuilder()
            .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
            .issuer_name(self.root.subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(self.now - DAY / 2)
            .not_valid_after(self.now + 100 * DAY)
            .add_extension(key_usage(usage), critical=True)
        )
        if extended:
            oid = x509.ExtendedKeyUsage([ObjectIdentifier(extended)])
            builder = builder.add_extension(oid, critical=False)
        return builder.sign(self.root_key, hashes.SHA384()).public_bytes(Encoding.PEM).decode()

    def read(self, data: bytes | None = None, at: datetime = NOW) -> KeyList:
        return read_key_list(data or self.data, [self.root], at)

    def why_refused(self, data: bytes | None = None, at: datetime = NOW) -> str:
        with pytest.raises(UserError) as caught:
            self.read(data, at)
        plain_norwegian(caught.value)
        return caught.value.what
