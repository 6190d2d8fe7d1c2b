"""Tells by its first bytes what kind of file somebody has chosen for a list."""

import stat
from pathlib import Path
from typing import Literal

from iplos_desktop.errors import UserError

MOST_ROWS = 100_000
MOST_COLUMNS = 50  # those further out are not read
SAVE_AS_XLSX = "Åpne den i Excel, velg Lagre som, og velg Excel-arbeidsbok (.xlsx) eller CSV."

_LARGEST = 20_000_000  # bytes; a list of the whole country's institutions has one million
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")  # what a locked workbook holds (MS-OFFCRYPTO)


def bytes_of(path: Path) -> bytes:
    """The file's bytes. Raises UserError when it cannot be read or is too large for a list."""
    name = path.name
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise UserError(f"«{name}» er ingen vanlig fil.", "Velg selve fila med lista.")
        if about.st_size > _LARGEST:
            raise too_large(name)
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except FileNotFoundError:
        raise UserError(
            f"Finner ikke lista «{name}».",
            "Se etter at den ikke er flyttet eller slettet, og velg den på nytt.",
        ) from None
    except OSError:
        raise UserError(
            f"Lista «{name}» kan ikke åpnes.",
            "Den kan være åpen i Excel, eller du mangler lesetilgang. Lukk den i Excel, eller"
            " spør IT-avdelingen om tilgang.",
        ) from None
    if len(data) > _LARGEST:
        raise too_large(name)
    return data


def kind_of(data: bytes, name: str) -> Literal["excel", "csv"]:
    """How to read it. Raises UserError, each with its own advice, for what is no such list."""
    if not data.strip():
        raise UserError(f"Lista «{name}» er tom.", "Last ned lista på nytt fra SSB.")
    if data.startswith(b"PK"):
        return "excel"
    if data.startswith(_OLE):
        if _LOCKED in data:
            raise locked(name)
        raise UserError(f"«{name}» er en Excel-fil av den gamle typen (.xls).", SAVE_AS_XLSX)
    if data[:1024].lstrip().startswith(b"%PDF"):
        raise UserError(
            f"«{name}» er en PDF, og numrene kan ikke leses ut av den.",
            "Finn lista som Excel-fil eller CSV på SSBs side om IPLOS, eller be om den på"
            " iplos@ssb.no.",
        )
    if data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        raise UserError(
            f"«{name}» er en nettside eller en XML-fil, ikke en liste.",
            "Velg lista over organisasjonsnumre. Er det den du har valgt? " + SAVE_AS_XLSX,
        )
    return "csv"


def locked(name: str) -> UserError:
    """A workbook with a password."""
    return UserError(
        f"Excel-fila «{name}» er beskyttet med passord.",
        "Åpne den i Excel med passordet, lagre en kopi uten passord, og velg kopien.",
    )


def too_large(name: str) -> UserError:
    """Past the bounds; it is made to choke a program, or is another file than she thinks."""
    return UserError(
        f"«{name}» er for stor til å være lista over organisasjonsnumre.",
        "Se etter at du har valgt riktig fil. Lista kan ha høyst 100 000 rader.",
    )
