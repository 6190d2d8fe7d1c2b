"""Which encoding a file's first bytes say it is written in."""

import codecs
import re

from iplos_desktop.intake.suspects import masked
from iplos_desktop.intake.unusable import Unusable

ROOM = 1024  # bytes that hold the longest declaration anyone writes, in any encoding

_MARKS = (
    (codecs.BOM_UTF8, "UTF-8"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_CODECS = {
    "UTF-8": "utf-8",
    "US-ASCII": "ascii",
    "ISO-8859-1": "iso-8859-1",
    "WINDOWS-1252": "windows-1252",
    "UTF-16": "utf-16",
}
_USUAL = {
    "UTF8": "UTF-8",
    "ASCII": "US-ASCII",
    "ISO_8859-1": "ISO-8859-1",
    "ISO8859-1": "ISO-8859-1",
    "LATIN1": "ISO-8859-1",
    "CP1252": "WINDOWS-1252",
    "UTF-16LE": "UTF-16",
    "UTF-16BE": "UTF-16",
}
_DECLARED = re.compile(
    r"""<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]*)["']""", re.ASCII
)


def encoding_of(start: bytes) -> tuple[str, str]:
    """The usual name of an encoding, and Python's name for the same.

    start: the file's first bytes, ROOM of them or all. Raises Unusable for an encoding
    that is not known, for one the bytes contradict, and for bytes that begin no XML.
    """
    for mark, name in _MARKS:
        if start.startswith(mark):
            declared = _declared(
                start[:ROOM].decode(_CODECS[name], "ignore").removeprefix("\ufeff")
            )
            if declared not in {None, name}:
                raise Unusable("merke", 1, declared)
            return name, _CODECS[name]
    if start[:2] in {b"<\0", b"\0<"}:
        raise Unusable("merke", 1, "UTF-16")
    declared = _declared(start[:ROOM].decode("ascii", "ignore")) or "UTF-8"
    if declared == "UTF-16":
        raise Unusable("merke", 1, declared)
    if declared not in _CODECS:
        raise Unusable("tegnsett", 1, declared)
    if not start.lstrip(b" \t\r\n").startswith(b"<") and start.strip():
        raise Unusable("xml")
    return declared, _CODECS[declared]


def exact_codec(encoding: str, start: bytes) -> str:
    """Python's name for an encoding, such that what it reads it writes again byte for byte.

    encoding: its usual name. start: the file's first two bytes; a mark of order stays in the text.
    """
    if encoding != "UTF-16":
        return _CODECS[encoding]
    return "utf-16-le" if start == codecs.BOM_UTF16_LE else "utf-16-be"


def _declared(start: str) -> str | None:
    found = _DECLARED.match(start)
    if found is None:
        return None
    name = found[1].upper()
    return _USUAL.get(name, masked(name))
