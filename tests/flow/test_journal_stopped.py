"""Killed in the middle, or two at once: what was noted is there, whole, and nothing half."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from iplos_desktop.flow.journal import Journal
from tests.flow.journal_support import asides, entry, ids

ROOT = Path(__file__).parents[2]
posix = pytest.mark.skipif(os.name == "nt", reason="there is no such signal")

MANY = """
import sys
from pathlib import Path
from iplos_desktop.flow.journal import Journal
from tests.flow.journal_support import entry
journal = Journal(Path(sys.argv[1]))
for number in range(int(sys.argv[3])):
    journal.note(entry(f"{sys.argv[2]}{number}"))
    assert journal.trouble is None, journal.trouble
    print(number, flush=True)
"""

ONCE = MANY.partition("for number")[0] + "journal.note(entry(sys.argv[2]))\n"

HALF = """
import os, signal, sqlite3, sys
from pathlib import Path
from iplos_desktop.flow import journal_file
from iplos_desktop.flow.journal import Journal
from tests.flow.journal_support import entry
journal_file._PRAGMAS += ("PRAGMA cache_size = 1", "PRAGMA cache_spill = 1")
journal = Journal(Path(sys.argv[1]))
connect = sqlite3.connect

class Killed(sqlite3.Connection):
    def execute(self, sql, *values):
        if sql == "COMMIT" and os.path.getsize(journal.path) > 50_000:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().execute(sql, *values)

sqlite3.connect = lambda *words, **named: connect(*words, **named, factory=Killed)
journal.note(entry("halv", records={str(number): number for number in range(30_000)}))
"""


def run(code: str, *words: str | int | Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, words)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


@posix
def test_killed_when_half_of_it_is_in_the_file(begun: Journal) -> None:
    with run(HALF, begun.folder) as process:
        process.communicate()
    assert process.returncode == -signal.SIGKILL
    left = begun.folder / "journal.sqlite3-journal"
    assert left.stat().st_size > 512
    assert begun.path.stat().st_size > 50_000  # some of it is there
    assert ids(begun) == ["før"]
    assert begun.trouble is None
    assert not left.exists()
    begun.note(entry("ny"))
    assert ids(begun) == ["før", "ny"]


@posix
@pytest.mark.parametrize("after", range(1, 16))
def test_killed_at_any_moment(begun: Journal, after: int) -> None:
    """What it said was noted is there, whole, and perhaps the one it was about to note."""
    with run(MANY, begun.folder, "n", 10_000) as process:
        assert process.stdout is not None
        for _ in range(after):
            process.stdout.readline()
        process.kill()
        told = after + len(process.stdout.readlines())
    found = ids(begun)
    assert begun.trouble is None
    assert found[: told + 1] == ["før", *(f"n{number}" for number in range(told))]
    assert len(found) - told in {1, 2}
    assert not asides(begun)


def test_two_windows_at_once_note_all(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "j")
    with run(MANY, journal.folder, "a", 60) as one, run(MANY, journal.folder, "b", 60) as two:
        for process in (one, two):
            process.communicate()
    assert (one.returncode, two.returncode) == (0, 0)
    found = ids(journal)
    for name in "ab":
        assert [one for one in found if one.startswith(name)] == [f"{name}{n}" for n in range(60)]


def test_two_windows_that_find_the_same_damage_both_note(begun: Journal) -> None:
    begun.path.write_bytes(b"x" * 10_000)
    with run(ONCE, begun.folder, "a") as one, run(ONCE, begun.folder, "b") as two:
        for process in (one, two):
            process.communicate()
    assert sorted(ids(begun)) == ["a", "b"]
    assert asides(begun) == [b"x" * 10_000]
