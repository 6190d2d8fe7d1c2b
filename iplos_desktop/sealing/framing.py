"""Tags and lengths around the content, written and strictly read without holding the content.

BER (X.690 section 8.1) with indefinite length is what a writer needs who does not know the
size; others write definite lengths, so both are read, in their shortest form only.
"""

from dataclasses import dataclass
from typing import BinaryIO

SEQUENCE = 0x30
SET = 0x31
OCTET_STRING = 0x04
OBJECT_IDENTIFIER = 0x06
INTEGER = 0x02
EXPLICIT_0 = 0xA0  # constructed [0]
PRIMITIVE_0 = 0x80  # primitive [0]

_LONG = 0x80  # X.690 section 8.1.3: the length follows in as many bytes as the other bits say;
_INDEFINITE = 0x80  # none of them set, it is given by END_OF_CONTENTS
_LONGEST = 0x88  # eight bytes

END_OF_CONTENTS = b"\x00\x00"
_LARGEST_SMALL_ELEMENT = 64 * 1024  # bytes; everything but the content is far smaller


class MalformedError(Exception):
    """The bytes are not the message this program writes and reads."""


def header(tag: int, length: int) -> bytes:
    """The identifier and definite length octets of an element of `length` bytes."""
    if length < _LONG:
        return bytes((tag, length))
    size = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes((tag, _LONG | len(size))) + size


def open_ended(tag: int) -> bytes:
    """The start of an element of indefinite length, which END_OF_CONTENTS ends."""
    return bytes((tag, _INDEFINITE))


@dataclass(frozen=True, slots=True)
class Level:
    """An element that was entered; `end` is where it must end, None for an indefinite length."""

    end: int | None


class FrameReader:
    """Walks through the elements of a seekable file; raises MalformedError on any oddity."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.size = file.seek(0, 2)
        self.at = 0

    def _take(self, count: int) -> bytes:
        self._file.seek(self.at)
        data = self._file.read(count)
        if len(data) != count:
            raise MalformedError("cut off")
        self.at += count
        return data

    def peek(self) -> int:
        """The next byte: the tag of the next element, 0 where an indefinite length ends."""
        self._file.seek(self.at)
        data = self._file.read(1)
        if not data:
            raise MalformedError("cut off")
        return data[0]

    def head(self) -> tuple[int, int | None]:
        """Step over a tag and length; the length is None when indefinite."""
        tag, first = self._take(2)
        if first < _LONG:
            return tag, first
        if first == _INDEFINITE:
            return tag, None
        if first > _LONGEST:
            raise MalformedError("length of more than eight bytes")
        size = self._take(first - _LONG)
        length = int.from_bytes(size, "big")
        if size[0] == 0 or length < _LONG:
            raise MalformedError("length not in its shortest form")
        if length > self.size - self.at:
            raise MalformedError("length past the end of the file")
        return tag, length

    def small(self, tag: int) -> bytes:
        """A whole element of definite length, its tag and length with it."""
        start = self.at
        found, length = self.head()
        if found != tag or length is None or length > _LARGEST_SMALL_ELEMENT:
            raise MalformedError("another element was expected")
        head = self.at - start
        self.at = start
        return self._take(head + length)

    def enter(self, tag: int) -> Level:
        """Go inside a constructed element."""
        found, length = self.head()
        if found != tag:
            raise MalformedError("another element was expected")
        return Level(None if length is None else self.at + length)

    def more(self, level: Level) -> bool:
        """Whether the element entered holds more."""
        return self.peek() != 0 if level.end is None else self.at < level.end

    def leave(self, level: Level) -> None:
        """Come out of an element, which must end exactly here."""
        if level.end is None:
            if self._take(2) != END_OF_CONTENTS:
                raise MalformedError("an element holds more than it should")
        elif self.at != level.end:
            raise MalformedError("an element does not end where it says")
