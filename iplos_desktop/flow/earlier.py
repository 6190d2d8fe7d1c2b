"""What the journal says of earlier submissions: the one before, and where its file lies."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from iplos_desktop.errors import UserError
from iplos_desktop.flow.journal_entry import Entry
from iplos_desktop.flow.sender import Place
from iplos_desktop.register.identity import hide_numbers
from iplos_desktop.watch import Watch

_CHUNK = 1 << 20  # bytes read at a time


def last_sent(entries: Iterable[Entry], place: Place, year: int) -> Entry | None:
    """The latest real submission of a place for a data year; None when there is none.

    entries: the latest first, as the journal gives them.
    """
    return next(
        (
            one
            for one in entries
            if not one.test and (one.municipality, one.district) == place and one.data_year == year
        ),
        None,
    )


def kept_folder(path: Path) -> str | None:
    """The folder of a sealed file as the journal keeps it.

    None when a long number stands in its name, which may be somebody's identity, or when the name
    is no text.
    """
    folder = str(path.absolute().parent)
    whole = folder.isprintable() and hide_numbers(folder) == folder
    return folder if whole else None


def whereabouts(entry: Entry, folders: Iterable[Path]) -> Path | None:
    """The sealed file, where it was written or in one of the folders; None when it is not there."""
    name = Path(entry.file_name).name
    written = [Path(entry.folder)] if entry.folder else []
    for folder in [*written, *folders]:
        try:
            if (found := folder / name).is_file():
                return found
        except (OSError, ValueError):
            continue
    return None


def is_sealed_file(entry: Entry, path: Path, watch: Watch) -> bool:
    """Whether a file is, byte for byte, the one that was sealed then.

    Raises UserError when it cannot be read, and Cancelled.
    """
    digest, done = hashlib.sha256(), 0
    try:
        whole = path.stat().st_size
        with path.open("rb") as file:
            while data := file.read(_CHUNK):
                digest.update(data)
                done += len(data)
                watch.tell(done, max(done, whole))
    except OSError:
        raise UserError(
            "Fila kan ikke leses.", "Se etter at du har tilgang til den, og prøv igjen."
        ) from None
    return digest.hexdigest() == entry.sha256
