"""``iplos kontroller``: check an export and say what is wrong with it."""

import argparse
import gc
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from iplos_desktop.catalogue.group import Finding
from iplos_desktop.catalogue.levels import Level
from iplos_desktop.cli.organisasjoner import ChosenList
from iplos_desktop.cli.parser import municipality, year
from iplos_desktop.cli.terminal import FINDINGS_HINDER, NOTHING_HINDERS, out, say, watching
from iplos_desktop.flow.check import check
from iplos_desktop.flow.checked import Checked, Order
from iplos_desktop.flow.history import History
from iplos_desktop.flow.journal import Journal
from iplos_desktop.flow.policy import installed as installed_policy
from iplos_desktop.flow.reports import heading, report_as_json, save_report
from iplos_desktop.flow.since_last import SinceLast
from iplos_desktop.flow.since_words import notes, of_rules, sentence
from iplos_desktop.flow.years import installed
from iplos_desktop.report.heading import summary

_CHUNK = 1_000  # findings written at a time
_WORDS = {level: level.word for level in Level}


def add_to(commands: Any) -> None:  # noqa: ANN401 - argparse's own
    """Add the command to the grammar."""
    command = commands.add_parser("kontroller", help="kontroller et uttrekk")
    add_check_arguments(command)
    command.add_argument(
        "--rapport", metavar="UT", type=Path, help="lagre funnene (.xlsx eller .html)"
    )
    command.set_defaults(run=run)


def add_check_arguments(command: argparse.ArgumentParser) -> None:
    """What every command that checks a file takes."""
    command.add_argument("fil", metavar="FIL", type=Path, help="uttrekket fra EPJ")
    command.add_argument(
        "--identfil", metavar="FIL", type=Path, help="identmeldingen til et uttrekk i versjon 3.5"
    )
    command.add_argument(
        "--aar", metavar="ÅÅÅÅ", type=year, help="dataåret, hvis ikke det fila selv oppgir"
    )
    command.add_argument(
        "--kommune", metavar="NNNN", type=municipality, help="kommunen du sender for"
    )
    command.add_argument(
        "--orgnr-liste",
        metavar="FIL",
        type=Path,
        help="årets liste over organisasjonsnumre (.xlsx eller CSV), i stedet for den som er"
        " lastet inn",
    )
    command.add_argument(
        "--test", action="store_true", help="testmodus: bare oppdiktede personer godtas"
    )
    command.add_argument("--json", action="store_true", help="skriv resultatet som JSON")


def checked_by(chosen: argparse.Namespace, email: str | None = None) -> Checked:
    """Check the file the arguments name. Raises UserError and Cancelled.

    email: the contact's address, when it is known.
    """
    if chosen.test:
        installed_policy().demand_test_mode()
        say("TESTMODUS: bare oppdiktede personer godtas, og ingenting er til innsending.")
    tell_of_packages()
    organisations = ChosenList.read(chosen.orgnr_liste, test=chosen.test)
    history, journal = History(), Journal()
    order = Order(
        chosen.fil,
        chosen.identfil,
        chosen.aar,
        chosen.kommune,
        chosen.test,
        organisations=organisations.for_year,
        last=journal.last(test=chosen.test),
        email=lambda *_: email,
    )
    with watching("Kontrollerer") as watch:
        checked = history.take_check(check(order, watch, datetime.now().astimezone()))
        watch.tell(checked.file.size, checked.file.size)  # hears a stop that came at the end
    organisations.tell(checked.year.year)
    if history.trouble:
        say(f"merk: {history.trouble}")
    tell_of_journal(journal)
    return checked


def tell_of_journal(journal: Journal) -> None:
    """Say what the journal could not do."""
    if journal.trouble:
        say(f"merk: {journal.trouble.what} {journal.trouble.advice}")


def tell_of_packages() -> None:
    """Say which year packages lie there and cannot be used."""
    for trouble in installed().troubles():
        say(f"advarsel: {trouble}")


def run(chosen: argparse.Namespace) -> int:
    """Check, show, and save a report if asked."""
    gc.disable()  # a search for cycles among a million findings, which have none
    checked = checked_by(chosen)
    if chosen.rapport:
        with watching("Lagrer") as watch:
            save_report(checked, chosen.rapport, watch)
        say(f"Rapporten ligger i {chosen.rapport}.")
    if chosen.json:
        for text in report_as_json(checked):
            out(text)
    else:
        show(checked)
    findings = checked.findings
    hindered = findings.blocked or findings.needs_confirmation
    return FINDINGS_HINDER if hindered else NOTHING_HINDERS


def show(checked: Checked) -> None:
    """The findings for people, in the order of the file."""
    rest = iter(checked.findings)
    while some := list(islice(rest, _CHUNK)):
        out("".join(map(_line, some)))
    for rule, why in checked.findings.not_checked:
        out(f"Ikke kontrollert: {rule}: {why}\n")
    say("")
    for word, value in heading(checked).lines:
        if word != "Siden sist":  # told below, by rule
            say(f"{word + ':':14}{value}")
    say(f"{'Resultat:':14}{summary(checked.findings)}")
    if checked.since is not None:
        _show_since(checked.since)


def _show_since(since: SinceLast) -> None:
    say(f"{'Siden sist:':14}{sentence(since)} (Sist: {since.at.astimezone():%d.%m.%Y %H:%M}.)")
    for word, counts in (("Borte:", since.gone), ("Nye:", since.new)):
        if counts:
            say(f"{word:14}{of_rules(counts)}")
    for note in notes(since):
        say(f"{'Merk:':14}{note}")


def _line(finding: Finding) -> str:
    rule, level, _, whose, record, own, _, line, _, _, text = finding
    person = f", person {whose}" if whose else ""
    place = f", {record} {own}" if own else ""
    return f"linje {line}{person}{place}: {_WORDS[level]}: {text} [{rule}]\n"
