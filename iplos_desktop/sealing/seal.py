"""A package sealed to its receiver: from the checked export to an encrypted file read back."""

import hashlib
import shutil
import sys
import uuid
import zipfile
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from iplos_desktop.errors import UserError
from iplos_desktop.sealing import recipient
from iplos_desktop.sealing.certificate import (
    Role,
    check_role,
    check_usable,
    check_year,
    public_key_bytes,
)
from iplos_desktop.sealing.checked import pieces
from iplos_desktop.sealing.envelope import CHUNK, ContentKey, EnvelopeWriter
from iplos_desktop.sealing.framing import MalformedError
from iplos_desktop.sealing.landing import Landing, sweep
from iplos_desktop.sealing.message import Message, read_layout
from iplos_desktop.sealing.package import (
    CONTENT,
    IDENT,
    MANIFEST,
    CheckedFile,
    Package,
    bureau_manifest,
    file_name,
    manifest_bytes,
)
from iplos_desktop.sealing.trouble import no_room, writing_to
from iplos_desktop.sealing.trust import How, TrustedKey
from iplos_desktop.watch import Watch

_LEVEL = 3  # measured: as fast as 1, a sixth smaller; decision 0012
_ZIP64_FROM = 2_000_000_000  # bytes; an entry's size field without Zip64 is trusted to 2**31 - 1
_LEAST_COMPRESSION = 10  # XML of this kind becomes 15 to 20 times smaller
_ROOM_BESIDES = 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class Receipt:
    """The encrypted file: size in bytes, SHA-256 in lower-case hex as read back from the disk.

    keys: role, fingerprint and trust of each key it is sealed to. parts: 1 or 2.
    content_sha256: of innhold.xml as the bureau gets it. inner_sha256: of innhold.p7m, None
    when there is no such part.
    """

    path: Path
    size: int
    sha256: str
    keys: tuple[tuple[Role, str, How], ...]
    delivery_id: str
    created: datetime
    parts: int
    content_sha256: str
    inner_sha256: str | None


def no_core_dumps() -> None:
    """Keep this process's memory from being written to disk when it crashes (not on Windows)."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class Progress:
    """Bytes done so far, told on."""

    def __init__(self, watch: Watch, total: int) -> None:
        self._watch = watch
        self._total = total
        self._done = 0

    def add(self, count: int) -> None:
        """Tell of `count` bytes more; 0 gives a cancel its chance. Raises Cancelled."""
        self._done += count
        self._watch.tell(self._done, self._total)


def seal(package: Package, folder: Path, watch: Watch, now: datetime) -> Receipt:
    """Write the encrypted file into `folder`, read it back, and only then give it its name.

    now: with a time zone; the file is named by it as it stands. watch: told in bytes, once for
    sealing and once for reading back. Raises UserError and Cancelled; nothing is left then.
    """
    return seal_as(package, folder, watch, now, zipfile.ZIP_DEFLATED)


def seal_as(
    package: Package, folder: Path, watch: Watch, now: datetime, compression: int
) -> Receipt:
    """As `seal`; another compression than deflate is for measuring alone."""
    keys = _receivers(package, now)
    name = file_name(package, now)
    delivery_id = str(uuid.uuid4())
    manifest = manifest_bytes(bureau_manifest(package, keys, delivery_id, now))
    sweep(folder)
    progress = Progress(watch, 2 * sum(each.size for _, each in contents(package)))
    with Landing(folder) as landing:
        _check_room(package, folder)
        content_key = ContentKey.fresh()
        with writing_to(folder):
            wrapped = recipient.wrap(content_key.key, keys[0].certificate)
            envelope = EnvelopeWriter(landing.file, wrapped, content_key)
            _write_archive(envelope, package, manifest, progress, compression)
        landing.settle()
        with writing_to(folder):
            written = _Written(landing.file, wrapped, content_key)
            size, sha256 = _read_back(written, package, progress)
        path = landing.keep(name)
    used = tuple((each.role, each.fingerprint, each.how) for each in keys)
    return Receipt(
        path, size, sha256, used, delivery_id, now, 1, package.export.sha256, inner_sha256=None
    )


def contents(package: Package) -> list[tuple[str, CheckedFile]]:
    """The checked files and their names in the archive."""
    ident = [(IDENT, package.ident)] if package.ident else []
    return [(CONTENT, package.export), *ident]


def _write_archive(
    envelope: EnvelopeWriter,
    package: Package,
    manifest: bytes,
    progress: Progress,
    compression: int,
) -> None:
    """The ZIP into the message, and the message's end."""
    with zipfile.ZipFile(envelope, "w", compression, compresslevel=_LEVEL) as archive:
        with archive.open(MANIFEST, "w") as target:
            target.write(manifest)
        for name, checked in contents(package):
            with (
                archive.open(name, "w", force_zip64=checked.size >= _ZIP64_FROM) as target,
                closing(pieces(checked)) as source,
            ):
                for piece in source:
                    target.write(piece)
                    progress.add(len(piece))
    envelope.finish()


