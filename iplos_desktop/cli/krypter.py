"""``iplos krypter``: check an export, then seal it to the year's key."""

import argparse
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from iplos_desktop.cli.kontroller import add_check_arguments, checked_by, tell_of_journal
from iplos_desktop.cli.nokkel import tell_notes
from iplos_desktop.cli.terminal import (
    FINDINGS_HINDER,
    NOTHING_HINDERS,
    out,
    say,
    show_json,
    watching,
)
from iplos_desktop.errors import UserError
from iplos_desktop.flow.checked import Checked
from iplos_desktop.flow.deliver import Delivery, Receipt, hindrance
from iplos_desktop.flow.journal import Journal
from iplos_desktop.flow.keyring import keyring
from iplos_desktop.flow.keys import named_keys
from iplos_desktop.flow.policy import installed
from iplos_desktop.flow.sender import SenderForm
from iplos_desktop.flow.senders import Senders
from iplos_desktop.flow.submit import submit
from iplos_desktop.report.heading import summary


def add_to(commands: Any) -> None:  # noqa: ANN401 - argparse's own
    """Add the command to the grammar."""
    command = commands.add_parser("krypter", help="kontroller og krypter et uttrekk")
    add_check_arguments(command)
    command.add_argument(
        "--nokkel",
        metavar="NØKKEL",
        action="append",
        required=True,
        help="en nøkkelliste, eller statistikk=FIL eller pseudonym=FIL",
    )
    command.add_argument(
        "--fingeravtrykk",
        metavar="F",
        action="append",
        default=[],
        help="de siste seksten tegnene i fingeravtrykket til en nøkkel ingen liste går god for",
    )
    command.add_argument("--rot", metavar="FIL", type=Path, help="en annen rot for nøkkellista")
    command.add_argument("--orgnr", metavar="N", required=True, help="organisasjonsnummer")
    command.add_argument("--epost", metavar="E", required=True, help="får alle kvitteringer")
    command.add_argument("--navn", metavar="N", required=True, help="kontaktpersonens navn")
    command.add_argument("--telefon", metavar="N", default="", help="kontaktpersonens telefon")
    command.add_argument(
        "--ut",
        metavar="MAPPE",
        type=Path,
        help="hvor fila skal; trengs ikke der IT-avdelingen har bestemt det",
    )
    command.add_argument("--korrigert", action="store_true", help="rettede data, sendt på nytt")
    command.add_argument(
        "--bekreft-feil", action="store_true", help="send selv om uttrekket har feil"
    )
    command.set_defaults(run=run, wrong_use=command.error)


def run(chosen: argparse.Namespace) -> int:
    """Check, and seal when nothing hinders."""
    policy = installed()
    folder = policy.folder(chosen.ut) or chosen.wrong_use("dette mangler: --ut")
    checked = checked_by(chosen, chosen.epost)
    refused = hindrance(checked, confirmed=chosen.bekreft_feil)
    if refused is not None:
        return _hindered(checked, refused, as_json=chosen.json)
    now = datetime.now().astimezone()
    sender = _sender(chosen, checked)
    Senders(machine=policy.senders).demand_number(sender)
    ring = keyring(chosen.rot, chosen.fingeravtrykk)
    keys = named_keys(chosen.nokkel, checked.year.year, chosen.fingeravtrykk, ring, now)
    tell_notes(ring)
    delivery = Delivery(
        checked, sender.sender(), keys, folder, chosen.korrigert, chosen.bekreft_feil
    )
    journal = Journal()
    with watching("Krypterer") as watch:
        receipt = submit(delivery, watch, now, journal)
        # Inside, since the file is there now: a stop that comes here is too late to be one.
        tell_of_journal(journal)
        _show(receipt, checked, as_json=chosen.json)
    return NOTHING_HINDERS


def _sender(chosen: argparse.Namespace, checked: Checked) -> SenderForm:
    form = SenderForm(
        municipality=chosen.kommune or checked.file.municipality or "",
        district=checked.file.district or "00",
        organisation_number=chosen.orgnr,
        name=chosen.navn,
        email=chosen.epost,
        phone=chosen.telefon,
    )
    problems: Sequence[str] = [*form.problems(None).values()]
    if problems:
        raise UserError("Opplysningene om avsender er ikke riktige.", " ".join(problems))
    return form


def _hindered(checked: Checked, refused: UserError, *, as_json: bool) -> int:
    say(f"feil: {refused.what} {summary(checked.findings)}.")
    say(f"råd: {refused.advice} «iplos kontroller» viser feilene.")
    if as_json:
        show_json({"format": 1, "sealed": None, **_outcome(checked)})
    return FINDINGS_HINDER


def _outcome(checked: Checked) -> dict[str, Any]:
    findings = checked.findings
    return {
        "counts": findings.counts,
        "blocked": findings.blocked,
        "needs_confirmation": findings.needs_confirmation,
    }


def _show(receipt: Receipt, checked: Checked, *, as_json: bool) -> None:
    if as_json:
        keys = [
            {"role": role.value, "fingerprint": digits, "trusted_by": how}
            for role, digits, how in receipt.keys
        ]
        sealed = {
            "path": str(receipt.path),
            "bytes": receipt.size,
            "sha256": receipt.sha256,
            "delivery_id": receipt.delivery_id,
            "created": receipt.created.isoformat(timespec="seconds"),
            "parts": receipt.parts,
            "content_sha256": receipt.content_sha256,
            "inner_sha256": receipt.inner_sha256,
            "keys": keys,
        }
        show_json({"format": 1, "sealed": sealed, **_outcome(checked)})
        return
    out(f"{receipt.path}\n")
    say(f"Kryptert. SHA-256: {receipt.sha256}")
    say(f"Last opp fila på {checked.year.addresses.upload}")
