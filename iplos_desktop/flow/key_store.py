"""The key lists seen on this machine, each kept as it came: signed."""

from dataclasses import dataclass, field
from pathlib import Path

import platformdirs

from iplos_desktop.errors import UserError
from iplos_desktop.flow.whole_file import write_whole
from iplos_desktop.sealing.keylist import LARGEST_LIST, KeyList

_APP = "iplos-desktop"


@dataclass
class KeyStore:
    """A folder with every list seen; whoever reads one checks its signature again.

    trouble: why a list could not be kept or read; None if nothing. What was seen in this run
    is remembered all the same.
    """

    folder: Path = field(
        default_factory=lambda: platformdirs.user_data_path(_APP, appauthor=False) / "nokler"
    )
    trouble: str | None = None
    _seen: dict[str, bytes] = field(default_factory=dict)

    def lists(self) -> list[bytes]:
        """What is kept, unchecked."""
        found = dict(self._on_disk())
        return [*{**found, **self._seen}.values()]

    def keep(self, found: KeyList, data: bytes) -> None:
        """Keep a list beside the older ones of its root. Raises UserError."""
        name = f"{found.root_fingerprint[-16:]}-{found.version}.jws"
        self._seen[name] = data
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            raise UserError(
                f"Mappa {self.folder} kan ikke lages.", "Spør IT-avdelingen om skrivetilgang."
            ) from None
        write_whole(self.folder / name, data)

    def _on_disk(self) -> list[tuple[str, bytes]]:
        found = []
        for path in self._files():
            try:
                with path.open("rb") as file:
                    found.append((path.name, file.read(LARGEST_LIST + 1)))
            except OSError:
                self._tell()
        return found

    def _files(self) -> list[Path]:
        """Regular files alone: reading a pipe would wait for ever."""
        try:
            found = self.folder.glob("*.jws") if self.folder.is_dir() else ()
            return sorted(path for path in found if path.is_file())
        except OSError:
            self._tell()
            return []

    def _tell(self) -> None:
        self.trouble = (
            f"En nøkkelliste som er lagt inn fra før, i mappa {self.folder}, kan ikke leses."
        )
