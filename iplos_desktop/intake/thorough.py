"""Reads one child of the root with an XML parser and says all there is to say of it."""

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pyexpat import ExpatError, ParserCreate, XMLParserType
from typing import NoReturn

from iplos_desktop.intake.segments import Child, Likeness, Oddity, Part, Piece, Shapes, Unit
from iplos_desktop.intake.unusable import Unusable

_DEEPEST = 50  # levels; an export has four, an attack has millions
_MOST_NAMES = 2000  # different names of elements and attributes; the format has 120
_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
ALWAYS_ALLOWED = {_XSI + name for name in ("schemaLocation", "noNamespaceSchemaLocation")}
XML_SPACE = " \t\r\n"
_EMPTY_TAG = re.compile(rb"""<(?:[^<>"']|"[^"]*"|'[^']*')*/>""")


class Incomplete(Exception):  # noqa: N818 - asks for more text
    """The text ended before the unit did."""


class _Complete(Exception):  # noqa: N818 - stops the parser in the middle of its text
    pass


@dataclass(frozen=True)
class Surroundings:
    """What the children of one root stand in.

    prefix: a start tag of the root with the namespaces in force. namespace: the root's
    own; names in it are given without it. containers: which elements inside which
    ("" is the root) hold elements and not text. shapes, names: those met so far.
    """

    prefix: str
    namespace: str
    containers: dict[str, frozenset[str]]
    shapes: Shapes = field(default_factory=Shapes)
    names: set[str] = field(default_factory=set)


