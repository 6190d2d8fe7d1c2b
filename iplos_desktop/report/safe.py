"""Text made safe for a report: nothing a file holds acts as markup or upsets a reader."""

import html
import re

LONGEST = 1_000
"""Characters of one text that a report shows."""

# Control characters, characters that turn the writing about, and what XML may not hold.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff0-\uffff]"
)
_THIN = "\N{NO-BREAK SPACE}"


def visible(text: str) -> str:
    """One line of what can be seen, cut at a length."""
    if _UNSEEN.search(text):
        text = _UNSEEN.sub(" ", text)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def escaped(text: str) -> str:
    """The same, for HTML, also inside quotes."""
    return html.escape(visible(text))


def number(value: int) -> str:
    """12 345."""
    return f"{value:,}".replace(",", _THIN)


def count(value: int, one: str, many: str) -> str:
    """1 person, 2 personer."""
    return f"{number(value)} {one if value == 1 else many}"
