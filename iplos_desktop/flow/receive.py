"""The receiver's side: keys are made, sealed files are opened."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from iplos_desktop.sealing.certificate import read_certificate, read_small
from iplos_desktop.sealing.make_keys import make_keys as _make
from iplos_desktop.sealing.open import Opened
from iplos_desktop.sealing.open import open_sealed as _open
from iplos_desktop.sealing.trouble import writing_to
from iplos_desktop.watch import Watch

__all__ = ["Opened", "make_keys", "open_sealed"]

_LARGEST_KEY = 64 * 1024  # bytes


def make_keys(
    year: int, folder: Path, under: Path | None, passphrase: bytes | None, now: datetime
) -> list[Path]:
    """As `sealing.make_keys.make_keys`, into a folder that is made if need be."""
    with _made_if_missing(folder):
        return _make(year, folder, under, passphrase, now)


def open_sealed(  # noqa: PLR0913, PLR0917 - what the command is given
    path: Path,
    private: Path,
    certificate: Path,
    folder: Path,
    passphrase: bytes | None,
    watch: Watch,
) -> Opened:
    """Verify a sealed file, then write its entries into a folder, which is made if need be.

    Raises UserError, and Cancelled; nothing is written then.
    """
    key, known = read_small(private, _LARGEST_KEY), read_certificate(certificate)
    with _made_if_missing(folder):
        return _open(path, key, passphrase, known, folder, watch)


@contextmanager
def _made_if_missing(folder: Path) -> Iterator[None]:
    """A folder that was not there goes again when nothing comes into it."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    with writing_to(folder):
        folder.mkdir(parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        with suppress(OSError):
            for each in missing:
                each.rmdir()
        raise
