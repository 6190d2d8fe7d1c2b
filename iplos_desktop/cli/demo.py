"""``iplos demo``: the whole road on made-up data, from export to opened file."""

import argparse
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from iplos_desktop.catalogue.levels import ADVARSEL, FEIL
from iplos_desktop.cli.terminal import NOT_DONE, NOTHING_HINDERS, out, say, watching
from iplos_desktop.flow.check import check
from iplos_desktop.flow.checked import Checked, Order
from iplos_desktop.flow.deliver import Delivery, deliver
from iplos_desktop.flow.demo import Demo, both_keys, fits_together, make_demo, open_part
from iplos_desktop.flow.policy import installed
from iplos_desktop.flow.reports import save_report
from iplos_desktop.flow.sender import SenderForm
from iplos_desktop.report.heading import summary
from iplos_desktop.sealing.certificate import Role

_PERSONS = 200
_SENDER = SenderForm(
    district="00",
    organisation_number="999999999",
    name="Kari Oppdiktet",
    email="kari@kommune.example",
)


def add_to(commands: Any) -> None:  # noqa: ANN401 - argparse's own
    """Add the command to the grammar."""
    command = commands.add_parser("demo", help="gå hele veien med oppdiktede data")
    command.add_argument("--ut", metavar="MAPPE", type=Path, required=True, help="hvor alt skal")
    command.add_argument(
        "--personer", metavar="N", type=_persons, default=_PERSONS, help="hvor mange"
    )
    command.add_argument("--versjon", choices=("3.3", "3.5"), default="3.3", help="av formatet")
    command.add_argument("--feil", action="store_true", help="med feil i uttrekket")
    command.set_defaults(run=run)


def _persons(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"«{text}» er ikke et antall personer")
    return int(text)


def run(chosen: argparse.Namespace) -> int:
    """Make, check, seal, open, compare; and say in plain words what was done."""
    installed().demand_test_mode()
    step = _Steps()
    now = datetime.now().astimezone()
    with watching("Lager oppdiktede data") as watch:
        demo = make_demo(
            chosen.ut,
            persons=chosen.personer,
            version=chosen.versjon,
            faults=chosen.feil,
            watch=watch,
        )
    step(f"Laget et uttrekk med {chosen.personer} oppdiktede personer:", demo.export)
    if demo.ident:
        step("Laget identmeldingen som hører til:", demo.ident)
    step("Laget årets nøkler, bare til å prøve med:", demo.key.parent)
    order = Order(demo.export, demo.ident, test=True)
    with watching("Kontrollerer") as watch:
        checked = check(order, watch, now)
        report = chosen.ut / "feilliste.xlsx"
        save_report(checked, report, watch)
    step(f"Kontrollerte uttrekket i testmodus: {summary(checked.findings)}.", report)
    _show_some(checked)
    with watching("Krypterer") as watch:
        receipt = deliver(_delivery(demo, checked, chosen.ut), watch, now)
    step(
        "Krypterte det i to deler, identitetene til pseudonymforvalteren og resten til"
        " statistikkbyrået, og leste fila tilbake:",
        receipt.path,
    )
    who, what = (chosen.ut / "apnet" / name for name in ("pseudonymforvalter", "statistikkbyra"))
    with watching("Åpner") as watch:
        open_part(demo, Role.PSEUDONYM, receipt.path, who, watch)
        step("Åpnet den ytre delen slik pseudonymforvalteren gjør:", who)
        open_part(demo, Role.STATISTIKK, who / "innhold.p7m", what, watch)
        step("Åpnet den indre delen slik statistikkbyrået gjør:", what)
    if not fits_together(demo, what / "innhold.xml", who / "identer.csv"):
        say("feil: Det som kom ut, er ikke det som ble kryptert.")
        return NOT_DONE
    step(
        "Delene passer sammen igjen: innholdet er byte for byte uttrekket, bare uten"
        " identitetene, og identitetene er alle sammen i den andre delen.",
        None,
    )
    return NOTHING_HINDERS


def _delivery(demo: Demo, checked: Checked, folder: Path) -> Delivery:
    keys = both_keys(demo, checked.at)
    form = SenderForm(**{**vars(_SENDER), "municipality": checked.file.municipality or ""})
    return Delivery(checked, form.sender(), keys, folder, confirmed=True)


def _show_some(checked: Checked) -> None:
    grave = [one for one in checked.findings if one.level in {FEIL, ADVARSEL}]
    for finding in grave[:5]:
        whose = f", person {finding.person}" if finding.person else ""
        out(f"     {finding.level.word}{whose}: {finding.text}\n")
    if len(grave) > 5:  # noqa: PLR2004
        out(f"     … og {len(grave) - 5} til i feillista.\n")


class _Steps:
    """Numbers the steps as they are told."""

    def __init__(self, write: Callable[[str], None] = out) -> None:
        self._number = 0
        self._write = write

    def __call__(self, text: str, path: Path | None) -> None:
        self._number += 1
        self._write(f"{self._number:2}. {text}\n")
        if path is not None:
            self._write(f"     {path}\n")
