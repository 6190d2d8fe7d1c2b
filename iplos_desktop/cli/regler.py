"""``iplos regler``: the rule book."""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from iplos_desktop.catalogue.applied import level_of
from iplos_desktop.catalogue.levels import Level
from iplos_desktop.catalogue.rule import Rule
from iplos_desktop.cli.parser import year
from iplos_desktop.cli.terminal import NOTHING_HINDERS, out, show_json
from iplos_desktop.flow.years import available_years, load_year
from iplos_desktop.report.about_rule import About, about, level_word
from iplos_desktop.rules import BOOK, RULE_BOOK_VERSION
from iplos_desktop.year import Year


def add_to(commands: Any) -> None:  # noqa: ANN401 - argparse's own
    """Add the command to the grammar."""
    command = commands.add_parser("regler", help="vis reglene")
    command.add_argument(
        "numre", metavar="NUMMER", nargs="*", type=_number, help="bare disse reglene, som T-04"
    )
    command.add_argument("--aar", metavar="ÅÅÅÅ", type=year, help="dataåret reglene gjelder")
    command.add_argument("--json", action="store_true", help="skriv reglene som JSON")
    command.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Show the rules, all or some, with the level they have in the year."""
    package = load_year(chosen.aar or available_years()[-1])
    numbers = chosen.numre or [rule.number for rule in BOOK]
    years = [load_year(year) for year in available_years()]
    rules = [(_about(BOOK[number], years), level_of(BOOK[number], package)) for number in numbers]
    if chosen.json:
        show_json(
            {
                "format": 1,
                "year": package.year,
                "year_version": package.version,
                "version": RULE_BOOK_VERSION,
                "rules": [_as_json(*one) for one in rules],
            }
        )
        return NOTHING_HINDERS
    if not chosen.numre:
        out(f"Regelbok versjon {RULE_BOOK_VERSION}, dataåret {package.year}, {len(rules)} regler\n")
    for one in rules:
        _show(*one)
    return NOTHING_HINDERS


def _number(text: str) -> str:
    """A rule's number, in small letters too."""
    number = text.upper()
    if number not in BOOK:
        raise argparse.ArgumentTypeError(f"det finnes ingen regel «{text}»; se «iplos regler»")
    return number


def _about(rule: Rule, years: Sequence[Year]) -> About:
    """All about a rule, with the levels of the year packages in force here."""
    return replace(about(rule), levels={one.year: level_of(rule, one) for one in years})


def _show(told: About, level: Level | None) -> None:
    rule = told.rule
    out(f"\n{rule.number}  {rule.title}\n")
    out(f"      {level_word(level)}, {rule.kind}\n")
    out(f"      {rule.explanation}\n")
    facts = [
        *told.facts,
        *(("Feil", one) for one in told.bad),
        *(("Riktig", one) for one in told.good),
    ]
    for word, value in facts:
        out(f"      {word}: {value}\n")


def _as_json(told: About, level: Level | None) -> dict[str, Any]:
    rule = told.rule
    return {
        "rule": rule.number,
        "level": level,
        "levels": {str(year): one for year, one in told.levels.items()},
        "kind": rule.kind,
        "title": rule.title,
        "text": rule.text,
        "expected": rule.expected,
        "explanation": rule.explanation,
        "elements": {record: list(names) for record, names in told.reads.items()},
        "applies_to": list(told.applies_to),
        "examples": {"wrong": list(told.bad), "right": list(told.good)},
        "source": rule.source,
        "link": told.link,
    }
