"""``iplos nokkel``: show, install and fetch the yearly keys."""

import argparse
from datetime import datetime
from pathlib import Path
from typing import Any

from iplos_desktop.cli.parser import year
from iplos_desktop.cli.terminal import NOTHING_HINDERS, out, say, show_json, watching
from iplos_desktop.errors import UserError
from iplos_desktop.flow.keyring import Keyring, keyring
from iplos_desktop.flow.keys import (
    OfferedKey,
    grouped,
    is_key_list,
    read_key_file,
    shown_key,
    shown_keys,
)
from iplos_desktop.flow.policy import WHY_UNUSED
from iplos_desktop.sealing.keylist import KeyList


def add_to(commands: Any) -> None:  # noqa: ANN401 - argparse's own
    """Add the command to the grammar."""
    command = commands.add_parser("nokkel", help="vis, legg inn eller hent årets nøkler")
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
    fetch = kinds.add_parser("hent", help="hent nøkkellista over nettet, og legg den inn")
    fetch.add_argument(
        "--aar", metavar="ÅÅÅÅ", type=year, help="dataåret; uten det, året før det som er nå"
    )
    fetch.set_defaults(run=run_fetch)


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
    ring = keyring(chosen.rot, chosen.fingeravtrykk)
    listed, trouble = None, None
    keys: list[tuple[int | None, OfferedKey]] = []
    if chosen.fil is None:
        kept = ring.kept(now)
        listed, trouble = (kept.listed, kept.trouble) if kept else (None, None)
    else:
        data = read_key_file(chosen.fil)
        if is_key_list(data):
            listed = ring.examine(data, now)
        else:
            keys = [(None, shown_key(chosen.fil, ring))]
    if listed is not None:
        keys += shown_keys(listed, now, ring)
    tell_notes(ring)
    if chosen.json:
        show_json(_as_json(listed, trouble, keys))
    else:
        _show(listed, trouble, keys)
    return NOTHING_HINDERS


def run_import(chosen: argparse.Namespace) -> int:
    """Check a key list and keep it for later submissions."""
    ring = keyring(chosen.rot, chosen.fingeravtrykk)
    return _install(ring, read_key_file(chosen.fil))


def run_fetch(chosen: argparse.Namespace) -> int:
    """Fetch the key list, then check and keep it as any other."""
    from iplos_desktop.flow.fetch_keys import fetch_list  # Qt's network; loaded when needed

    ring = keyring()
    wanted = chosen.aar or datetime.now().astimezone().year - 1
    with watching("Henter") as watch:
        data = fetch_list(ring.policy, wanted, watch)
    return _install(ring, data)


def _install(ring: Keyring, data: bytes) -> int:
    listed = ring.install(data, datetime.now().astimezone())
    tell_notes(ring)
    years = ", ".join(map(str, sorted({entry.year for entry in listed.entries})))
    say(f"Nøkkellista, versjon {listed.version}, er lagt inn i {ring.store.folder}.")
    say(f"Den har nøkler for {years or 'ingen år'}, og gjelder til {listed.expires:%d.%m.%Y}.")
    return NOTHING_HINDERS


def tell_notes(ring: Keyring) -> None:
    """What IT should know of the machine's policy and the user's folder."""
    policy = ring.policy
    if policy.trouble is not None:
        say(f"merk: {policy.trouble.what} {policy.trouble.advice}")
    for name in policy.unknown:
        say(f"merk: Innstillingen «{name}» for maskinen brukes ikke: {WHY_UNUSED}.")
    if ring.store.trouble:
        say(f"merk: {ring.store.trouble}")


def _show(
    listed: KeyList | None, trouble: UserError | None, keys: list[tuple[int | None, OfferedKey]]
) -> None:
    if trouble is not None:
        say("merk: Nøkkellista som er lagt inn, kan ikke brukes nå.")
        say(f"merk: {trouble.what} {trouble.advice}")
    elif not keys:
        say("Ingen nøkler er lagt inn. Bruk «iplos nokkel importer FIL».")
    if listed is not None:
        out(f"nøkkelliste, versjon {listed.version}\n")
        out(f"  gjelder:       {listed.issued:%d.%m.%Y}–{listed.expires:%d.%m.%Y}\n")
    for data_year, key in keys:
        role = key.role.value if key.role else "ukjent mottaker"
        out(f"{role} {data_year or ''}\n")
        out(f"  eier:          {key.owner}\n")
        out(f"  gjelder:       {key.valid_from:%d.%m.%Y}–{key.valid_to:%d.%m.%Y}\n")
        out(f"  fingeravtrykk: {grouped(key.fingerprint)}\n")
        out(f"  tillit:        {_trust(key)}\n")


def _trust(key: OfferedKey) -> str:
    if key.refused is not None:
        return f"kan ikke brukes. {key.refused.what}"
    if key.trusted is not None:
        return "signert nøkkelliste"
    root = "utstedt av myndighetens rot" if key.under_root else "ikke utstedt av en kjent rot"
    return f"ingen liste; fingeravtrykket må bekreftes ({root})"


def _as_json(
    listed: KeyList | None, trouble: UserError | None, keys: list[tuple[int | None, OfferedKey]]
) -> dict[str, Any]:
    about = listed and {
        "version": listed.version,
        "issued": listed.issued.isoformat(),
        "expires": listed.expires.isoformat(),
        "root": listed.root_fingerprint,
    }
    return {
        "format": 1,
        "list": about,
        "trouble": trouble and {"what": trouble.what, "advice": trouble.advice},
        "keys": [_key_as_json(data_year, key) for data_year, key in keys],
    }


def _key_as_json(data_year: int | None, key: OfferedKey) -> dict[str, Any]:
    return {
        "year": data_year,
        "role": key.role.value if key.role else None,
        "owner": key.owner,
        "valid_from": key.valid_from.isoformat(),
        "valid_to": key.valid_to.isoformat(),
        "fingerprint": key.fingerprint,
        "listed": key.trusted is not None,
        "refused": key.refused.what if key.refused else None,
        "under_root": key.under_root,
    }
