"""What the operating system refuses, told in words a user can act on."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from iplos_desktop.errors import UserError

_FULL = {errno.ENOSPC, errno.EDQUOT}
_NO_ACCESS = {errno.EACCES, errno.EPERM, errno.EROFS}
_GONE = {errno.ENOENT, errno.ENOTDIR, errno.ESTALE}


def no_room(folder: Path) -> UserError:
    """The disk is full."""
    return UserError(
        f"Det er ikke plass til fila i mappa {folder}.",
        "Rydd plass på disken, eller velg en mappe på en annen disk.",
    )


def name_taken(path: Path) -> UserError:
    """A file of that name is there already."""
    return UserError(
        f"Det finnes allerede en fil som heter {path.name} i mappa.",
        "Fila er ikke rørt. Velg en annen mappe, eller flytt fila som ligger der.",
    )


@contextmanager
def writing_to(folder: Path) -> Iterator[None]:
    """Turn an OSError inside into a UserError on the folder written to."""
    try:
        yield
    except OSError as error:
        raise _writing_trouble(folder, error) from error


def _writing_trouble(folder: Path, error: OSError) -> UserError:
    if error.errno in _FULL:
        return no_room(folder)
    if error.errno in _NO_ACCESS:
        return UserError(
            f"Programmet får ikke lov til å skrive i mappa {folder}.",
            "Velg en annen mappe, eller be IT om tilgang til denne.",
        )
    file = _file_in_its_place(folder)
    if file is not None:
        return UserError(f"{file} er en fil og ikke en mappe.", "Velg en mappe.")
    if error.errno in _GONE:
        return UserError(
            f"Mappa {folder} finnes ikke, eller den er ikke lenger tilgjengelig.",
            "Se etter om nettverksdisken eller minnepinnen er tilkoblet, eller velg en annen "
            "mappe.",
        )
    if error.errno == errno.EFBIG:
        return UserError(
            f"Fila er for stor for disken med mappa {folder}.",
            "Mange minnepinner tar bare filer opp til 4 GB. Velg en mappe på en annen disk.",
        )
    return UserError(
        f"Det gikk ikke å skrive i mappa {folder}.",
        "Prøv igjen. Skjer det på nytt, velg en annen mappe og si fra til IT.",
    )


def _file_in_its_place(folder: Path) -> Path | None:
    with suppress(OSError):  # a name too long to ask for
        return next((each for each in (folder, *folder.parents) if each.is_file()), None)
    return None


@contextmanager
def reading_from(path: Path) -> Iterator[None]:
    """Turn an OSError inside into a UserError on the file read."""
    try:
        yield
    except OSError as error:
        raise _reading_trouble(path, error) from error


def _reading_trouble(path: Path, error: OSError) -> UserError:
    if error.errno in _GONE:
        return UserError(
            f"Fila {path.name} finnes ikke lenger der den var.",
            "Se etter om den er flyttet eller slettet, eller om nettverksdisken er borte, "
            "og velg den på nytt.",
        )
    if error.errno in _NO_ACCESS:
        return UserError(
            f"Fila {path.name} er låst, eller du har ikke tilgang til den.",
            "Lukk andre programmer som har fila åpen, og prøv igjen.",
        )
    return UserError(
        f"Fila {path.name} lar seg ikke lese til slutt.",
        "Prøv igjen. Skjer det på nytt, kopier fila til maskinens egen disk og velg den der.",
    )
