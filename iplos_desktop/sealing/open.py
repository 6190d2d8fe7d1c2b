"""A sealed file opened by its receiver: verified whole, then its entries written to a folder."""

import hashlib
import io
import shutil
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from cryptography import x509

from iplos_desktop.errors import UserError
from iplos_desktop.sealing import recipient
from iplos_desktop.sealing.certificate import Role
from iplos_desktop.sealing.envelope import CHUNK, write_all
from iplos_desktop.sealing.framing import MalformedError
from iplos_desktop.sealing.landing import Landing
from iplos_desktop.sealing.manifest import (
    CONTENT,
    DIGESTS,
    FORMAT,
    IDENT_MESSAGE,
    IDENTITIES,
    INNER,
    MANIFEST,
)
from iplos_desktop.sealing.message import Message, NotSealedError, read_layout
from iplos_desktop.sealing.private import check_pair, read_private_key
from iplos_desktop.sealing.strict_json import load_object
from iplos_desktop.sealing.trouble import name_taken, no_room, reading_from, writing_to
from iplos_desktop.watch import Watch

_NEEDED = {
    Role.STATISTIKK: {MANIFEST, CONTENT},
    Role.PSEUDONYM: {MANIFEST, IDENTITIES, INNER},
}
_ALLOWED = {IDENT_MESSAGE}  # beside them
_LARGEST_MANIFEST = 4 * 1024 * 1024  # bytes
_MOST_EXPANSION = 250  # times; XML of this kind grows 15 to 20 times
_FREE_EXPANSION = 16 * 1024 * 1024  # bytes always allowed
# What the standard library's ZIP reader raises on an archive made to trip it.
_NO_ARCHIVE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    ValueError,
    NotImplementedError,
)
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@dataclass(frozen=True, slots=True)
class Opened:
    """What was written: name, size in bytes and SHA-256 (lower-case hex) of each entry."""

    entries: tuple[tuple[str, int, str], ...]
    manifest: dict[str, Any]


def open_sealed(  # noqa: PLR0913, PLR0917 - what the command is given
    path: Path,
    private_key_pem: bytes,
    passphrase: bytes | None,
    certificate: x509.Certificate,
    folder: Path,
    watch: Watch,
) -> Opened:
    """Verify a sealed file and write its entries into `folder`; all of them, or none.

    watch: told in bytes of the sealed content. Raises Cancelled, and UserError for: a locked or
    wrong key, another kind of file, a damaged one, another content than ours, a name taken, a
    full disk.
    """
    private = read_private_key(private_key_pem, passphrase)
    check_pair(private, certificate)
    return open_with(path, private, certificate, folder, watch)


def open_with(
    path: Path,
    private: recipient.PrivateKey,
    certificate: x509.Certificate,
    folder: Path,
    watch: Watch,
) -> Opened:
    """As `open_sealed`, with the private key read before."""
    with _told_apart(), reading_from(path), path.open("rb", buffering=0) as file:
        layout = read_layout(file)
        key = recipient.unwrap(layout.recipients, certificate, private)
        message = Message(file, layout, key)
        progress = _Progress(watch, layout.size)
        message.verify(progress.verifying(0))
        with zipfile.ZipFile(_Careful(message.plain())) as archive:
            infos = _accepted(archive, layout.size)
            manifest = _manifest(archive)
            _check_folder(folder, infos)
            with ExitStack() as stack:
                landings = [stack.enter_context(Landing(folder)) for _ in infos]
                digests = _extract(archive, infos, landings, progress)
                _compare(digests, manifest)
                message.verify(progress.verifying(2))  # the same bytes still, or none is kept
                _keep_all([info.filename for info in infos], landings)
    entries = tuple((info.filename, info.file_size, digests[info.filename]) for info in infos)
    return Opened(entries, manifest)


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


