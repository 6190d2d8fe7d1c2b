"""``iplos regler``: the rule book."""

import argparse
from typing import Any

from iplos_desktop.catalogue.applied import level_of
from iplos_desktop.cli.parser import year
from iplos_desktop.cli.terminal import NOTHING_HINDERS, out, show_json
from iplos_desktop.flow.years import available_years, load_year
from iplos_desktop.rules import BOOK, RULE_BOOK_VERSION


def add_to(commands: Any) -> None:  # noqa: ANN401 - argparse's own
    """Add the command to the grammar."""
    command = commands.add_parser("regler", help="vis reglene")
    command.add_argument("--aar", metavar="ÅÅÅÅ", type=year, help="dataåret reglene gjelder")
    command.add_argument("--json", action="store_true", help="skriv reglene som JSON")
    command.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Show every rule with the level it has in the year."""
    package = load_year(chosen.aar or available_years()[-1])
    rules = [(rule, level_of(rule, package)) for rule in BOOK]
    if chosen.json:
        show_json(
            {
                "format": 1,
                "year": package.year,
                "version": RULE_BOOK_VERSION,
                "rules": [
                    {
                        "rule": rule.number,
                        "level": level,
                        "kind": rule.kind,
                        "title": rule.title,
                        "text": rule.text,
                        "expected": rule.expected,
                        "explanation": rule.explanation,
                        "source": rule.source,
                    }
                    for rule, level in rules
                ],
            }
        )
        return NOTHING_HINDERS
    for rule, level in rules:
        out(f"{rule.number}  {level.word if level else 'Av'}: {rule.title}\n")
        out(f"      {rule.explanation}\n")
    return NOTHING_HINDERS