def read_unit(around: Surroundings, text: str, line: int) -> Unit:
    """The first unit in the text, whose first character stands on the given line.

    Raises Incomplete when the text ends too early, Unusable when no export goes on so.
    """
    return _Reading(around, text, line).run()


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
    children: list[Child] = field(default_factory=list)

    def close(self, stop: int, shapes: Shapes) -> Piece:
        likeness = Likeness(
            self.part,
            self.name,
            self.attributes,
            tuple(self.leaves),
            tuple(self.offsets),
            tuple(self.oddities),
        )
        return Piece(shapes.of(likeness), tuple(self.values), self.line, self.start, stop)


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
        self._children: tuple[Child, ...] = ()
        self._value: list[str] | None = None
        self._value_depth = 0
        self._between: list[str] = []  # text that belongs to no value, since the last tag
        self._kind = ""
        self._unit_line = line
        self._last_start = -1  # where the last start tag is, until an end tag has come
        self._stray: int | None = None
        self._loose: list[tuple[str, int]] = []
        self._hidden: list[tuple[str, int]] = []

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
        parser.CommentHandler = lambda text: self._keep([text])
        parser.ProcessingInstructionHandler = lambda name, data: self._keep([f"{name} {data}"])
        parser.StartNamespaceDeclHandler = lambda name, uri: self._keep([name or "", uri or ""])
        try:
            parser.Parse(self._bytes, False)  # noqa: FBT003
            self._flush(parser)
        except _Complete as complete:
            return self._made(*complete.args)
        except ExpatError as error:
            raise Unusable("xml", self._first_line + error.lineno - 1) from None
        finally:
            del self._parser  # it holds us as we hold it, and nobody may be looking for circles
        raise Incomplete

    @staticmethod
    def _flush(parser: XMLParserType) -> None:
        """Have the parser look at what it has put off: newer ones wait for more of a long tag."""
        with suppress(ExpatError):  # the text ends too early, that is why we are here
            parser.Parse(b"", True)  # noqa: FBT003

    def _made(self, stop: int) -> Unit:
        taken = self._bytes[:stop]
        return Unit(
            self._kind,
            tuple(self._pieces),
            self._children,
            len(taken) if taken.isascii() else len(taken.decode()),
            self._unit_line,
            taken.count(b"\n"),
            self._stray,
            tuple(self._loose),
            tuple(self._hidden),
        )

    def _at(self) -> int:
        return self._parser.CurrentByteIndex - self._skip

    def _line(self) -> int:
        return self._first_line + self._parser.CurrentLineNumber - 1

    def _keep(self, texts: Iterable[str]) -> None:
        line = self._line()
        self._loose += [(text, line) for text in texts if text]

    def _own(self, name: str) -> str:
        space, _, local = name.rpartition("}")
        return local if space == self._around.namespace else f"{{{space}}}{local}"

    def _attributes(self, pairs: list[str]) -> dict[str, str]:
        """Expat's flat list as names and values; a schema's whereabouts may stand anywhere."""
        found = {}
        for name, value in zip(pairs[::2], pairs[1::2], strict=True):
            own = "{" + name if "}" in name else name
            if own in ALWAYS_ALLOWED:
                self._keep([value])
            else:
                found[own] = value
        return found

    def _count_names(self, names: Iterable[str]) -> None:
        self._around.names.update(names)
        if len(self._around.names) > _MOST_NAMES:
            raise Unusable("stor", self._line())

    def _start(self, full_name: str, pairs: list[str]) -> None:
        self._close_text()
        self._depth += 1
        self._last_start = self._at()
        if self._depth > _DEEPEST:
            raise Unusable("dypt", self._line())
        name = self._own(full_name)
        attributes = self._attributes(pairs) if pairs else {}
        self._count_names((name, *attributes))
        if self._depth == 1:
            self._kind, self._unit_line = name, self._line()
        if self._value is None and self._is_container(name):
            self._start_container(name, attributes)
        elif self._stack and self._value is None:
            self._start_value(name, attributes)
        else:
            self._start_odd(name, attributes)

    def _is_container(self, name: str) -> bool:
        if self._depth != len(self._stack) + 1:
            return False
        parent = self._stack[-1].name if self._stack else ""
        return name in self._around.containers.get(parent, ())

    def _start_container(self, name: str, attributes: dict[str, str]) -> None:
        part, line = Part.START, self._line()
        if self._stack:
            part = Part.RECORD
            siblings = self._stack[-1].children
            if not siblings or siblings[-1][0] != name:
                siblings.append((name, line))
        values = list(attributes.values())
        self._stack.append(_Open(part, name, line, self._at(), (*attributes,), values))

    def _start_value(self, name: str, attributes: dict[str, str]) -> None:
        record, line = self._stack[-1], self._line()
        record.children.append((name, line))
        record.leaves.append(name)
        record.offsets.append(line - record.line)
        if attributes:
            record.oddities.append(Oddity("attributt", len(record.leaves) - 1))
            self._keep((*attributes, *attributes.values()))
        self._value = []
        self._value_depth = self._depth

    def _start_odd(self, name: str, attributes: dict[str, str]) -> None:
        self._keep((name, *attributes, *attributes.values()))
        if self._depth > 1:
            self._hidden.append((name, self._line()))
        if self._stack and self._depth == self._value_depth + 1:
            record = self._stack[-1]
            record.oddities.append(Oddity("innhold", len(record.leaves) - 1))

    def _text(self, text: str) -> None:
        if self._value is not None and self._depth == self._value_depth:
            self._value.append(text)
        else:
            self._between.append(text)

    def _close_text(self) -> None:
        """Take text that has no place, now that a tag has come after it."""
        if not self._between:
            return
        text = "".join(self._between)
        self._between.clear()
        odd = text.lstrip(XML_SPACE)
        if not odd:
            return
        line = self._line() - odd.count("\n")
        self._loose.append((odd, line))
        if self._depth == 0 and self._stray is None:
            self._stray = line
        elif self._stack and self._depth == len(self._stack):
            self._stack[-1].oddities.append(Oddity("tekst"))

    def _end(self, _full_name: str) -> None:
        self._close_text()
        depth, self._depth = self._depth, self._depth - 1
        if depth == 0:
            self._complete()
        if self._value is not None and depth == self._value_depth:
            self._stack[-1].values.append("".join(self._value))
            self._value = None
        elif self._value is None and depth == len(self._stack):
            closed = self._stack.pop()
            if not self._stack:
                self._children = tuple(closed.children)
            self._pieces.append(closed.close(self._after_tag(), self._around.shapes))
        if depth == 1:
            self._complete()
        self._last_start = -1

    def _complete(self) -> NoReturn:
        raise _Complete(self._after_tag())

    def _after_tag(self) -> int:
        """The place after the tag that ends the current element (`</X>` or `<X/>`)."""
        at = self._at()
        if self._last_start >= 0 and _EMPTY_TAG.fullmatch(self._bytes, self._last_start, at):
            return at
        return self._bytes.index(b">", at) + 1
