"""From a checked export to an encrypted file: only what may be sent is sealed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import iplos_desktop
from iplos_desktop.errors import UserError
from iplos_desktop.flow.checked import Checked
from iplos_desktop.intake.ident_message import IdentMessage
from iplos_desktop.intake.parting import Parting
from iplos_desktop.intake.people import People, take_message
from iplos_desktop.rules import RULE_BOOK_VERSION
from iplos_desktop.sealing.certificate import Role
from iplos_desktop.sealing.checked import changed
from iplos_desktop.sealing.cores import no_core_dumps
from iplos_desktop.sealing.package import CheckedFile, FindingCount, Package, Sender
from iplos_desktop.sealing.seal import Receipt, seal
from iplos_desktop.sealing.trust import TrustedKey
from iplos_desktop.watch import Watch

__all__ = ["Delivery", "Receipt", "by_rule", "deliver", "hindrance", "no_core_dumps", "package"]


@dataclass(frozen=True)
class Delivery:
    """What the user has decided about a checked export.

    confirmed: she has said that it shall be sent with the faults it has.
    """

    checked: Checked
    sender: Sender
    keys: Sequence[TrustedKey]
    folder: Path
    corrected: bool = False
    confirmed: bool = False


def hindrance(checked: Checked, *, confirmed: bool) -> UserError | None:
    """Why the export may not be sealed; None when it may."""
    if checked.findings.blocked:
        return UserError(
            "Uttrekket har kritiske feil og kan ikke krypteres.",
            "Rett feilene i EPJ, eksporter på nytt og kontroller den nye fila.",
        )
    if checked.findings.needs_confirmation and not confirmed:
        return UserError(
            "Uttrekket har feil.",
            "Rett feilene i EPJ og eksporter på nytt, eller bekreft at fila skal sendes med"
            " feilene.",
        )
    return None


def deliver(delivery: Delivery, watch: Watch, now: datetime) -> Receipt:
    """Seal the export. Raises UserError (also when it may not be sent) and Cancelled."""
    refused = hindrance(delivery.checked, confirmed=delivery.confirmed)
    if refused is not None:
        raise refused
    return seal(package(delivery, watch), delivery.folder, watch, now)


def package(delivery: Delivery, watch: Watch) -> Package:
    """What sealing needs to know of a checked export.

    With a key for the pseudonym manager it is parted in two. Raises UserError when nobody has told
    who the persons are, or the ident message is not the one that was checked.
    """
    checked = delivery.checked
    return Package(
        export=CheckedFile(checked.order.path, checked.file.sha256, checked.file.size),
        ident=checked.ident,
        year=checked.year.year,
        sender=delivery.sender,
        corrected=delivery.corrected,
        test=checked.order.test,
        persons=checked.file.persons,
        records=dict(checked.file.records),
        findings=by_rule(checked),
        program_version=iplos_desktop.__version__,
        rule_book_version=RULE_BOOK_VERSION,
        year_package_version=checked.year.version,
        keys=delivery.keys,
        parting=_parting(checked, watch) if _is_for_two(delivery.keys) else None,
    )


def by_rule(checked: Checked) -> dict[str, FindingCount]:
    """How many findings each rule gave, and its level."""
    findings = checked.findings
    levels = {group.rule.number: group.level for group in findings.groups}
    return {
        rule: {"level": levels[rule].value, "count": count}
        for rule, count in findings.counts.items()
    }


def _is_for_two(keys: Sequence[TrustedKey]) -> bool:
    return any(key.role is Role.PSEUDONYM for key in keys)


def _parting(checked: Checked, watch: Watch) -> Parting:
    assert checked.file.encoding is not None  # noqa: S101 - it has been read to its end
    if checked.file.has_identities:
        return Parting(checked.file.encoding)
    if checked.ident is None:
        raise UserError(
            "Identmeldingen som hører til uttrekket, er ikke valgt.",
            "Det er to mottakere, og pseudonymforvalteren trenger den for å vite hvem personene er."
            " Velg identmeldingen, og kontroller på nytt.",
        )
    return Parting(checked.file.encoding, _people(checked.ident, watch))


def _people(checked: CheckedFile, watch: Watch) -> People:
    """Who is who, as the ident message says."""
    message, people = IdentMessage(checked.path), People()
    for batch in message.batches(watch):
        take_message(people, batch)
    if message.sha256 != checked.sha256:
        raise changed(checked.path)
    if message.more_at is not None:
        raise UserError(
            "Identmeldingen inneholder mer enn hvem personene er.",
            "Pseudonymforvalteren skal ikke se noe annet. Eksporter identmeldingen på nytt, eller"
            " meld feilen til leverandøren av EPJ.",
        )
    return people
