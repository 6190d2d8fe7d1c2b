"""A file's bytes as text: hashed, decoded as declared, its line ends made alike."""

import codecs
import hashlib
import io
import stat
from collections.abc import Iterator
from pathlib import Path

from iplos_desktop.errors import UserError
from iplos_desktop.intake.encoding import ROOM, encoding_of
from iplos_desktop.intake.unusable import Unusable
from iplos_desktop.watch import Watch

CHUNK = 256 * 1024  # bytes; larger gains nothing and keeps the window waiting
_ONE_BYTE = {"ISO-8859-1", "WINDOWS-1252"}
_HIGH = bytes(range(0x80, 0x100))
_CUT = {"unexpected end of data", "truncated data"}  # what the decoders call a cut letter


class Source:
    """One read of a file: text out, SHA-256 and size on the way.

    encoding: the declared or detected encoding by its usual name, known after the
    first piece of text. size: bytes read so far.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = 0
        self.encoding: str | None = None
        self._hash = hashlib.sha256()
        self._as_utf8: bool | None = None
        self._total = 0

    @property
    def sha256(self) -> str:
        """Of the bytes read so far, in lower-case hex; the file's own when all is read."""
        return self._hash.hexdigest()

    @property
    def looks_mislabelled(self) -> bool:
        """Whether it is declared in one byte a letter, but every letter is good UTF-8."""
        return bool(self._as_utf8) and self.encoding in _ONE_BYTE

    def text(self, watch: Watch) -> Iterator[str]:
        r"""Give the text piece by piece, every line end as ``\n`` (XML 1.0, 2.11).

        Raises UserError when the file cannot be read, Unusable when it is empty or its
        bytes are not what its encoding says.
        """
        decoder: io.IncrementalNewlineDecoder | None = None
        lines = 1
        for piece in self._pieces():
            if decoder is None:
                self.encoding, codec = encoding_of(piece)
                inner = codecs.getincrementaldecoder(codec)()
                decoder = io.IncrementalNewlineDecoder(inner, translate=True)
            self._hash.update(piece)
            self._judge_label(piece)
            self.size += len(piece)
            try:
                text = decoder.decode(piece, final=not piece)
            except UnicodeDecodeError as error:
                raise _wrong_bytes(error, lines, self.encoding, last=not piece) from None
            if self.size == len(piece):
                text = text.removeprefix("\ufeff")
            lines += text.count("\n")
            watch.tell(self.size, max(self._total, self.size))
            yield text

    def _pieces(self) -> Iterator[bytes]:
        """The file's bytes, at least ROOM of them at first when it has them; b"" at last."""
        try:
            about = self.path.stat()
            if not (stat.S_ISREG(about.st_mode) or stat.S_ISDIR(about.st_mode)):
                raise _not_a_file(self.path)
            self._total = about.st_size
            file = self.path.open("rb", buffering=0)
        except OSError as error:
            raise _cannot_read(self.path, error) from None
        with file:
            piece = self._read(file)
            while 0 < len(piece) < ROOM and (more := self._read(file)):
                piece += more
            if not piece:
                raise Unusable("tom")
            while piece:
                yield piece
                piece = self._read(file)
            yield piece

    def _read(self, file: io.FileIO) -> bytes:
        try:
            return file.read(CHUNK) or b""
        except OSError as error:
            raise _cannot_read(self.path, error) from None

    def _judge_label(self, piece: bytes) -> None:
        if self._as_utf8 is False or piece.isascii():
            return
        middle = piece.strip(_HIGH)  # a piece may begin and end within a letter
        if not middle.isascii():
            try:
                middle.decode("utf-8")
                self._as_utf8 = True
            except UnicodeDecodeError:
                self._as_utf8 = False


def _wrong_bytes(
    error: UnicodeDecodeError, lines: int, encoding: str | None, *, last: bool
) -> Unusable:
    """What a decoder's complaint means; lines: where its piece began."""
    wide = error.encoding if error.encoding.startswith("utf") else "iso-8859-1"
    good = error.object[: error.start].decode(wide, "replace")
    line = lines + good.replace("\r\n", "\n").replace("\r", "\n").count("\n")
    if last and error.reason in _CUT:
        return Unusable("kuttet", line)
    return Unusable("tegn", line, encoding)


def _not_a_file(path: Path) -> UserError:
    return UserError(f"«{path.name}» er ingen vanlig fil.", "Velg selve fila med uttrekket.")


def _cannot_read(path: Path, error: OSError) -> UserError:
    if isinstance(error, FileNotFoundError):
        return UserError(
            f"Finner ikke fila «{path.name}».",
            "Se etter at den ikke er flyttet eller slettet, og velg den på nytt.",
        )
    if isinstance(error, IsADirectoryError) or path.is_dir():
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
