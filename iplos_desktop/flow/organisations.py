"""The lists of organisation numbers a user has loaded, one kept for each data year."""

import csv
import io
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import platformdirs

from iplos_desktop.errors import UserError
from iplos_desktop.flow.whole_file import write_whole
from iplos_desktop.intake.organisation_list import OrganisationList
from iplos_desktop.register.organisation import is_organisation_number

_APP = "iplos-desktop"
_FACTS = ["kilde", "lastet", "utelatt"]
_HEADINGS = ["organisasjonsnummer", "navn"]
_LARGEST = 50_000_000  # bytes; more than any list that is kept


@dataclass(frozen=True)
class KeptList:
    """A list as it is kept. source: the file it came from. left_out: rows with faults."""

    numbers: Mapping[str, str]
    source: str
    loaded: date
    left_out: int


@dataclass
class OrganisationStore:
    """A folder with a list for each data year, and those of test mode beside them.

    trouble: what went wrong when a list was read, None if nothing. A list of made-up numbers
    must not judge a real file, nor the other way round; so test mode has its own.
    """

    folder: Path = field(
        default_factory=lambda: platformdirs.user_data_path(_APP, appauthor=False) / "orgnr"
    )
    trouble: str | None = None
    _read: dict[Path, KeptList | None] = field(default_factory=dict)

    def keep(
        self, found: OrganisationList, year: int, now: datetime, *, test: bool = False
    ) -> KeptList:
        """Keep a list in place of the year's older one. Raises UserError; then that stays."""
        path = self._path(year, test=test)
        kept = KeptList(found.numbers, found.source, now.date(), len(found.faults))
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            raise UserError(
                f"Mappa {self.folder} kan ikke lages.", "Spør IT-avdelingen om skrivetilgang."
            ) from None
        write_whole(path, _written(kept))
        self.trouble = None
        self._read[path] = kept
        return kept

    def kept(self, year: int, *, test: bool = False) -> KeptList | None:
        """The list of a data year, None when none is loaded.

        One that cannot be read is set aside, never written over, and `trouble` says so.
        """
        path = self._path(year, test=test)
        if path not in self._read:
            self._read[path] = self._load(path, year)
        return self._read[path]

    def for_year(self, year: int, *, test: bool = False) -> frozenset[str] | None:
        """The numbers of a data year's list, None when none is loaded."""
        kept = self.kept(year, test=test)
        return None if kept is None else frozenset(kept.numbers)

    def forget(self, year: int, *, test: bool = False) -> None:
        """Take a data year's list away. Raises UserError when it cannot be."""
        path = self._path(year, test=test)
        try:
            path.unlink(missing_ok=True)
        except OSError:
            raise UserError(
                "Lista over organisasjonsnumre kunne ikke fjernes.",
                "Den kan være åpen i et annet program. Lukk den, og prøv igjen.",
            ) from None
        self._read[path] = self.trouble = None

    def _path(self, year: int, *, test: bool) -> Path:
        return self.folder / f"{year}{'-test' if test else ''}.csv"

    def _load(self, path: Path, year: int) -> KeptList | None:
        try:
            if path.stat().st_size > _LARGEST:
                raise ValueError  # noqa: TRY301 - the same as any other that is not ours
            return _parsed(path.read_bytes().decode("utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, csv.Error):
            self._set_aside(path, year)
            return None

    def _set_aside(self, path: Path, year: int) -> None:
        self.trouble = f"Lista over organisasjonsnumre for {year} kunne ikke leses."
        try:
            os.replace(path, path.with_suffix(".uleselig"))  # noqa: PTH105
        except OSError:
            return
        self.trouble += " Den er lagt til side. Last den inn på nytt."


def organisation_notes(found: OrganisationList, year: int) -> list[str]:
    """What there is to know about a list that is used for a data year; hinders nothing."""
    notes = []
    if found.years and year not in found.years:
        years = " og ".join(map(str, found.years))
        notes.append(f"Lista ser ut til å gjelde {years}, men uttrekket gjelder {year}.")
    if found.duplicates == 1:
        notes.append("Ett nummer står to ganger i lista. Det gjør ingenting.")
    elif found.duplicates:
        notes.append(f"{found.duplicates} rader gjentar et nummer. Det gjør ingenting.")
    return notes


def organisation_faults(found: OrganisationList, most: int = 5) -> list[str]:
    """The first rows left out, and how many more there are."""
    places = ((fault.where[:1].upper() + fault.where[1:], fault) for fault in found.faults[:most])
    told = [f"{where}: {fault.what}" for where, fault in places]
    if len(found.faults) > most:
        told.append(f"… og {len(found.faults) - most} til.")
    return told


def _written(kept: KeptList) -> bytes:
    whole = io.StringIO()
    rows = csv.writer(whole, delimiter=";", lineterminator="\n")
    rows.writerows(zip(_FACTS, (kept.source, kept.loaded, kept.left_out), strict=True))
    rows.writerow(_HEADINGS)
    rows.writerows(kept.numbers.items())
    return whole.getvalue().encode()


def _parsed(text: str) -> KeptList:
    """Raises ValueError or csv.Error for anything but what `_written` gives."""
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True))
    (first, source), (second, loaded), (third, left_out), headings = rows[:4]
    if [first, second, third, *headings] != [*_FACTS, *_HEADINGS]:
        raise ValueError
    numbers = {number: name for number, name in rows[4:]}  # noqa: C416 - each row has two
    if not numbers or not all(map(is_organisation_number, numbers)):
        raise ValueError
    return KeptList(numbers, source, date.fromisoformat(loaded), int(left_out))
