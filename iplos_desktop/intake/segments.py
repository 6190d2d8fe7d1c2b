"""What an export is read as: segments of a few shapes, each with its values and its line."""

from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property

Values = tuple[str, ...]
Child = tuple[str, int]
"""A child element's name and its line; records that follow each other are one child."""


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
    at: the number of the leaf it is told on, None for the segment itself.
    """

    kind: str
    at: int | None = None


@dataclass(frozen=True)
class Likeness:
    """What makes two shapes one; see `Shape`."""

    part: Part
    name: str
    attributes: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()
    offsets: tuple[int, ...] = ()
    oddities: tuple[Oddity, ...] = ()


class Shape:
    """What many segments have in common: everything but their values.

    name: the element's local name ("PERSON", "TJENESTE" …). leaves: the elements in it
    that hold a value. attributes, leaves: names in the order they stand; a name in another
    namespace than the root's carries it in braces. offsets: the leaves' lines below the
    segment's own. Two shapes from one `Shapes` are alike only when they are the same.
    """

    def __init__(self, likeness: Likeness) -> None:
        self.part = likeness.part
        self.name = likeness.name
        self.attributes = likeness.attributes
        self.leaves = likeness.leaves
        self.offsets = likeness.offsets
        self.oddities = likeness.oddities

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What the values of a segment belong to: attributes first, then leaves."""
        return self.attributes + self.leaves

    @cached_property
    def lines_below(self) -> dict[str, int]:
        """Lines from the start of the segment down to the first element of each name."""
        return dict(reversed([*zip(self.leaves, self.offsets, strict=True)]))


class Shapes:
    """The shapes of one file, made once each as long as they are few and small."""

    _MOST = 4096
    _LARGEST = 200  # leaves and attributes; the format's largest record has 28

    def __init__(self) -> None:
        self._known: dict[Likeness, Shape] = {}

    def of(self, likeness: Likeness) -> Shape:
        """The shape that is so."""
        if len(likeness.leaves) + len(likeness.attributes) > self._LARGEST:
            return Shape(likeness)
        shape = self._known.get(likeness)
        if shape is None:
            if len(self._known) >= self._MOST:
                self._known.clear()
            shape = self._known[likeness] = Shape(likeness)
        return shape


@dataclass(frozen=True)
class Piece:
    """One segment as the parser met it; start and stop are its place in the UTF-8 bytes."""

    shape: Shape
    values: Values
    line: int
    start: int
    stop: int


@dataclass(frozen=True)
class Unit:
    """One child of the root, with all that was met on the way to its end.

    kind: the child's local name; "" when the root ended instead.
    pieces: its segments, for PERSON and INNHINFO: records first, then the START.
    children: of the same two, all children in their order. length: characters of text it
    took. line: where it starts. lines: how many line ends it took.
    stray: the line of text before it where none may stand, None if there is none.
    loose: text that belongs to no value (comments and the like) with its line, kept only
    for the search for identity numbers. hidden: names of elements inside something unknown, with
    their lines.
    """

    kind: str
    pieces: tuple[Piece, ...]
    children: tuple[Child, ...]
    length: int
    line: int
    lines: int
    stray: int | None
    loose: tuple[tuple[str, int], ...]
    hidden: tuple[tuple[str, int], ...] = ()
