"""A new file that stands whole under its name, or not at all."""

import errno
import os
import re
import secrets
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from io import FileIO
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from iplos_desktop.sealing.trouble import name_taken, writing_to

_NAME = re.compile(r"\.iplos-[0-9a-f]{16}\.(tmp|ny)", re.ASCII)
# Windows, while an antivirus looks at the file: access denied, sharing and lock violation.
_PASSING = {5, 32, 33}
_WAITS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6)  # seconds, about three in all
# Where a folder cannot be opened or synchronised, the file itself still is.
_NO_FOLDER_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EBADF}
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK, errno.EACCES, errno.EXDEV}
_ON_THEIR_WAY = 8 * 1024 * 1024  # bytes
_RENAMING_SECONDS = 60  # on Windows the file is not open, so not locked, while it gets its name


class Landing:
    """A temporary file in the target folder, written to here and read back from `file`.

    Readable by the owner only, and locked while in use, so that `sweep` leaves it. Leaving the
    `with` without `keep` removes it. Every OSError comes out as a UserError on the folder.
    """

    file: BinaryIO

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._kept, self._lock, self._waiting = False, -1, 0
        with writing_to(folder):
            self._path, descriptor = create(folder, ".tmp", 0o600)
            self.file = os.fdopen(descriptor, "r+b", buffering=0)
            try:
                self._lock = os.dup(descriptor)
            except OSError:  # no more files may be open
                self._remove()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not self._kept:
            self._remove()

    def write(self, data: bytes | memoryview, /) -> int:
        """Take some of the bytes and say how many. Raises OSError.

        They go to the disk while more are written, so that `settle` waits less.
        """
        count = self.file.write(data)
        self._waiting += count
        if self._waiting >= _ON_THEIR_WAY:
            self._waiting = 0
            _let_go(self.file.fileno())
        return count

    def settle(self) -> None:
        """Bring everything to the disk, and drop it from memory so that reading is from there."""
        with writing_to(self.folder):
            os.fsync(self.file.fileno())
            _let_go(self.file.fileno())

    def read_beside(self) -> FileIO:
        """The file opened once more, to be read independently of `file`. Raises OSError."""
        return self._path.open("rb", buffering=0)

    def keep(self, name: str) -> Path:
        """Give the file its name. Raises UserError when a file has that name; it is not touched."""
        target = self.folder / name
        with writing_to(self.folder):
            self.file.close()
            if sys.platform == "win32":
                self._unlock()
            try:
                retrying(lambda: _name(self._path, target))
            except FileExistsError:
                raise name_taken(target) from None
            if sys.platform != "win32":
                self._unlock()
                _sync_folder(self.folder, target)
            self._kept = True
        return target

    def _remove(self) -> None:
        with suppress(OSError):
            self.file.close()
        with suppress(OSError):
            self._unlock()
        with suppress(OSError):
            retrying(self._path.unlink)

    def _unlock(self) -> None:
        if self._lock >= 0:
            lock, self._lock = self._lock, -1
            os.close(lock)


def _let_go(descriptor: int) -> None:
    """Have what is in memory of a file written to the disk, without waiting, and forgotten.

    Linux does the first as a part of the second (fadvise64 in mm/fadvise.c).
    """
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)


def sweep(folder: Path) -> int:
    """Remove what a killed run left behind in a folder; gives how many files.

    Only files of our own pattern that no running program holds: on POSIX it holds a lock, on
    Windows the file is open and cannot be removed. What cannot be judged is left.
    """
    removed = 0
    with suppress(OSError):
        for path in list(folder.iterdir()):
            if _NAME.fullmatch(path.name) and path.is_file() and not path.is_symlink():
                with suppress(OSError):
                    removed += _remove_unless_held(path)
    return removed


def retrying(
    action: Callable[[], None],
    wait: Callable[[float], None] = time.sleep,  # noqa: TID251 - an antivirus tells nobody
) -> None:
    """Do it, again and again for some seconds while Windows says another program has the file."""
    for seconds in _WAITS:
        try:
            return action()
        except OSError as error:
            if getattr(error, "winerror", None) not in _PASSING:
                raise
        wait(seconds)
    return action()


def create(folder: Path, ending: str, mode: int) -> tuple[Path, int]:
    """A new file to be written, of the pattern `sweep` knows, and its descriptor.

    It is locked as long as the descriptor, or one made from it, is open. ending: .tmp or .ny.
    mode: who may read it. Raises OSError.
    """
    while True:
        path = folder / f".iplos-{secrets.token_hex(8)}{ending}"
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        descriptor = os.open(path, flags | getattr(os, "O_CLOEXEC", 0), mode)
        with suppress(OSError):  # a share without locks: then `sweep` cannot lock it either
            _take_lock(descriptor, wait=True)
        if path.exists():  # else swept in the moment before the lock
            return path, descriptor
        os.close(descriptor)


def _take_lock(descriptor: int, *, wait: bool) -> None:
    if sys.platform != "win32":
        import fcntl  # noqa: PLC0415 - not on Windows

        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))


def _remove_unless_held(path: Path) -> int:
    if sys.platform == "win32":
        if time.time() - path.stat().st_mtime < _RENAMING_SECONDS:
            return 0
        path.unlink()
        return 1
    descriptor = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        _take_lock(descriptor, wait=False)
        path.unlink()
    finally:
        os.close(descriptor)
    return 1


def _name(temporary: Path, target: Path) -> None:
    """Move without replacing: a link cannot replace; Windows' rename does not."""
    if sys.platform != "win32":
        try:
            os.link(temporary, target)
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
        else:
            with suppress(OSError):  # else `sweep` takes it
                temporary.unlink()
            return
    if target.exists():
        raise FileExistsError(errno.EEXIST, "taken", str(target))
    temporary.rename(target)


def _sync_folder(folder: Path, target: Path) -> None:
    """Bring the new name to the disk, or take it back."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            target.unlink(missing_ok=True)
            raise
