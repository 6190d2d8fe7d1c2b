"""Finds where persons begin and identities stand in an export's text, all else left as it is.

The export has been checked: it is well-formed and has no DOCTYPE. So a tag is what begins with
``<`` outside comments, CDATA and processing instructions, and a few needles lead to the places; a
parser for the whole would take longer than all the rest of the sealing.
"""

import re
from collections.abc import Iterator
from enum import Enum, auto
from pyexpat import ExpatError, ParserCreate

_PREFIX = r"(?:[^\s<>/:=\"'!?]+:)?"  # of a namespace
_WHOLE_TAG = re.compile(r"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_PLAIN_IDENTITY = re.compile(r"<peFnr>[^<&]*</peFnr>")
_ENDS = {"<!--": "-->", "<![CDATA[": "]]>", "<?": "?>"}
_LONGEST = 8 * 1024 * 1024  # characters of one element; the check refuses half as many


class Kind(Enum):
    """What a span is: an element ``peFnr``, a tag of a PERSON, or anything else."""

    IDENTITY = auto()
    PERSON = auto()
    OTHER = auto()


_NEEDLES = ("peFnr", "PERSON", "!", "?")  # single signs are sought ten times as fast
_TAGS = {
    "peFnr": (Kind.IDENTITY, re.compile(rf"<{_PREFIX}peFnr(?=[\s/>])")),
    "PERSON": (Kind.PERSON, re.compile(rf"</?{_PREFIX}PERSON(?=[\s/>])")),
}
_ANOTHER = "PERSONOPPL"
Span = tuple[Kind, str]


class Spans:
    """Takes a text piece by piece and gives it again, span by span.

    Raises ValueError where the text is no checked export after all.
    """

    def __init__(self) -> None:
        self._rest = ""
        self._until = ""  # what ends the comment or the like we are in

    def feed(self, text: str, *, last: bool = False) -> Iterator[Span]:
        """The spans that are whole with this piece; with the last piece, all."""
        text = self._rest + text
        places = [-1] * len(_NEEDLES)
        at = given = free = 0  # free: the end of the last span, comment or the like
        while True:
            if self._until:
                at, done = self._leave(text, at)
                if not done:
                    break
                free = at
            place, needle = _nearest(text, at, places)
            if needle not in _TAGS:
                at, done = self._enter(text, place) if needle else (_complete(text, at), False)
                if not done:
                    break
                continue
            if text.startswith(_ANOTHER, place):  # by far the most, and no tag of a PERSON
                at = place + len(_ANOTHER)
                continue
            kind, tag = _TAGS[needle]
            start = text.rfind("<", free, place)
            whole = _WHOLE_TAG.match(text, start) if start >= 0 else None
            if start < 0 or (whole and not tag.match(text, start)):
                at = place + len(needle)
                continue
            end = _end(kind, text, whole) if whole else None
            if end is None:
                at = start
                break
            yield from _if_any(text[given:start])
            yield kind, text[start:end]
            at = given = free = end
        self._rest = text[at:]
        if (last and (self._rest or self._until)) or len(self._rest) > _LONGEST:
            raise ValueError("cut off, or an element without an end")
        yield from _if_any(text[given:at])

    def _leave(self, text: str, at: int) -> tuple[int, bool]:
        """Where the comment or the like ends; else how far the text is surely inside it."""
        end = text.find(self._until, at)
        if end < 0:
            return max(at, len(text) - len(self._until) + 1), False
        end += len(self._until)
        self._until = ""
        return end, True

    def _enter(self, text: str, sign: int) -> tuple[int, bool]:
        """Where a comment or the like has begun; not done when too little of it is at hand."""
        at = sign - 1
        if at < 0 or text[at] != "<":
            return sign + 1, True
        for start, end in _ENDS.items():
            if text.startswith(start, at):
                self._until = end
                return at + len(start), True
        if any(start.startswith(text[at:]) for start in _ENDS):
            return at, False
        raise ValueError("a declaration")


def _nearest(text: str, at: int, places: list[int]) -> tuple[int, str]:
    """The next needle and its place, "" for none; places: where each was found last."""
    for index, needle in enumerate(_NEEDLES):
        if places[index] < at:
            found = text.find(needle, at)
            places[index] = found if found >= 0 else len(text)
    place = min(places)
    return place, _NEEDLES[places.index(place)] if place < len(text) else ""


def _complete(text: str, at: int) -> int:
    """How far a text without needles goes that ends in no open tag."""
    tag = text.rfind("<", at)
    return len(text) if tag < 0 or _WHOLE_TAG.match(text, tag) else tag


def _if_any(text: str) -> Iterator[Span]:
    if text:
        yield Kind.OTHER, text


def _end(kind: Kind, text: str, tag: re.Match[str]) -> int | None:
    """Where the tag, or the element it begins, ends; None when it is not all there."""
    if kind is Kind.PERSON or tag[0].endswith("/>"):
        return tag.end()
    plain = _PLAIN_IDENTITY.match(text, tag.start())
    return plain.end() if plain else _end_of_element(text, tag.start())


class _Ended(Exception):  # noqa: N818 - stops the parser at the end of the element
    pass


def _end_of_element(text: str, start: int) -> int | None:
    """Where an element of any content ends, by the parser's own reading of it."""
    data = text[start : start + _LONGEST].encode()
    parser, depth = ParserCreate("UTF-8"), 0

    def begin(_name: str, _attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1
        if depth == 0:
            raise _Ended(parser.CurrentByteIndex)

    parser.StartElementHandler, parser.EndElementHandler = begin, end
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat's own signature
    except _Ended as ended:
        stop = data.index(b">", ended.args[0]) + 1
        return start + len(data[:stop].decode())
    except ExpatError:
        return None
    finally:  # it holds `end`, which holds it: else it stays, with its copy of the text
        parser.EndElementHandler = None
    return None
