"""The data years in use: the newest sound package of each, wherever it lies.

Packages come with the program, are laid in the machine's folder, or are loaded by the user.
"""

from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import platformdirs

from iplos_desktop.errors import UserError
from iplos_desktop.flow.machine_folder import machine_folder
from iplos_desktop.flow.whole_file import write_whole
from iplos_desktop.flow.year_files import (
    Package,
    as_zip,
    read_package,
    refused,
    write_folder,
)
from iplos_desktop.flow.year_offers import Offer, Place, laid_in, rank, shipped
from iplos_desktop.year.builtin import available_years as built_in_years
from iplos_desktop.year.builtin import nearest, unknown
from iplos_desktop.year.facts import version_key
from iplos_desktop.year.faults import FaultyPackageError
from iplos_desktop.year.files import FACTS
from iplos_desktop.year.package import Year

_APP, _FOLDER = "iplos-desktop", "aar"


@dataclass(frozen=True)
class Added:
    """A package was taken in. before: the version it came in place of, None for a new year."""

    year: Year
    before: str | None

    @property
    def is_new(self) -> bool:
        """Whether it was not in use already."""
        return self.before != self.year.version


@dataclass
class Years:
    """The packages of this installation. A faulty one never hinders: the next best is used."""

    machine: Path = field(default_factory=lambda: machine_folder() / _FOLDER)
    user: Path = field(
        default_factory=lambda: platformdirs.user_data_path(_APP, appauthor=False) / _FOLDER
    )

    def __post_init__(self) -> None:
        self.reload()

    def reload(self) -> None:
        """Look in the folders again, the next time somebody asks."""
        self._known: dict[int, Offer] = {}
        self._laid: list[Offer] | None = None

    def available(self) -> list[int]:
        """The data years there are packages for, in order."""
        laid = {offer.package.year.year for offer in self._extra() if offer.package}
        return sorted(laid | set(built_in_years()))

    def nearest(self, wanted: int) -> int:
        """The wanted year, else the nearest earlier one, else the first."""
        return nearest(wanted, self.available())

    def load(self, year: int) -> Year:
        """The newest package of a year. Raises UserError when there is none that can be used."""
        return self._best(year).year

    def offers(self) -> list[Offer]:
        """Every package, by year and version, those that cannot be read last."""
        found = [shipped(year) for year in built_in_years()]
        found += self._extra()
        best = {offer.path for offer in map(self._find, self.available()) if offer is not None}
        return sorted((replace(one, in_use=one.path in best) for one in found), key=_in_order)

    def troubles(self) -> list[str]:
        """What the user should know of packages that lie there and are not used."""
        return [offer.trouble for offer in self._extra() if offer.faults]

    def add(self, path: Path) -> Added:
        """Check a package and keep it in the user's folder.

        path: a zip, a folder, or the aar.toml in it. Raises UserError when it is not sound, or
        not newer than the one in use.
        """
        path = path.parent if path.name == FACTS else path
        try:
            new = read_package(path, guarded=False)
        except FaultyPackageError as error:
            raise refused(path, error) from None
        current = self._find(new.year.year)
        before = current.package if current else None
        if before is not None:
            if before.files == new.files:
                return Added(before.year, before.year.version)
            _demand_newer(new.year, before.year)
        self._keep(new)
        return Added(self.load(new.year.year), before.year.version if before else None)

    def save(self, year: int, folder: Path) -> Path:
        """Write the package in use into a new folder named for the year; gives it.

        Raises UserError when the folder is there already or cannot be written.
        """
        target = folder / str(year)
        write_folder(self._best(year).files, target)
        return target

    def _best(self, year: int) -> Package:
        offer = self._find(year)
        if offer is not None and offer.package is not None:
            return offer.package
        if year not in built_in_years():
            raise unknown(year, self.available())
        raise UserError(
            f"Årspakken for dataåret {year} kan ikke leses.",
            "Installasjonen er skadet. Be IT-avdelingen installere programmet på nytt.",
        )

    def _find(self, year: int) -> Offer | None:
        if year not in self._known:
            found = [one for one in self._extra() if one.package and one.package.year.year == year]
            if year in built_in_years():
                found.append(shipped(year))
            sound = [one for one in found if one.package is not None]
            if not sound:
                return None
            self._known[year] = max(sound, key=rank)
        return self._known[year]

    def _extra(self) -> list[Offer]:
        """The packages that did not come with the program."""
        if self._laid is None:
            self._laid = [*laid_in(self.machine, Place.MACHINE), *laid_in(self.user, Place.USER)]
        return self._laid

    def _keep(self, new: Package) -> None:
        try:
            self.user.mkdir(parents=True, exist_ok=True)
        except OSError:
            raise UserError(
                f"Mappa {self.user} kan ikke lages.", "Spør IT-avdelingen om skrivetilgang."
            ) from None
        write_whole(self.user / f"iplos-aar-{new.year.version}.zip", as_zip(new.files))
        self.reload()
        if self.load(new.year.year).version != new.year.version:
            raise UserError("Årspakken ble lagret, men kan ikke brukes.", " ".join(self.troubles()))


@cache
def installed() -> Years:
    """The years of this installation."""
    return Years()


def available_years() -> list[int]:
    """The data years there are packages for, in order."""
    return installed().available()


def load_year(year: int) -> Year:
    """The newest package of a year; the same object until a newer one is loaded."""
    return installed().load(year)


def _in_order(offer: Offer) -> tuple[int, tuple[tuple[int, ...], int]]:
    return offer.package.year.year if offer.package else 10_000, rank(offer)


def _demand_newer(new: Year, current: Year) -> None:
    """Refuse what would not be used."""
    offered, used = version_key(new.version), version_key(current.version)
    if offered < used:
        raise UserError(
            f"Årspakken har versjon {new.version}, og versjon {current.version} er i bruk.",
            "Den eldre blir ikke lagt inn. Spør den du fikk pakken av, om det finnes en nyere.",
        )
    if offered == used:
        raise UserError(
            f"Årspakken har samme versjon som den som er i bruk ({current.version}), men"
            " innholdet er et annet.",
            "Den blir ikke lagt inn. Øk tallet i «versjon» i aar.toml, og prøv igjen.",
        )
