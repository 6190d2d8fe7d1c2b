"""Each sealing is noted, found again, and ticked when it is uploaded and its receipt has come."""

import os
import re
import sqlite3
import stat
from contextlib import closing
from dataclasses import fields, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iplos_desktop.catalogue.counts import Counts
from iplos_desktop.errors import UserError
from iplos_desktop.flow.check import check
from iplos_desktop.flow.checked import Order
from iplos_desktop.flow.deliver import Delivery
from iplos_desktop.flow.demo import Demo, both_keys, make_demo
from iplos_desktop.flow.journal import Journal, Tick
from iplos_desktop.flow.journal_entry import COLUMNS, Entry, SealedTo, from_row, to_row
from iplos_desktop.flow.key_store import KeyStore
from iplos_desktop.flow.keyring import Keyring
from iplos_desktop.flow.keys import named_keys
from iplos_desktop.flow.policy import Policy
from iplos_desktop.flow.reminders import reminders
from iplos_desktop.flow.sender import SenderForm
from iplos_desktop.flow.services import services_beside_last
from iplos_desktop.flow.submit import submit
from iplos_desktop.watch import Watch
from tests.flow.journal_support import at, entry, ids, other, said, sql
from tests.support import NOW, SMALL, WOMAN

KARI = SenderForm("0301", "00", "974760673", "Kari Nordmann", "kari@kommune.no", "22 22 22 22")


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "j")


def test_before_the_first_sealing_there_is_nothing_and_nothing_is_made(journal: Journal) -> None:
    assert journal.entries() == []
    assert journal.last_submission("0301", "00") is None
    assert journal.trouble is None
    assert not journal.folder.exists()


def test_what_is_noted_is_found_again_the_latest_first(journal: Journal) -> None:
    first, second = entry("1"), entry("2", corrected=True, parts=1, inner_sha256=None, place=None)
    journal.note(first)
    journal.note(second)
    assert Journal(journal.folder).entries() == [second, first]
    assert journal.trouble is None


def test_upload_and_receipt_are_ticked_later_and_can_be_taken_away(journal: Journal) -> None:
    journal.note(entry("1"))
    journal.note(entry("2"))
    uploaded, received = at("2016-01-05 13:00+01:00"), at("2016-01-06 08:30+01:00")
    journal.tick("1", Tick.UPLOADED, uploaded)
    journal.tick("1", Tick.RECEIPT, received)
    (other, ticked) = journal.entries()
    assert ticked == entry("1", uploaded_at=uploaded, receipt_at=received)
    assert other == entry("2")
    journal.tick("1", Tick.RECEIPT, None)
    assert journal.entries()[1] == entry("1", uploaded_at=uploaded)


def test_a_tick_on_what_is_not_there_is_told(journal: Journal) -> None:
    journal.note(entry("1"))
    journal.tick("2", Tick.UPLOADED, NOW)
    assert "står ikke der" in said(journal)
    assert journal.entries() == [entry("1")]
    assert journal.trouble is None


@pytest.mark.skipif(os.name == "nt", reason="POSIX modes")
def test_file_and_folder_are_the_users_alone(journal: Journal) -> None:
    before = os.umask(0)
    try:
        journal.note(entry())
    finally:
        os.umask(before)
    assert stat.S_IMODE(journal.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(journal.path.stat().st_mode) == 0o600


def test_a_new_table_is_a_new_version(journal: Journal) -> None:
    """Journals of this version lie on people's disks with these columns: count the version up."""
    journal.note(entry())
    with closing(sqlite3.connect(journal.path)) as base:
        (version,) = base.execute("PRAGMA user_version").fetchone()
        columns = [row[1] for row in base.execute("PRAGMA table_info(sealings)")]
    assert version == 2
    assert columns == [
        "id", "delivery_id", "created", "data_year", "municipality", "district",
        "organisation_number", "place", "corrected", "test", "parts", "file_name", "size",
        "sha256", "export_sha256", "content_sha256", "inner_sha256", "program_version",
        "rule_book_version", "year_package_version", "persons", "records", "services", "findings",
        "keys", "uploaded_at", "receipt_at", "folder",
    ]  # fmt: skip


@pytest.mark.parametrize("column", ["created", "uploaded_at", "receipt_at"])
@pytest.mark.parametrize(
    "time", ["9999-12-31T23:59:59+00:00", "9999-12-31T01:00:00+14:00", "0001-01-01T00:00:00+00:00"]
)
def test_a_row_of_a_day_with_none_after_or_before_it_is_passed_over(
    begun: Journal, column: str, time: str
) -> None:
    begun.note(entry("ny"))
    sql(f"UPDATE sealings SET {column} = '{time}' WHERE delivery_id = 'før'")(begun.path)  # noqa: S608
    assert ids(begun) == ["ny"]
    assert said(begun)
    assert [one.entry.delivery_id for one in reminders(begun.entries(), at("2017-01-01"))] == ["ny"]


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
numbers = st.integers(0, 2**63 - 1)
moments = st.datetimes(
    datetime(1970, 1, 1),  # noqa: DTZ001 - its zone comes beside it
    datetime(9998, 12, 31),  # noqa: DTZ001
    timezones=st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m))),
).map(lambda moment: moment.replace(microsecond=0))
entries = st.builds(
    Entry,
    persons=numbers,
    records=st.dictionaries(words, numbers, max_size=3),
    services=st.dictionaries(st.integers(0, 99), numbers, max_size=3),
    findings=st.dictionaries(
        words, st.fixed_dictionaries({"level": words, "count": numbers}), max_size=3
    ),
    keys=st.lists(
        st.builds(SealedTo, words, words, words, st.none() | numbers), max_size=2
    ).map(tuple),
    **dict.fromkeys(("created",), moments),
    **dict.fromkeys(("uploaded_at", "receipt_at"), st.none() | moments),
    **dict.fromkeys(("data_year", "size", "parts"), numbers),
    **dict.fromkeys(("corrected", "test"), st.booleans()),
    **dict.fromkeys(("place", "inner_sha256"), st.none() | words),
    **dict.fromkeys(
        (
            *("delivery_id", "municipality", "district", "organisation_number", "file_name"),
            *("sha256", "export_sha256", "content_sha256", "program_version"),
            *("rule_book_version", "year_package_version"),
        ),
        words,
    ),
)  # fmt: skip


