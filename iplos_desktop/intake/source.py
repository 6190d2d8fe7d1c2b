"""A file's bytes as text: hashed, decoded as declared, its line ends made alike."""

import codecs
import hashlib
import io
import re
from collections.abc import Iterator
from pathlib import Path

from iplos_desktop.errors import UserError
from iplos_desktop.intake.unusable import Unusable
from iplos_desktop.watch import Watch

CHUNK = 256 * 1024  # bytes; larger gains nothing and keeps the window waiting

_BOMS = (
    (codecs.BOM_UTF8, "UTF-8"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_CODECS = {
    "UTF-8": "utf-8",
    "UTF8": "utf-8",
    "US-ASCII": "ascii",
    "ASCII": "ascii",
    "ISO-8859-1": "iso-8859-1",
    "WINDOWS-1252": "windows-1252",
    "CP1252": "windows-1252",
    "UTF-16": "utf-16",
    "UTF-16LE": "utf-16",
    "UTF-16BE": "utf-16",
}
_DECLARATION = re.compile(
    r"""<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]*)["']""", re.ASCII
)
_DECLARATION_ROOM = 256  # bytes that hold the longest declaration anyone writes


class Source:
    """One read of a file: text out, SHA-256 and size on the way.

    encoding: the declared or detected encoding by its usual name, known after the
    first piece of text. `looks_mislabelled` is true when the file calls itself
    ISO-8859-1 or windows-1252 but every non-ASCII piece of it is good UTF-8.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = 0
        self.encoding: str | None = None
        self._hash = hashlib.sha256()
        self._as_utf8: bool | None = None

    @property
    def sha256(self) -> str:
        """Of the bytes read so far, in lower-case hex; the file's own when all is read."""
        return self._hash.hexdigest()

    @property
    def looks_mislabelled(self) -> bool:
        """Whether the declared one-byte encoding is most likely a lie."""
        return bool(self._as_utf8) and self.encoding in {"ISO-8859-1", "WINDOWS-1252", "CP1252"}

    def text(self, watch: Watch) -> Iterator[str]:
        r"""Give the text piece by piece, every line end as ``\n`` (XML 1.0, 2.11).

        Raises UserError when the file cannot be read, Unusable when it is empty or its
        bytes are not what its encoding says.
        """
        try:
            total = self.path.stat().st_size
            with self.path.open("rb", buffering=0) as file:
                yield from self._decoded(file, total, watch)
        except OSError as error:
            raise _cannot_read(self.path, error) from None

    def _decoded(self, file: io.RawIOBase, total: int, watch: Watch) -> Iterator[str]:
        piece = file.read(CHUNK)
        if not piece:
            raise Unusable("tom")
        self.encoding = _encoding_of(piece)
        decoder = io.IncrementalNewlineDecoder(
            codecs.getincrementaldecoder(_CODECS[self.encoding])(), translate=True
        )
        lines = 1
        while True:
            self._hash.update(piece or b"")
            self._judge_label(piece or b"")
            try:
                text = decoder.decode(piece or b"", final=not piece)
            except UnicodeDecodeError as error:
                before = error.object[: error.start].count(b"\n")
                raise Unusable("tegn", lines + before, self.encoding) from None
            self.size += len(piece or b"")
            if self.size == len(piece or b""):
                text = text.removeprefix("\ufeff")
            lines += text.count("\n")
            watch.tell(self.size, max(total, self.size))
            yield text
            if not piece:
                return
            piece = file.read(CHUNK)

    def _judge_label(self, piece: bytes) -> None:
        if piece.isascii() or self._as_utf8 is False:
            return
        # A piece may cut a character in two: leave the last and first few bytes out.
        middle = piece.strip(bytes(range(0x80, 0x100)))
        try:
            middle.decode("utf-8")
            self._as_utf8 = True
        except UnicodeDecodeError:
            self._as_utf8 = False


def _encoding_of(start: bytes) -> str:
    """The name of the encoding a file's first bytes claim.

    Raises Unusable for one that is not known, and for a claim the bytes contradict.
    """
    for bom, name in _BOMS:
        if start.startswith(bom):
            codec = _CODECS[name]
            declared = _declared(start[: 2 * _DECLARATION_ROOM].decode(codec, "ignore"))
            if declared is not None and _CODECS.get(declared) != codec:
                raise Unusable("merke", 1, declared)
            return name
    declared = _declared(start[:_DECLARATION_ROOM].decode("ascii", "ignore"))
    if start[:2] in {b"<\0", b"\0<"}:
        raise Unusable("merke", 1, "UTF-16")
    if declared is None:
        return "UTF-8"
    if declared not in _CODECS:
        raise Unusable("tegnsett", 1, declared)
    if _CODECS[declared] == "utf-16":
        raise Unusable("merke", 1, declared)
    return declared


def _declared(start: str) -> str | None:
    found = _DECLARATION.match(start.removeprefix("\ufeff"))
    return found[1].upper() if found else None


def _cannot_read(path: Path, error: OSError) -> UserError:
    if isinstance(error, FileNotFoundError):
        return UserError(
            f"Finner ikke fila «{path.name}».",
            "Se etter at den ikke er flyttet eller slettet, og velg den på nytt.",
        )
    if isinstance(error, IsADirectoryError):
        return UserError(f"«{path.name}» er en mappe.", "Velg selve fila med uttrekket.")
    if isinstance(error, PermissionError):
        return UserError(
            f"Fila «{path.name}» kan ikke åpnes.",
            "Den kan være åpen i et annet program, eller du mangler lesetilgang. Lukk det"
            " andre programmet, eller spør IT-avdelingen om tilgang.",
        )
    return UserError(
        f"Fila «{path.name}» kunne ikke leses til slutt.",
        "Disken eller nettverksmappa svarte ikke. Kopier fila til en lokal mappe i sikker"
        " sone, og prøv igjen.",
    )
