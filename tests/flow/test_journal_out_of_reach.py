"""A journal that is held, full or out of reach is told of and left as it is; a rerun works."""

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from iplos_desktop.flow.journal import Journal, Tick
from tests.flow.journal_support import asides, entry, ids, other, said, sql, untouched
from tests.support import NOW

posix = pytest.mark.skipif(os.name == "nt", reason="the fault is made with POSIX means")


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("hold", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
def test_a_journal_another_program_writes_in_is_left_alone(hold: str, begun: Journal) -> None:
    with other(begun) as base, untouched(begun):
        base.execute(hold)
        begun.note(entry("ny"))
        assert "ikke notert" in said(begun)
        assert "låst" in said(begun)
        begun.tick("før", Tick.UPLOADED, NOW)
        assert "låst" in said(begun)
        if hold == "BEGIN EXCLUSIVE":
            assert begun.entries() == []
            assert "låst" in said(begun)
        else:
            assert ids(begun) == ["før"]
    begun.note(entry("ny"))
    assert ids(begun) == ["før", "ny"]


@pytest.mark.usefixtures("impatient")
def test_a_journal_another_program_reads_in_is_left_alone(begun: Journal) -> None:
    with other(begun) as base, untouched(begun):
        base.execute("BEGIN")
        base.execute("SELECT * FROM sealings").fetchone()
        begun.note(entry("ny"))
        assert "låst" in said(begun)
    begun.note(entry("ny"))
    assert ids(begun) == ["før", "ny"]


@pytest.mark.usefixtures("impatient")
def test_a_new_journal_held_before_it_is_made_is_left_alone(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.path.touch()
    with other(journal) as base:
        base.execute("BEGIN EXCLUSIVE")
        journal.note(entry("ny"))
        assert "låst" in said(journal)
    assert journal.entries() == []
    assert journal.trouble is None
    journal.note(entry("ny"))
    assert ids(journal) == ["ny"]


def test_a_newer_programs_journal_is_left_alone(begun: Journal) -> None:
    sql("PRAGMA user_version = 3", "DROP TABLE sealings", "CREATE TABLE nytt (x)")(begun.path)
    with untouched(begun):
        begun.note(entry("ny"))
        assert "nyere utgave" in said(begun)
        assert begun.last_submission("0301", "00") is None
        assert "nyere utgave" in said(begun)


def link(path: Path) -> None:
    path.symlink_to(path.with_name("et annet sted"))


def pipe(path: Path) -> None:
    os.mkfifo(path)  # to open one would mean to wait for somebody at its other end


@posix
@pytest.mark.parametrize("put", [Path.mkdir, pipe, link], ids=["folder", "pipe", "link"])
def test_something_else_in_its_place_is_left_there(
    put: Callable[[Path], None], tmp_path: Path
) -> None:
    journal = Journal(tmp_path)
    put(journal.path)
    journal.note(entry("ny"))
    assert "vanlig fil" in said(journal)
    assert journal.entries() == []
    assert "vanlig fil" in said(journal)
    assert [path.name for path in tmp_path.iterdir()] == ["journal.sqlite3"]


def test_a_file_in_the_folders_place(tmp_path: Path) -> None:
    (tmp_path / "j").write_text("x")
    journal = Journal(tmp_path / "j")
    journal.note(entry("ny"))
    assert "IT-avdelingen" in said(journal)
    assert journal.entries() == []
    assert (tmp_path / "j").read_text() == "x"


@contextmanager
def as_nobody() -> Iterator[None]:
    """Without root's right to everything, should the tests run as root."""
    was_root = os.geteuid() == 0
    if was_root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if was_root:
            os.seteuid(0)


def let_anybody_in(folder: Path) -> None:
    """pytest's own folders are for whoever runs the tests alone."""
    for above in (folder, *folder.parents):
        if "pytest" in str(above):
            above.chmod(0o755)


@posix
@pytest.mark.parametrize(
    ("folder", "file", "read"),
    [(0o555, 0o444, True), (0o555, 0o666, True), (0o777, 0o444, True), (0o777, 0, False),
     (0, 0o666, False)],
)  # fmt: skip
def test_where_one_may_not_write_or_read(
    begun: Journal, tmp_path: Path, folder: int, file: int, *, read: bool
) -> None:
    let_anybody_in(tmp_path)
    begun.path.chmod(file)
    begun.folder.chmod(folder)
    try:
        with as_nobody():
            begun.note(entry("ny"))
            assert "lese og skrive" in said(begun)
            assert ids(begun) == (["før"] if read else [])
            assert (begun.trouble is None) is read
    finally:
        begun.folder.chmod(0o700)
    assert ids(begun) == ["før"]
    assert not asides(begun)


@posix
def test_a_damaged_one_that_cannot_be_moved_is_left_there(begun: Journal, tmp_path: Path) -> None:
    let_anybody_in(tmp_path)
    begun.path.write_bytes(b"x" * 10_000)
    begun.path.chmod(0o666)
    begun.folder.chmod(0o555)
    try:
        with as_nobody(), untouched(begun):
            begun.note(entry("ny"))
            assert "ikke notert" in said(begun)
    finally:
        begun.folder.chmod(0o700)


@posix
@pytest.mark.parametrize("limit", [0, 1, 512, 600, 4096, 5000, 8192, 9000, 12_288])
def test_no_room_at_any_size(begun: Journal, limit: int) -> None:
    """By a limit on the size of files: whole or not at all, and a rerun works."""
    import resource  # noqa: PLC0415 - not on Windows

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    large = entry("ny", records={f"{number}": number for number in range(3000)})
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
        begun.note(large)
        assert said(begun)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert ids(begun) == ["før"]
    begun.note(large)
    assert ids(begun) == ["før", "ny"]
    assert not asides(begun)


@posix
@pytest.mark.parametrize("kib", [0, 8, 20, 28, 36, 48])
def test_a_small_disk_that_really_is_full(tmp_path: Path, kib: int) -> None:
    mount: list[str | Path] = ["mount", "-t", "tmpfs", "-o", "size=64k", "none", tmp_path]
    if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("a small disk can be mounted by root alone; the limit on files was tested")
    try:
        (tmp_path / "annet").write_bytes(bytes(kib * 1024))
        journal = Journal(tmp_path / "j")
        noted = []
        for number in range(200):
            journal.note(entry(str(number)))
            if journal.trouble is not None:
                break
            noted.append(str(number))
        assert "ikke plass" in said(journal)
        assert len(noted) < 200
        (tmp_path / "annet").unlink()
        (tmp_path / "annet").touch()
        assert ids(journal) == noted
        assert not asides(journal)
    finally:
        subprocess.run(["umount", tmp_path], check=True)
