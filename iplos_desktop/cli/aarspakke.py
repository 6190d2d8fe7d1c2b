"""``iplos aarspakke``: show, install and write out the lists and levels of the data years."""

import argparse
from pathlib import Path
from typing import Any

from iplos_desktop.cli.parser import year
from iplos_desktop.cli.terminal import NOTHING_HINDERS, out, say, show_json
from iplos_desktop.flow.year_offers import Offer
from iplos_desktop.flow.years import installed, load_year
from iplos_desktop.report.year_changes import changes_page


def add_to(commands: Any) -> None:  # noqa: ANN401 - argparse's own
    """Add the command to the grammar."""
    command = commands.add_parser("aarspakke", help="vis, legg inn eller skriv ut årspakker")
    kinds = command.add_subparsers(title="Kommandoer", metavar="KOMMANDO", required=True)
    show = kinds.add_parser("vis", help="vis årspakkene, og hvilke som er i bruk")
    show.add_argument("--json", action="store_true", help="skriv årspakkene som JSON")
    show.set_defaults(run=run_show)
    bring = kinds.add_parser("importer", help="kontroller en årspakke og legg den inn")
    bring.add_argument("fil", metavar="FIL", type=Path, help="en zip-fil eller en mappe")
    bring.set_defaults(run=run_import)
    write = kinds.add_parser("eksporter", help="skriv årspakken som er i bruk, til en mappe")
    write.add_argument("aar", metavar="ÅÅÅÅ", type=year, help="dataåret")
    write.add_argument("--ut", metavar="MAPPE", type=Path, required=True, help="hvor")
    write.set_defaults(run=run_export)
    changes = kinds.add_parser("endringer", help="vis hva som er nytt fra et dataår til et annet")
    changes.add_argument("fra", metavar="ÅÅÅÅ", type=year, help="det første dataåret")
    changes.add_argument("til", metavar="ÅÅÅÅ", type=year, help="det andre dataåret")
    changes.set_defaults(run=run_changes)


def run_show(chosen: argparse.Namespace) -> int:
    """Show every package, sound or not."""
    offers = installed().offers()
    if chosen.json:
        show_json({"format": 1, "packages": [_as_json(offer) for offer in offers]})
        return NOTHING_HINDERS
    for offer in offers:
        found = offer.package
        name = f"{found.year.year}  {found.year.version}" if found else "kan ikke brukes"
        state = "  (i bruk)" if offer.in_use else ""
        out(f"{name}{state}\n      fra {offer.place}: {offer.path}\n")
        for fault in offer.faults:
            out(f"      {fault}\n")
    return NOTHING_HINDERS


def _as_json(offer: Offer) -> dict[str, Any]:
    found = offer.package
    return {
        "year": found.year.year if found else None,
        "version": found.year.version if found else None,
        "from": offer.place.value,
        "path": str(offer.path),
        "in_use": offer.in_use,
        "faults": [str(fault) for fault in offer.faults],
    }


def run_import(chosen: argparse.Namespace) -> int:
    """Check a package and keep it in the user's folder."""
    added = installed().add(chosen.fil)
    found = added.year
    if not added.is_new:
        say(f"Årspakken {found.version} er i bruk fra før.")
        return NOTHING_HINDERS
    before = f" i stedet for versjon {added.before}" if added.before else ""
    say(f"Årspakken {found.version} er lagt inn og brukes for dataåret {found.year}{before}.")
    return NOTHING_HINDERS


def run_export(chosen: argparse.Namespace) -> int:
    """Write the package in use, to be read and changed."""
    folder = installed().save(chosen.aar, chosen.ut)
    say(f"Årspakken ligger i {folder}. LESMEG.txt der forklarer hvordan du endrer den.")
    return NOTHING_HINDERS


def run_changes(chosen: argparse.Namespace) -> int:
    """Show what is new between two years."""
    out(changes_page(load_year(chosen.fra), load_year(chosen.til)))
    return NOTHING_HINDERS
