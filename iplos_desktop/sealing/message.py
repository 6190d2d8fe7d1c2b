"""A sealed message on disk, read strictly: nothing of it is given out before its tag is right."""

import io
from array import array
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat import asn1 as der
from cryptography.hazmat.primitives.ciphers import Cipher, CipherContext, algorithms, modes

from iplos_desktop.sealing import asn1, framing
from iplos_desktop.sealing.envelope import (
    CHUNK,
    NONCE_BYTES,
    TAG_BYTES,
    ContentKey,
    content_encryption,
)
from iplos_desktop.sealing.framing import FrameReader, MalformedError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_VERSION = bytes((framing.INTEGER, 1, 0))
_MOST_BYTES = 2**36 - 32  # one AES-GCM message, NIST SP 800-38D section 5.2.1.1
_MOST_PIECES = 2_000_000  # openssl writes pieces of some KiB; bounds memory at 32 MB
_AES_BLOCK = 16


class NotSealedError(MalformedError):
    """The file is of another kind altogether."""


@dataclass(slots=True)
class Layout:
    """Where everything stands in a message.

    starts: file offset of each piece of the content; offsets: where each piece begins in the
    content, with the content's size last.
    """

    recipients: bytes = b""
    nonce: bytes = field(default=b"", repr=False)
    tag: bytes = b""
    starts: "array[int]" = field(default_factory=lambda: array("Q"))
    offsets: "array[int]" = field(default_factory=lambda: array("Q", (0,)))

    @property
    def size(self) -> int:
        """The content's size in bytes."""
        return self.offsets[-1]

    def add(self, start: int, length: int) -> None:
        """Note the next piece of the content."""
        if length == 0 or len(self.starts) == _MOST_PIECES or self.size + length > _MOST_BYTES:
            raise MalformedError("empty pieces, or too many or too large")
        self.starts.append(start)
        self.offsets.append(self.size + length)


def read_layout(file: BinaryIO) -> Layout:
    """Walk through a message, from the first byte of a seekable file to the last.

    Raises NotSealedError when the file is of another kind, MalformedError for everything in it
    that is not exactly AuthEnvelopedData with AES-256-GCM and no attributes.
    """
    walk, layout = FrameReader(file), Layout()
    content_info = _enter_content_info(walk)
    explicit = walk.enter(framing.EXPLICIT_0)
    data = walk.enter(framing.SEQUENCE)
    if walk.small(framing.INTEGER) != _VERSION:
        raise MalformedError("another version")
    layout.recipients = walk.small(framing.SET)
    _read_content(walk, layout)
    layout.tag = _octets(walk.small(framing.OCTET_STRING), TAG_BYTES)
    for level in (data, explicit, content_info):
        walk.leave(level)
    if walk.at != walk.size:
        raise MalformedError("bytes after the end")
    return layout


def _enter_content_info(walk: FrameReader) -> framing.Level:
    try:
        level = walk.enter(framing.SEQUENCE)
        kind = walk.small(framing.OBJECT_IDENTIFIER)
    except MalformedError as error:
        raise NotSealedError(*error.args) from error
    if kind != der.encode_der(asn1.AUTH_ENVELOPED_DATA):
        raise NotSealedError("another content type")
    return level


def _octets(element: bytes, length: int) -> bytes:
    head = framing.header(framing.OCTET_STRING, length)
    if len(element) != len(head) + length or not element.startswith(head):
        raise MalformedError("another length")
    return element[len(head) :]


def _read_content(walk: FrameReader, layout: Layout) -> None:
    info = walk.enter(framing.SEQUENCE)
    if walk.small(framing.OBJECT_IDENTIFIER) != der.encode_der(asn1.DATA):
        raise MalformedError("another kind of content")
    layout.nonce = _read_nonce(walk.small(framing.SEQUENCE))
    if walk.peek() == framing.PRIMITIVE_0:  # in one piece, as a writer does who knows the size
        _read_piece(walk, layout, framing.PRIMITIVE_0)
    else:
        pieces = walk.enter(framing.EXPLICIT_0)
        while walk.more(pieces):
            _read_piece(walk, layout, framing.OCTET_STRING)
        walk.leave(pieces)
    walk.leave(info)


