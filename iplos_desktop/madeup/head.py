"""The start of a made-up export, up to the first person: root and INNHINFO."""

from dataclasses import dataclass
from datetime import date, timedelta

from iplos_desktop.madeup.draft import as_text
from iplos_desktop.madeup.markup import Fields, Markup
from iplos_desktop.register.elements import NAMESPACE_35
from iplos_desktop.year import Year, load_year

VENDOR = "Oppdiktet leverandør"
SYSTEM = "Oppdiktet EPJ"
SYSTEM_VERSION = "1.0 prøve"
CONTACTS = (
    ("1", "Åse Oppdiktet", "00 00 00 01", "ase@kommune.example"),
    ("2", "Bjørn Oppdiktet", "00 00 00 02", "bjorn@kommune.example"),
)
_MADE_AFTER = timedelta(5)
_YEARS = {"3.3": 2015, "3.5": 2018}


def data_year(version: str, year: int | None) -> Year:
    """The year asked for, or the version's own. Raises ValueError for an unknown version."""
    if version not in _YEARS:
        raise ValueError(f"there is no version {version} of the format")
    return load_year(year or _YEARS[version])


def made_on(year: Year) -> date:
    """The day the export is made: some days after the year, when submission has opened."""
    return year.last + _MADE_AFTER


def serial(year: Year, seed: int) -> str:
    """`iiLopenr`, which export and ident message have in common."""
    return f"{year.year}{seed:06}"


@dataclass(frozen=True)
class Head:
    """INNHINFO. fields: its own elements; those after `iiBydelsnr` come after the contacts."""

    fields: Fields
    contacts: list[Fields]
    new: bool

    def text(self, markup: Markup, encoding: str) -> str:
        """Declaration, root and INNHINFO."""
        end = markup.end_of_line
        version = f'xmlns="{NAMESPACE_35}" versjon="3.5"' if self.new else 'versjon="3.3"'
        start = markup.start("INNHINFO", self.fields, 1)
        mark = f"</iiBydelsnr>{end}"
        before, _, after = start.partition(mark)
        return "".join(
            (
                f'<?xml version="1.0" encoding="{encoding}"?>{end}<IPLOS {version}>{end}',
                before + mark,
                *(markup.record("iiKontakt", one, 2) for one in self.contacts),
                after + markup.end("INNHINFO", 1),
            )
        )


def head(year: Year, municipality: str, district: str, seed: int, *, new: bool) -> Head:
    """The head of an export of a municipality and one of its districts."""
    fields = {
        "iiInnhType": "P",
        "iiKomnr": municipality,
        "iiBydelsnr": district,
        "iiFraDato": as_text(year.first),
        "iiTilDato": as_text(year.last),
        "iiLagetDato": as_text(made_on(year)),
        "iiSysID": SYSTEM,
        "iiSysVersjon": SYSTEM_VERSION,
    }
    if new:
        fields["iiLopenr"] = serial(year, seed)
    names = ("Type", "Navn", "Telefon", "Epost")
    contacts = [dict(zip(names, one, strict=True)) for one in CONTACTS if new]
    return Head(fields, contacts, new)
