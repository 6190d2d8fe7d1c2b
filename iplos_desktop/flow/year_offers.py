"""Finds the year packages that lie in a folder, sound or not."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from iplos_desktop.flow.year_files import Package, read_package
from iplos_desktop.year.builtin import built_in
from iplos_desktop.year.facts import version_key
from iplos_desktop.year.faults import Fault, FaultyPackageError
from iplos_desktop.year.files import FACTS, may_be_trusted

_MOST = 200  # packages looked at in a folder


class Place(StrEnum):
    """Where a package lies; of two with the same version, the first of these is used."""

    PROGRAM = "programmet"
    MACHINE = "maskinen"
    USER = "brukeren"


@dataclass(frozen=True)
class Offer:
    """A package that was found. package: None when it has faults."""

    path: Path
    place: Place
    package: Package | None
    faults: tuple[Fault, ...] = ()
    in_use: bool = False

    @property
    def trouble(self) -> str:
        """What is wrong with it, in a sentence; empty when nothing is."""
        if not self.faults:
            return ""
        more = f" (og {len(self.faults) - 1} feil til)" if len(self.faults) > 1 else ""
        return f"Årspakken {self.path} brukes ikke: {self.faults[0]}{more}."


def rank(offer: Offer) -> tuple[tuple[int, ...], int]:
    """The higher is used: by version, then by where it lies."""
    version = version_key(offer.package.year.version) if offer.package else ()
    return version, -list(Place).index(offer.place)


def laid_in(folder: Path, place: Place) -> Iterator[Offer]:
    """The packages in a folder, by name. One that is missing has none."""
    try:
        if not may_be_trusted(folder.stat()):
            said = "andre enn deg og IT-avdelingen kan endre mappa, så ingenting i den brukes"
            yield Offer(folder, place, None, (Fault(None, None, said),))
            return
        inside = sorted(one for one in folder.iterdir() if not one.name.startswith("."))
    except FileNotFoundError:
        return
    except OSError:
        yield Offer(folder, place, None, (Fault(None, None, "mappa kan ikke leses"),))
        return
    for path in inside[:_MOST]:
        if path.suffix.lower() == ".zip" or path.is_dir():
            yield _offer(path, place)
        elif path.name == FACTS:
            said = "filene skal ligge i en egen mappe her, eller i en zip-fil"
            yield Offer(path, place, None, (Fault(None, None, said),))


@cache
def shipped(year: int) -> Offer:
    """The package of a year that comes with the program."""
    path = built_in(year)
    # Whoever could change these files could change the program.
    try:
        return Offer(path, Place.PROGRAM, read_package(path, guarded=False))
    except FaultyPackageError as error:
        return Offer(path, Place.PROGRAM, None, error.faults)


def _offer(path: Path, place: Place) -> Offer:
    try:
        return Offer(path, place, read_package(path))
    except FaultyPackageError as error:
        return Offer(path, place, None, error.faults)
