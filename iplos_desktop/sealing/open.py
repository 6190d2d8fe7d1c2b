"""A sealed file opened by its receiver: verified whole, then its entries written to a folder."""

import hashlib
import shutil
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography import x509

from iplos_desktop.errors import UserError
from iplos_desktop.sealing import recipient
from iplos_desktop.sealing.archive import (
    NEEDED,
    NO_ARCHIVE,
    accepted,
    open_archive,
    read_manifest,
)
from iplos_desktop.sealing.certificate import Role
from iplos_desktop.sealing.envelope import CHUNK, write_all
from iplos_desktop.sealing.framing import MalformedError
from iplos_desktop.sealing.landing import Landing, sweep
from iplos_desktop.sealing.manifest import DIGESTS
from iplos_desktop.sealing.manifest_read import another_manifest, check_manifest
from iplos_desktop.sealing.message import Message, NotSealedError, read_layout
from iplos_desktop.sealing.naming import named_role
from iplos_desktop.sealing.naming import receiver as whose
from iplos_desktop.sealing.private import check_pair, read_private_key
from iplos_desktop.sealing.trouble import name_taken, no_room, reading_from, writing_to
from iplos_desktop.watch import Watch


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
        with open_archive(message.plain()) as archive:
            infos = accepted(archive, layout.size)
            names = archive.namelist()
            receiver = next(role for role, needed in NEEDED.items() if needed <= set(names))
            _check_role(certificate, receiver)
            manifest = read_manifest(archive)
            check_manifest(manifest, receiver, names)
            sweep(folder)  # what a killed run left there is in the clear
            _check_folder(folder, infos)
            with ExitStack() as stack:
                landings = [stack.enter_context(Landing(folder)) for _ in infos]
                digests = _extract(archive, infos, landings, progress)
                _compare(digests, manifest)
                message.verify(progress.verifying(2))  # the same bytes still, or none is kept
                _keep_all([info.filename for info in infos], landings)
    entries = tuple((info.filename, info.file_size, digests[info.filename]) for info in infos)
    return Opened(entries, manifest)


class _Progress:
    """Three rounds over the message: verifying, writing, verifying again."""

    def __init__(self, watch: Watch, size: int) -> None:
        self._watch = watch
        self._size = size

    def verifying(self, rounds: int) -> Callable[[int], None]:
        return lambda done: self._watch.tell(rounds * self._size + done, 3 * self._size)

    def writing(self, done: int, total: int) -> None:
        self._watch.tell(self._size + self._size * done // max(total, 1), 3 * self._size)


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
                    write_all(landing, piece)
                done += len(piece)
                progress.writing(done, total)
        if done - before != info.file_size:
            raise zipfile.BadZipFile("an entry of another size")
        landing.settle()
        digests[info.filename] = digest.hexdigest()
    return digests


def _compare(digests: dict[str, str], manifest: dict[str, Any]) -> None:
    if any(manifest[field] != digests.get(name) for field, name in _told(manifest)):
        raise another_manifest()


def _told(manifest: dict[str, Any]) -> Iterator[tuple[str, str]]:
    return ((field, name) for field, name in DIGESTS.items() if field in manifest)


def _check_role(certificate: x509.Certificate, receiver: Role) -> None:
    """What is for one receiver and sealed to a key named for the other is opened by nobody."""
    named = named_role(certificate)
    if named is not None and named is not receiver:
        raise UserError(
            f"Innholdet i fila er til {whose(receiver)}, men fila er kryptert til nøkkelen til"
            f" {whose(named)}.",
            "Ingenting er skrevet. Si fra til avsenderen og til myndigheten: nøklene kan være"
            " forbyttet.",
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
            "Fila er kryptert til en annen nøkkel enn denne.",
            "Prøv med nøkkelen for det året og den mottakeren fila er laget for.",
        ) from error
    except NotSealedError as error:
        raise UserError(
            "Fila er ikke en kryptert IPLOS-fil.",
            "Velg fila som heter IPLOS_ og slutter på .p7m.",
        ) from error
    except MalformedError as error:
        raise UserError(
            "Fila er skadet, eller den er endret etter at den ble kryptert.",
            "Ingenting er skrevet. Hent fila på nytt, eller be avsenderen sende den igjen.",
        ) from error
    except NO_ARCHIVE as error:
        raise UserError(
            "Fila er hel, men innholdet er ikke slik IPLOS-programmet lager det.",
            "Ingenting er skrevet. Spør avsenderen hvordan fila er laget.",
        ) from error
