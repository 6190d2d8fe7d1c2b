"""Entries for the stories of the journal, and what lies on the disk of one."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from iplos_desktop.flow.journal import Journal
from iplos_desktop.flow.journal_entry import Entry, SealedTo
from tests.sealing.support import plain_norwegian
from tests.support import NOW

_ENTRY = Entry(
    persons=7,
    records={"PERSON": 7, "TJENESTE": 9},
    services={1: 400, 2: 3},
    delivery_id="0",
    created=NOW,
    data_year=2015,
    municipality="0301",
    district="00",
    organisation_number="974760673",
    place="0301-00",
    corrected=False,
    test=False,
    parts=2,
    file_name="IPLOS_0301_00_2015_20160105T120000.p7m",
    size=123456,
    sha256="a" * 64,
    export_sha256="b" * 64,
    content_sha256="c" * 64,
    inner_sha256="d" * 64,
    program_version="0.1.0",
    rule_book_version="2",
    year_package_version="2015.1",
    findings={"T-04": {"level": "feil", "count": 2}},
    keys=(
        SealedTo("statistikk", "e" * 64, "liste", 7),
        SealedTo("pseudonym", "f" * 64, "fingeravtrykk", None),
    ),
)


def entry(delivery_id: str = "0", **other: object) -> Entry:
    """A sealing of Oslo's, with what is told of it instead."""
    return replace(_ENTRY, delivery_id=delivery_id, **other)  # type: ignore[arg-type]


def at(text: str) -> datetime:
    """A time such as "2016-01-05 12:00", or with "+01:00" after it."""
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def said(journal: Journal) -> str:
    assert journal.trouble is not None
    plain_norwegian(journal.trouble)
    return f"{journal.trouble.what} {journal.trouble.advice}"


def ids(journal: Journal) -> list[str]:
    return [one.delivery_id for one in reversed(journal.entries())]


def asides(journal: Journal) -> list[bytes]:
    return sorted(path.read_bytes() for path in journal.folder.glob("*.uleselig"))


def other(journal: Journal) -> closing[sqlite3.Connection]:
    """Another program's hand on the file."""
    return closing(sqlite3.connect(journal.path, isolation_level=None))


def sql(*statements: str) -> Callable[[Path], None]:
    def spoil(path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as base:
            for statement in statements:
                base.execute(statement)

    return spoil


@contextmanager
def untouched(journal: Journal) -> Iterator[None]:
    before = journal.path.read_bytes()
    yield
    assert journal.path.read_bytes() == before
    assert not asides(journal)
