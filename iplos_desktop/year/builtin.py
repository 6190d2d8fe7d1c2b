"""The data years that come with the program; `flow.years` knows of newer ones."""

from functools import cache
from pathlib import Path

from iplos_desktop.errors import UserError
from iplos_desktop.shipped import resource
from iplos_desktop.year.faults import FaultyPackageError
from iplos_desktop.year.files import read_files
from iplos_desktop.year.package import Year
from iplos_desktop.year.read import read_year


def available_years() -> list[int]:
    """The data years that come with the program, in order."""
    return sorted(int(folder.name) for folder in resource("years").iterdir() if folder.is_dir())


def built_in(year: int) -> Path:
    """Where the package of a year that comes with the program lies."""
    return resource("years", str(year))


def nearest_year(wanted: int) -> int:
    """The wanted year, else the nearest earlier one, else the first."""
    return nearest(wanted, available_years())


def nearest(wanted: int, years: list[int]) -> int:
    """The same among other years; they are not empty and in order."""
    return max((year for year in years if year <= wanted), default=years[0])


@cache
def load_year(year: int) -> Year:
    """The package that comes with the program. Raises UserError for none, or a damaged one."""
    if not built_in(year).is_dir():
        raise unknown(year, available_years())
    try:
        # Whoever could change these files could change the program.
        return read_year(read_files(built_in(year), guarded=False))
    except FaultyPackageError:
        raise UserError(
            f"Årspakken for dataåret {year} kan ikke leses.",
            "Installasjonen er skadet. Be IT-avdelingen installere programmet på nytt.",
        ) from None


def unknown(year: int, years: list[int]) -> UserError:
    """There is no package for a year; these are the years there are."""
    known = ", ".join(str(one) for one in years)
    return UserError(
        f"Programmet har ikke reglene for dataåret {year}.",
        f"Det har reglene for {known}. Se etter at året er riktig, legg inn en årspakke for"
        " året, eller be IT-avdelingen om en nyere utgave.",
    )
