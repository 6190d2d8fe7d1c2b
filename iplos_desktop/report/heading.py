"""What stands at the top of every report."""

from dataclasses import dataclass
from datetime import datetime

from iplos_desktop.catalogue.findings import Findings


@dataclass(frozen=True)
class Heading:
    """What a report is about. lines: a word and its value each. at: the time of the check."""

    title: str
    lines: tuple[tuple[str, str], ...]
    at: datetime


def summary(findings: Findings) -> str:
    """The findings in words: "3 feil hos 2 personer, 14 advarsler"."""
    words = {
        "kritisk": ("kritisk feil", "kritiske feil"),
        "feil": ("feil", "feil"),
        "advarsel": ("advarsel", "advarsler"),
        "info": ("opplysning", "opplysninger"),
    }
    parts = []
    for level, number in findings.by_level.items():
        if number:
            one, many = words[level]
            persons = findings.persons_at(level)
            whose = f" hos {persons} {'person' if persons == 1 else 'personer'}" if persons else ""
            parts.append(f"{number} {one if number == 1 else many}{whose}")
    told = ", ".join(parts)
    if findings.not_checked:
        number = len({rule for rule, _ in findings.not_checked})
        rules = "1 regel" if number == 1 else f"{number} regler"
        told += f"{'; ' if told else ''}{rules} kunne ikke kontrolleres"
    return told or "Ingen feil"
