"""Takes the files of a year package out of its folder or its zip, and nothing else."""

import os
import stat
import sys
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO

from iplos_desktop.year.columns import COLUMNS
from iplos_desktop.year.faults import Fault, FaultyPackageError, shown

FACTS = "aar.toml"
NAMES = (FACTS, *COLUMNS)
HELP = "LESMEG.txt"

_LARGEST = 1_000_000  # bytes of one file; the longest list has 20 000
_LARGEST_ZIP = 4_000_000
_MOST = 50  # entries in a zip or a folder
_BESIDE = {HELP.casefold(), "lesmeg.md", "thumbs.db", "desktop.ini", "__macosx"}
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError),
    *(ValueError, OverflowError, OSError),
)


def read_files(path: Path, *, guarded: bool = True) -> Mapping[str, bytes]:
    """The files of a package by name; `read.read_year` checks what stands in them.

    guarded: take only what root or the user owns and not everybody may write. Raises
    FaultyPackageError, also when the path cannot be read.
    """
    try:
        if path.is_dir():
            _guard(path.stat(), path.name, guarded=guarded)
            return _from_folder(path, guarded=guarded)
        with path.open("rb") as file:
            _guard(os.fstat(file.fileno()), path.name, guarded=guarded)
            return _from_zip(file)
    except FileNotFoundError:
        raise _faulty("den finnes ikke lenger") from None
    except OSError:
        raise _faulty("den kan ikke leses; se etter tilgangen til den") from None


def may_be_trusted(found: os.stat_result) -> bool:
    """Whether nobody but root and the user can have put it there.

    Windows has no such mark: what stands there is never more than text to show.
    """
    if sys.platform == "win32":
        return True
    return found.st_uid in {0, os.getuid()} and not found.st_mode & stat.S_IWOTH


def _from_folder(folder: Path, *, guarded: bool) -> dict[str, bytes]:
    found = {}
    for name in _known([one.name for one in folder.iterdir()]).values():
        place = folder / name
        if not place.is_file():
            raise _faulty("det er ikke en fil", name)
        with place.open("rb") as file:
            _guard(os.fstat(file.fileno()), name, guarded=guarded)
            found[name] = _read(file, name)
    return found


def _from_zip(file: IO[bytes]) -> dict[str, bytes]:
    if os.fstat(file.fileno()).st_size > _LARGEST_ZIP:
        raise _faulty("den er altfor stor til å være en årspakke")
    try:
        with zipfile.ZipFile(file) as archive:
            entries = [one for one in archive.infolist() if not one.is_dir()]
            names = _known([one.filename.replace("\\", "/") for one in entries])
            found = {}
            for entry in entries:
                name = names.get(entry.filename.replace("\\", "/"))
                if name is None:
                    continue
                if entry.flag_bits & 1:
                    raise _faulty("zip-fila er låst med passord")
                with archive.open(entry) as content:
                    found[name] = _read(content, name)
            return found
    except _BROKEN:
        raise _faulty("den er ingen hel zip-fil") from None


def _known(paths: Iterable[str]) -> dict[str, str]:
    """The package's own files, name by path; whatever lies beside them is left alone."""
    kept = [path for path in paths if not _beside(path)]
    if len(kept) > _MOST:
        raise _faulty("den har altfor mange filer til å være en årspakke")
    # A folder that was zipped stands as one folder in the zip.
    tops = {path.partition("/")[0] if "/" in path else None for path in kept}
    top = next(iter(tops), None) if len(tops) == 1 else None
    names = {path: path.removeprefix(f"{top}/") if top else path for path in kept}
    faults = [
        Fault(None, None, f"fila {shown(path)} hører ikke hjemme i en årspakke")
        for path, name in names.items()
        if name not in NAMES
    ]
    if len(set(names.values())) < len(kept):
        faults.append(Fault(None, None, "den samme fila ligger to ganger i zip-fila"))
    if faults:
        raise FaultyPackageError(faults)
    return names


def _beside(path: str) -> bool:
    """The help text, and what office programs and file managers leave behind."""
    parts = path.casefold().split("/")
    first, last = parts[0], parts[-1]
    return first in _BESIDE or last in _BESIDE or last.startswith((".", "~"))


def _read(file: IO[bytes], name: str) -> bytes:
    data = file.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise _faulty("fila er altfor stor", name)
    return data


def _guard(found: os.stat_result, name: str, *, guarded: bool) -> None:
    if guarded and not may_be_trusted(found):
        raise _faulty("andre enn deg og IT-avdelingen kan endre den, så den brukes ikke", name)


def _faulty(text: str, file: str | None = None) -> FaultyPackageError:
    return FaultyPackageError([Fault(file, None, text)])
