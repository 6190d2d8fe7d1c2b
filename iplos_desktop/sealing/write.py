"""What is written: one message, or a message with another to the bureau inside."""

import hashlib
import zipfile
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

from iplos_desktop.errors import UserError
from iplos_desktop.sealing import recipient
from iplos_desktop.sealing.ahead import ahead
from iplos_desktop.sealing.certificate import Role
from iplos_desktop.sealing.checked import pieces
from iplos_desktop.sealing.envelope import ContentKey, EnvelopeWriter, Sink
from iplos_desktop.sealing.manifest import (
    CONTENT,
    IDENT_MESSAGE,
    IDENTITIES,
    INNER,
    MANIFEST,
    Sending,
    bureau_manifest,
    manager_manifest,
    manifest_bytes,
)
from iplos_desktop.sealing.package import CheckedFile, Parting
from iplos_desktop.sealing.progress import Progress

_LEVEL = 3  # measured: as fast as 1, a sixth smaller; decision 0012
_OUTER_LEVEL = 1  # nearly all of it is ciphertext, which becomes no smaller
_ZIP64_FROM = 2_000_000_000  # bytes; an entry's size field without Zip64 is trusted to 2**31 - 1


@dataclass(frozen=True, slots=True)
class Written:
    """A message as it was written, with what in it only the receiver could verify.

    digests: SHA-256 of each entry of its archive. inner: the message in it to the bureau.
    """

    recipients: bytes
    content_key: ContentKey
    digests: dict[str, str]
    inner: "Written | None"


class Entries:
    """The entries of one archive, with their SHA-256 as they are added.

    Those that may pass Zip64's limit are told so beforehand, and no others: some readers know
    Zip64 only where it is needed.
    """

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.digests: dict[str, str] = {}

    @contextmanager
    def open(self, name: str, at_most: int = 0) -> Iterator["_Hashing"]:
        """An entry to write to. at_most: its size in bytes, when it may be large."""
        with self._archive.open(name, "w", force_zip64=at_most >= _ZIP64_FROM) as target:
            hashing = _Hashing(target)
            yield hashing
        self.digests[name] = hashing.digest.hexdigest()

    def add(self, name: str, data: bytes) -> None:
        """An entry that is small."""
        with self.open(name) as target:
            target.write(data)

    def copy(self, name: str, checked: CheckedFile, progress: Progress) -> None:
        """A checked file as it is; its SHA-256 is that of the check."""
        large = checked.size >= _ZIP64_FROM
        with self._archive.open(name, "w", force_zip64=large) as target:
            for piece in counted(checked, progress):
                target.write(piece)
        self.digests[name] = checked.sha256


class _Hashing:
    """Passes bytes on and hashes them."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self.digest = hashlib.sha256()

    def write(self, data: bytes | memoryview, /) -> int | None:
        self.digest.update(data)
        return self._sink.write(data)


def write(sink: Sink, sending: Sending, progress: Progress, compression: int) -> Written:
    """Write the message, to the manager with the bureau's inside when there are keys for both.

    progress: told of the bytes read. Raises UserError, Cancelled, and what `sink` raises.
    """
    return _Writer(sending, progress, compression).write(sink)


class _Writer:
    def __init__(self, sending: Sending, progress: Progress, compression: int) -> None:
        self._sending = sending
        self._progress = progress
        self._compression = compression
        self._certificates = {each.role: each.certificate for each in sending.keys}

    def write(self, sink: Sink) -> Written:
        parting = self._sending.package.parting
        if parting is None:
            return self._message(sink, Role.STATISTIKK, self._whole, _LEVEL)
        return self._message(
            sink, Role.PSEUDONYM, lambda entries: self._parted(entries, parting), _OUTER_LEVEL
        )

    def _message(
        self, sink: Sink, role: Role, fill: Callable[[Entries], Written | None], level: int
    ) -> Written:
        content_key = ContentKey.fresh()
        wrapped = recipient.wrap(content_key.key, self._certificates[role])
        envelope = EnvelopeWriter(sink, wrapped, content_key)
        with zipfile.ZipFile(envelope, "w", self._compression, compresslevel=level) as archive:
            entries = Entries(archive)
            inner = fill(entries)
        envelope.finish()
        return Written(wrapped, content_key, entries.digests, inner)

    def _whole(self, entries: Entries) -> None:
        package = self._sending.package
        entries.copy(CONTENT, package.export, self._progress)
        if package.ident is not None:
            entries.copy(IDENT_MESSAGE, package.ident, self._progress)
        self._add_bureau_manifest(entries)

    def _parted(self, entries: Entries, parting: Parting) -> Written:
        package = self._sending.package
        with entries.open(INNER, package.export.size) as sink:
            inner = self._message(
                sink, Role.STATISTIKK, lambda within: self._content(within, parting), _LEVEL
            )
        entries.add(IDENTITIES, parting.identities())
        if package.ident is not None:
            entries.copy(IDENT_MESSAGE, package.ident, self._progress)
        manifest = manager_manifest(self._sending, entries.digests)
        entries.add(MANIFEST, manifest_bytes(manifest))
        return inner

    def _content(self, entries: Entries, parting: Parting) -> None:
        export = self._sending.package.export
        with (
            entries.open(CONTENT, export.size) as target,
            closing(counted(export, self._progress)) as source,
        ):
            try:
                with closing(ahead(parting.contents(source))) as parted:
                    for piece in parted:
                        target.write(piece)
            except (ValueError, UserError):
                for _ in source:  # tells when it is not the checked file
                    pass
                raise
        self._add_bureau_manifest(entries)

    def _add_bureau_manifest(self, entries: Entries) -> None:
        manifest = bureau_manifest(self._sending, entries.digests)
        entries.add(MANIFEST, manifest_bytes(manifest))


def counted(checked: CheckedFile, progress: Progress) -> Generator[memoryview, None, None]:
    """The pieces of a checked file, and progress told as each has been taken."""
    with closing(pieces(checked)) as source:
        for piece in source:
            yield piece
            progress.add(len(piece))
