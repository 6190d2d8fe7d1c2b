"""A damaged journal is set aside whole and told of, and the sealing is noted in a new one."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iplos_desktop.flow import journal_file
from iplos_desktop.flow.journal import Journal
from tests.flow.journal_support import asides, entry, ids, said, sql
from tests.sealing.support import plain_norwegian


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def blot(path: Path) -> None:
    """A block of the disk that comes back as nothing."""
    data = bytearray(path.read_bytes())
    data[4096:8192] = bytes(4096)
    path.write_bytes(data)


def garble(path: Path) -> None:
    """The table's own description, in no letters of any alphabet."""
    path.write_bytes(path.read_bytes().replace(b"TEXT NOT NULL", b"TEXT NOT \xf1ULL", 1))


def foreign(path: Path) -> None:
    path.unlink()
    sql("CREATE TABLE annet (x)", "INSERT INTO annet VALUES (1)")(path)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "junk": lambda path: path.write_bytes(b"x" * 10_000),
    "text": lambda path: path.write_bytes(b"{}"),
    "cut": cut,
    "blot": blot,
    "garble": garble,
    "foreign": foreign,
    "other columns": sql("ALTER TABLE sealings DROP COLUMN corrected"),
    "no version": sql("PRAGMA user_version = 0"),
    "no table": sql("DROP TABLE sealings"),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_journal_is_set_aside_whole_and_a_new_one_begun(
    damage: Callable[[Path], object], begun: Journal
) -> None:
    damage(begun.path)
    spoilt = begun.path.read_bytes()
    begun.note(entry("ny"))
    assert "lagt til side" in said(begun)
    assert asides(begun) == [spoilt]
    assert ids(begun) == ["ny"]
    assert begun.trouble is None


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_reader_finds_the_damage_too(damage: Callable[[Path], object], begun: Journal) -> None:
    damage(begun.path)
    spoilt = begun.path.read_bytes()
    assert begun.entries() == []
    assert "lagt til side" in said(begun)
    assert asides(begun) == [spoilt]


def test_one_set_aside_before_is_never_written_over(begun: Journal) -> None:
    for junk in (b"en", b"to", b"tre"):
        begun.path.write_bytes(junk)
        begun.note(entry(junk.decode()))
    assert asides(begun) == [b"en", b"to", b"tre"]
    assert ids(begun) == ["tre"]


def test_what_lies_beside_a_damaged_journal_goes_with_it(begun: Journal) -> None:
    begun.path.write_bytes(b"x" * 10_000)
    (begun.folder / "journal.sqlite3-journal").write_bytes(bytes(10_000))
    begun.note(entry("ny"))
    assert "lagt til side" in said(begun)
    aside = {path.read_bytes()[:1] for path in begun.folder.glob("*.uleselig*")}
    assert aside == {b"x", b"\0"}
    assert len(list(begun.folder.iterdir())) == 3
    assert ids(begun) == ["ny"]


def test_another_windows_new_journal_is_not_set_aside(begun: Journal) -> None:
    begun.path.write_bytes(b"x" * 10_000)
    with pytest.raises(journal_file.DamagedError) as found:
        journal_file.rows(begun.path, "SELECT 1", {})
    Journal(begun.folder).note(entry("den andres"))
    assert journal_file.set_aside(begun.path, found.value.which) is None
    assert ids(begun) == ["den andres"]


@pytest.fixture(scope="module")
def some(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal of some pages."""
    made = Journal(tmp_path_factory.mktemp("some"))
    for number in range(12):
        made.note(entry(str(number)))
    return made.path


@given(
    changes=st.lists(st.tuples(st.integers(0, 2**20), st.integers(1, 255)), min_size=1, max_size=8)
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_change_of_bytes_hinders_or_loses_anything(
    changes: list[tuple[int, int]],
    some: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """It is noted, or it is told that it is not; and a journal given up is there to look at."""
    data = bytearray(some.read_bytes())
    for place, flip in changes:
        data[place % len(data) if place % 3 else place % 100] ^= (
            flip  # the head, more than its share
        )
    journal = Journal(tmp_path_factory.mktemp("j"))
    journal.folder.mkdir(exist_ok=True)
    journal.path.write_bytes(data)
    journal.note(entry("ny"))
    trouble = journal.trouble
    if trouble is not None:
        plain_norwegian(trouble)
    noted = [one for one in journal.entries() if one.delivery_id == "ny"]
    assert noted == [entry("ny")] or trouble is not None
    if trouble is not None and "lagt til side" in trouble.what:
        assert asides(journal) == [bytes(data)]
    elif trouble is not None:
        assert journal.path.read_bytes() == bytes(data)


def test_a_row_that_cannot_be_read_hides_no_other(begun: Journal) -> None:
    begun.note(entry("skadet"))
    begun.note(entry("etter"))
    sql("UPDATE sealings SET keys = '[' WHERE delivery_id = 'skadet'")(begun.path)
    assert ids(begun) == ["før", "etter"]
    assert "kan ikke leses" in said(begun)
    assert not asides(begun)
