"""Text as people read it: plain, cut at a length, with Norwegian numbers, days and sizes."""

import html
import re
import unicodedata
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

LONGEST = 300
"""Characters of a text from a file that are shown."""
_THIN = "\N{NO-BREAK SPACE}"
_MONTHS = (
    *("januar", "februar", "mars", "april", "mai", "juni"),
    *("juli", "august", "september", "oktober", "november", "desember"),
)
_KILO = 1000
_MINUTE = 60


def plain(text: str, longest: int = LONGEST) -> str:
    """A text from a file, safe to show: one line, no control characters, cut at a length."""
    kept = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in text[:5000])
    kept = " ".join(kept.split())
    return kept if len(kept) <= longest else kept[: longest - 1] + "…"


def label(text: str = "", kind: str = "", *, wrap: bool = True) -> QLabel:
    """A label that never takes its text for markup. kind: what the style sheet calls it."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if kind:
        made.setProperty("kind", kind)
    return made


def breakable(text: str) -> str:
    """The same to read, but long words such as paths and addresses may go on the next line."""
    return re.sub(r"([_@/\\]|[^\s_@/\\]{20})(?=\S)", "\\1\N{ZERO WIDTH SPACE}", text)


def tooltip(text: str) -> str:
    """A text for a tooltip, which Qt may take for markup: escaped, so that it cannot be."""
    return f"<p style='white-space:pre-wrap'>{html.escape(plain(text, 1000))}</p>"


def restyle(widget: QWidget, **properties: object) -> None:
    """Set properties the style sheet looks at, and draw the widget by them."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def number(value: int) -> str:
    """12 345."""
    return f"{value:,}".replace(",", _THIN)


def count(value: int, one: str, many: str) -> str:
    """1 person, 2 personer."""
    return f"{number(value)}{_THIN}{one if value == 1 else many}"


def day(value: date) -> str:
    """15. januar 2016."""
    return f"{value.day}.{_THIN}{_MONTHS[value.month - 1]}{_THIN}{value.year}"


def short_day(value: date) -> str:
    """15.1.2016, for tables."""
    return f"{value.day}.{value.month}.{value.year}"


def size(count_of_bytes: int) -> str:
    """2,4 MB; sizes in thousands, as the file manager's properties show them."""
    value, unit = float(count_of_bytes), "byte"
    for larger in ("kB", "MB", "GB"):
        if value < _KILO:
            break
        value, unit = value / _KILO, larger
    shown = f"{value:.0f}" if unit in {"byte", "kB"} else f"{value:.1f}".replace(".", ",")
    return f"{shown}{_THIN}{unit}"


def time_left(seconds: float) -> str:
    """About how long is left, never more exact than it is known."""
    if seconds < 10:  # noqa: PLR2004
        return "straks ferdig"
    if seconds < _MINUTE:
        return f"omtrent {round(seconds / 10) * 10} sekunder igjen"
    return f"omtrent {count(round(seconds / _MINUTE), 'minutt', 'minutter')} igjen"


def grouped(digits: str) -> str:
    """A fingerprint as it stands in the letter: upper case, in groups of four."""
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4)).upper()
