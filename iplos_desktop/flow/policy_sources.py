"""Where a machine's settings are read: a file that only root can change, or the registry."""

import os
import stat
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from iplos_desktop.sealing.strict_json import load_object

FILE = Path("/etc/iplos-desktop/policies.json")
POLICIES = r"Software\Policies\IPLOS Desktop"
MACHINE = r"Software\IPLOS Desktop\Settings"
PLACE = "i registeret" if sys.platform == "win32" else f"({FILE})"
"""Where IT staff look first."""
_LARGEST = 256 * 1024  # bytes; a root in PEM is some 800


class BrokenError(Exception):
    """The settings cannot be believed; its text says why."""


@dataclass(frozen=True)
class Source:
    """What one place says. place: where, as IT staff know it. values: by name, as given there.

    is_policy: whether trust in keys may rest on it.
    """

    place: str
    values: Mapping[str, Any]
    is_policy: bool = True


def installed() -> list[Source]:
    """This machine's, in the order they hold. Raises BrokenError."""
    if os.name == "nt":
        return [*_registry(POLICIES, is_policy=True), *_registry(MACHINE, is_policy=False)]
    return read_file(FILE)


def read_file(path: Path, owner: int = 0, top: Path = Path("/")) -> list[Source]:
    """A JSON file; nothing when there is none. Raises BrokenError.

    owner, top: who must own it and every folder up to `top`: root, up to the first folder.
    """
    try:
        path.parent.lstat()
        folders = [path.parent, *path.parent.parents]
        for folder in folders[: folders.index(top) + 1]:
            _guard(folder.lstat(), owner, stat.S_IFDIR)
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(descriptor, "rb") as file:
            _guard(os.fstat(descriptor), owner, stat.S_IFREG)
            data = file.read(_LARGEST + 1)
    except FileNotFoundError:
        return []
    except OSError:
        raise BrokenError("fila kan ikke leses") from None
    if len(data) > _LARGEST:
        raise BrokenError("fila er altfor stor")
    try:
        return [Source(str(path), load_object(data))]
    except ValueError:
        raise BrokenError("fila er ikke et JSON-objekt med hvert navn én gang") from None


def _guard(found: os.stat_result, owner: int, kind: int) -> None:
    """Believe only what nobody but the owner can have put there; so no link either."""
    if stat.S_IFMT(found.st_mode) != kind:
        raise BrokenError("fila eller en mappe over den er en lenke")
    if found.st_uid != owner or found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise BrokenError("andre enn root kan endre fila eller en mappe over den")


def _registry(path: str, *, is_policy: bool) -> list[Source]:
    """Both views of a 64-bit Windows; the 64-bit one first."""
    found: list[Source] = []
    if sys.platform == "win32":
        import winreg  # noqa: PLC0415 - not on Linux

        for bits, view in ((64, winreg.KEY_WOW64_64KEY), (32, winreg.KEY_WOW64_32KEY)):
            values: dict[str, Any] = {}
            try:
                access = winreg.KEY_READ | view
                with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, path, 0, access) as key:
                    for number in range(winreg.QueryInfoKey(key)[1]):
                        name, value, kind = winreg.EnumValue(key, number)
                        switch = kind == winreg.REG_DWORD and value in {0, 1}
                        values[name] = bool(value) if switch else value
            except FileNotFoundError:
                continue
            except OSError:
                raise BrokenError("de kan ikke leses") from None
            found.append(Source(f"HKLM\\{path} ({bits} bit)", values, is_policy))
    return found
