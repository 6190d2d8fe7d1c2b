"""The text in a piece of XML, as a parser would read it."""

import re

_ASIDE = re.compile(r"<!--|<\?|<!\[CDATA\[|\]\]>")
_ENDS = {"<!--": "-->", "<?": "?>"}
_REFERENCE = re.compile(r"&(?:#x0*([0-9a-fA-F]{1,6})|#0*([0-9]{1,7})|amp|apos|gt|lt|quot);")


def resolved(text: str) -> str:
    """The text with its references (XML 1.0 section 4.1) as what they stand for.

    A sign that could be taken for a tag's becomes a space: all we want of it is what stands
    on both sides.
    """
    return _REFERENCE.sub(_referred, text) if "&" in text else text


def without_asides(text: str) -> str:
    """The text without comments, instructions and the marks of CDATA, in time as its length."""
    kept, at = [], 0
    endless: set[str] = set()
    for mark in _ASIDE.finditer(text):
        if mark.start() < at or mark[0] in endless:
            continue
        stop = mark.end()
        if mark[0] in _ENDS:
            found = text.find(_ENDS[mark[0]], stop)
            if found < 0:
                endless.add(mark[0])
                continue
            stop = found + len(_ENDS[mark[0]])
        kept.append(text[at : mark.start()])
        at = stop
    return "".join((*kept, text[at:]))


def _referred(reference: re.Match[str]) -> str:
    if not reference[1] and not reference[2]:
        return " "
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    sign = chr(code) if code < 0x110000 else ""  # noqa: PLR2004 - the last code point
    return " " if sign in {"<", ">", '"', "'"} else sign
