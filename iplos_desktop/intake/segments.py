"""What an export is read as: segments of a few shapes, each with its values and its line."""

from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property, lru_cache


class Part(Enum):
    """The kinds of segment that a PERSON is read as."""

    START = auto()  # <PERSON …> and the elements in it that hold values
    RECORD = auto()  # one record, from its start tag to its end tag
    END = auto()  # </PERSON>


@dataclass(frozen=True)
class Oddity:
    """Something in a segment that is neither attribute nor element with text.

    kind: "tekst" (text between elements), "attributt" (on an element that takes none),
    "innhold" (elements inside an element that takes text).
    name: the element it is told on. offset: lines below the segment's line.
    """

    kind: str
    name: str
    offset: int


@dataclass(frozen=True, eq=False)
class Shape:
    """What many segments have in common: everything but their values.

    name: the element's local name ("PERSON", "TJENESTE" …).
    attributes, leaves: names in the order they stand; a name in another namespace than
    the root's carries it in braces. offsets: the leaves' lines below the segment's own.
    late: how many leaves stand before the first record inside (all, if there is none).
    Two shapes that are alike are one object; see `shape_of`.
    """

    part: Part
    name: str
    attributes: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()
    offsets: tuple[int, ...] = ()
    late: int = 0
    oddities: tuple[Oddity, ...] = ()

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What the values of a segment belong to: attributes first, then leaves."""
        return self.attributes + self.leaves

    @cached_property
    def lines_below(self) -> dict[str, int]:
        """Lines from the start of the segment down to the first element of each name."""
        return dict(reversed([*zip(self.leaves, self.offsets, strict=True)]))


shape_of = lru_cache(maxsize=4096)(Shape)
"""Makes a shape, or gives the one there is already."""


@dataclass(frozen=True)
class Piece:
    """One segment as the parser met it; start and stop are its place in the UTF-8 bytes."""

    shape: Shape
    values: tuple[str, ...]
    line: int
    start: int
    stop: int


@dataclass(frozen=True)
class Unit:
    """One child of the root, with all that was met on the way to its end.

    kind: the child's local name; "" when the root ended instead.
    pieces: its segments, for PERSON and INNHINFO. length: characters of text it took.
    line: where it starts. lines: how many line ends it took.
    stray: whether text stood before it where none may stand.
    loose: text that belongs to no value (comments and the like), kept only for the
    search for identity numbers.
    """

    kind: str
    pieces: tuple[Piece, ...]
    length: int
    line: int
    lines: int
    stray: bool
    loose: tuple[str, ...]
