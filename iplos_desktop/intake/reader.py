"""Walks through an export's text person by person and hands on what it holds."""

from collections.abc import Sequence
from typing import Protocol

from iplos_desktop.intake.head import Head, read_head
from iplos_desktop.intake.segments import Child, Part, Shape, Unit, Values
from iplos_desktop.intake.suspects import masked
from iplos_desktop.intake.tail import Tail
from iplos_desktop.intake.template import Template, Templates
from iplos_desktop.intake.thorough import Incomplete, Surroundings, read_unit
from iplos_desktop.intake.unusable import Unusable
from iplos_desktop.intake.wellformed import Signs, WellFormed
from iplos_desktop.register.elements import FORMATS, ROOT

_AHEAD = 64 * 1024  # characters; with so much at hand a person is rarely cut in two
_WINDOW = 16 * 1024  # characters given to the parser at first
_LARGEST = 4 * 1024 * 1024  # characters; a person of a real export takes some thousand

Found = list[tuple[Template, list[Values], int]]
"""Runs of segments of one template, with their values and the line of the first."""


class Sink(Protocol):
    """Takes what the reader finds, in the file's order."""

    def head(self, head: Head) -> None:
        """The root's start tag."""

    def info(self, unit: Unit) -> None:
        """An INNHINFO."""

    def person(
        self, shape: Shape, values: Values, line: int, children: Sequence[Child] | None
    ) -> None:
        """A PERSON, before its records; children: None when they are as the shape says."""

    def run(self, shape: Shape, values: Sequence[Values], lines: Sequence[int]) -> None:
        """Records of one shape that follow each other in the last person."""

    def misplaced(self, name: str, line: int) -> None:
        """A child of the root that has no place there."""

    def hidden(self, name: str, line: int) -> None:
        """An element inside something that has no place."""

    def stray(self, line: int) -> None:
        """Text between the children of the root."""

    def loose(self, texts: Sequence[tuple[str, int]], *, of_person: bool) -> None:
        """Text that belongs to no value, with its line, perhaps of the last person."""


class Reader:
    """Takes text piece by piece and tells a sink what is in it.

    Raises Unusable when the text is no export. learning: whether a layout met once is
    recognised by its text from then on; without it the result is the same, but slower.

    All text is held against the rules of XML by a parser of its own, but for persons that are
    recognised: what a template fits is well-formed. Of those the parser sees the line ends alone.
    """

    def __init__(self, sink: Sink, *, learning: bool = True) -> None:
        self._sink = sink
        self._xml = WellFormed()
        self._signs = Signs()
        self._text = ""
        self._at = 0
        self._line = 1
        self._need = _AHEAD
        self._around: Surroundings | None = None
        self._templates = Templates()
        self._learning = learning
        self._tail: Tail | None = None

    def feed(self, text: str, *, last: bool = False) -> None:
        """Take some more text; `last` when there is none after it."""
        if not self._signs.are_fine(text):  # templates do not look at each sign
            self._learning = False
            self._templates = Templates()
        self._text = self._text[self._at :] + text
        self._at = 0
        if self._around is None:
            self._around = self._begin()
        while self._around is not None and self._tail is None:
            if not last and len(self._text) - self._at < self._need:
                return
            if not self._quick_person() and not self._thorough_unit(self._around):
                break
        if self._tail is not None:
            rest = self._text[self._at :]
            self._xml.feed(rest, last=last)
            self._tail.feed(rest)
            self._at = len(self._text)
        elif last:
            self._xml.feed(self._text[self._at :], last=True)
            raise Unusable("kuttet", self._line)

    def _begin(self) -> Surroundings | None:
        head = read_head(self._text)
        if head is None:
            return None
        if head.name != ROOT:
            raise Unusable("rot", head.line, masked(head.name))
        self._xml.feed(self._text[: head.length])
        self._sink.head(head)
        self._sink.loose(head.loose, of_person=False)
        self._at = head.length
        self._line += head.lines
        if head.empty:
            self._end()
        return Surroundings(head.prefix, head.namespace, _CONTAINERS)

    def _end(self) -> None:
        self._tail = Tail(self._line, lambda texts: self._sink.loose(texts, of_person=False))

    def _quick_person(self) -> bool:
        """Recognise the next person by its text; false, with nothing done, when it is new."""
        text, at, line = self._text, self._at, self._line
        here, match = None, None
        for here in self._templates.starts:
            match = here.pattern.match(text, at)
            if match is not None:
                break
        if here is None or match is None:
            return False
        found = [(here, [match.groups()], line + here.before)]
        at, line = match.end(), line + here.height
        while here.shape.part is not Part.END:
            for after in self._templates.after(here):
                matches = after.run(text, at)
                if matches:
                    break
            else:
                return False
            here.is_followed_by(after)
            here = after
            at = matches[-1].end()
            found.append((here, [one.groups() for one in matches], line + here.before))
            line += here.height * len(matches)
        self._xml.feed("\n" * (line - self._line))
        self._at, self._line = at, line
        self._hand_on(found[:-1])
        return True

    def _hand_on(self, found: Found) -> None:
        start, values, line = found[0]
        self._sink.person(start.shape, values[0], line, None)
        for template, rows, first in found[1:]:
            height, count = template.height, len(rows)
            lines = [first + number * height for number in range(count)]
            self._sink.run(template.shape, rows, lines)

    def _thorough_unit(self, around: Surroundings) -> bool:
        """Read the next child of the root with the parser; false when it is cut in two."""
        window, rest = _WINDOW, len(self._text) - self._at
        while True:
            text = self._text[self._at : self._at + window]
            try:
                unit = read_unit(around, text, self._line)
                break
            except Incomplete:
                if max(window, rest) > _LARGEST and window >= min(rest, _LARGEST):
                    raise Unusable("stor", self._line) from None
                if window >= rest:
                    self._need = max(_AHEAD, 2 * rest)
                    return False
                window *= 4
        self._need = _AHEAD
        self._xml.feed(text[: unit.length])
        self._tell(unit)
        if unit.kind == "PERSON" and self._learning:
            self._templates.learn(unit, text)
        self._at += unit.length
        self._line += unit.lines
        if not unit.kind:
            self._end()
        return True

    def _tell(self, unit: Unit) -> None:
        sink = self._sink
        if unit.stray is not None:
            sink.stray(unit.stray)
        if unit.kind == "PERSON":
            *records, person = unit.pieces
            sink.person(person.shape, person.values, person.line, unit.children)
            for record in records:
                sink.run(record.shape, [record.values], [record.line])
        elif unit.kind == "INNHINFO":
            sink.info(unit)
        elif unit.kind:
            sink.misplaced(unit.kind, unit.line)
        for name, line in unit.hidden:
            sink.hidden(name, line)
        if unit.loose:
            sink.loose(unit.loose, of_person=unit.kind == "PERSON")


_CONTAINERS = {
    "": frozenset({"INNHINFO", "PERSON"}),
    **{
        record.name: frozenset(child.name for child in record.children)
        for form in FORMATS  # 3.5 last: only there does INNHINFO hold records
        for record in (form.info, form.person)
    },
}
