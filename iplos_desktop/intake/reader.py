"""Walks through an export's text person by person and hands on what it holds."""

from collections.abc import Sequence
from typing import Protocol

from iplos_desktop.intake.head import Head, read_head
from iplos_desktop.intake.segments import Part, Shape, Unit
from iplos_desktop.intake.template import Template, Templates
from iplos_desktop.intake.thorough import Incomplete, Surroundings, read_unit
from iplos_desktop.intake.unusable import Unusable
from iplos_desktop.register.elements import FORMATS, ROOT

_AHEAD = 64 * 1024  # characters; with so much at hand a person is rarely cut in two
_WINDOW = 16 * 1024  # characters given to the parser at first
_LARGEST = 16 * 1024 * 1024  # characters; a person of a real export takes some thousand

Values = tuple[str, ...]


class Sink(Protocol):
    """Takes what the reader finds, in the file's order."""

    def head(self, head: Head) -> None:
        """The root's start tag."""

    def info(self, unit: Unit) -> None:
        """An INNHINFO."""

    def person(self, shape: Shape, values: Values, line: int) -> None:
        """A PERSON, before its records."""

    def run(self, shape: Shape, values: Sequence[Values], lines: Sequence[int]) -> None:
        """Records of one shape that follow each other in the last person."""

    def misplaced(self, name: str, line: int) -> None:
        """A child of the root that has no place there."""

    def stray(self, line: int) -> None:
        """Text between the children of the root."""

    def loose(self, texts: Sequence[str], line: int) -> None:
        """Text that belongs to no value."""


class Reader:
    """Takes text piece by piece and tells a sink what is in it.

    Raises Unusable when the text is no export.
    """

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._text = ""
        self._at = 0
        self._line = 1
        self._need = _AHEAD
        self._around: Surroundings | None = None
        self._templates = Templates()
        self._ended = False

    def feed(self, text: str, *, last: bool = False) -> None:
        """Take some more text; `last` when there is none after it."""
        self._text = self._text[self._at :] + text
        self._at = 0
        if self._around is None and not self._begin():
            return
        while not self._ended and (last or len(self._text) - self._at >= self._need):
            if not self._quick_person() and not self._thorough_unit():
                break
        if self._ended:
            self._sink.loose((self._text[self._at :],), self._line)
            self._at = len(self._text)

    def _begin(self) -> bool:
        head = read_head(self._text)
        if head is None:
            return False
        if head.name != ROOT:
            raise Unusable("rot", head.line, head.name[:40])
        self._sink.head(head)
        self._sink.loose(head.loose, head.line)
        self._around = Surroundings(head.prefix, head.namespace, _CONTAINERS)
        self._at = head.length
        self._line += head.lines
        self._ended = head.empty
        return True

    def _quick_person(self) -> bool:
        """Recognise the next person by its text; false, with nothing done, when it is new."""
        text, at, line = self._text, self._at, self._line
        here: Template | None = None
        for here in self._templates.starts:
            match = here.pattern.match(text, at)
            if match is not None:
                break
        else:
            return False
        found = [(here, [match.groups()], line + here.before)]
        at, line = match.end(), line + here.height
        while True:
            for after in self._templates.after(here):
                matches = after.run(text, at)
                if matches:
                    break
            else:
                return False
            here.is_followed_by(after)
            here = after
            at = matches[-1].end()
            if here.shape.part is Part.END:
                break
            found.append((here, [one.groups() for one in matches], line + here.before))
            line += here.height * len(matches)
        self._at, self._line = at, line + here.height
        self._hand_on(found)
        return True

    def _hand_on(self, found: list[tuple[Template, list[Values], int]]) -> None:
        start, values, line = found[0]
        self._sink.person(start.shape, values[0], line)
        for template, rows, first in found[1:]:
            height = template.height
            lines = [first + number * height for number in range(len(rows))]
            self._sink.run(template.shape, rows, lines)

    def _thorough_unit(self) -> bool:
        """Read the next child of the root with the parser; false when it is cut in two."""
        assert self._around is not None  # noqa: S101 - set by _begin
        window = _WINDOW
        rest = len(self._text) - self._at
        while True:
            text = self._text[self._at : self._at + window]
            try:
                unit = read_unit(self._around, text, self._line)
                break
            except Incomplete:
                if window > _LARGEST:
                    raise Unusable("stor", self._line) from None
                if window >= rest:
                    self._need = max(_AHEAD, 2 * rest)
                    return False
                window *= 4
        self._need = _AHEAD
        self._tell(unit)
        if unit.kind == "PERSON":
            self._templates.learn(unit, text)
        self._at += unit.length
        self._line += unit.lines
        return True

    def _tell(self, unit: Unit) -> None:
        sink = self._sink
        if unit.stray:
            sink.stray(unit.line)
        if unit.kind == "PERSON":
            *records, person = unit.pieces
            sink.person(person.shape, person.values, person.line)
            for record in records:
                sink.run(record.shape, [record.values], [record.line])
        elif unit.kind == "INNHINFO":
            sink.info(unit)
        elif unit.kind:
            sink.misplaced(unit.kind, unit.line)
        else:
            self._ended = True
        if unit.loose:
            sink.loose(unit.loose, unit.line)


_CONTAINERS = {
    "": frozenset({"INNHINFO", "PERSON"}),
    **{
        record.name: frozenset(child.name for child in record.children)
        for form in FORMATS  # 3.5 last: only there does INNHINFO hold records
        for record in (form.info, form.person)
    },
}
