"""A checked file and its findings in words."""

from iplos_desktop.catalogue.findings import Findings
from iplos_desktop.catalogue.levels import ADVARSEL, KRITISK
from iplos_desktop.flow.checked import Checked, FileFacts
from iplos_desktop.flow.journal_entry import Entry
from iplos_desktop.flow.organisations import KeptList
from iplos_desktop.flow.years import Years
from iplos_desktop.gui.text import breakable, count, day, number, plain, size
from iplos_desktop.report.heading import summary
from iplos_desktop.year import Year

WHOLE = "00"
"""The number in a district's place that stands for the whole municipality."""
_UNKNOWN = "står ikke i fila"
_BLOCKED = "Fila kan ikke sendes slik den er. Rett i EPJ, eksporter på nytt og kontroller igjen."
_INSTEAD = {
    "P-03": (
        "Fila kan ikke sendes, for personene er oppdiktet. Er det prøvefila, så velg uttrekket fra"
        " EPJ i stedet."
    ),
    "L-02": (
        "Fila kan ikke sendes. Er den noe annet enn uttrekket, så velg den fila EPJ laget. Er det"
        " den, så eksporter på nytt og kontroller igjen."
    ),
    "L-07": "Fila kan ikke sendes. Velg den fila EPJ laget da du eksporterte til IPLOS.",
    "L-16": "Uttrekket selv er lest. Gå tilbake til siden Fil og velg riktig identmelding.",
}
_FAULTY = (
    "Rett det du kan i EPJ, eksporter på nytt og kontroller igjen. Rekker du ikke det, kan du"
    " bekrefte feilene på siden Krypter og sende likevel."
)


def place_name(year: Year, municipality: str, district: str | None) -> str:
    """A municipality, and its district when it is not the whole, with their names of the year."""
    place = f"{municipality} {year.municipalities.get(municipality, '')}".rstrip()
    if district in {None, WHOLE}:
        return place
    name = year.districts.get(municipality, {}).get(district or "", "")
    return f"{place}, bydel {district} {name}".rstrip()


def kind_of(entry: Entry) -> str:
    """What kind of submission it is, in words."""
    if entry.test:
        return "Prøve"
    return "Rettet innsending" if entry.corrected else "Første innsending"


def which(entry: Entry, years: Years) -> str:
    """Which submission a sealed file is, in words: its place and data year."""
    year = years.load(years.nearest(entry.data_year))
    comma = "" if entry.district == WHOLE else ","
    place = place_name(year, entry.municipality, entry.district)
    return plain(f"{place}{comma} for dataåret {entry.data_year}")


def file_facts(checked: Checked) -> list[tuple[str, str]]:
    """What the file is, name by name; nothing when it is no export."""
    file, year = checked.file, checked.year
    known = file.first is not None or file.last is not None or checked.order.year is not None
    if not known and file.municipality is None and not file.persons:
        return []  # it is no export, and the note says so
    return [
        *_whose(file, year),
        ("Dataår", str(year.year) if known else _UNKNOWN),
        ("Årspakke", year.version),
        ("Personer", number(file.persons)),
        ("Tjenester", number(file.records.get("TJENESTE", 0))),
        *_made_by(file),
        *([("Størrelse", size(file.size))] if checked.read_whole else []),
    ]


def first_facts(file: FileFacts, years: Years) -> list[tuple[str, str]]:
    """What can be told of a file while it is read; nothing before it has said whose it is."""
    if file.municipality is None:
        return []
    year = years.load(years.nearest(file.first.year if file.first else years.available()[-1]))
    return [*_whose(file, year), *_made_by(file)]


def _whose(file: FileFacts, year: Year) -> list[tuple[str, str]]:
    place = place_name(year, file.municipality, file.district) if file.municipality else _UNKNOWN
    period = f"{day(file.first)} – {day(file.last)}" if file.first and file.last else _UNKNOWN
    return [("Kommune", place), ("Periode", period)]


def _made_by(file: FileFacts) -> list[tuple[str, str]]:
    return [
        ("EPJ-system", file.system or _UNKNOWN),
        ("Format", f"IPLOS {file.version}" if file.version else _UNKNOWN),
    ]


def kept_list(kept: KeptList | None, year: Year) -> str:
    """Which list of organisation numbers is in use, in words."""
    if kept is None:
        return (
            f"Lista for {year.year} er ikke lastet inn. Da kontrolleres bare formen på numrene."
            f" Lista ligger på SSBs side om IPLOS: {breakable(year.addresses.guide)}"
        )
    text = f"{count(len(kept.numbers), 'nummer', 'numre')} i lista for {year.year}, lastet inn"
    text += f" {day(kept.loaded)} fra «{breakable(plain(kept.source))}»."
    if kept.left_out:
        text += f" {count(kept.left_out, 'rad', 'rader')} ble utelatt."
    return text


def outcome(checked: Checked) -> tuple[str, str, str]:
    """How the check went, what to do now, and in which tone to say it."""
    if "L-16" in checked.findings.counts:
        return "Identmeldingen kan ikke brukes.", "Velg en annen fil.", "danger"
    if checked.findings.blocked:
        groups = checked.findings.groups
        grave = {group.rule.title for group in groups if group.level is KRITISK}
        what = grave.pop() if len(grave) == 1 else "Fila har kritiske feil."
        return what, f"{advice(checked.findings)[0]} Trykk Neste og se mer.", "danger"
    found = summary(checked.findings)
    return "Fila er kontrollert.", f"{found}. Trykk Neste og se mer.", advice(checked.findings)[1]


def is_another(findings: Findings) -> bool:
    """Whether another file than the export seems to be chosen."""
    grave = {group.rule.number for group in findings.groups if group.level is KRITISK}
    return len(grave) == 1 and not grave.isdisjoint({"L-02", "L-07", "P-03"})


def advice(findings: Findings) -> tuple[str, str]:
    """What to do about the findings, and in which tone to say it."""
    if findings.blocked:
        grave = {group.rule.number for group in findings.groups if group.level is KRITISK}
        return (_INSTEAD.get(grave.pop(), _BLOCKED) if len(grave) == 1 else _BLOCKED), "danger"
    if findings.needs_confirmation:
        return _FAULTY, "warning"
    if findings.not_checked:
        return "Noe kunne ikke kontrolleres. Se lista under.", "warning"
    if findings.by_level[ADVARSEL]:
        return "Fila kan sendes. Se gjennom advarslene først.", "good"
    return "Fila kan sendes.", "good"
