"""What the journal says of earlier submissions: the one before, and where its file lies."""

from collections.abc import Iterable
from pathlib import Path

from iplos_desktop.flow.journal_entry import Entry
from iplos_desktop.flow.sender import Place


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


def whereabouts(entry: Entry, folders: Iterable[Path]) -> Path | None:
    """The sealed file, if it lies in one of the folders; None when it has been moved or deleted.

    The journal keeps its name alone.
    """
    name = Path(entry.file_name).name
    for folder in folders:
        try:
            if (found := folder / name).is_file():
                return found
        except (OSError, ValueError):
            continue
    return None
