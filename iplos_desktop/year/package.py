"""What a data year holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


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

    version: of the package, such as "2015.1". format: the version of the export format that
    is expected, such as "3.3". first, last: the period. municipalities: name by number.
    districts: by municipality, name by district number. services, functions: lists 9151 and
    9111 by code. levels: rules with another level this year, "av" for those not used.
    """

    year: int
    version: str
    format: str
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
