"""What stands at the top of every report."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from iplos_desktop.catalogue.applied import level_of
from iplos_desktop.catalogue.counts import ServiceRow
from iplos_desktop.catalogue.findings import Findings
from iplos_desktop.catalogue.levels import Level
from iplos_desktop.catalogue.rule import BOOK, Rule
from iplos_desktop.report.safe import count
from iplos_desktop.year import Year

_SERVICES = ("Type", "Tjeneste", "Nå", "Sist", "Endring")


@dataclass(frozen=True)
class Heading:
    """What a report is about.

    place: the municipality in words. lines: a word and its value each. at: the time of the
    check. year: whose rules were used. services: by type, beside those of the last submission.
    test: the data are made up.
    """

    title: str
    place: str
    lines: tuple[tuple[str, str], ...]
    at: datetime
    year: Year
    services: Sequence[ServiceRow] = ()
    test: bool = False

    @property
    def service_words(self) -> Sequence[str]:
        """The columns of the services by type; without the last submission when there is none."""
        return _SERVICES if self._compares else _SERVICES[:3]

    def numbers(self, one: ServiceRow) -> Sequence[int | None]:
        """What stands in the columns of numbers."""
        return (one.now, one.before, one.change) if self._compares else (one.now,)

    @property
    def _compares(self) -> bool:
        return any(one.before is not None for one in self.services)

    def level(self, rule: Rule) -> Level:
        """How serious the rule's findings are this year."""
        return level_of(rule, self.year) or rule.level


NOUNS = {
    Level.KRITISK: ("kritisk feil", "kritiske feil"),
    Level.FEIL: ("feil", "feil"),
    Level.ADVARSEL: ("advarsel", "advarsler"),
    Level.INFO: ("til informasjon", "til informasjon"),
}
"""One finding of a level, and many."""


def summary(findings: Findings) -> str:
    """The findings in words: "3 feil hos 2 personer, 14 advarsler"."""
    parts = ["Ingen feil"] if findings.is_clean else []
    for level, many in findings.by_level.items():
        if many:
            persons = findings.persons_at(level)
            whose = f" hos {count(persons, 'person', 'personer')}" if persons else ""
            parts.append(f"{count(many, *NOUNS[level])}{whose}")
    told = ", ".join(parts)
    if findings.not_checked:
        rules = count(len({rule for rule, _ in findings.not_checked}), "regel", "regler")
        told += f"{'; ' if told else ''}{rules} kunne ikke kontrolleres"
    return told


def rules_made(findings: Findings) -> list[Rule]:
    """The rules that were held against the file, in order."""
    missed = {rule for rule, _ in findings.not_checked}
    return [BOOK[rule] for rule in sorted({*findings.made, *findings.counts} - missed)]


def checks(findings: Findings) -> str:
    """How many checks were made, and how many not."""
    missed = len({rule for rule, _ in findings.not_checked})
    apart = len({rule for rule, _ in findings.not_applicable})
    told = f"{len(rules_made(findings))} gjort, {missed} ikke gjort"
    return f"{told}, {apart} gjelder ikke denne fila" if apart else told
