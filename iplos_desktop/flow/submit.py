"""A checked export sealed, and the sealing noted in the journal: window and command line alike."""

from datetime import datetime

from iplos_desktop.flow.deliver import Delivery, Receipt, deliver, package
from iplos_desktop.flow.history import place_name
from iplos_desktop.flow.journal import Journal
from iplos_desktop.flow.journal_entry import Entry, SealedTo
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
    checked, counts, sealed = delivery.checked, delivery.checked.counts, package(delivery)
    known = checked.year.services
    used = {fingerprint for _, fingerprint, _ in receipt.keys}
    return Entry(
        persons=counts.persons,
        records=dict(counts.records),
        services={code: count for code, count in counts.services.items() if code in known},
        delivery_id=receipt.delivery_id,
        created=receipt.created,
        data_year=sealed.year,
        municipality=sealed.sender.municipality,
        district=sealed.sender.district,
        organisation_number=sealed.sender.organisation_number,
        place=place_name(checked.file.municipality, checked.file.district),
        corrected=sealed.corrected,
        test=sealed.test,
        parts=receipt.parts,
        file_name=receipt.path.name,
        size=receipt.size,
        sha256=receipt.sha256,
        export_sha256=sealed.export.sha256,
        content_sha256=receipt.content_sha256,
        inner_sha256=receipt.inner_sha256,
        program_version=sealed.program_version,
        rule_book_version=sealed.rule_book_version,
        year_package_version=sealed.year_package_version,
        findings=dict(sealed.findings),
        keys=tuple(
            SealedTo(key.role.value, key.fingerprint, key.how, key.key_list_version)
            for key in delivery.keys
            if key.fingerprint in used
        ),
    )
