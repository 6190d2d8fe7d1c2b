"""Reads one child of the root with an XML parser and says all there is to say of it."""

import re
from dataclasses import dataclass, field
from pyexpat import ExpatError, ParserCreate

from iplos_desktop.intake.segments import Oddity, Part, Piece, Unit, shape_of
from iplos_desktop.intake.unusable import Unusable

_DEEPEST = 50  # levels; an export has four, an attack has millions
_SCHEMA_HINTS = ("schemaLocation", "noNamespaceSchemaLocation")
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_ALWAYS_ALLOWED = {f"{{{_XSI}}}{name}" for name in _SCHEMA_HINTS}
_SPACE = " \t\r\n"
_EMPTY_TAG = re.compile(rb"""<(?:[^<>"']|"[^"]*"|'[^']*')*/>""")


class Incomplete(Exception):  # noqa: N818 - asks for more text
    """The text ended before the unit did."""


class _Complete(Exception):  # noqa: N818 - stops the parser in the middle of its text
    pass


@dataclass
class _Open:
    """A segment whose end has not come."""

    part: Part
    name: str
    line: int
    start: int
    attributes: tuple[str, ...]
    values: list[str]
    leaves: list[str] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)
    oddities: list[Oddity] = field(default_factory=list)
    late: int | None = None

    def close(self, stop: int) -> Piece:
        shape = shape_of(
            self.part,
            self.name,
            self.attributes,
            tuple(self.leaves),
            tuple(self.offsets),
            len(self.leaves) if self.late is None else self.late,
            tuple(self.oddities),
        )
        return Piece(shape, tuple(self.values), self.line, self.start, stop)


@dataclass(frozen=True)
class Surroundings:
    """What a child of the root stands in.

    prefix: a start tag of the root with the namespaces in force. namespace: the root's
    own; names in it are given without it. containers: which elements inside which
    ("" is the root) hold elements and not text.
    """

    prefix: str
    namespace: str
    containers: dict[str, frozenset[str]]


def read_unit(around: Surroundings, text: str, line: int) -> Unit:
    """The first unit in the text, whose first character stands on the given line.

    Raises Incomplete when the text ends too early, Unusable when no export goes on so.
    """
    return _Reading(around, text, line).run()


def _attributes(pairs: list[str]) -> dict[str, str]:
    """Expat's flat list as names and values; a schema's whereabouts may stand anywhere."""
    names = ("{" * ("}" in name) + name for name in pairs[::2])
    found = dict(zip(names, pairs[1::2], strict=True))
    return {name: value for name, value in found.items() if name not in _ALWAYS_ALLOWED}


class _Reading:
    """One use of the parser; a stack of open containers, at most one open value."""

    def __init__(self, around: Surroundings, text: str, line: int) -> None:
        self._around = around
        self._bytes = text.encode()
        self._first_line = line
        self._parser = ParserCreate(namespace_separator="}")
        self._depth = 0
        self._stack: list[_Open] = []
        self._pieces: list[Piece] = []
        self._value: list[str] | None = None
        self._value_depth = 0
        self._unit: tuple[str, int] | None = None  # name and line
        self._last_start = -1
        self._stray = False
        self._loose: list[str] = []

    def run(self) -> Unit:
        parser = self._parser
        prefix = self._around.prefix.encode()
        parser.Parse(prefix, False)  # noqa: FBT003 - expat's own signature
        self._skip = len(prefix)
        parser.ordered_attributes = True
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.CommentHandler = self._loose.append
        parser.ProcessingInstructionHandler = lambda name, data: self._loose.extend((name, data))
        try:
            parser.Parse(self._bytes, False)  # noqa: FBT003
        except _Complete as complete:
            return self._made(*complete.args)
        except ExpatError as error:
            raise Unusable("xml", self._first_line + error.lineno - 1) from None
        raise Incomplete

    def _made(self, kind: str, stop: int) -> Unit:
        taken = self._bytes[:stop]
        line = self._unit[1] if self._unit else self._line()
        return Unit(
            kind,
            tuple(self._pieces),
            len(taken.decode()),
            line,
            taken.count(b"\n"),
            self._stray,
            tuple(self._loose),
        )

    def _at(self) -> int:
        return self._parser.CurrentByteIndex - self._skip

    def _line(self) -> int:
        return self._first_line + self._parser.CurrentLineNumber - 1

    def _own(self, name: str) -> str:
        space, _, local = name.rpartition("}")
        return local if space == self._around.namespace else f"{{{space}}}{local}"

    def _start(self, full_name: str, pairs: list[str]) -> None:
        self._depth += 1
        self._last_start = self._at()
        if self._depth > _DEEPEST:
            raise Unusable("dypt", self._line())
        name = self._own(full_name)
        attributes = _attributes(pairs)
        if self._depth == 1:
            self._unit = (name, self._line())
        if self._value is None and self._is_container(name):
            part = Part.START if not self._stack else Part.RECORD
            values = list(attributes.values())
            if self._stack and self._stack[-1].late is None:
                self._stack[-1].late = len(self._stack[-1].leaves)
            self._stack.append(_Open(part, name, self._line(), self._at(), (*attributes,), values))
        elif self._stack and self._value is None:
            self._start_value(name, attributes)
        else:
            self._start_odd(attributes)

    def _is_container(self, name: str) -> bool:
        if self._depth != len(self._stack) + 1:
            return False
        parent = self._stack[-1].name if self._stack else ""
        return name in self._around.containers.get(parent, ())

    def _start_value(self, name: str, attributes: dict[str, str]) -> None:
        record = self._stack[-1]
        offset = self._line() - record.line
        record.leaves.append(name)
        record.offsets.append(offset)
        if attributes:
            record.oddities.append(Oddity("attributt", name, offset))
            self._loose.extend(attributes.values())
        self._value = []
        self._value_depth = self._depth

    def _start_odd(self, attributes: dict[str, str]) -> None:
        self._loose.extend(attributes.values())
        if self._stack and self._depth == self._value_depth + 1:
            record = self._stack[-1]
            record.oddities.append(Oddity("innhold", record.leaves[-1], record.offsets[-1]))

    def _text(self, text: str) -> None:
        if self._value is not None and self._depth == self._value_depth:
            self._value.append(text)
        elif text.strip(_SPACE):
            self._loose.append(text)
            if self._depth == 0:
                self._stray = True
            elif self._stack and self._depth == len(self._stack):
                record = self._stack[-1]
                record.oddities.append(Oddity("tekst", record.name, self._line() - record.line))

    def _end(self, _full_name: str) -> None:
        depth, self._depth = self._depth, self._depth - 1
        if depth == 0:
            raise _Complete("", self._at())
        if self._value is not None and depth == self._value_depth:
            self._stack[-1].values.append("".join(self._value))
            self._value = None
        elif self._value is None and depth == len(self._stack):
            stop = self._after_tag()
            closed = self._stack.pop()
            self._pieces.append(closed.close(stop))
        if depth == 1:
            assert self._unit is not None  # noqa: S101 - set when depth became 1
            raise _Complete(self._unit[0], self._after_tag())

    def _after_tag(self) -> int:
        """The place after the tag that ends the current element (`</X>` or `<X/>`)."""
        at = self._at()
        if _EMPTY_TAG.fullmatch(self._bytes, self._last_start, at):
            return at
        return self._bytes.index(b">", at) + 1
