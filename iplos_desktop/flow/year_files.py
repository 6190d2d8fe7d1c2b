"""Takes a year package in from a file or folder, held also against the rule book, and writes it."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from iplos_desktop.catalogue.levels import KRITISK
from iplos_desktop.errors import UserError
from iplos_desktop.flow.whole_file import write_whole
from iplos_desktop.rules import BOOK, RULE_BOOK_VERSION
from iplos_desktop.shipped import resource
from iplos_desktop.year.faults import Fault, FaultyPackageError
from iplos_desktop.year.files import HELP, NAMES, read_files
from iplos_desktop.year.package import Year
from iplos_desktop.year.read import read_year
from iplos_desktop.year.table import read_rows

_LEVELS = "regler.csv"
_SHOWN = 10


@dataclass(frozen=True)
class Package:
    """A package that has been checked. files: as they stand in it, by name."""

    year: Year
    files: Mapping[str, bytes]


def read_package(path: Path, *, guarded: bool = True) -> Package:
    """A folder or a zip, checked. Raises FaultyPackageError.

    guarded: take only what root or the user owns and not everybody may write.
    """
    files = read_files(path, guarded=guarded)
    faults = list(_against_the_book(files.get(_LEVELS, b"")))
    try:
        year = read_year(files)
    except FaultyPackageError as error:
        raise FaultyPackageError([*error.faults, *faults]) from None
    if faults:
        raise FaultyPackageError(faults)
    return Package(year, files)


def _against_the_book(data: bytes) -> Iterator[Fault]:
    """Rules that do not exist, and rules that protect people and are not to be let down."""
    book = {rule.number: rule for rule in BOOK}
    for row in read_rows(_LEVELS, data, []):
        rule = book.get(row["regel"])
        if rule is None:
            said = f"regelen {row['regel']} finnes ikke i regelboka (versjon {RULE_BOOK_VERSION})"
            yield Fault(_LEVELS, row.line, said)
        elif rule.level is KRITISK and row["nivaa"] != KRITISK:
            said = f"regelen {rule.number} er kritisk, og kan ikke senkes eller slås av"
            yield Fault(_LEVELS, row.line, said)


def refused(path: Path, error: FaultyPackageError) -> UserError:
    """A package the user chose, and all that is to be mended in it."""
    lines = [f"– {fault}" for fault in error.faults[:_SHOWN]]
    if len(error.faults) > _SHOWN:
        lines.append(f"– og {len(error.faults) - _SHOWN} feil til")
    return UserError(
        f"«{path.name}» kan ikke brukes som årspakke.",
        "\n".join(["Rett dette, og last den inn på nytt:", *lines]),
    )


def as_zip(files: Mapping[str, bytes]) -> bytes:
    """The files as one zip; the same files always give the same bytes."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in NAMES:
            archive.writestr(zipfile.ZipInfo(name), files[name], zipfile.ZIP_DEFLATED)
    return whole.getvalue()


def write_folder(files: Mapping[str, bytes], folder: Path) -> None:
    """The files, and the help beside them, in a new folder. Raises UserError."""
    try:
        folder.mkdir(parents=True)
    except FileExistsError:
        raise UserError(
            f"Mappa «{folder}» finnes fra før.", "Velg en annen mappe, så ingenting går tapt."
        ) from None
    except OSError:
        raise UserError(
            f"Mappa «{folder}» kan ikke lages.", "Velg en mappe du har skrivetilgang til."
        ) from None
    for name, data in {**files, HELP: resource("years", HELP).read_bytes()}.items():
        write_whole(folder / name, data)
