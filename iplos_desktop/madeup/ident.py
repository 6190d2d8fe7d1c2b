"""Writes the ident message that goes with a made-up 3.5 export: who the numbers are."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import islice
from pathlib import Path

from iplos_desktop.madeup.head import (
    CONTACTS,
    SYSTEM,
    SYSTEM_VERSION,
    VENDOR,
    data_year,
    head,
    made_on,
    serial,
)
from iplos_desktop.madeup.ident_faults import RECORD, IdentPlanting, ident
from iplos_desktop.madeup.markup import Fields, Markup
from iplos_desktop.madeup.page import Page, new_page
from iplos_desktop.madeup.people import people
from iplos_desktop.madeup.planting import Planted
from iplos_desktop.watch import Watch
from iplos_desktop.year import Year

NAMESPACE = "http://www.npr.no/xmlstds/53_1_2_ide"
_VERSION = "53.1.2"
_BATCH = "B"  # list 7371: Satsvis melding
_TOLD_EVERY = 500


def write_ident_message(  # noqa: PLR0913 - as write_export
    path: Path,
    *,
    persons: int,
    year: int | None = None,
    municipality: str = "0301",
    seed: int = 1,
    faults: bool = False,
    critical: bool = False,
    pretty: bool = True,
    indent: int = 2,
    encoding: str = "UTF-8",
    watch: Watch | None = None,
) -> list[Planted]:
    """Write the message for the export of the same persons, year, municipality and seed.

    A `pid` for each `pePeID` of the export and the same `lopenr`, also when the export has
    faults planted. faults: plant some in the message: another `lopenr`, the first person
    left out, and each kind there is in a row. critical: with those that hinder.

    Returns what was planted. What is told in the export stands where it does in one of the
    same arguments. Raises as `write_export`.
    """
    made = _Making(
        persons=persons,
        year=data_year("3.5", year),
        municipality=escape(municipality),
        seed=seed,
        markup=Markup(" " * indent if pretty else None),
        faults=faults,
        critical=critical,
    )
    with new_page(path, encoding) as page:
        return [*made.write(page, encoding, watch or Watch())]


@dataclass(frozen=True)
class _Making:
    """All that was asked for."""

    persons: int
    year: Year
    municipality: str
    seed: int
    markup: Markup
    faults: bool
    critical: bool

    def write(self, page: Page, encoding: str, watch: Watch) -> Iterator[Planted]:
        markup, own = self.markup, serial(self.year, self.seed)
        end = markup.end_of_line
        page.write(f'<?xml version="1.0" encoding="{encoding}"?>{end}')
        lopenr = serial(self.year, self.seed + 1) if self.faults else own
        page.write(markup.start("Melding", _message(self.year, lopenr), 0))
        for type_, name, phone, mail in CONTACTS:
            contact = {
                "@kontPerson": name,
                "@meldTelefon": phone,
                "@meldEpost1": mail,
                "@typeKontaktperson": type_,
            }
            page.write(markup.record("Kontaktperson", contact, 1))
        page.write(markup.start("Institusjon", {"@institusjonID": self.municipality}, 1))
        if self.faults:
            yield from self._in_the_export(encoding)
        yield from self._rows(page, watch)
        page.write(markup.end("Institusjon", 1) + markup.end("Melding", 0))
        watch.tell(self.persons, self.persons)

    def _in_the_export(self, encoding: str) -> Iterator[Planted]:
        """The faults of the message that are told in the export."""
        text = head(self.year, self.municipality, "00", self.seed, new=True).text(
            self.markup, encoding
        )
        serial_at = 1 + text[: text.index("<iiLopenr>")].count("\n")
        yield Planted("M-01", None, "INNHINFO", None, "iiLopenr", serial_at)
        if self._leaves_out_the_first:
            first = str(next(people(1, self.year, self.seed)).number)
            yield Planted("M-02", first, "PERSON", None, "pePeID", 1 + text.count("\n"))

    @property
    def _leaves_out_the_first(self) -> bool:
        return self.faults and self.persons > 1

    def _rows(self, page: Page, watch: Watch) -> Iterator[Planted]:
        planting = self._planting() if self.faults else None
        for done, who in enumerate(people(self.persons, self.year, self.seed)):
            if done % _TOLD_EVERY == 0:
                watch.tell(done, self.persons)
            if done == 0 and self._leaves_out_the_first:
                continue
            rows, fault = [ident(who.number, who.identity)], None
            if planting is not None:
                rows, fault = planting.rows(done, rows[0])
            for row in rows:
                line = page.line
                page.write(self.markup.record(RECORD, row, 2))
            if fault is not None:
                yield Planted(fault.rule, rows[-1]["@pid"], RECORD, None, fault.element, line)

    def _planting(self) -> IdentPlanting:
        one_more = people(self.persons + 1, self.year, self.seed)
        other = next(islice(one_more, self.persons, None))
        return IdentPlanting(self.persons, other, critical=self.critical)


def _message(year: Year, lopenr: str) -> Fields:
    return {
        "@xmlns": NAMESPACE,
        "@versjon": _VERSION,
        "@meldingstype": _BATCH,
        "@fraDatoPeriode": _as_text(year.first),
        "@tilDatoPeriode": _as_text(year.last),
        "@uttakDato": _as_text(made_on(year)),
        "@leverandor": VENDOR,
        "@navnEPJ": SYSTEM,
        "@versjonEPJ": SYSTEM_VERSION,
        "@versjonUt": SYSTEM_VERSION,
        "@lopenr": lopenr,
    }


def _as_text(day: date) -> str:
    """A day as XML Schema writes it."""
    return day.isoformat()
