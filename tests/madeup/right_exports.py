"""Any right export: valid by the schema and by good sense, in any version, layout and encoding.

What stands here says what a municipality may send without hearing of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from html import escape
from itertools import cycle

import hypothesis.strategies as st
from hypothesis.strategies import DrawFn

from iplos_desktop.register.elements import IDENT_NAMESPACE, NAMESPACE_35
from iplos_desktop.register.identity import identify
from iplos_desktop.year import Year, load_year
from tests.madeup.right_lives import TYPES, Life, days, identities, text
from tests.madeup.right_records import (
    Record,
    diagnose,
    dogntilbud,
    funksjon,
    personoppl,
    tjeneste,
    written,
)

_YEARS = {"3.3": (2015, 2016, 2017), "3.5": (2018,)}
_BLANKS = ("", "\n", "\r\n    ", "\t")
_BETWEEN = (*_BLANKS, " <!-- laget i EPJ på Ås -->\n", "<!-- 1 & < 2 -->")
_WORDS = st.text("abcæøåÆØÅé -&<\"'", max_size=15)


@dataclass(frozen=True)
class RightExport:
    """An export and, with 3.5, its ident message, as bytes; the day it is checked.

    infos: rule, person and class of what a check may inform of.
    """

    export: bytes = field(repr=False)
    ident: bytes | None = field(repr=False)
    year: int
    today: date
    infos: list[tuple[str, str, str]]


@st.composite
def right_exports(draw: DrawFn, version: str) -> RightExport:
    """An export of up to five persons in a version of the format."""
    new = version == "3.5"
    year = load_year(draw(st.sampled_from(_YEARS[version])))
    made = draw(days(year.last, year.last + timedelta(60)))
    lives = _lives(draw, year, made, new=new)
    municipality = draw(st.sampled_from(["0301", "1103", *year.municipalities]))
    district = st.sampled_from(["00", *year.districts.get(municipality, ())])
    info = _info(draw, year, made, (municipality, draw(district)), new=new)
    people = [_person(draw, life, municipality, draw(district)) for life in lives]
    attributes = [("versjon", version if new else draw(st.sampled_from(["3.0", "3.2", "3.3"])))]
    if new:
        attributes.append(("xmlns", NAMESPACE_35))
    export = _bytes(draw, Record("IPLOS", attributes, [], [info, *people]), _BETWEEN)
    told = _message(draw, lives, year, made, _lopenr(info)) if new else None
    message = None if told is None else _bytes(draw, told, _BLANKS)  # a comment might tell more
    infos = [
        (rule, str(life.number), record.name)
        for life, person in zip(lives, people, strict=True)
        for record in (person, *person.records)
        for rule in record.infos
    ]
    return RightExport(export, message, year.year, made + timedelta(20), infos)


def _lives(draw: DrawFn, year: Year, made: date, *, new: bool) -> list[Life]:
    who = draw(st.lists(identities(year.last), min_size=1, max_size=5, unique=True))
    numbers = st.integers(1, 2**31 - 1)
    found = []
    for identity, number in zip(
        who, draw(st.lists(numbers, min_size=len(who), max_size=len(who), unique=True)), strict=True
    ):
        told = identify(identity)
        born = told.born
        died = draw(st.none() | days(max(born or year.first, year.first), made))
        found.append(Life(year, new, made, number, identity, born, told.male, died))
    return found


def _info(draw: DrawFn, year: Year, made: date, place: tuple[str, str], *, new: bool) -> Record:
    elements = [("iiInnhType", "P"), ("iiKomnr", place[0]), ("iiBydelsnr", place[1])]
    after = [
        ("iiFraDato", text(year.first)),
        ("iiTilDato", text(year.last)),
        ("iiLagetDato", text(made)),
        ("iiSysID", draw(_WORDS)),
        ("iiSysVersjon", draw(_WORDS)),
    ]
    if not new:
        return Record("INNHINFO", [], [*elements, *after])
    after.append(("iiLopenr", draw(st.sampled_from(["1", "2018-000017", "å 7"]))))
    types = draw(st.permutations("12") | st.permutations("123"))
    mail = st.sampled_from(["k@a.example", "kari.nordmann-aas@post.kommune.no", "IPLOS_1@ås.no"])
    contacts = [
        ("iiKontakt", [("Type", type_), ("Navn", draw(_WORDS)), ("Telefon", draw(_WORDS)),
                       ("Epost", draw(mail))])
        for type_ in types
    ]  # fmt: skip
    records = [Record(name, [], fields) for name, fields in contacts]
    return Record("INNHINFO", [], elements, [*records, Record("", [], after)])


def _lopenr(info: Record) -> str:
    return next(v for one in info.records for name, v in one.elements if name == "iiLopenr")


def _person(draw: DrawFn, life: Life, municipality: str, district: str) -> Record:
    male = draw(st.booleans()) if life.male is None else life.male
    reserved = draw(st.booleans())
    elements = [] if life.new else [("peFnr", life.identity)]
    elements += [
        ("peAlder", written(draw, draw(_ages(life)))),
        ("peKjonn", "M" if male else "K"),
        ("peKomnr", municipality),
        ("peBydelsnr", district),
    ]
    if not life.new:
        elements.append(("peDiagReserv", "1" if reserved else "2"))
    elements.append(("peFraDato", text(draw(days(life.earliest, life.last)))))
    if life.died:
        elements.append(("peDodDato", text(life.died)))
    elements.append(("peEndrDato", text(draw(days(life.earliest, life.made)))))
    services = tjeneste(draw, life)
    receives = any(("tjVedtak", "2") not in one.elements for one in services)
    records = [*personoppl(draw, life), *funksjon(draw, life, receives=receives), *services]
    if life.new or not reserved:
        records += diagnose(draw, life)
    records += dogntilbud(draw, life)
    person = Record("PERSON", [("pePeID", written(draw, life.number))], elements, records)
    scores = {value for one in records for name, value in one.elements if name == "fnFunkVerdi"}
    if scores == {"9"}:
        person.infos.append("F-05")
    return person


def _ages(life: Life) -> st.SearchStrategy[int]:
    """Whole years at the end of the year or of the export, give or take one."""
    born = life.born
    if born is None:
        return st.integers(0, 110)
    ages = [
        day.year - born.year - ((day.month, day.day) < (born.month, born.day))
        for day in (life.year.last, life.made)
    ]
    return st.integers(max(0, min(ages) - 1), max(ages) + 1)


def _message(draw: DrawFn, lives: list[Life], year: Year, made: date, lopenr: str) -> Record:
    rows = [
        Record(
            "PasientIdent",
            [
                ("pid", written(draw, life.number)),
                ("fid", life.identity),
                ("typeID", TYPES[identify(life.identity).kind]),
            ],
            [],
        )
        for life in draw(st.permutations(lives))
    ]
    at = draw(st.integers(0, len(rows) - 1))
    parts = [rows[:at], rows[at:]] if at else [rows]
    contact = Record("Kontaktperson", [("kontPerson", "Å"), ("meldEpost1", "a@b.no"),
                                       ("typeKontaktperson", "1")], [])  # fmt: skip
    attributes = [("xmlns", IDENT_NAMESPACE), ("versjon", "53.1.2"), ("meldingstype", "B"),
                  ("fraDatoPeriode", f"{year.first}"), ("tilDatoPeriode", f"{year.last}"),
                  ("uttakDato", f"{made}"), ("leverandor", draw(_WORDS)), ("navnEPJ", "E"),
                  ("versjonEPJ", "1"), ("versjonUt", "1"), ("lopenr", lopenr)]  # fmt: skip
    places = [Record("Institusjon", [("institusjonID", str(n))], [], part)
              for n, part in enumerate(parts)]  # fmt: skip
    return Record("Melding", attributes, [], [contact, *places])


def _bytes(draw: DrawFn, root: Record, may_stand_between: tuple[str, ...]) -> bytes:
    """A file as some system may write it."""
    encoding = draw(st.sampled_from(["UTF-8", "utf-8-sig", "ISO-8859-1", "windows-1252", "UTF-16"]))
    name = "UTF-8" if encoding == "utf-8-sig" else encoding
    between = cycle(draw(st.lists(st.sampled_from(may_stand_between), min_size=1, max_size=3)))
    quote = draw(st.sampled_from("\"'"))
    declaration = f'<?xml version="1.0" encoding="{name}"?>'
    return "".join([declaration, *_markup(root, between, quote)]).encode(encoding)


def _markup(record: Record, between: Iterator[str], quote: str) -> Iterator[str]:
    values = (f" {name}={quote}{escape(value)}{quote}" for name, value in record.attributes)
    if record.name:
        yield next(between) + f"<{record.name}{''.join(values)}>"
    for name, value in record.elements:
        yield next(between) + f"<{name}>{escape(value)}</{name}>"
    for one in record.records:
        yield from _markup(one, between, quote)
    if record.name:
        yield next(between) + f"</{record.name}>"
