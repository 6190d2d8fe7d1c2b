"""The named colours the whole window is drawn with: light, dark, and in high contrast."""

from dataclasses import asdict, dataclass

from PySide6.QtGui import QPalette


@dataclass(frozen=True)
class Colours:
    """One set. Names ending in `_back` are what the text of the same name stands on.

    fill: what is pressed or filled, with `on_fill` upon it. chosen: a row, a step, an answer.
    """

    page: str
    surface: str
    text: str
    muted: str
    accent: str
    fill: str
    fill_hover: str
    on_fill: str
    focus: str
    line: str
    border: str
    disabled: str
    chosen_text: str
    chosen_back: str
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
    page="#f4f6f8",
    surface="#ffffff",
    text="#1c2733",
    muted="#4b5866",
    accent="#0062ba",
    fill="#0062ba",
    fill_hover="#004e95",
    on_fill="#ffffff",
    focus="#0a1f3c",
    line="#d5dbe1",
    border="#6a7580",
    disabled="#66717d",
    chosen_text="#0b3763",
    chosen_back="#e4f0fb",
    danger="#c01b1b",
    danger_text="#590d0d",
    danger_back="#fbeaea",
    warning="#a05500",
    warning_text="#4a3000",
    warning_back="#fff5e0",
    info="#0062ba",
    info_text="#0b3763",
    info_back="#eaf3fc",
    good="#0b7a45",
    good_text="#0c452a",
    good_back="#e8f6ee",
    test_text="#2b2000",
    test_back="#ffd54a",
)
DARK = Colours(
    page="#12171d",
    surface="#1b222a",
    text="#eef2f6",
    muted="#b5c1cd",
    accent="#74b7ff",
    fill="#74b7ff",
    fill_hover="#a3d0ff",
    on_fill="#0a1a2b",
    focus="#ffd54a",
    line="#36424e",
    border="#8797a7",
    disabled="#93a0ad",
    chosen_text="#d5e9ff",
    chosen_back="#14324d",
    danger="#ff8f8f",
    danger_text="#ffdcdc",
    danger_back="#3a191b",
    warning="#ffbb55",
    warning_text="#ffe8b8",
    warning_back="#352a0e",
    info="#74b7ff",
    info_text="#d5e9ff",
    info_back="#13293e",
    good="#63d69a",
    good_text="#cdf3dc",
    good_back="#122f20",
    test_text="#2b2000",
    test_back="#ffd54a",
)


def in_contrast(page: str, text: str, link: str, disabled: str, chosen: tuple[str, str]) -> Colours:
    """A set of few colours: shape, word and frame tell what the hues tell elsewhere.

    chosen: the ground of what is chosen, and the text upon it.
    """
    chosen_back, chosen_text = chosen
    tones = ("danger", "warning", "info", "good")
    told = {name: text for tone in tones for name in (tone, f"{tone}_text")}
    grounds = {f"{tone}_back": page for tone in tones}
    return Colours(
        page=page,
        surface=page,
        text=text,
        muted=text,
        accent=link,
        fill=chosen_back,
        fill_hover=text,
        on_fill=chosen_text,
        focus=text,
        line=text,
        border=text,
        disabled=disabled,
        chosen_text=chosen_text,
        chosen_back=chosen_back,
        test_text=chosen_text,
        test_back=chosen_back,
        **told,
        **grounds,
    )


BLACK = in_contrast(
    page="#000000",
    text="#ffffff",
    link="#75e9fc",
    disabled="#a6a6a6",
    chosen=("#8ee3f0", "#0b1a26"),
)
WHITE = in_contrast(
    page="#ffffff",
    text="#000000",
    link="#00378f",
    disabled="#595959",
    chosen=("#00378f", "#ffffff"),
)


def of_palette(palette: QPalette) -> Colours:
    """The system's own colours, as its user has chosen them in a contrast theme."""
    role = QPalette.ColorRole
    disabled = palette.color(QPalette.ColorGroup.Disabled, role.WindowText)
    return in_contrast(
        page=palette.color(role.Window).name(),
        text=palette.color(role.WindowText).name(),
        link=palette.color(role.Link).name(),
        disabled=disabled.name(),
        chosen=(
            palette.color(role.Highlight).name(),
            palette.color(role.HighlightedText).name(),
        ),
    )


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21 (WCAG 2.1, contrast ratio and relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


_TONES = ("danger", "warning", "info", "good")
TEXT_ON = (
    *((name, ground) for name in ("text", "muted", "accent") for ground in ("page", "surface")),
    ("on_fill", "fill"),
    ("on_fill", "fill_hover"),
    ("chosen_text", "chosen_back"),
    ("test_text", "test_back"),
    ("danger", "page"),
    ("danger", "surface"),
    *((f"{tone}_text", f"{tone}_back") for tone in _TONES),
)
"""Every pair of text and ground in use; each has a contrast of 4.5 or more (WCAG 1.4.3).

Placeholders are muted on a surface, links accent, chips and rows chosen_text on chosen_back.
"""
SHAPES_ON = (
    *((name, ground) for name in ("border", "focus", "fill") for ground in ("page", "surface")),
    *((tone, ground) for tone in _TONES for ground in ("page", "surface", f"{tone}_back")),
    *(("focus", f"{tone}_back") for tone in _TONES),
)
"""Shapes that carry meaning, and their ground; 3 or more (WCAG 1.4.11).

What is drawn on a chosen row takes chosen_text where its own colour would not do; the ring of a
filled button that has the focus is on_fill.
"""
