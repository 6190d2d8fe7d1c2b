"""Writes the ident message that goes with a made-up 3.5 export: who the numbers are."""

from datetime import date
from html import escape
from pathlib import Path

from iplos_desktop.madeup.head import (
    CONTACTS,
    SYSTEM,
    SYSTEM_VERSION,
    VENDOR,
    data_year,
    made_on,
    serial,
)
from iplos_desktop.madeup.markup import Fields, Markup
from iplos_desktop.madeup.page import new_page
from iplos_desktop.madeup.people import Someone, people
from iplos_desktop.register.identity import Kind, identify
from iplos_desktop.watch import Watch
from iplos_desktop.year import Year

NAMESPACE = "http://www.npr.no/xmlstds/53_1_2_ide"
_VERSION = "53.1.2"
_BATCH = "B"  # list 7371: Satsvis melding
_TYPES = {Kind.FNR: "1", Kind.DNR: "2"}  # list 9032
_TOLD_EVERY = 500


def write_ident_message(  # noqa: PLR0913 - as write_export
    path: Path,
    *,
    persons: int,
    year: int | None = None,
    municipality: str = "0301",
    seed: int = 1,
    faults: bool = False,  # noqa: ARG001 - asked for as the export is; all are right here
    pretty: bool = True,
    indent: int = 2,
    encoding: str = "UTF-8",
    watch: Watch | None = None,
) -> None:
    """Write the message for the export of the same persons, year, municipality and seed.

    A `pid` for each `pePeID` of the export and the same `lopenr`, also when the export has
    faults planted. Raises as `write_export`.
    """
    data, markup, watch = (
        data_year("3.5", year),
        Markup(" " * indent if pretty else None),
        watch or Watch(),
    )
    end = markup.end_of_line
    with new_page(path, encoding) as page:
        page.write(f'<?xml version="1.0" encoding="{encoding}"?>{end}')
        page.write(markup.start("Melding", _message(data, seed), 0))
        for type_, name, phone, mail in CONTACTS:
            contact = {
                "@kontPerson": name,
                "@meldTelefon": phone,
                "@meldEpost1": mail,
                "@typeKontaktperson": type_,
            }
            page.write(markup.record("Kontaktperson", contact, 1))
        page.write(markup.start("Institusjon", {"@institusjonID": escape(municipality)}, 1))
        for done, who in enumerate(people(persons, data, seed)):
            if done % _TOLD_EVERY == 0:
                watch.tell(done, persons)
            page.write(markup.record("PasientIdent", _ident(who), 2))
        page.write(markup.end("Institusjon", 1) + markup.end("Melding", 0))
    watch.tell(persons, persons)


def _message(year: Year, seed: int) -> Fields:
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
        "@lopenr": serial(year, seed),
    }


def _ident(who: Someone) -> Fields:
    kind = identify(who.identity).kind
    return {"@pid": str(who.number), "@fid": who.identity, "@typeID": _TYPES[kind]}


def _as_text(day: date) -> str:
    """A day as XML Schema writes it."""
    return day.isoformat()
