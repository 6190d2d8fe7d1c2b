"""The key lists seen on this machine, each kept as it came: signed."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import platformdirs

from iplos_desktop.errors import UserError
from iplos_desktop.flow.machine_folder import machine_folder
from iplos_desktop.flow.whole_file import write_whole
from iplos_desktop.sealing.keylist import LARGEST_LIST, KeyList

_APP, _FOLDER = "iplos-desktop", "nokler"
_AS_IT_STANDS = sum(  # no waiting for a pipe, no link followed, no line ends changed on Windows
    getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOFOLLOW", "O_BINARY")
)


@dataclass
class KeyStore:
    """A folder with every list seen; whoever reads one checks its signature again.

    machine: where IT staff lay lists for everybody; None to look at none. trouble: why a list
    could not be kept or read; None if nothing. What was seen in this run is remembered all the
    same.
    """

    folder: Path = field(
        default_factory=lambda: platformdirs.user_data_path(_APP, appauthor=False) / _FOLDER
    )
    machine: Path | None = field(default_factory=lambda: machine_folder() / _FOLDER)
    trouble: str | None = None
    _seen: dict[str, bytes] = field(default_factory=dict)

    def lists(self) -> list[bytes]:
        """What is kept, unchecked."""
        return list(dict.fromkeys([*self._on_disk(), *self._seen.values()]))

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

    def _on_disk(self) -> Iterator[bytes]:
        for path in self._files():
            try:
                yield _read(path)
            except OSError:  # it hides none of the others
                self._tell(path.parent)

    def _files(self) -> Iterator[Path]:
        for folder in filter(None, (self.machine, self.folder)):
            try:
                yield from sorted(folder.glob("*.jws")) if folder.is_dir() else ()
            except OSError:
                self._tell(folder)

    def _tell(self, folder: Path) -> None:
        self.trouble = f"En nøkkelliste som er lagt inn fra før, i mappa {folder}, kan ikke leses."


def _read(path: Path) -> bytes:
    """All of a regular file. Raises OSError for anything else: a pipe would wait for ever."""
    descriptor = os.open(path, os.O_RDONLY | _AS_IT_STANDS)
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError
        data = file.read(LARGEST_LIST + 1)
    if len(data) > LARGEST_LIST:
        raise OSError
    return data
