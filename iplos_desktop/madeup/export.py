"""Writes the export of a municipality whose people do not exist."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import islice
from pathlib import Path

from iplos_desktop.madeup.content import WHOLE_MUNICIPALITY, person
from iplos_desktop.madeup.draft import draft
from iplos_desktop.madeup.faults import FAULTS
from iplos_desktop.madeup.file_faults import FILE_FAULTS, FileFault
from iplos_desktop.madeup.head import data_year, head
from iplos_desktop.madeup.markup import Markup
from iplos_desktop.madeup.organisations import Organisations
from iplos_desktop.madeup.page import Page, new_page
from iplos_desktop.madeup.people import people
from iplos_desktop.madeup.planting import Fault, Planted, Planting
from iplos_desktop.watch import Watch
from iplos_desktop.year import Year

_TOLD_EVERY = 50


def write_export(  # noqa: PLR0913 - one argument for each thing that can be chosen
    path: Path,
    *,
    persons: int,
    version: str = "3.3",
    year: int | None = None,
    municipality: str = "0301",
    district: str = WHOLE_MUNICIPALITY,
    seed: int = 1,
    faults: bool = False,
    critical: bool = False,
    listed: bool = False,
    pretty: bool = True,
    indent: int = 2,
    encoding: str = "UTF-8",
    watch: Watch | None = None,
) -> list[Planted]:
    """Write an export of so many persons, the same bytes for the same arguments.

    version: "3.3", for 2015 when no year is asked for, or "3.5", for 2018.
    faults: plant every kind of fault that does not hinder, each on a person of its own: one
    person in 40, more in files too small for all the kinds, at most every other one. A few
    kinds are a person too many, who stands in the file twice.
    critical: plant, with the others, the kinds that hinder too.
    listed: plant, with the others, what is a fault only beside the municipality's list of
    organisation numbers, `organisation_numbers`.
    pretty: an element a line, with so many spaces a level; else all on one line.

    Returns what was planted, in the order of the file. Raises UserError when the file is
    there already or cannot be written, Cancelled by the watch; then no file is left.
    """
    made = _Making(
        persons=persons,
        version=version,
        year=data_year(version, year),
        municipality=escape(municipality),
        district=escape(district),
        seed=seed,
        markup=Markup(" " * indent if pretty else None),
        faults=faults,
        critical=critical,
        listed=listed,
    )
    with new_page(path, encoding) as page:
        return made.write(page, encoding, watch or Watch())


@dataclass(frozen=True)
class _Making:
    """All that was asked for."""

    persons: int
    version: str
    year: Year
    municipality: str
    district: str
    seed: int
    markup: Markup
    faults: bool
    critical: bool
    listed: bool

    def write(self, page: Page, encoding: str, watch: Watch) -> list[Planted]:
        found = [*self._head(page, encoding)]
        found += self._people(page, watch)
        page.write(self.markup.end("IPLOS", 0))
        watch.tell(self.persons, self.persons)
        return found

    def _head(self, page: Page, encoding: str) -> Iterator[Planted]:
        new = self.version == "3.5"
        made = head(self.year, self.municipality, self.district, self.seed, new=new)
        faults = [fault for fault in FILE_FAULTS if self._is_wanted(fault)]
        for who in islice(people(self.persons, self.year, self.seed), 1):
            for fault in faults:
                fault.spoil(made, self.year, who.identity)
        text = made.text(self.markup, encoding)
        page.write(text)
        return (fault.planted(text) for fault in faults)

    def _people(self, page: Page, watch: Watch) -> Iterator[Planted]:
        new, markup = self.version == "3.5", self.markup
        places = Organisations(self.persons, self.seed)
        planting = Planting([one for one in FAULTS if self._is_wanted(one)], self.persons)
        for number, who in enumerate(people(self.persons, self.year, self.seed)):
            if number % _TOLD_EVERY == 0:
                watch.tell(number, self.persons)
            drawn = draft(who, self.year, places, self.seed, new=new)
            made = person(drawn, self.municipality, self.district)
            spoilt = planting.plant(number, made, drawn)
            if spoilt is None or spoilt.fault.twice:
                page.write(markup.person(made))
            if spoilt is not None:
                yield spoilt.planted(page.line, markup)
                page.write(markup.person(spoilt.spot.person))

    def _is_wanted(self, fault: Fault | FileFault) -> bool:
        wanted = self.faults and (self.critical or not fault.critical)
        if isinstance(fault, Fault) and fault.listed:
            wanted = wanted and self.listed
        return wanted and self.version in fault.versions
