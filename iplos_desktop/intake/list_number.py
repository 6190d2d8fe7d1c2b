"""Reads an organisation number as people and spreadsheets write it."""

import re
import unicodedata

from iplos_desktop.register.organisation import is_organisation_number

_DIGITS = 9
_SHOWN = 40  # characters of a cell that is shown
_READ = 200  # characters of a cell that is looked at
_MAY_BE_AN_IDENTITY = 10  # digits; one with its first zero lost has ten
_WRITTEN = re.compile(r"(?:NO)?([0-9]+)(?:[.,]0+)?(?:MVA)?")
_IN_GROUPS = re.compile(r"(?:NO)?([0-9]{3})[.,-]([0-9]{3})[.,-]([0-9]{3})(?:MVA)?")
_ROUNDED = re.compile(r"[0-9](?:[.,][0-9]+)?E\+?[0-9]+")
_QUOTES = "'\"=‘’“”"


def number_in(cell: object) -> tuple[str, str]:
    """The nine digits and nothing, or nothing and what is wrong with the cell, in bokmål."""
    text = _squeezed(cell)
    if not text:
        return "", "Organisasjonsnummeret mangler."
    written = _IN_GROUPS.fullmatch(text) or _WRITTEN.fullmatch(text)
    number = "".join(written.groups()) if written else ""
    if is_organisation_number(number):
        return number, ""
    if _ROUNDED.fullmatch(text):
        return "", f"«{text}» er et avrundet tall. Vis alle sifrene i Excel, og lagre på nytt."
    return "", _wrong(number, _quoted(cell))


def _wrong(number: str, quoted: str) -> str:
    if not number:
        return f"{quoted} er ikke et organisasjonsnummer."
    if len(number) != _DIGITS:
        return f"{quoted} har ikke ni sifre."
    if number[0] not in "89":
        return f"«{number}» begynner ikke med 8 eller 9."
    return f"Kontrollsifferet i «{number}» stemmer ikke."


def plain_text(cell: object) -> str:
    """A cell as a line of text without control characters; empty when it may hold an identity."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = str(cell)[:_READ]
    text = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in text)
    if sum(sign.isdigit() for sign in text) >= _MAY_BE_AN_IDENTITY:
        return ""
    return " ".join(text.split())


def _squeezed(cell: object) -> str:
    """A cell in capitals without the spaces and quotation marks around and within it."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = unicodedata.normalize("NFKC", str(cell)[:_READ]).upper()
    kept = (sign for sign in text if unicodedata.category(sign)[0] not in "CZ")
    return "".join(kept).strip(_QUOTES)


def _quoted(cell: object) -> str:
    text = plain_text(cell)
    if not text:
        return "Verdien (vises ikke)"
    return f"«{text if len(text) <= _SHOWN else text[:_SHOWN] + '…'}»"