class _Progress:
    """Three rounds over the message: verifying, writing, verifying again."""

    def __init__(self, watch: Watch, size: int) -> None:
        self._watch = watch
        self._size = size

    def verifying(self, rounds: int) -> Callable[[int], None]:
        return lambda done: self._watch.tell(rounds * self._size + done, 3 * self._size)

    def writing(self, done: int, total: int) -> None:
        self._watch.tell(self._size + self._size * done // max(total, 1), 3 * self._size)


def _accepted(archive: zipfile.ZipFile, size: int) -> list[zipfile.ZipInfo]:
    """The entries, when they are ours and not made to fill the disk; `size` is the archive's."""
    infos = archive.infolist()
    names = [info.filename for info in infos]
    if len(set(names)) != len(names) or set(names) - _ALLOWED not in _NEEDED.values():
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


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    with archive.open(MANIFEST) as source:  # in pieces: else it is inflated past its stated size
        manifest = load_object(b"".join(iter(partial(source.read, CHUNK), b"")))
    if manifest.get("format") != FORMAT:
        raise UserError(
            "Filen er laget med en annen utgave av IPLOS-programmet enn denne.",
            "Åpne den med en nyere utgave av programmet.",
        )
    return manifest


def _check_folder(folder: Path, infos: Sequence[zipfile.ZipInfo]) -> None:
    with writing_to(folder):
        for info in infos:
            if (folder / info.filename).exists():
                raise name_taken(folder / info.filename)
        if shutil.disk_usage(folder).free < sum(info.file_size for info in infos):
            raise no_room(folder)


def _extract(
    archive: zipfile.ZipFile,
    infos: Sequence[zipfile.ZipInfo],
    landings: Sequence[Landing],
    progress: _Progress,
) -> dict[str, str]:
    """Write each entry to its landing; gives the SHA-256 by name."""
    done, total = 0, sum(info.file_size for info in infos)
    digests = {}
    for info, landing in zip(infos, landings, strict=True):
        digest, before = hashlib.sha256(), done
        with archive.open(info) as source:
            while piece := source.read(CHUNK):
                digest.update(piece)
                with writing_to(landing.folder):
                    write_all(landing.file, piece)
                done += len(piece)
                progress.writing(done, total)
        if done - before != info.file_size:
            raise zipfile.BadZipFile("an entry of another size")
        landing.settle()
        digests[info.filename] = digest.hexdigest()
    return digests


def _compare(digests: dict[str, str], manifest: dict[str, Any]) -> None:
    receiver = next(role for role, names in _NEEDED.items() if names <= digests.keys())
    if manifest.get("receiver") != receiver or any(
        manifest.get(field) != digests.get(name) for field, name in DIGESTS.items()
    ):
        raise UserError(
            "Innholdet i filen er ikke det følgebrevet i den sier.",
            "Ingenting er skrevet. Be avsenderen kryptere og sende på nytt.",
        )


def _keep_all(names: Sequence[str], landings: Sequence[Landing]) -> None:
    kept: list[Path] = []
    try:
        for name, landing in zip(names, landings, strict=True):
            kept.append(landing.keep(name))
    except BaseException:
        for path in kept:
            path.unlink(missing_ok=True)
        raise


@contextmanager
def _told_apart() -> Iterator[None]:
    """Turn what reading found into the user's words."""
    try:
        yield
    except recipient.AnotherRecipientError as error:
        raise UserError(
            "Filen er kryptert til en annen nøkkel enn denne.",
            "Prøv med nøkkelen for det året og den mottakeren filen er laget for.",
        ) from error
    except NotSealedError as error:
        raise UserError(
            "Filen er ikke en kryptert IPLOS-fil.",
            "Velg filen som heter IPLOS_ og slutter på .p7m.",
        ) from error
    except MalformedError as error:
        raise UserError(
            "Filen er skadet, eller den er endret etter at den ble kryptert.",
            "Ingenting er skrevet. Hent filen på nytt, eller be avsenderen sende den igjen.",
        ) from error
    except _NO_ARCHIVE as error:
        raise UserError(
            "Filen er hel, men innholdet er ikke slik IPLOS-programmet lager det.",
            "Ingenting er skrevet. Spør avsenderen hvordan filen er laget.",
        ) from error
