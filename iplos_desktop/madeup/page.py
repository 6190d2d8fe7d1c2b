"""A new text file that is there whole or not at all, and knows its line."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from iplos_desktop.errors import UserError


class Page:
    """Takes text. line: where the next text will stand."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self.line = 1

    def write(self, text: str) -> None:
        """Write some text."""
        self._file.write(text)
        self.line += text.count("\n")


@contextmanager
def new_page(path: Path, encoding: str) -> Iterator[Page]:
    """A page to write on; the file is taken away again when the writing fails.

    Raises UserError when there is a file of that name already, or none can be written.
    """
    try:
        file = path.open("x", encoding=encoding, newline="\n")
    except FileExistsError:
        raise UserError(
            f"Det ligger allerede en fil med navnet {path.name} der.",
            "Velg et annet navn eller en annen mappe.",
        ) from None
    except OSError:
        raise _cannot_write(path) from None
    try:
        with file:
            yield Page(file)
    except OSError:
        path.unlink(missing_ok=True)
        raise _cannot_write(path) from None
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _cannot_write(path: Path) -> UserError:
    return UserError(
        f"Fila {path.name} kan ikke skrives.",
        "Se etter at mappa finnes, at du har lov til å skrive i den, og at disken ikke er full.",
    )
