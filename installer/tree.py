"""A folder as it will lie on the workstation: wheels laid out, trimmed, hashed, and dated."""

import hashlib
import os
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

HASHES = "files.sha256"
_RUN = ("start", "DEBIAN")  # the folders whose scripts are started
_QT = ("PySide6/", "shiboken6/")
# Of the notes in a wheel: who made it and its licence. The rest concerns an installation by pip.
_NOTES = ("*.dist-info/METADATA", "*.dist-info/licenses/*", "*.dist-info/LICEN[CS]E*")
_DEVELOPERS_ONLY = ("*.pyi", "*/py.typed", "*.h", "*.lib", "*.data/scripts/*")


class TrimError(Exception):
    """A wheel does not hold what the list of what is kept of Qt says."""


def lay_wheels(wheels: Iterable[Path], lib: Path, qt: Path) -> None:
    """Lay wheels out in `lib`, of Qt's only what the list `qt` names.

    Raises:
        TrimError: a line of the list matches nothing, so that a new Qt is looked at anew.
    """
    kept = _lines(qt)
    unused = set(kept)
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            for name in sorted(archive.namelist()):
                line = next((line for line in kept if _is(name, line)), None)
                unused.discard(line or "")
                if _wanted(name, in_list=line is not None):
                    _write(lib, name, archive.read(name))
    if unused:
        raise TrimError(f"{qt.name} names what no wheel holds: {', '.join(sorted(unused))}")


def _lines(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _is(name: str, pattern: str) -> bool:
    """Whether a pattern matches; a star stands for no folder."""
    return name.count("/") == pattern.count("/") and fnmatchcase(name, pattern)


def _wanted(name: str, *, in_list: bool) -> bool:
    if name.endswith("/"):
        return False
    if ".dist-info/" in name:
        return any(fnmatchcase(name, note) for note in _NOTES)
    if name.startswith(_QT):
        return in_list
    return not any(fnmatchcase(name, pattern) for pattern in _DEVELOPERS_ONLY)


def _write(folder: Path, name: str, data: bytes) -> None:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or ".data/" in name:
        raise TrimError(f"a wheel holds what is not laid out here: {name}")
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)


def empty(folder: Path) -> Path:
    """A folder anew, with nothing in it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def files(root: Path) -> Iterator[Path]:
    """Every file below a folder, in the order of the names within it."""
    found = (path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    yield from sorted(found, key=lambda path: path.relative_to(root).as_posix())


def write_hashes(root: Path) -> None:
    """Write `files.sha256` in the root, which `sha256sum --check` reads: all files but itself."""
    lines = [
        f"{sha256(path)}  {path.relative_to(root).as_posix()}\n"
        for path in files(root)
        if path != root / HASHES
    ]
    (root / HASHES).write_text("".join(lines), encoding="utf-8", newline="\n")


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def settle(root: Path, when: int) -> None:
    """Give every file and folder the same time (seconds since 1970) and plain rights."""
    for path in (root, *root.rglob("*")):
        if path.is_symlink():
            continue
        path.chmod(0o755 if path.is_dir() or _is_run(path) else 0o644)
        os.utime(path, (when, when))


def _is_run(path: Path) -> bool:
    """Whether a file is a script to start; modules with a first line of that kind are not."""
    return path.parent.name in _RUN and path.read_bytes().startswith(b"#!")
