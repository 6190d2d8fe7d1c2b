"""The journal's file, a small SQLite database: asked, written to, or set aside."""

import errno
import os
import secrets
import sqlite3
import stat
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from iplos_desktop.flow.journal_entry import COLUMNS

_VERSION = 2
_TABLE = """
CREATE TABLE sealings (
    id INTEGER PRIMARY KEY,
    delivery_id TEXT NOT NULL UNIQUE,
    created TEXT NOT NULL,
    data_year INTEGER NOT NULL,
    municipality TEXT NOT NULL,
    district TEXT NOT NULL,
    organisation_number TEXT NOT NULL,
    place TEXT,
    corrected INTEGER NOT NULL,
    test INTEGER NOT NULL,
    parts INTEGER NOT NULL,
    file_name TEXT NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    export_sha256 TEXT NOT NULL,
    content_sha256 TEXT NOT NULL,
    inner_sha256 TEXT,
    program_version TEXT NOT NULL,
    rule_book_version TEXT NOT NULL,
    year_package_version TEXT NOT NULL,
    persons INTEGER NOT NULL,
    records TEXT NOT NULL,
    services TEXT NOT NULL,
    findings TEXT NOT NULL,
    keys TEXT NOT NULL,
    uploaded_at TEXT,
    receipt_at TEXT,
    folder TEXT
)
"""
_OLDER = {1: ("folder",)}
"""What a journal of an earlier version lacks; it has it from the first change on."""
# An old program leaves a newer journal alone; a change of the table takes a new version.

_PATIENCE = 2.0  # seconds for another window to be done; it needs some thousandths
_PRAGMAS = (
    "PRAGMA synchronous = EXTRA",  # a power cut does not take back what is noted
    "PRAGMA temp_store = MEMORY",
    "PRAGMA trusted_schema = OFF",
)
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_HELD = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL}
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}

File = tuple[int, int]
"""Which file it is, whatever its name: device and number."""


class DamagedError(Exception):
    """What lies there is no journal, or one that has come to harm; which file it is."""

    def __init__(self, which: File | None) -> None:
        super().__init__(which)
        self.which = which


class _UnknownError(Exception):
    """A sound database that is no journal."""


class RefusedError(Exception):
    """The journal cannot be used now, and is left as it is.

    why: ends a sentence that begins with what was not done. advice: whole sentences.
    """

    def __init__(self, why: str, advice: str) -> None:
        super().__init__(why)
        self.why = why
        self.advice = advice


def rows(path: Path, query: str, values: Mapping[str, object]) -> list[Mapping[str, object]]:
    """What a query finds; nothing where there is no journal yet.

    Raises DamagedError and RefusedError.
    """
    with _telling(path):
        if not _is_there(path):
            return []
        with _transaction(path, "BEGIN") as base:
            return base.execute(query, values).fetchall() if _is_made(base) else []


def change(path: Path, statement: str, values: Mapping[str, object]) -> int:
    """Change the journal, which is made when there is none: all of it or nothing.

    Gives how many entries were changed. Raises DamagedError and RefusedError.
    """
    with _telling(path):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_there(path):
            with suppress(FileExistsError):  # another window was first
                os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        with _transaction(path, "BEGIN IMMEDIATE") as base:
            if not _is_made(base):
                base.execute(_TABLE)
            for name in _OLDER.get(_version(base), ()):
                base.execute(f"ALTER TABLE sealings ADD COLUMN {name} TEXT")
            base.execute(f"PRAGMA user_version = {_VERSION}")
            return base.execute(statement, values).rowcount


def set_aside(path: Path, which: File | None) -> Path | None:
    """Give a damaged journal another name, with what SQLite keeps beside it.

    Gives the name, None when another window has done so already. Raises RefusedError.
    """
    aside = path.with_name(f"{path.stem}-{secrets.token_hex(4)}.uleselig")
    with _telling(path):
        if which is None or _which(path) != which:
            return None
        with suppress(FileNotFoundError):  # first: beside a new journal it would be taken for its
            _rollback(path).rename(_rollback(aside))
        try:
            path.rename(aside)
        except FileNotFoundError:
            return None
    return aside


def _which(path: Path) -> File | None:
    try:
        found = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found.st_dev, found.st_ino


def _rollback(path: Path) -> Path:
    """Where SQLite keeps what it needs to undo half a change."""
    return path.with_name(f"{path.name}-journal")


def _is_there(path: Path) -> bool:
    """Whether there is a journal. Raises RefusedError when something else has its place."""
    try:
        kind = path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return False
    if not stat.S_ISREG(kind):
        raise RefusedError(
            "noe annet enn en vanlig fil ligger på plassen til journalen",
            f"Be IT-avdelingen flytte «{path.name}» ut av mappa {path.parent}.",
        )
    return True


@contextmanager
def _transaction(path: Path, begin: str) -> Iterator[sqlite3.Connection]:
    """What is done inside holds when it ends well, and is as if it never was when it does not."""
    with closing(sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)) as base:
        base.row_factory = sqlite3.Row
        base.text_factory = lambda data: data.decode(errors="replace")
        for pragma in _PRAGMAS:
            base.execute(pragma)
        base.execute(begin)
        yield base
        base.execute("COMMIT")


def _is_made(base: sqlite3.Connection) -> bool:
    """Whether the table is there. Raises _UnknownError for anything but it, or nothing at all."""
    version = _version(base)
    if version > _VERSION:
        raise RefusedError(
            "journalen er skrevet av en nyere utgave av programmet",
            "Bruk den nyeste utgaven av programmet.",
        )
    columns = {row["name"] for row in base.execute("PRAGMA table_info(sealings)")}
    (state,) = base.execute("PRAGMA quick_check(1)").fetchone()
    if state != "ok":
        raise _UnknownError
    if version == 0 and base.execute("SELECT 1 FROM sqlite_master").fetchone() is None:
        return False
    wanted = {"id", *COLUMNS}.difference(_OLDER.get(version, ()))
    if version not in {*_OLDER, _VERSION} or columns != wanted:
        raise _UnknownError
    return True


def _version(base: sqlite3.Connection) -> int:
    version: int = base.execute("PRAGMA user_version").fetchone()[0]
    return version


@contextmanager
def _telling(path: Path) -> Iterator[None]:
    """Tell damage, which is set aside, from all that may pass, where the journal is left alone."""
    which = None
    try:
        which = _which(path)
        yield
    except (_UnknownError, UnicodeDecodeError):  # the latter: its words on a damaged table
        raise DamagedError(which) from None
    except sqlite3.Error as error:
        primary = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest says it more exactly
        if primary in _DAMAGED:
            raise DamagedError(which) from None
        raise _refused(path, held=primary in _HELD, full=primary == sqlite3.SQLITE_FULL) from None
    except OSError as error:
        raise _refused(path, full=error.errno in _NO_ROOM) from None


def _refused(path: Path, *, held: bool = False, full: bool = False) -> RefusedError:
    if held:
        return RefusedError(
            "journalen er låst av et annet program",
            "Lukk andre vinduer av dette programmet. Hjelper ikke det, kan IT-avdelingen se på"
            f" mappa {path.parent}.",
        )
    if full:
        return RefusedError(
            "det er ikke plass på disken", f"Rydd plass på disken med mappa {path.parent}."
        )
    return RefusedError(
        "programmet får ikke lest eller skrevet den",
        f"Be IT-avdelingen se etter at du kan lese og skrive i mappa {path.parent}.",
    )
