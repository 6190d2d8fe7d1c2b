"""``iplos nokkel``: show and install the yearly keys."""

import argparse
from datetime import datetime
from pathlib import Path
from typing import Any

from iplos_desktop.cli.terminal import NOTHING_HINDERS, out, say, show_json
from iplos_desktop.flow.key_store import KeyStore
from iplos_desktop.flow.keys import OfferedKey, grouped, keys_in, roots


def add_to(commands: Any) -> None:  # noqa: ANN401 - argparse's own
    """Add the command to the grammar."""
    command = commands.add_parser("nokkel", help="vis eller legg inn årets nøkler")
    kinds = command.add_subparsers(title="Kommandoer", metavar="KOMMANDO", required=True)
    show = kinds.add_parser("vis", help="vis nøklene i en fil, eller de som er lagt inn")
    show.add_argument("fil", metavar="FIL", type=Path, nargs="?", help="nøkkelliste eller nøkkel")
    _add_root(show)
    show.add_argument("--json", action="store_true", help="skriv nøklene som JSON")
    show.set_defaults(run=run_show)
    bring = kinds.add_parser("importer", help="legg inn en nøkkelliste")
    bring.add_argument("fil", metavar="FIL", type=Path, help="nøkkellista")
    _add_root(bring)
    bring.set_defaults(run=run_import)


def _add_root(command: argparse.ArgumentParser) -> None:
    command.add_argument("--rot", metavar="FIL", type=Path, help="en annen rot for nøkkellista")
    command.add_argument(
        "--fingeravtrykk",
        metavar="F",
        action="append",
        default=[],
        help="de siste seksten tegnene i rotens fingeravtrykk",
    )


def run_show(chosen: argparse.Namespace) -> int:
    """Show keys, without taking them into use."""
    now = datetime.now().astimezone()
    trusted = roots(chosen.rot, chosen.fingeravtrykk)
    found = keys_in(chosen.fil, now, trusted) if chosen.fil else KeyStore().keys(now, trusted)
    if chosen.json:
        show_json({"format": 1, "keys": [_as_json(year, key) for year, key in found]})
        return NOTHING_HINDERS
    if not found:
        say("Ingen nøkler er lagt inn. Bruk «iplos nokkel importer FIL».")
    for year, key in found:
        out(f"{key.role.value} {year or ''}\n")
        out(f"  eier:          {key.owner}\n")
        out(f"  gjelder:       {key.valid_from:%d.%m.%Y}–{key.valid_to:%d.%m.%Y}\n")
        out(f"  fingeravtrykk: {grouped(key.fingerprint)}\n")
        out(f"  tillit:        {'signert nøkkelliste' if key.trusted else 'ingen liste'}\n")
    return NOTHING_HINDERS


def _as_json(year: int | None, key: OfferedKey) -> dict[str, Any]:
    return {
        "year": year,
        "role": key.role.value,
        "owner": key.owner,
        "valid_from": key.valid_from.isoformat(),
        "valid_to": key.valid_to.isoformat(),
        "fingerprint": key.fingerprint,
        "listed": key.trusted is not None,
    }


def run_import(chosen: argparse.Namespace) -> int:
    """Check a key list and keep it for later submissions."""
    now = datetime.now().astimezone()
    path = KeyStore().add(chosen.fil, now, roots(chosen.rot, chosen.fingeravtrykk))
    say(f"Nøkkellista er lagt inn i {path.parent}.")
    return NOTHING_HINDERS
