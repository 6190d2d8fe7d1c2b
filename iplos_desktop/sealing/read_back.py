"""A message read back from the disk, and held against what was to be written."""

import hashlib
import zipfile
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from typing import BinaryIO, cast

from iplos_desktop.errors import UserError
from iplos_desktop.sealing.ahead import ahead
from iplos_desktop.sealing.envelope import CHUNK
from iplos_desktop.sealing.framing import MalformedError
from iplos_desktop.sealing.landing import Landing
from iplos_desktop.sealing.manifest import CONTENT, IDENT_MESSAGE, INNER, MANIFEST, typed_texts
from iplos_desktop.sealing.message import Message, read_layout
from iplos_desktop.sealing.package import Parting
from iplos_desktop.sealing.progress import Progress
from iplos_desktop.sealing.strict_json import load_object
from iplos_desktop.sealing.write import Written

_COUNTED = {CONTENT, IDENT_MESSAGE}  # what progress was told of when it was written


def read_back(
    landing: Landing, written: Written, parting: Parting | None, progress: Progress
) -> tuple[int, str]:
    """Size in bytes and SHA-256 (lower-case hex) of the file, when it opens to what was written.

    parting: then nothing that goes to the bureau may hold an identity. Raises UserError, Cancelled,
    and OSError when the file cannot be read. A helper thread hashes while the content is compared.
    """
    with landing.read_beside() as beside, ThreadPoolExecutor(1) as helper:
        digest = helper.submit(hashlib.file_digest, beside, "sha256")
        try:
            _Reader(parting, progress).compare(landing.file, written)
        except (MalformedError, zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise _damaged() from error
        return landing.file.seek(0, 2), digest.result().hexdigest()


class _Reader:
    def __init__(self, parting: Parting | None, progress: Progress) -> None:
        self._parting = parting
        self._progress = progress

    def compare(self, file: BinaryIO, written: Written) -> None:
        """Verify one message, and hold each entry in it against what was written."""
        layout = read_layout(file)
        if layout.recipients != written.recipients:
            raise _damaged()
        message = Message(file, layout, written.content_key.key)
        message.verify(lambda _: self._progress.add(0))
        with zipfile.ZipFile(message.plain()) as archive:
            if archive.namelist() != [*written.digests]:
                raise _damaged()
            see: Callable[[bytes], None] = _see_nothing
            if self._parting is not None and written.inner is None:
                remains = self._parting.remains()
                remains.see_texts(*typed_texts(load_object(archive.read(MANIFEST))))
                see = remains.see
            for name, digest in written.digests.items():
                self._compare(archive, name, digest, see if name == CONTENT else _see_nothing)
            if written.inner is not None:
                with archive.open(INNER) as entry:
                    inner = cast("zipfile.ZipExtFile", entry)
                    inner.MAX_SEEK_READ = CHUNK  # not 16 MB at every step backwards
                    self.compare(cast("BinaryIO", inner), written.inner)

    def _compare(
        self, archive: zipfile.ZipFile, name: str, expected: str, see: Callable[[bytes], None]
    ) -> None:
        digest = hashlib.sha256()
        with (
            archive.open(name) as source,
            closing(ahead(iter(partial(source.read, CHUNK), b""))) as pieces,
        ):
            for piece in pieces:
                digest.update(piece)
                see(piece)
                self._progress.add(len(piece) if name in _COUNTED else 0)
        if digest.hexdigest() != expected:
            raise _damaged()


def _see_nothing(_: bytes) -> None:
    """Stands for a part in which identities may be, or are nobody's matter."""


def _damaged() -> UserError:
    return UserError(
        "Den krypterte fila ble ikke lik det som skulle skrives, da den ble lest tilbake.",
        "Ingenting er beholdt. Prøv igjen med en mappe på en annen disk, og si fra til IT om "
        "at disken kan være skadet.",
    )
