"""The named colours the whole window is drawn with, light and dark."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Colours:
    """One set. Names ending in `_back` are what the text of the same name stands on."""

    page: str
    surface: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    on_accent: str
    focus: str
    line: str
    border: str
    disabled: str
    danger: str
    danger_text: str
    danger_back: str
    warning: str
    warning_text: str
    warning_back: str
    info: str
    info_text: str
    info_back: str
    good: str
    good_text: str
    good_back: str
    test_text: str
    test_back: str

    def named(self) -> dict[str, str]:
        """Every colour by its name."""
        return asdict(self)


LIGHT = Colours(
    page="#f3f5f7",
    surface="#ffffff",
    text="#1c2733",
    muted="#4b5866",
    accent="#0062ba",
    accent_hover="#004e95",
    on_accent="#ffffff",
    focus="#0a2f5c",
    line="#d5dbe1",
    border="#6a7580",
    disabled="#66717d",
    danger="#c01b1b",
    danger_text="#590d0d",
    danger_back="#f8e4e4",
    warning="#a05500",
    warning_text="#4a3000",
    warning_back="#fff2d6",
    info="#0062ba",
    info_text="#0b3763",
    info_back="#e4f0fb",
    good="#0b7a45",
    good_text="#0c452a",
    good_back="#e1f4e8",
    test_text="#2b2000",
    test_back="#ffd54a",
)
DARK = Colours(
    page="#12171d",
    surface="#1b222a",
    text="#eef2f6",
    muted="#b5c1cd",
    accent="#74b7ff",
    accent_hover="#a3d0ff",
    on_accent="#0a1a2b",
    focus="#ffd54a",
    line="#36424e",
    border="#8797a7",
    disabled="#93a0ad",
    danger="#ff8f8f",
    danger_text="#ffdcdc",
    danger_back="#4a1b1d",
    warning="#ffbb55",
    warning_text="#ffe8b8",
    warning_back="#43330d",
    info="#74b7ff",
    info_text="#d5e9ff",
    info_back="#14324d",
    good="#63d69a",
    good_text="#cdf3dc",
    good_back="#133a26",
    test_text="#2b2000",
    test_back="#ffd54a",
)

TEXT_ON = (
    ("text", "page"),
    ("text", "surface"),
    ("muted", "page"),
    ("muted", "surface"),
    ("disabled", "page"),
    ("disabled", "surface"),
    ("accent", "page"),
    ("accent", "surface"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("danger", "surface"),
    ("danger", "page"),
    ("warning", "surface"),
    ("info", "surface"),
    ("good", "surface"),
    ("danger_text", "danger_back"),
    ("warning_text", "warning_back"),
    ("info_text", "info_back"),
    ("good_text", "good_back"),
    ("test_text", "test_back"),
)
"""Every pair of text and ground in use; each has a contrast of 4.5 or more (WCAG 1.4.3)."""

SHAPES_ON = (
    ("border", "surface"),
    ("border", "page"),
    ("focus", "surface"),
    ("focus", "page"),
    ("danger", "danger_back"),
    ("warning", "warning_back"),
    ("info", "info_back"),
    ("good", "good_back"),
    ("good", "page"),
)
"""Shapes that carry meaning, and their ground; 3 or more (WCAG 1.4.11)."""
