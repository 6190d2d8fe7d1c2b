"""Remembers the last check of each place: counts and keyed hashes."""

import os
import re
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

import platformdirs

from iplos_desktop.errors import UserError
from iplos_desktop.flow.checked import UNUSABLE, Checked
from iplos_desktop.flow.history_file import LARGEST, past_from_bytes, past_to_bytes
from iplos_desktop.flow.since_last import Past, Places, compare, vanished
from iplos_desktop.flow.whole_file import write_whole
from iplos_desktop.rules import RULE_BOOK_VERSION

_APP = "iplos-desktop"
_KEY_SIZE = 32  # bytes
_MUNICIPALITY, _DISTRICT = re.compile(r"[0-9]{4}"), re.compile(r"[0-9]{2}")
_Kept = TypeVar("_Kept")


@dataclass
class History:
    """A folder with a random key of its own, and a small file for each place and data year.

    Nothing that goes wrong here hinders a check. trouble: what went wrong last, None if
    nothing; whoever tells it sets it back.
    """

    folder: Path = field(
        default_factory=lambda: platformdirs.user_data_path(_APP, appauthor=False) / "historikk"
    )
    trouble: str | None = None

    def take_check(self, checked: Checked, earlier: Checked | None = None) -> Checked:
        """The check with what has changed since the last one, whose place it takes.

        A file that could not be read to its end is compared, and takes no place.

        earlier: the last check of the same program run, if its findings are still at hand.
        """
        place = place_name(checked.file.municipality, checked.file.district)
        key = self._key() if place is not None else None
        if place is None or key is None:
            return checked
        test = "-test" if checked.order.test else ""
        path = self.folder / f"{place}-{_data_year(checked)}{test}.json"
        name = blake2b(b"name", key=key, digest_size=8).hexdigest()
        places = Places(checked.findings, key)
        now = _past(checked, places)
        before = self._read(path, lambda data: past_from_bytes(data, name))
        if checked.read_whole:  # half a file's findings are nothing to compare the next with
            self._write(path, past_to_bytes(now, name))
        self._forget_older(place, min(_data_year(checked), checked.at.year) - 1)
        if before is None:
            return checked
        since = compare(before, now, places)
        if earlier is not None and earlier.at == before.at:
            gone = vanished(Places(earlier.findings, key), now, since.limited)
            since = replace(since, vanished=gone)
        return replace(checked, since=since)

    def _forget_older(self, place: str, year: int) -> None:
        """Checks of data years that can no longer be corrected go."""
        for path in self.folder.glob(f"{place}-????*.json"):
            words = path.stem.split("-")
            if words[2].isdecimal() and int(words[2]) < year:
                with suppress(OSError):
                    path.unlink()

    def _key(self) -> bytes | None:
        """The key; made when there is none. None when there can be none."""
        path = self.folder / "nokkel"
        key = self._read(path, _as_key)
        if key is None and not os.path.lexists(path):  # one that cannot be read now stays
            self._write(path, secrets.token_bytes(_KEY_SIZE))
            with suppress(OSError, ValueError):
                return _as_key(path.read_bytes())  # another program's, if it wrote it last
        return key

    def _read(self, path: Path, understood: Callable[[bytes], _Kept]) -> _Kept | None:
        """What a file holds; one that cannot be understood is set aside."""
        try:
            if path.stat().st_size <= LARGEST:
                return understood(path.read_bytes())
        except FileNotFoundError:
            return None
        except (ValueError, RecursionError):
            pass
        except OSError:
            self.trouble = "Det som er lagret fra sist, kunne ikke leses."
            return None
        self.trouble = (
            "Det som var lagret fra sist, kunne ikke brukes og er lagt til side. Kontrollen er"
            " gjort som vanlig."
        )
        with suppress(OSError):
            os.replace(path, path.with_suffix(".uleselig"))  # noqa: PTH105
        return None

    def _write(self, path: Path, data: bytes) -> None:
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_whole(path, data, mode=0o600)
        except (OSError, UserError):
            self.trouble = (
                "Neste kontroll kan ikke sammenlignes med denne, for mappa til programmet kan ikke"
                " skrives til."
            )


def _as_key(data: bytes) -> bytes:
    if len(data) != _KEY_SIZE:
        raise ValueError
    return data


def place_name(municipality: str | None, district: str | None) -> str | None:
    """What a place is kept under; None when an export does not say where it is from."""
    if municipality is None or not _MUNICIPALITY.fullmatch(municipality):
        return None
    return f"{municipality}-{district if district and _DISTRICT.fullmatch(district) else '00'}"


def _data_year(checked: Checked) -> int:
    """The file's year, also when it is checked by an earlier one's rules."""
    days = (day.year for day in (checked.file.first, checked.file.last) if day is not None)
    return checked.order.year or next(days, checked.year.year)


def _past(checked: Checked, places: Places) -> Past:
    counts = checked.findings.counts
    return Past(
        at=checked.at,
        versions=(RULE_BOOK_VERSION, checked.year.version),
        whole=_whole(checked),
        counts=counts,
        places=places.by_rule(),
    )


def _whole(checked: Checked) -> frozenset[str]:
    """The rules held against the whole file; of a file cut off, those that tell of that."""
    made = frozenset(checked.findings.made)
    return made if checked.read_whole else made & UNUSABLE