def _receivers(package: Package, now: datetime) -> list[TrustedKey]:
    """The keys to seal to: the bureau's. Every key of the package is checked."""
    for each in package.keys:
        check_usable(each.certificate, now)
        check_year(each.certificate, package.year)
        check_role(each.certificate, each.role)
    if len({public_key_bytes(each.certificate) for each in package.keys}) < len(package.keys):
        raise UserError(
            "Statistikkbyrået og pseudonymforvalteren kan ikke ha samme nøkkel.",
            "Se etter om samme nøkkelfil er valgt to ganger.",
        )
    bureau = [each for each in package.keys if each.role is Role.STATISTIKK]
    if len(bureau) != 1:
        raise UserError(
            f"Statistikkbyråets nøkkel for {package.year} mangler."
            if not bureau
            else "Det er valgt flere nøkler for statistikkbyrået.",
            "Velg én nøkkel for statistikkbyrået, og prøv igjen.",
        )
    return bureau


def _check_room(package: Package, folder: Path) -> None:
    """Refuse at once what cannot go well; a disk that fills up later is refused then."""
    needed = sum(each.size for _, each in contents(package)) // _LEAST_COMPRESSION
    with writing_to(folder):
        if shutil.disk_usage(folder).free < needed + _ROOM_BESIDES:
            raise no_room(folder)


@dataclass(frozen=True, slots=True)
class _Written:
    """A message on disk, with what in it only the receiver could verify."""

    file: BinaryIO
    recipients: bytes
    content_key: ContentKey


def _read_back(written: _Written, package: Package, progress: Progress) -> tuple[int, str]:
    """Size and SHA-256 of the file on disk, when it opens to exactly what was checked."""
    try:
        sha256 = _hash_file(written.file, progress)
        layout = read_layout(written.file)
        if layout.recipients != written.recipients:
            raise _damaged()
        message = Message(written.file, layout, written.content_key.key)
        message.verify(lambda _: progress.add(0))
        with zipfile.ZipFile(message.plain()) as archive:
            for name, checked in contents(package):
                _compare(archive, name, checked, progress)
    except (MalformedError, zipfile.BadZipFile, EOFError) as error:
        raise _damaged() from error
    return written.file.seek(0, 2), sha256


def _hash_file(file: BinaryIO, progress: Progress) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    while piece := file.read(CHUNK):
        digest.update(piece)
        progress.add(0)
    return digest.hexdigest()


def _compare(archive: zipfile.ZipFile, name: str, checked: CheckedFile, progress: Progress) -> None:
    digest = hashlib.sha256()
    with archive.open(name) as source:
        while piece := source.read(CHUNK):
            digest.update(piece)
            progress.add(len(piece))
    if digest.hexdigest() != checked.sha256:
        raise _damaged()


def _damaged() -> UserError:
    return UserError(
        "Den krypterte filen ble ikke lik det som skulle skrives, da den ble lest tilbake.",
        "Ingenting er beholdt. Prøv igjen med en mappe på en annen disk, og si fra til IT om "
        "at disken kan være skadet.",
    )
