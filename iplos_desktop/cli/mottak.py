"""``iplos mottak``: for those who receive, and for tests: make keys, open a sealed file."""

import argparse
import getpass
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from iplos_desktop.cli.parser import year
from iplos_desktop.cli.terminal import NOTHING_HINDERS, out, say, show_json, watching
from iplos_desktop.errors import UserError
from iplos_desktop.flow.receive import Opened, make_keys, open_sealed


def add_to(commands: Any) -> None:  # noqa: ANN401 - argparse's own
    """Add the command to the grammar."""
    command = commands.add_parser("mottak", help="for mottakere: lag nøkler, åpne en fil")
    kinds = command.add_subparsers(title="Kommandoer", metavar="KOMMANDO", required=True)
    keys = kinds.add_parser("lag-nokler", help="lag et års nøkler og nøkkelliste")
    keys.add_argument("--aar", metavar="ÅÅÅÅ", type=year, required=True, help="dataåret")
    keys.add_argument("--ut", metavar="MAPPE", type=Path, required=True, help="hvor de skal")
    keys.add_argument(
        "--under",
        metavar="MAPPE",
        type=Path,
        help="signer med roten som ligger i denne mappa; nøklene i den nyeste lista under den"
        " roten, der eller i --ut, blir med videre. Et år som lages på nytt, får nye nøkler, og de"
        " gamle står i lista som trukket tilbake",
    )
    _add_passphrase(keys)
    keys.set_defaults(run=run_make)
    opening = kinds.add_parser("apne", help="kontroller og åpne en kryptert fil")
    opening.add_argument("fil", metavar="FIL", type=Path, help="den krypterte fila")
    opening.add_argument("--privat", metavar="NØKKEL.pem", type=Path, required=True)
    opening.add_argument("--sertifikat", metavar="SERT.pem", type=Path, required=True)
    opening.add_argument("--ut", metavar="MAPPE", type=Path, required=True, help="hvor det skal")
    opening.add_argument("--json", action="store_true", help="skriv resultatet som JSON")
    _add_passphrase(opening)
    opening.set_defaults(run=run_open)


def _add_passphrase(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--passord", action="store_true", help="spør etter passordet til den private nøkkelen"
    )


def _passphrase(chosen: argparse.Namespace, *, again: bool = False) -> bytes | None:
    """Asked for at the terminal; never an argument, which others on the machine can see."""
    if not chosen.passord:
        return None
    if sys.stdin.isatty():
        given = getpass.getpass("Passord: ")
        if again and getpass.getpass("Passord en gang til: ") != given:
            raise UserError("De to passordene er ikke like.", "Prøv på nytt. Ingenting er skrevet.")
    else:
        given = sys.stdin.readline().rstrip("\r\n")
    if not given:
        raise UserError(
            "Det kom ikke noe passord.",
            "Skriv et passord, eller la være å oppgi --passord. Ingenting er skrevet.",
        )
    return given.encode()


def run_make(chosen: argparse.Namespace) -> int:
    """Make a root, both keys and their list."""
    now = datetime.now().astimezone()
    passphrase = _passphrase(chosen, again=True)  # a slip would lock the keys for good
    for path in make_keys(chosen.aar, chosen.ut, chosen.under, passphrase, now):
        out(f"{path}\n")
    return NOTHING_HINDERS


def run_open(chosen: argparse.Namespace) -> int:
    """Verify the whole file, then write what it holds."""
    passphrase = _passphrase(chosen)
    with watching("Åpner") as watch:
        opened = open_sealed(
            chosen.fil, chosen.privat, chosen.sertifikat, chosen.ut, passphrase, watch
        )
        _show(opened, chosen.ut, as_json=chosen.json)  # inside: a stop is too late from here on
    return NOTHING_HINDERS


def _show(opened: Opened, folder: Path, *, as_json: bool) -> None:
    if as_json:
        entries = [
            {"name": name, "bytes": size, "sha256": digest} for name, size, digest in opened.entries
        ]
        show_json({"format": 1, "entries": entries, "manifest": opened.manifest})
        return
    for name, _, _ in opened.entries:
        out(f"{folder / name}\n")
    say("Fila er hel og uendret.")
