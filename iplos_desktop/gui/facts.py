"""A checked file and its findings in words."""

from iplos_desktop.catalogue.findings import Findings
from iplos_desktop.catalogue.levels import ADVARSEL, FEIL, INFO, KRITISK, Level
from iplos_desktop.flow.checked import Checked
from iplos_desktop.gui.text import count, day, number, size

_UNKNOWN = "står ikke i fila"
_NOUNS = {
    KRITISK: ("kritisk feil", "kritiske feil"),
    FEIL: ("feil", "feil"),
    ADVARSEL: ("advarsel", "advarsler"),
    INFO: ("opplysning", "opplysninger"),
}

_BLOCKED = "Fila kan ikke sendes slik den er. Rett i EPJ, eksporter på nytt og kontroller igjen."
_FAULTY = (
    "Rett det du kan i EPJ, eksporter på nytt og kontroller igjen. Rekker du ikke det, kan du"
    " bekrefte feilene på siden Krypter og sende likevel."
)


def file_facts(checked: Checked) -> list[tuple[str, str]]:
    """What the file is, name by name."""
    file, year = checked.file, checked.year
    place = _UNKNOWN
    if file.municipality:
        place = f"{file.municipality} {year.municipalities.get(file.municipality, '')}".strip()
        if file.district not in {None, "00"}:
            name = year.districts.get(file.municipality, {}).get(file.district or "", "")
            place += f", bydel {file.district} {name}".rstrip()
    period = _UNKNOWN
    if file.first and file.last:
        period = f"{day(file.first)} – {day(file.last)}"
    return [
        ("Kommune", place),
        ("Periode", period),
        ("Dataår", str(year.year)),
        ("Årspakke", year.version),
        ("Personer", number(file.persons)),
        ("Tjenester", number(file.records.get("TJENESTE", 0))),
        ("EPJ-system", file.system or _UNKNOWN),
        ("Format", f"IPLOS {file.version}" if file.version else _UNKNOWN),
        ("Størrelse", size(file.size)),
    ]


def summary(findings: Findings) -> str:
    """Such as "3 feil hos 2 personer, 14 advarsler"."""
    parts = [_part(findings, level, many) for level, many in findings.by_level.items() if many]
    if findings.is_clean:
        return ", ".join(["Ingen feil", *parts])
    return ", ".join(parts) or "Ingen funn, men ikke alt kunne kontrolleres"


def _part(findings: Findings, level: Level, many: int) -> str:
    text = count(many, *_NOUNS[level])
    persons = findings.persons_at(level)
    if level in {KRITISK, FEIL} and persons:
        text += f" hos {count(persons, 'person', 'personer')}"
    return text


def advice(findings: Findings) -> tuple[str, str]:
    """What to do about the findings, and in which tone to say it."""
    if findings.blocked:
        return _BLOCKED, "danger"
    if findings.needs_confirmation:
        return _FAULTY, "warning"
    if findings.not_checked:
        return "Noe kunne ikke kontrolleres. Se lista under.", "warning"
    if findings.by_level[ADVARSEL]:
        return "Fila kan sendes. Se gjennom advarslene først.", "good"
    return "Fila kan sendes.", "good"
