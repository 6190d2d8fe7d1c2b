"""What of the journal she should be reminded of: receipts that have not come, files not sent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from iplos_desktop.flow.journal_entry import Entry

_RECEIPT = time(8)  # by e-mail in the morning after the file arrived
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reminder:
    """overdue: the receipt should have been there; else the file is not ticked as uploaded."""

    entry: Entry
    overdue: bool


def reminders(entries: Iterable[Entry], now: datetime) -> list[Reminder]:
    """What to remind of, overdue receipts first.

    entries: the latest first, as the journal gives them. now: by the wall clock, with a time zone.

    Nothing of test data. A file that another one came in place of is forgotten: when a later
    one of the same place and data year has its receipt, and, as long as it is not uploaded,
    when there is a later one at all.
    """
    overdue, unsent = [], []
    sealed, received = set(), set()
    for entry in entries:
        if entry.test:
            continue
        place = (entry.municipality, entry.district)
        year = (*place, entry.data_year)
        if entry.receipt_at is not None:
            received.add(year)
        elif year not in received and entry.uploaded_at is not None:
            if is_overdue(entry.uploaded_at, now):
                overdue.append(Reminder(entry, overdue=True))
        elif place not in sealed and entry.uploaded_at is None and _is_of_earlier(entry, now):
            unsent.append(Reminder(entry, overdue=False))
        sealed.add(place)
    return overdue + unsent


def receipt_due(uploaded: datetime) -> datetime:
    """When the receipt of a file uploaded then should have come, without a time zone.

    Both as her clock showed them, whatever it was set to: eight o'clock is eight o'clock also
    after a night when the clocks were changed.
    """
    return datetime.combine(uploaded.date() + _A_DAY, _RECEIPT)


def is_overdue(uploaded: datetime, now: datetime) -> bool:
    """Whether the receipt of a file uploaded then should have come by now."""
    return now.replace(tzinfo=None) >= receipt_due(uploaded)


def _is_of_earlier(entry: Entry, now: datetime) -> bool:
    """Whether it was sealed on a day before this."""
    return now.date() > entry.created.date()
