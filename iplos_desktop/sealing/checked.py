"""A checked file read once more, and held against what was checked."""

import hashlib
import os
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from iplos_desktop.errors import UserError
from iplos_desktop.sealing.envelope import CHUNK
from iplos_desktop.sealing.package import CheckedFile
from iplos_desktop.sealing.trouble import reading_from


def pieces(checked: CheckedFile) -> Generator[memoryview, None, None]:
    """The file's bytes; a piece is good until the next is asked for.

    Raises UserError when the file is gone or locked, and at the end, or before, when it is not
    byte for byte the one checked: what came out until then must be thrown away.
    A helper thread reads and hashes one piece ahead.
    """
    digest, seen = hashlib.sha256(), 0
    spare, current = memoryview(bytearray(CHUNK)), memoryview(bytearray(CHUNK))
    with (
        reading_from(checked.path),
        checked.path.open("rb", buffering=0) as file,
        ThreadPoolExecutor(1) as helper,
    ):
        if os.fstat(file.fileno()).st_size != checked.size:
            raise changed(checked.path)

        def fetch(buffer: memoryview) -> memoryview:
            filled = 0  # a share may give less at a time than there is
            while filled < len(buffer) and (count := file.readinto(buffer[filled:])):
                filled += count
            digest.update(buffer[:filled])
            return buffer[:filled]

        ahead = helper.submit(fetch, spare)
        while piece := ahead.result():
            spare, current = current, spare
            ahead = helper.submit(fetch, spare)
            seen += len(piece)
            if seen > checked.size:
                raise changed(checked.path)
            yield piece
    if seen != checked.size or digest.hexdigest() != checked.sha256:
        raise changed(checked.path)


def changed(path: Path) -> UserError:
    """The file is not the one that was checked."""
    return UserError(
        f"Fila {path.name} er endret etter at den ble kontrollert.",
        "Kontroller fila på nytt, og krypter den etterpå. Ingenting er skrevet.",
    )