def _read_nonce(element: bytes) -> bytes:
    try:
        nonce = der.decode_der(asn1.ContentEncryption, element).parameters.nonce
    except ValueError as error:
        raise MalformedError("another cipher") from error
    if len(nonce) != NONCE_BYTES or element != content_encryption(nonce):
        raise MalformedError("another cipher, nonce length or tag length")
    return nonce


def _read_piece(walk: FrameReader, layout: Layout, tag: int) -> None:
    found, length = walk.head()
    if found != tag or length is None:
        raise MalformedError("another element was expected")
    if length > walk.size - walk.at:
        raise MalformedError("cut off")
    layout.add(walk.at, length)
    walk.at += length


class Message:
    """The content of a message whose key is known."""

    def __init__(self, file: BinaryIO, layout: Layout, key: bytes) -> None:
        self._file = file
        self._layout = layout
        self._secret = ContentKey(key, layout.nonce)
        self._verified = False

    def verify(self, tell: Callable[[int], None]) -> None:
        """Check the tag over the whole content.

        tell: called with the number of bytes done, often. Raises MalformedError.
        """
        algorithm = algorithms.AES(self._secret.key)
        mode = modes.GCM(self._secret.nonce, self._layout.tag)
        cipher = Cipher(algorithm, mode).decryptor()
        sealed, plain = memoryview(bytearray(CHUNK)), bytearray(CHUNK)
        at = 0
        while at < self._layout.size:
            count = read_at(self._file, self._layout, at, sealed)
            cipher.update_into(sealed[:count], plain)
            at += count
            tell(at)
        try:
            cipher.finalize()
        except InvalidTag as error:
            raise MalformedError("the tag is wrong") from error
        self._verified = True

    def plain(self) -> io.BufferedReader:
        """The content as a seekable file; only after `verify`."""
        if not self._verified:
            raise RuntimeError("not verified")
        return io.BufferedReader(_Plain(self._file, self._layout, self._secret), CHUNK)


def read_at(file: BinaryIO, layout: Layout, at: int, into: memoryview) -> int:
    """Read still encrypted content at offset `at`, within one piece; gives the number of bytes."""
    piece = bisect_right(layout.offsets, at) - 1
    inside = at - layout.offsets[piece]
    count = min(len(into), layout.offsets[piece + 1] - at)
    file.seek(layout.starts[piece] + inside)
    got = file.readinto(into[:count])  # type: ignore[attr-defined]  # every binary file has it
    if not got:
        raise MalformedError("cut off")
    return int(got)


class _Plain(io.RawIOBase):
    """The content by any offset, decrypted as it is asked for.

    AES-GCM is counter mode underneath (NIST SP 800-38D section 7.1): any block can be decrypted
    by itself, the first with the counter at 2. So a ZIP's directory, which stands last, can be
    read without holding the plaintext anywhere.
    """

    def __init__(self, file: BinaryIO, layout: Layout, secret: ContentKey) -> None:
        self._file = file
        self._layout = layout
        self._secret = secret
        self._at = 0
        self._cipher: CipherContext | None = None

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._layout.size}[whence]
        if base + offset < 0:
            raise ValueError("before the start")
        if base + offset != self._at:
            self._at, self._cipher = base + offset, None
        return self._at

    def readinto(self, buffer: "WriteableBuffer") -> int:
        view = memoryview(buffer).cast("B")
        if self._at >= self._layout.size or not view:
            return 0
        sealed = memoryview(bytearray(min(len(view), CHUNK)))
        count = read_at(self._file, self._layout, self._at, sealed)
        if self._cipher is None:
            self._cipher = self._counter_mode(self._at)
        self._cipher.update_into(sealed[:count], view)
        self._at += count
        return count

    def _counter_mode(self, at: int) -> CipherContext:
        block, skip = divmod(at, _AES_BLOCK)
        counter = self._secret.nonce + (2 + block).to_bytes(4, "big")
        cipher = Cipher(algorithms.AES(self._secret.key), modes.CTR(counter)).decryptor()
        cipher.update(bytes(skip))
        return cipher
