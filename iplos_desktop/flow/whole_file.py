"""Writes a file whole or not at all."""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from iplos_desktop.errors import UserError
from iplos_desktop.sealing.landing import create, sweep


def write_whole(path: Path, data: bytes, mode: int = 0o666) -> None:
    """Write the file, over an older one of the name. Raises UserError; nothing is left then.

    mode: who may read it, where the system asks that of a file; less what the user bars.
    """
    write_whole_by(path, lambda file: file.write(data), mode)


def write_whole_by(path: Path, write: Callable[[BinaryIO], object], mode: int = 0o666) -> None:
    """The same by a function that is given the new file, in which it may move about.

    What the function raises is raised, and nothing is left; what a killed run left is swept.
    """
    sweep(path.parent)
    try:
        new, descriptor = create(path.parent, ".ny", mode)
        try:
            _write_and_name(new, descriptor, write, path)
        except BaseException:
            with suppress(OSError):
                new.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise _trouble(path, error) from None


def _write_and_name(
    new: Path, descriptor: int, write: Callable[[BinaryIO], object], path: Path
) -> None:
    with open(descriptor, "w+b") as file:
        # Locked until it has its name; on Windows an open file can get none.
        lock = None if sys.platform == "win32" else os.dup(descriptor)
        try:
            write(file)
            file.flush()
            os.fsync(descriptor)
            file.close()
            os.replace(new, path)  # noqa: PTH105 - says "over an older one" on all systems
        finally:
            if lock is not None:
                os.close(lock)


def _trouble(path: Path, error: OSError) -> UserError:
    if isinstance(error, FileNotFoundError):
        return UserError(
            f"Mappa «{path.parent.name}» finnes ikke.", "Velg en annen mappe og lagre på nytt."
        )
    if isinstance(error, PermissionError):
        return UserError(
            f"«{path.name}» kan ikke lagres her.",
            "Fila kan være åpen i et annet program, eller du mangler skrivetilgang til mappa."
            " Lukk fila, eller velg en annen mappe.",
        )
    return UserError(
        f"«{path.name}» ble ikke lagret.",
        "Disken kan være full. Rydd plass eller velg en annen mappe, og lagre på nytt.",
    )
