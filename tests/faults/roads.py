"""What is sealed, and to which keys: in one part and in two."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from iplos_desktop.madeup import write_export
from iplos_desktop.sealing.certificate import fingerprint, read_certificate
from iplos_desktop.sealing.make_keys import make_keys

ONE, TWO = "one part", "two parts"
_YEAR = 2015
_IDENTITY = re.compile(rb"<peFnr>([^<]*)</peFnr>")
Sent = tuple[bytes, list[bytes]]
"""What the receivers get together: the content, and the identities parted from it."""


@dataclass(frozen=True)
class Road:
    """An export and the keys it is sealed to.

    keys: the words that name them. receivers: private key and certificate of each, the one who
    opens first before the other.
    """

    export: Path
    keys: Sequence[str | Path]
    receivers: Sequence[tuple[Path, Path]]

    @cached_property
    def marks(self) -> Sequence[bytes]:
        """Bytes of the export that may stand nowhere else."""
        identities = _IDENTITY.findall(self.export.read_bytes())
        return [b"<PERSON", identities[0], identities[-1]]

    def sent(self, export: Path) -> Sent:
        """What an export becomes: in two parts its identities stand by themselves."""
        data = export.read_bytes()
        if len(self.receivers) == 1:
            return data, []
        return _IDENTITY.sub(b"", data), _IDENTITY.findall(data)


def made_road(folder: Path, parts: int, *, persons: int = 12, now: datetime | None = None) -> Road:
    """An export and the keys it is sealed to. now: when the keys were made."""
    folder.mkdir()
    export = folder / "uttrekk.xml"
    write_export(export, persons=persons)
    make_keys(_YEAR, folder, None, None, now or datetime.now().astimezone(), "p256")
    bureau, manager = (folder / f"{role}-{_YEAR}.pem" for role in ("statistikk", "pseudonym"))
    if parts == 1:
        trusted = bureau
        keys = ["--nokkel", f"statistikk={bureau}"]
    else:
        trusted = folder / "rot.pem"
        keys = ["--nokkel", str(folder / f"iplos-nokler-{_YEAR}.jws"), "--rot", str(trusted)]
    typed = fingerprint(read_certificate(trusted))[-16:]
    receivers = [(one.with_stem(f"{one.stem}-privat"), one) for one in (manager, bureau)]
    return Road(export, [*keys, "--fingeravtrykk", typed], receivers[-parts:])
