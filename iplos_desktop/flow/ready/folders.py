"""Whether the program can write where it keeps things, and what lies there now."""

import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

from iplos_desktop.flow.history import History
from iplos_desktop.flow.journal import Journal
from iplos_desktop.flow.key_store import KeyStore
from iplos_desktop.flow.log import log_folder
from iplos_desktop.flow.organisations import OrganisationStore
from iplos_desktop.flow.policy import Policy
from iplos_desktop.flow.ready.line import Line, State
from iplos_desktop.flow.settings import SettingsFile
from iplos_desktop.flow.years import Years

AREA = "Mapper"
_SCARCE = 2 * 1024**3  # bytes; the largest exports are some three gigabytes


def folders(policy: Policy) -> Iterator[Line]:
    """A line for each folder the program writes in."""
    own = {
        "Innstillinger": SettingsFile().folder,
        "Journal": Journal().folder,
        "Forrige kontroll": History().folder,
        "Nøkkellister": KeyStore().folder,
        "Årspakker": Years().user,
        "Organisasjonsnumre": OrganisationStore().folder,
        "Feillogg": log_folder(policy),
    }
    for name, folder in own.items():
        yield _judged(name, folder)
    if policy.output_folder is not None:
        yield _judged("Krypterte filer", policy.output_folder)
        yield _room(policy.output_folder)
    else:
        yield Line(AREA, State.OK, "Krypterte filer: velges av brukeren.")


def _judged(name: str, folder: Path) -> Line:
    trouble = _trouble(folder)
    if trouble is None:
        missing = "" if folder.is_dir() else " (finnes ikke ennå, og kan lages)"
        return Line(AREA, State.OK, f"{name}: {folder}{missing}")
    return Line(
        AREA,
        State.WRONG,
        f"{name}: {folder} kan ikke skrives i ({trouble}).",
        "Gi brukeren rett til å skrive der.",
    )


def _trouble(folder: Path) -> str | None:
    """Why nothing can be written there; a file is made in it, and taken away again."""
    try:
        if not folder.is_dir():
            above = _nearest(folder)
            may = above.is_dir() and os.access(above, os.W_OK)
            return None if may else f"den finnes ikke, og kan ikke lages i {above}"
        probe = folder / f".iplos-{secrets.token_hex(8)}.tmp"  # swept, should it be left
        os.close(os.open(probe, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        probe.unlink()
    except OSError as error:
        return error.strerror or type(error).__name__
    return None


def _nearest(folder: Path) -> Path:
    """The folder, or the nearest one above it there is."""
    return next(one for one in (folder, *folder.parents) if one.exists())


def _room(folder: Path) -> Line:
    free = shutil.disk_usage(_nearest(folder)).free
    text = f"Ledig plass der: {free / 1024**3:.1f} GB"
    if free < _SCARCE:
        return Line(AREA, State.NOTE, text, "En stor kommune trenger mer enn to gigabyte.")
    return Line(AREA, State.OK, text)