@given(made=entries)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_every_entry_comes_back_as_it_was(
    made: Entry, tmp_path_factory: pytest.TempPathFactory
) -> None:
    journal = Journal(tmp_path_factory.mktemp("j"))
    journal.note(made)
    assert journal.trouble is None
    (found,) = journal.entries()
    assert found == made
    times = (found.created, found.uploaded_at, found.receipt_at)
    assert [one and one.utcoffset() for one in times] == [
        one and one.utcoffset() for one in (made.created, made.uploaded_at, made.receipt_at)
    ]


# The last submission


def test_the_last_submission_is_that_of_the_place(journal: Journal) -> None:
    asked = journal.last(test=False)
    assert asked("0301", "00") is None
    journal.note(entry("1"))
    journal.note(entry("2", data_year=2016))
    journal.note(entry("3", place="4601-00", municipality="4601"))
    assert asked("0301", "00") == entry("2", data_year=2016)
    assert asked("0301", "") == entry("2", data_year=2016)
    assert asked("0301", "01") is None
    assert asked("4601", "00") == entry("3", place="4601-00", municipality="4601")
    for nowhere in ("", "301", "' OR 1=1 --", WOMAN):
        assert asked(nowhere, "00") is None


def test_the_last_one_is_the_last_noted_whatever_the_clock_said(journal: Journal) -> None:
    journal.note(entry("1", created=NOW + timedelta(days=366)))
    journal.note(entry("2"))
    assert journal.last_submission("0301", "00") == entry("2")


def test_nothing_sealed_in_test_mode_counts_as_sent(journal: Journal) -> None:
    journal.note(entry("1", test=True))
    assert journal.last_submission("0301", "00") is None
    assert [one.test for one in journal.entries()] == [True]
    journal.note(entry("2"))
    journal.note(entry("3", test=True))
    assert journal.last_submission("0301", "00") == entry("2")
    assert journal.last(test=True)("0301", "00") is None


def test_a_check_is_held_against_what_was_sent_last(journal: Journal, tmp_path: Path) -> None:
    journal.note(entry(services={1: 400}))
    path = tmp_path / "uttrekk.xml"
    path.write_text(SMALL, encoding="utf-8")
    checked = check(Order(path, last=journal.last(test=False)), Watch(), NOW)
    (row,) = services_beside_last(checked)
    assert (row.code, row.now, row.before) == (1, 1, 400)


# What a sealing leaves in it


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    return make_demo(tmp_path_factory.mktemp("demo"), persons=40, faults=True)


@pytest.fixture
def delivery(demo: Demo, tmp_path: Path) -> Delivery:
    checked = check(Order(demo.export, test=True), Watch(), NOW)
    ring = Keyring(Policy(), KeyStore(tmp_path / "nokler"))
    keys = named_keys([f"statistikk={demo.key}"], demo.year, [demo.fingerprint[-19:]], ring, now())
    return Delivery(checked, KARI.sender(), keys, tmp_path, corrected=True, confirmed=True)


def now() -> datetime:
    return datetime.now().astimezone()


