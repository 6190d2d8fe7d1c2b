"""Bytes spoiled in many ways by a seeded generator, so that what failed can be made again.

Bounded by the number of cases, never by the clock.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from random import Random

# What parsers stumble over: ends, open ends, the longest lengths, signs, tags of every kind.
TELLING = tuple(
    bytes.fromhex(each)
    for each in (
        *("00", "0000", "ff", "ffff", "ffffffff", "7f", "80", "8000"),
        *("3080", "2480", "a080", "0480", "0400", "3000", "8100", "8180", "820000"),
        *("84ffffffff", "847fffffff", "887fffffffffffffff", "88ffffffffffffffff", "8900"),
        *("ff808080", "1f8100", "020100", "0201ff", "0500"),
    )
)


def spoiled(whole: bytes, other: bytes, dice: Random) -> bytes:
    """A few random changes; `other` is what a part may be spliced in from."""
    data = bytearray(whole)
    for _ in range(dice.choice((1, 1, 1, 2, 3, 8))):
        if not data:
            break
        start = dice.randrange(len(data))
        end = min(len(data), start + dice.choice((1, 2, 4, 16, 64, 1000)))
        match dice.randrange(8):
            case 0:
                data[start] ^= 1 << dice.randrange(8)
            case 1:
                data[start:end] = dice.randbytes(end - start)
            case 2:
                del data[start:end]
            case 3:
                data[start:start] = data[start:end]
            case 4:
                data[start:start] = dice.choice(TELLING)
            case 5:
                telling = dice.choice(TELLING)
                data[start : start + len(telling)] = telling
            case 6:
                del data[start:]
            case _:
                at = dice.randrange(len(other) + 1)
                data[start:end] = other[at : at + dice.choice((1, 8, 64, len(other)))]
    return bytes(data)


@dataclass(frozen=True)
class Element:
    """A BER element: what it holds is bytes, or further elements.

    form: how its length is written.
    """

    tag: int
    held: "bytes | tuple[Element, ...]"
    form: str = "shortest"

    def encoded(self) -> bytes:
        held = self.held if isinstance(self.held, bytes) else b"".join(map(_encode, self.held))
        return bytes([self.tag]) + _length(len(held), self.form) + held + _ending(self.form)


def _encode(element: Element) -> bytes:
    return element.encoded()


def _length(length: int, form: str) -> bytes:
    size = length.to_bytes(max(1, (length.bit_length() + 7) // 8), "big")
    if form in {"one less", "one more"}:
        return _length(max(0, length + (1 if form == "one more" else -1)), "shortest")
    others = {
        "indefinite": b"\x80",
        "indefinite, no end": b"\x80",
        "a byte longer": bytes([0x80 | len(size) + 1]) + b"\0" + size,
        "long": bytes([0x80 | len(size)]) + size,
        "huge": b"\x88" + b"\x7f" * 8,
    }
    shortest = size if length < 0x80 else others["long"]
    return others.get(form, shortest)


def _ending(form: str) -> bytes:
    return b"\0\0" if form == "indefinite" else b""


FORMS = (
    "shortest",
    "indefinite",
    "indefinite, no end",
    "a byte longer",
    "long",
    "one less",
    "one more",
    "huge",
)


def parsed(data: bytes) -> Element:
    """A whole message as a tree; good enough for what we and openssl write."""
    element, end = _parse(data, 0)
    assert end == len(data)
    return element


def _parse(data: bytes, at: int) -> tuple[Element, int]:
    tag, first = data[at], data[at + 1]
    at += 2
    if first == 0x80:
        inside: list[Element] = []
        while data[at : at + 2] != b"\0\0":
            element, at = _parse(data, at)
            inside.append(element)
        return Element(tag, tuple(inside), "indefinite"), at + 2
    length = first
    if first > 0x80:
        length = int.from_bytes(data[at : at + first - 0x80], "big")
        at += first - 0x80
    end = at + length
    if not tag & 0x20:
        return Element(tag, data[at:end]), end
    inside = []
    while at < end:
        element, at = _parse(data, at)
        inside.append(element)
    return Element(tag, tuple(inside)), end


def replanted(tree: Element, other: Element, dice: Random) -> Element:
    """The tree with one element changed in a way that leaves the lengths around it right."""
    paths = list(_paths(tree))
    path = dice.choice(paths)
    donor = _at(other, dice.choice(list(_paths(other))))
    return _changed(tree, path, donor, dice)


def _paths(element: Element, before: tuple[int, ...] = ()) -> Iterator[tuple[int, ...]]:
    yield before
    if isinstance(element.held, tuple):
        for index, each in enumerate(element.held):
            yield from _paths(each, (*before, index))


def _at(element: Element, path: tuple[int, ...]) -> Element:
    for index in path:
        assert isinstance(element.held, tuple)
        element = element.held[index]
    return element


def _changed(  # noqa: PLR0911 - as many as there are ways
    element: Element, path: tuple[int, ...], donor: Element, dice: Random
) -> Element:
    if path:
        assert isinstance(element.held, tuple)
        inside = list(element.held)
        inside[path[0]] = _changed(inside[path[0]], path[1:], donor, dice)
        return replace(element, held=tuple(inside))
    held = element.held
    match dice.randrange(8):
        case 0:
            return replace(element, form=dice.choice(FORMS))
        case 1:
            return replace(element, tag=dice.randrange(256))
        case 2:
            return replace(element, tag=element.tag ^ dice.choice((0x20, 0x80, 0xA0, 1)))
        case 3:
            return donor
        case 4:
            return Element(element.tag, dice.choice((b"", dice.randbytes(dice.randrange(40)))))
        case 5 if isinstance(held, tuple) and held:  # one more, one less, or in another order
            inside = list(held)
            index = dice.randrange(len(inside))
            inside[index : index + 1] = dice.choice(([], [inside[index]] * 2, [donor], [donor] * 2))
            if dice.random() < 0.3:
                dice.shuffle(inside)
            return replace(element, held=tuple(inside))
        case 6 if isinstance(held, bytes):  # an octet string in pieces, as BER allows
            cuts = sorted(dice.randrange(len(held) + 1) for _ in range(dice.randrange(4)))
            pieces = [Element(4, held[a:b]) for a, b in pairwise([0, *cuts, len(held)])]
            return Element(element.tag | 0x20, tuple(pieces), dice.choice(FORMS[:2]))
        case _:  # one level deeper
            return Element(element.tag, (element,), dice.choice(FORMS))
