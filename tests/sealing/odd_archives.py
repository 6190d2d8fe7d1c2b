"""ZIP archives with any field of any header as one likes, APPNOTE.TXT sections 4.3.7 to 4.3.16."""

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

_ZIP64 = 1  # the extra field's number, section 4.5.3


@dataclass
class Entry:
    """An entry, deflated, whose headers say the truth but for what `local` and `central` change."""

    name: bytes
    data: bytes
    method: int = 8
    packed: bytes | None = None
    local: dict[str, int] = field(default_factory=dict)
    central: dict[str, int] = field(default_factory=dict)
    extra: bytes = b""
    zip64: tuple[int, ...] = ()

    def stored(self) -> bytes:
        if self.packed is not None:
            return self.packed
        return deflated(self.data) if self.method == 8 else self.data

    def header(self) -> dict[str, int]:
        return {
            "version": 20,
            "flags": 0,
            "method": self.method,
            "time": 0,
            "date": 0x21,
            "crc": zlib.crc32(self.data),
            "packed": len(self.stored()),
            "size": len(self.data),
        }

    def extras(self) -> bytes:
        sizes = b"".join(struct.pack("<Q", each) for each in self.zip64)
        return self.extra + (struct.pack("<HH", _ZIP64, len(sizes)) + sizes if self.zip64 else b"")


def deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def archive(
    entries: Sequence[Entry],
    end: dict[str, int] | None = None,
    end64: dict[str, int] | None = None,
) -> bytes:
    """The archive; `end` changes the end record, `end64` adds one of Zip64 and changes it."""
    data, directory = bytearray(), bytearray()
    for each in entries:
        at = len(data)
        fields = each.header() | each.local
        data += struct.pack("<4s5H3L2H", b"PK\3\4", *fields.values(), len(each.name), 0)
        data += each.name + each.stored()
        fields = {**each.header(), "disk": 0, "offset": at} | each.central
        offset, disk, extra = fields.pop("offset"), fields.pop("disk"), each.extras()
        directory += struct.pack("<4sH5H3L", b"PK\1\2", 20, *fields.values())
        directory += struct.pack("<5H2L", len(each.name), len(extra), 0, disk, 0, 0, offset)
        directory += each.name + extra
    size, start = len(directory), len(data)
    number = len(entries)
    tail = b""
    if end64 is not None:
        fields = {"number": number, "all": number, "size": size, "start": start} | end64
        at = fields.pop("at", len(data) + len(directory))
        tail = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, *fields.values())
        tail += struct.pack("<4sLQL", b"PK\6\7", 0, at, 1)
    fields = {"number": number, "all": number, "size": size, "start": start} | (end or {})
    tail += struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, *fields.values(), 0)
    return bytes(data + directory + tail)
