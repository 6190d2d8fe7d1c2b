"""Reads a year's folder: ``aar.toml`` and the lists beside it."""

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from iplos_desktop.errors import UserError
from iplos_desktop.shipped import resource


@dataclass(frozen=True)
class Calendar:
    """The days of a submission. assumed: names of days that are not announced."""

    opens: date
    deadline: date
    published: date
    corrected_before: date
    assumed: frozenset[str]


@dataclass(frozen=True)
class Addresses:
    """Where things are sent and whom to ask."""

    upload: str
    guide: str
    submission: str
    phones: tuple[str, ...]
    other: str


@dataclass(frozen=True)
class ServiceType:
    """One code of list 9151.

    outdated: still readable, no longer to be used. by_the_hour: granted in hours a week.
    organisation: whether the organisation that gives it is to be named: "kreves", "kan",
    "ikke", "bolig" (only where staff is attached), or "vurderes ikke".
    """

    text: str
    group: str
    outdated: bool
    by_the_hour: bool = False
    organisation: str = "vurderes ikke"


@dataclass(frozen=True)
class FunctionType:
    """One code of list 9111. demanded: everyone who receives a service is to be scored on it."""

    text: str
    demanded: bool = True


@dataclass(frozen=True, eq=False)
class Year:
    """A data year.

    municipalities: name by number. districts: by municipality, name by district number.
    services, functions: lists 9151 and 9111 by code. levels: rules with another level
    this year, "av" for those not used.
    """

    year: int
    version: str
    first: date
    last: date
    calendar: Calendar
    addresses: Addresses
    municipalities: Mapping[str, str]
    districts: Mapping[str, Mapping[str, str]]
    services: Mapping[int, ServiceType]
    functions: Mapping[int, FunctionType]
    levels: Mapping[str, str]

    def municipality(self, number: str) -> str:
        """Its name, or its number when the year has none such."""
        return self.municipalities.get(number, number)


def available_years() -> list[int]:
    """The data years there are packages for, in order."""
    return sorted(int(folder.name) for folder in resource("years").iterdir() if folder.is_dir())


def nearest_year(wanted: int) -> int:
    """The wanted year, else the nearest earlier one, else the first."""
    years = available_years()
    return max((year for year in years if year <= wanted), default=years[0])


@cache
def load_year(year: int) -> Year:
    """The package of a data year. Raises UserError when there is none or it is damaged."""
    folder = resource("years", str(year))
    try:
        return _read(folder)
    except FileNotFoundError:
        known = ", ".join(str(one) for one in available_years())
        raise UserError(
            f"Programmet har ikke reglene for dataåret {year}.",
            f"Det har reglene for {known}. Se etter at året er riktig, eller be"
            " IT-avdelingen om en nyere utgave.",
        ) from None
    except (KeyError, TypeError, ValueError):
        raise UserError(
            f"Årspakken for dataåret {year} kan ikke leses.",
            "Installasjonen er skadet. Be IT-avdelingen installere programmet på nytt.",
        ) from None


def _read(folder: Path) -> Year:
    facts: dict[str, Any] = tomllib.loads((folder / "aar.toml").read_text(encoding="utf-8"))
    days, at = facts["kalender"], facts["adresser"]
    districts: dict[str, dict[str, str]] = {}
    for row in _rows(folder / "bydeler.csv"):
        districts.setdefault(row["kommune"], {})[row["bydel"]] = row["navn"]
    return Year(
        year=facts["aar"],
        version=facts["versjon"],
        first=facts["periode"]["fra"],
        last=facts["periode"]["til"],
        calendar=Calendar(
            days["apner"],
            days["frist"],
            days["publiseres"],
            days["rettet_for"],
            frozenset(days["antatt"]),
        ),
        addresses=Addresses(
            at["sendemodul"],
            at["veiledning"],
            at["innsending"],
            tuple(at["telefon"]),
            at["andre"],
        ),
        municipalities={row["kode"]: row["navn"] for row in _rows(folder / "kommuner.csv")},
        districts=districts,
        services={
            int(row["kode"]): ServiceType(
                row["tekst"],
                row["gruppe"],
                row["status"] == "utgått",
                row["timer"] == "ja",
                row["orgnr"],
            )
            for row in _rows(folder / "tjenestetyper.csv")
        },
        functions={
            int(row["kode"]): FunctionType(row["tekst"], row["kreves"] == "ja")
            for row in _rows(folder / "funksjonstyper.csv")
        },
        levels={row["regel"]: row["nivaa"] for row in _rows(folder / "regler.csv")},
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))
