"""A checked export sealed, and the sealing noted in the journal: window and command line alike."""

from datetime import datetime

import iplos_desktop
from iplos_desktop.flow.deliver import Delivery, Receipt, by_rule, deliver
from iplos_desktop.flow.earlier import kept_folder
from iplos_desktop.flow.history import place_name
from iplos_desktop.flow.journal import Journal
from iplos_desktop.flow.journal_entry import Entry, SealedTo
from iplos_desktop.rules import RULE_BOOK_VERSION
from iplos_desktop.watch import Watch


def submit(delivery: Delivery, watch: Watch, now: datetime, journal: Journal) -> Receipt:
    """Seal the export and note it; a journal that fails says so in its `trouble`, no more.

    Raises UserError and Cancelled, and then nothing is sealed or noted.
    """
    receipt = deliver(delivery, watch, now)
    journal.note(entry_of(delivery, receipt))
    return receipt


def entry_of(delivery: Delivery, receipt: Receipt) -> Entry:
    """What the journal keeps of a sealing."""
    checked, sender = delivery.checked, delivery.sender
    counts, known = checked.counts, checked.year.services
    return Entry(
        persons=counts.persons,
        records=dict(counts.records),
        services={code: count for code, count in counts.services.items() if code in known},
        delivery_id=receipt.delivery_id,
        created=receipt.created,
        data_year=checked.year.year,
        municipality=sender.municipality,
        district=sender.district,
        organisation_number=sender.organisation_number,
        place=place_name(checked.file.municipality, checked.file.district),
        corrected=delivery.corrected,
        test=checked.order.test,
        parts=receipt.parts,
        file_name=receipt.path.name,
        size=receipt.size,
        sha256=receipt.sha256,
        export_sha256=checked.file.sha256,
        content_sha256=receipt.content_sha256,
        inner_sha256=receipt.inner_sha256,
        program_version=iplos_desktop.__version__,
        rule_book_version=RULE_BOOK_VERSION,
        year_package_version=checked.year.version,
        findings=by_rule(checked),
        keys=tuple(
            SealedTo(key.role.value, key.fingerprint, key.how, key.key_list_version)
            for key in delivery.keys
        ),
        folder=kept_folder(receipt.path),
    )
