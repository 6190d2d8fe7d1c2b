"""Recognises a segment by its text, once the parser has read one of the same shape.

A machine writes the export, so a whole file holds a few layouts of a record that differ
in their values alone. A template is the text of a segment with its values left open. It
is used only when it reads from that text exactly what the parser read, and only where
text holds no comment, reference or CDATA: there the XML grammar leaves one reading.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from iplos_desktop.intake.segments import Likeness, Part, Piece, Shape, Unit
from iplos_desktop.intake.thorough import XML_SPACE
from iplos_desktop.register.guises import SHORTEST

_TOKEN = re.compile(r"""</[^>]*>|<(?:[^<>"']|"[^"]*"|'[^']*')*>|[^<]+""")
_VALUE_IN_TAG = re.compile(r"""(=\s*)("[^"]*"|'[^']*')""")
_UNLEARNABLE = re.compile(r"&|<[!?]")
_LONGEST = 64 * 1024  # characters of a text worth learning from
_MOST = 256  # templates kept; a machine has six or seven layouts of a record
_MOST_TRIED = 1024  # texts turned into patterns; each costs as much as some persons

_END = Shape(Likeness(Part.END, "PERSON"))


@dataclass(eq=False)
class Template:
    """The text of a shape. before, height: line ends before it and in the whole of it.

    followers: what has come after it, the latest first.
    """

    shape: Shape
    pattern: re.Pattern[str]
    before: int
    height: int
    followers: list["Template"] = field(default_factory=list)

    def run(self, text: str, at: int) -> list[re.Match[str]]:
        """The segments of this shape that follow each other from that place on."""
        scanner = self.pattern.scanner(text, at)  # type: ignore[attr-defined]
        return [*iter(scanner.match, None)]

    def is_followed_by(self, other: "Template") -> None:
        """Remember what came after this one."""
        if other in self.followers[:1]:
            return
        if other in self.followers:
            self.followers.remove(other)
        self.followers.insert(0, other)


class Templates:
    """The templates learnt from one file."""

    def __init__(self) -> None:
        self._tried: set[str] = set()
        self._by_shape: dict[Shape, list[Template]] = {}
        self.starts: list[Template] = []
        self._others: list[Template] = []

    def after(self, here: Template) -> Iterator[Template]:
        """What may come after a template, the likeliest first.

        Never the same again: a run of one shape is taken whole.
        """
        yield from here.followers
        for other in self._others:
            if other is not here and other not in here.followers:
                yield other

    def learn(self, unit: Unit, text: str) -> None:
        """Take templates from a PERSON the parser has just read; the text begins with it."""
        if len(self._tried) >= _MOST_TRIED or unit.length > _LONGEST or unit.stray is not None:
            return
        own = text[: unit.length]
        if _UNLEARNABLE.search(own) or any(len(loose) >= SHORTEST for loose, _ in unit.loose):
            return  # what could hold an identity number is read anew every time
        for piece, lead, body in _texts(unit, own.encode()):
            self._take(piece, lead.decode(), body.decode())

    def _take(self, piece: Piece, lead: str, body: str) -> None:
        alike = self._by_shape.get(piece.shape, ())
        if any(known.pattern.fullmatch(lead + body) for known in alike):
            return
        if any(oddity.kind == "innhold" for oddity in piece.shape.oddities):
            return
        source = re.escape(lead) + "".join(_open_values(body))
        if source in self._tried or len(self.starts) + len(self._others) >= _MOST:
            return
        self._tried.add(source)
        pattern = re.compile(source)
        match = pattern.fullmatch(lead + body)
        if match is None or match.groups() != piece.values:
            return
        template = Template(piece.shape, pattern, lead.count("\n"), (lead + body).count("\n"))
        self._by_shape.setdefault(piece.shape, []).append(template)
        (self.starts if piece.shape.part is Part.START else self._others).append(template)


def _texts(unit: Unit, raw: bytes) -> Iterator[tuple[Piece, bytes, bytes]]:
    """Each segment that stands in one piece, with the white space before it and its text."""
    *records, person = unit.pieces
    close = raw.rfind(b"</")
    if close < 0:
        return  # <PERSON/>
    space = XML_SPACE.encode()
    first = records[0].start if records else close
    start = raw[person.start : first].rstrip(space)
    done = person.start + len(start)
    whole = True  # whether all that is the person's own stands before her records
    for record in records:
        lead, done = raw[done : record.start], record.stop
        if lead.strip(space):
            whole = False
        else:
            yield record, lead, raw[record.start : record.stop]
    if whole and not raw[done:close].strip(space):
        yield person, raw[: person.start], start
        yield Piece(_END, (), 0, close, len(raw)), raw[done:close], raw[close:]


def _open_values(body: str) -> Iterator[str]:
    """The pattern of a segment's text, a group for each value.

    Attributes belong to the first tag; those of other tags are as good as their name.
    """
    tokens = _TOKEN.findall(body)
    for number, token in enumerate(tokens):
        if token.startswith("</"):
            if number and _starts(tokens[number - 1]):
                yield "()"  # <a></a> may hold a value next time, but that is another text
            yield re.escape(token)
        elif token.startswith("<"):
            yield from _open_tag(token) if number == 0 else [re.escape(token)]
            if token.endswith("/>"):
                yield "()"
        else:
            yield r"([^<&\n]*)" if _is_value(tokens, number) else re.escape(token)


def _is_value(tokens: list[str], number: int) -> bool:
    """Whether a text stands alone between a start tag and an end tag."""
    around = tokens[max(number - 1, 0) : number + 2]
    return len(around) == 3 and _starts(around[0]) and around[2].startswith("</")  # noqa: PLR2004


def _starts(token: str) -> bool:
    return token.startswith("<") and not token.startswith("</") and not token.endswith("/>")


def _open_tag(token: str) -> Iterator[str]:
    done = 0
    for value in _VALUE_IN_TAG.finditer(token):
        quote = value[2][0]
        yield re.escape(token[done : value.start(2)])
        yield f"{quote}([^{quote}<&\\n\\t]*){quote}"
        done = value.end()
    yield re.escape(token[done:])
