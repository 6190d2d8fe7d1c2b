"""The archive in a message, read with suspicion: anybody can seal anything to a public key."""

import io
import struct
import zipfile
import zlib
from functools import partial
from typing import Any

from iplos_desktop.errors import UserError
from iplos_desktop.sealing.certificate import Role
from iplos_desktop.sealing.envelope import CHUNK
from iplos_desktop.sealing.manifest import (
    CONTENT,
    FORMAT,
    IDENT_MESSAGE,
    IDENTITIES,
    INNER,
    MANIFEST,
)
from iplos_desktop.sealing.strict_json import load_object

NEEDED = {
    Role.STATISTIKK: {MANIFEST, CONTENT},
    Role.PSEUDONYM: {MANIFEST, IDENTITIES, INNER},
}
_ALLOWED = {IDENT_MESSAGE}  # beside them
_LARGEST_MANIFEST = 4 * 1024 * 1024  # bytes
_MOST_EXPANSION = 250  # times; XML of this kind grows 15 to 20 times
_FREE_EXPANSION = 16 * 1024 * 1024  # bytes always allowed
# What the standard library's ZIP reader raises on an archive made to trip it.
NO_ARCHIVE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    ValueError,
    NotImplementedError,
)
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def open_archive(plain: io.BufferedReader) -> zipfile.ZipFile:
    """The archive in a verified message. This and all reading of it raises NO_ARCHIVE."""
    return zipfile.ZipFile(_Careful(plain))


class _Careful(io.BufferedReader):
    """The archive, of which the ZIP reader never gets more at once than a true one needs.

    It reads an archive's directory in one piece, and makes an object of every entry in it.
    """

    def __init__(self, plain: io.BufferedReader) -> None:
        super().__init__(plain.detach(), CHUNK)

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > CHUNK:
            raise zipfile.BadZipFile("too large a directory")
        return super().read(size)


def accepted(archive: zipfile.ZipFile, size: int) -> list[zipfile.ZipInfo]:
    """The entries, when they are ours and not made to fill the disk; `size` is the archive's."""
    infos = archive.infolist()
    names = [info.filename for info in infos]
    if len(set(names)) != len(names) or set(names) - _ALLOWED not in NEEDED.values():
        raise zipfile.BadZipFile("other entries")
    if any(info.flag_bits & 1 or info.compress_type not in _METHODS for info in infos):
        raise zipfile.BadZipFile("another method")
    if (
        sum(info.compress_size for info in infos) > size
        or sum(info.file_size for info in infos) > _MOST_EXPANSION * size + _FREE_EXPANSION
        or archive.getinfo(MANIFEST).file_size > _LARGEST_MANIFEST
    ):
        raise zipfile.BadZipFile("too large")
    return infos


def read_manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    """The manifest of accepted entries. Raises UserError when its format is not this one."""
    with archive.open(MANIFEST) as source:  # in pieces: else it is inflated past its stated size
        manifest = load_object(b"".join(iter(partial(source.read, CHUNK), b"")))
    if manifest.get("format") != FORMAT:
        raise UserError(
            "Fila er laget med en annen utgave av IPLOS-programmet enn denne.",
            "Åpne den med en nyere utgave av programmet.",
        )
    return manifest
