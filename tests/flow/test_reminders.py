"""At the start she is reminded of receipts that have not come, and of files not sent."""

from datetime import datetime

import pytest

from iplos_desktop.flow.journal_entry import Entry
from iplos_desktop.flow.reminders import reminders
from tests.flow.journal_support import at, entry


def told(now: str, *entries: Entry) -> list[tuple[str, str]]:
    """What she is told of, by what was noted in this order."""
    return [
        (one.entry.delivery_id, "kvittering" if one.overdue else "ikke sendt")
        for one in reminders(entries[::-1], at(now))
    ]


def sent(delivery_id: str, uploaded: str, received: str | None = None, **other: object) -> Entry:
    when: datetime | None = at(received) if received else None
    return entry(delivery_id, uploaded_at=at(uploaded), receipt_at=when, **other)


@pytest.mark.parametrize(
    ("now", "late"),
    [
        ("2016-01-05 23:59", False),
        ("2016-01-06 07:59:59", False),
        ("2016-01-06 08:00", True),
        ("2016-01-07 01:00", True),
        ("2017-01-01 12:00", True),
    ],
)
def test_a_receipt_is_due_at_eight_in_the_morning_after_the_upload(now: str, *, late: bool) -> None:
    for uploaded in ("2016-01-05 00:00", "2016-01-05 07:00", "2016-01-05 23:59:59"):
        assert told(now, sent("a", uploaded)) == ([("a", "kvittering")] if late else [])


def test_a_receipt_that_has_come_is_spoken_of_no_more() -> None:
    assert told("2016-02-01 12:00", sent("a", "2016-01-05 12:00", "2016-01-20 08:00")) == []
    only_received = entry("a", receipt_at=at("2016-01-06 08:01"))
    assert told("2016-02-01 12:00", only_received) == []


@pytest.mark.parametrize(
    ("uploaded", "early", "late"),
    [
        ("2016-03-26 23:30+01:00", "2016-03-27 07:59+02:00", "2016-03-27 08:00+02:00"),
        ("2016-03-27 01:30+01:00", "2016-03-28 07:59+02:00", "2016-03-28 08:00+02:00"),
        ("2016-10-29 23:30+02:00", "2016-10-30 07:59+01:00", "2016-10-30 08:00+01:00"),
        ("2016-10-30 02:30+02:00", "2016-10-31 07:59+01:00", "2016-10-31 08:00+01:00"),
    ],
)
def test_eight_is_eight_when_the_clocks_are_changed(uploaded: str, early: str, late: str) -> None:
    assert told(early, sent("a", uploaded)) == []
    assert told(late, sent("a", uploaded)) == [("a", "kvittering")]


def test_a_file_not_ticked_as_uploaded_is_spoken_of_from_the_next_day() -> None:
    made = entry("a", created=at("2016-01-05 00:10+01:00"))
    assert told("2016-01-05 23:59+01:00", made) == []
    assert told("2016-01-06 00:00+01:00", made) == [("a", "ikke sendt")]


def test_overdue_receipts_come_first_and_the_latest_of_them() -> None:
    a, b = sent("a", "2016-01-04 12:00"), sent("b", "2016-01-05 12:00", district="01")
    c = entry("c", created=at("2016-01-06 12:00"), district="02")
    assert told("2016-01-08 12:00", a, b, c) == [
        ("b", "kvittering"),
        ("a", "kvittering"),
        ("c", "ikke sendt"),
    ]


def test_of_files_not_sent_only_the_last_one_matters() -> None:
    first, second = entry("a"), entry("b")
    assert told("2016-01-08 12:00", first, second) == [("b", "ikke sendt")]
    uploaded = sent("b", "2016-01-08 11:00")
    assert told("2016-01-08 12:00", first, uploaded) == []
    elsewhere = entry("b", district="01")
    assert told("2016-01-08 12:00", first, elsewhere) == [("b", "ikke sendt"), ("a", "ikke sendt")]
    next_year = sent("b", "2017-01-08 11:00", "2017-01-09 08:00", data_year=2016)
    assert told("2017-01-10 12:00", first, next_year) == []


def test_a_receipt_for_a_corrected_file_covers_the_one_before() -> None:
    first = sent("a", "2016-01-05 12:00")
    waiting = sent("b", "2016-02-05 12:00")
    assert told("2016-02-05 13:00", first, waiting) == [("a", "kvittering")]
    received = sent("b", "2016-02-05 12:00", "2016-02-06 08:00")
    assert told("2016-02-07 12:00", first, received) == []
    assert told("2016-02-07 12:00", received, first) == [("a", "kvittering")]
    of_another_year = sent("b", "2017-01-05 12:00", "2017-01-06 08:00", data_year=2016)
    assert told("2017-02-07 12:00", first, of_another_year) == [("a", "kvittering")]


def test_of_test_data_nothing_is_said_and_they_take_no_files_place() -> None:
    assert told("2016-02-01 12:00", entry("a", test=True)) == []
    assert told("2016-02-01 12:00", sent("a", "2016-01-05 12:00", test=True)) == []
    trial = sent("b", "2016-01-06 12:00", "2016-01-07 08:00", test=True)
    assert told("2016-02-01 12:00", sent("a", "2016-01-05 12:00"), trial) == [("a", "kvittering")]
    assert told("2016-02-01 12:00", entry("a"), trial) == [("a", "ikke sendt")]


def test_a_clock_that_was_wrong_makes_no_alarm_before_its_time() -> None:
    assert told("2016-01-08 12:00", sent("a", "2017-01-05 12:00")) == []
    assert told("2016-01-08 12:00", entry("a", created=at("2017-01-05 12:00"))) == []
