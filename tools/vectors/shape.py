"""What a vector is."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from cryptography import x509

from iplos_desktop.sealing.certificate import Role, fingerprint
from iplos_desktop.sealing.recipient import PrivateKey
from iplos_desktop.sealing.trust import TrustedKey

Outcome = Literal[
    "not-ours",
    "damaged",
    "other-recipient",
    "other-content",
    "other-version",
    "other-manifest",
    "other-role",
    "opens",
]
"""How a file must be refused; "opens" where only the one who made it is at fault."""


@dataclass(frozen=True)
class Key:
    """A throw-away key. kind: as in RSA-3072."""

    name: str
    role: Role
    year: int
    kind: str
    certificate: x509.Certificate
    private: PrivateKey

    @property
    def trusted(self) -> TrustedKey:
        """As a key list would vouch for it."""
        return TrustedKey(self.role, self.certificate, fingerprint(self.certificate), "liste", 1)

    @property
    def files(self) -> dict[str, str]:
        """Its two files."""
        start = f"keys/throwaway-{self.name}"
        return {"certificate": f"{start}.pem", "private": f"{start}-private.pem"}

    def entry(self) -> dict[str, Any]:
        """How the index tells of it."""
        return {"role": self.role, "year": self.year, "kind": self.kind, **self.files}


@dataclass(frozen=True)
class Opened:
    """What comes out of a message: each entry of its archive. inner: what innhold.p7m holds."""

    key: str
    entries: dict[str, bytes]
    inner: "Opened | None" = None

    def entry(self) -> dict[str, Any]:
        """How the index tells of it."""
        told: dict[str, Any] = {
            "key": self.key,
            "entries": {
                name: {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
                for name, data in self.entries.items()
            },
        }
        return told | ({"inner": self.inner.entry()} if self.inner else {})


@dataclass(frozen=True)
class Good:
    """A file that opens. expected: entries that lie in the clear beside it, by name."""

    name: str
    what: str
    file: Path
    opened: Opened
    expected: dict[str, str]

    def entry(self) -> dict[str, Any]:
        """How the index tells of it."""
        told = {"file": f"good/{self.file.name}", "what": self.what, "expected": self.expected}
        return told | self.opened.entry()


@dataclass(frozen=True)
class Broken:
    """A file with one fault. what: the fault in a sentence.

    must: every receiver must refuse it. Else what comes out is what was sealed, and only a
    reader that looks at every byte can tell, or nobody.
    """

    name: str
    key: str
    what: str
    outcome: Outcome
    data: bytes
    must: bool = True

    def entry(self) -> dict[str, Any]:
        """How the index tells of it."""
        file = f"broken/{self.name}.p7m"
        told = {"file": file, "key": self.key, "what": self.what, "outcome": self.outcome}
        return told | {"must": self.must}
