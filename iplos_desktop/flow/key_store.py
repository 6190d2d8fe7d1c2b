"""The key lists a user has installed, kept as they came: signed."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import platformdirs

from iplos_desktop.errors import UserError
from iplos_desktop.flow.keys import OfferedKey, Roots, keys_in, offered_keys
from iplos_desktop.flow.whole_file import write_whole
from iplos_desktop.sealing.certificate import read_small
from iplos_desktop.sealing.keylist import LARGEST_LIST, read_key_list

_APP = "iplos-desktop"


@dataclass
class KeyStore:
    """A folder with the newest list of each root."""

    folder: Path = field(
        default_factory=lambda: platformdirs.user_data_path(_APP, appauthor=False) / "nokler"
    )

    def add(self, path: Path, now: datetime, trusted: Roots) -> Path:
        """Check a list and keep it in place of an older one; gives where.

        Raises UserError when it cannot be trusted or is older than the one kept.
        """
        data = read_small(path, LARGEST_LIST)
        found = read_key_list(data, trusted.certificates, now)
        kept = self.folder / f"{found.root_fingerprint[-16:]}.jws"
        older = self._version(kept, now, trusted)
        if older is not None and found.version < older:
            raise UserError(
                "Nøkkellista er eldre enn den som er lagt inn fra før.",
                "Hent den nyeste nøkkellista fra SSB.",
            )
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            raise UserError(
                f"Mappa {self.folder} kan ikke lages.", "Spør IT-avdelingen om skrivetilgang."
            ) from None
        write_whole(kept, data)
        return kept

    def keys(self, now: datetime, trusted: Roots) -> list[tuple[int | None, OfferedKey]]:
        """Every key in the lists kept that can be trusted now."""
        found: list[tuple[int | None, OfferedKey]] = []
        for path in self._lists():
            try:
                found += keys_in(path, now, trusted)
            except UserError:
                continue  # expired, or of a root no longer trusted
        return found

    def offered(self, year: int, now: datetime, trusted: Roots) -> list[OfferedKey]:
        """The keys of a data year among the lists kept; none when there are none."""
        for path in self._lists():
            try:
                return offered_keys(path, year, now, trusted)
            except UserError:
                continue
        return []

    def _lists(self) -> list[Path]:
        return sorted(self.folder.glob("*.jws"))

    def _version(self, kept: Path, now: datetime, trusted: Roots) -> int | None:
        try:
            return read_key_list(read_small(kept, LARGEST_LIST), trusted.certificates, now).version
        except UserError:
            return None  # there is none, or it has expired