def test_a_sealing_is_noted_with_what_it_was(delivery: Delivery, journal: Journal) -> None:
    receipt = submit(delivery, Watch(), now(), journal)
    assert journal.trouble is None
    (made,) = journal.entries()
    checked = delivery.checked
    assert (made.delivery_id, made.file_name) == (receipt.delivery_id, receipt.path.name)
    assert (made.size, made.sha256) == (receipt.path.stat().st_size, receipt.sha256)
    assert (made.export_sha256, made.content_sha256) == (
        checked.file.sha256,
        receipt.content_sha256,
    )
    assert (made.parts, made.inner_sha256) == (receipt.parts, receipt.inner_sha256)
    assert (made.corrected, made.test, made.data_year) == (True, True, 2015)
    assert (made.municipality, made.place) == ("0301", "0301-00")
    assert {rule: one["count"] for rule, one in made.findings.items()} == checked.findings.counts
    assert made.findings
    assert (made.persons, made.records) == (40, checked.counts.records)
    assert (made.services, made.uploaded_at) == (checked.counts.services, None)
    assert [(key.role, key.trusted_by, key.key_list_version) for key in made.keys] == [
        ("statistikk", "fingeravtrykk", None)
    ]


def test_two_parts_are_noted_with_both_keys(
    delivery: Delivery, journal: Journal, demo: Demo
) -> None:
    receipt = submit(replace(delivery, keys=both_keys(demo, now())), Watch(), now(), journal)
    (made,) = journal.entries()
    assert (made.parts, made.inner_sha256) == (2, receipt.inner_sha256)
    assert made.inner_sha256 is not None
    assert made.content_sha256 == receipt.content_sha256 != made.export_sha256
    assert [(key.role, key.trusted_by) for key in made.keys] == [
        ("statistikk", "liste"),
        ("pseudonym", "liste"),
    ]
    assert all(key.key_list_version for key in made.keys)
    assert {key.fingerprint for key in made.keys} == {digits for _, digits, _ in receipt.keys}


def test_services_of_no_known_type_are_not_kept(delivery: Delivery, journal: Journal) -> None:
    counts = Counts(1, {}, {1: 5, int(WOMAN): 1})
    submit(
        replace(delivery, checked=replace(delivery.checked, counts=counts)), Watch(), now(), journal
    )
    assert journal.entries()[0].services == {1: 5}


def test_what_is_not_sealed_is_not_noted(delivery: Delivery, journal: Journal) -> None:
    with pytest.raises(UserError):
        submit(replace(delivery, confirmed=False), Watch(), now(), journal)
    assert not journal.folder.exists()


@pytest.mark.usefixtures("impatient")
def test_a_journal_in_trouble_hinders_no_sealing(delivery: Delivery, begun: Journal) -> None:
    with other(begun) as base:
        base.execute("BEGIN EXCLUSIVE")
        first = submit(delivery, Watch(), now(), begun)
        assert "ikke notert" in said(begun)
        assert "kan lastes opp" in said(begun)
    begun.path.write_bytes(b"x" * 10_000)
    second = submit(delivery, Watch(), now() + timedelta(seconds=2), begun)
    assert "lagt til side" in said(begun)
    assert first.path.exists()
    assert ids(begun) == [second.delivery_id]


def test_nothing_of_anyone_and_nothing_of_the_file_is_kept(
    delivery: Delivery, journal: Journal, demo: Demo
) -> None:
    """Not one value of five signs or more that stands in the export, nor where it lay."""
    submit(delivery, Watch(), now(), journal)
    kept = journal.path.read_bytes().decode("utf-8", "replace")
    (made,) = journal.entries()
    hashes = [made.sha256, made.export_sha256, made.content_sha256, made.keys[0].fingerprint]
    for chance in (*hashes, made.delivery_id):  # five digits of one may be anybody's
        kept = kept.replace(chance, "")
    text = demo.export.read_text(encoding="utf-8")
    values = set(re.findall(r">([^<>\s][^<>]{4,})<", text)) | set(re.findall(r'"([^"]{5,})"', text))
    assert len(values) > 500
    secrets = {KARI.name, KARI.email, KARI.phone, demo.export.name, str(demo.export.parent)}
    assert [one for one in secrets | values if one in kept] == []


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize(
    "wrong", [b"x", -1, 1.5, "[" * 100_000], ids=["bytes", "below", "half", "deep"]
)
def test_a_value_that_is_wrong_is_found(column: str, wrong: object) -> None:
    row: dict[str, object] = {**to_row(entry())}
    assert from_row(row) == entry()
    if column in _TEXTS and isinstance(wrong, str):
        return
    with pytest.raises((ValueError, RecursionError)):
        from_row({**row, column: wrong})


_TEXTS = {one.name for one in fields(Entry) if one.type in {str, str | None}}


def test_a_journal_from_before_folders_were_kept_is_read_and_goes_on(journal: Journal) -> None:
    journal.note(entry("før"))
    with other(journal) as base:
        base.execute("ALTER TABLE sealings DROP COLUMN folder")
        base.execute("PRAGMA user_version = 1")
    (old,) = journal.entries()
    assert (old.delivery_id, old.folder) == ("før", None)
    journal.note(entry("etter", folder="/hjem/ola/Til sending"))
    assert journal.trouble is None
    assert [one.folder for one in journal.entries()] == ["/hjem/ola/Til sending", None]
    journal.move("før", "/et annet sted")
    assert [one.folder for one in journal.entries()][1] == "/et annet sted"
    assert not list(journal.folder.glob("*.uleselig"))
