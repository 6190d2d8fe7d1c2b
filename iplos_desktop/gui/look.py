"""Gives the program its look: font, palette, style sheet and icons, after the system."""

from functools import cache, partial

from PySide6.QtCore import QByteArray, QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetrics,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget

from iplos_desktop.gui.colours import BLACK, DARK, LIGHT, WHITE, Colours, contrast, of_palette
from iplos_desktop.gui.sheet import style_sheet
from iplos_desktop.shipped import resource

BASE = 11.0
"""Points of ordinary text at 100 %."""
LARGEST = 2.0
_STEP = 0.25
_FONTS = ("Inter-Regular.ttf", "Inter-SemiBold.ttf")
_SIDES = (16, 20, 24, 28, 32, 36, 40, 48, 64)  # pixels of an icon
_APP_SIDES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
GRID = 24
"""Lines of the grid an icon is drawn on."""
_MODES = (QIcon.Mode.Normal, QIcon.Mode.Selected, QIcon.Mode.Disabled)
_Two = tuple[str, str]  # colours: of the shape, and of what lies in it
_SEEN = 3.0  # a shape on its ground, WCAG 1.4.11


class Look(QObject):
    """The look in force; follows the system's scheme and contrast, and the user's text size."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self.scale = 1.0
        self._worn: Colours | None = None
        app.setStyle("Fusion")
        for name in _FONTS:
            QFontDatabase.addApplicationFont(str(resource("fonts", name)))
        self._hints = app.styleHints()
        self._hints.colorSchemeChanged.connect(self.apply)
        self._wishes = getattr(self._hints, "accessibility", partial(_none))()  # Qt 6.10 and later
        if self._wishes is not None:
            self._wishes.contrastPreferenceChanged.connect(self.apply)
        self._ear = _Ear(self)
        self.apply()

    def wear(self, colours: Colours | None) -> None:
        """These colours in spite of the system; None follows the system again."""
        self._worn = colours
        self.apply()

    def larger(self, steps: int) -> None:
        """Make all text larger (or smaller, for steps below nought)."""
        self.set_scale(self.scale + steps * _STEP)

    def set_scale(self, scale: float) -> None:
        """Text size, 1.0 to 2.0."""
        self.scale = min(max(scale, 1.0), LARGEST)
        self.apply()

    @property
    def high_contrast(self) -> bool:
        """Whether the system asks for high contrast."""
        if self._wishes is None:
            return False
        return bool(self._wishes.contrastPreference() is Qt.ContrastPreference.HighContrast)

    def apply(self) -> None:
        """Draw everything anew with what holds now."""
        self._ear.heard = 0
        font = QFont("Inter")
        font.setPointSizeF(BASE * self.scale)
        self._app.setFont(font)
        palette = None
        if self._worn is None and self.high_contrast and self._app.platformName() == "windows":
            self._app.setPalette(QPalette())  # its user has chosen each colour: left as they are
            palette = self._app.palette()
        dark = self._hints.colorScheme() is Qt.ColorScheme.Dark
        self.colours = self._worn or choose(dark=dark, high=self.high_contrast, palette=palette)
        if palette is None:
            self._app.setPalette(palette_of(self.colours))
        self._ear.heard = self._app.palette().cacheKey()
        self._app.setStyleSheet(style_sheet(self.colours, self.scale))
        self.changed.emit()

    @property
    def strong(self) -> QFont:
        """Ordinary text that stands out."""
        font = QFont(self._app.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font

    @property
    def side(self) -> int:
        """Pixels of an icon beside ordinary text; one of the sides they are drawn for."""
        height = QFontMetrics(self._app.font()).height()
        return min(_SIDES, key=lambda side: (abs(side - height), -side))

    def icon(self, name: str, colour: str, back: str = "surface", *, gap: int = 0) -> QIcon:
        """An icon of ours. colour, back: names of colours, of the shape and what lies in it.

        gap: of the 24 lines of its grid as many more are left free after it, or before (below 0).
        """
        named = self.colours.named()
        front, ground = named[colour], named["chosen_back"]
        seen = contrast(front, ground) >= _SEEN
        chosen = (front, named[back]) if seen else (named["chosen_text"], ground)
        disabled = (named["disabled"], named[back])
        return _icon(name, self.side, ((front, named[back]), chosen, disabled), gap)


class _Ear(QWidget):
    """Hears that the user has chosen another contrast theme; never shown."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.heard = 0

    def changeEvent(self, event: QEvent) -> None:
        """Qt tells every widget."""
        moved = self.heard and QApplication.palette().cacheKey() != self.heard
        if event.type() == QEvent.Type.PaletteChange and moved and self._look.high_contrast:
            self.heard = 0
            self._look.apply()
        super().changeEvent(event)


def choose(*, dark: bool, high: bool, palette: QPalette | None = None) -> Colours:
    """The colours for what the system asks. palette: of a system whose users choose each colour."""
    if high:
        return of_palette(palette) if palette is not None else BLACK if dark else WHITE
    return DARK if dark else LIGHT


def look() -> Look:
    """The look of the running program."""
    found = QApplication.instance().findChild(Look)  # type: ignore[union-attr]
    assert found is not None  # noqa: S101 - made at start
    return found


def app_icon() -> QIcon:
    """The program's own icon."""
    icon = QIcon()
    for side in _APP_SIDES:
        icon.addPixmap(_picture("iplos", ("", ""), side))
    return icon


@cache
def _icon(name: str, least: int, colours: tuple[_Two, ...], gap: int) -> QIcon:
    """least: pixels of its side on a screen of 100 %; a finer screen has up to twice as many.

    colours: as it is drawn plain, chosen and disabled.
    """
    icon = QIcon()
    for side in (side for side in _SIDES if least <= side <= 2 * least):
        for mode, two in zip(_MODES, colours, strict=True):
            icon.addPixmap(_picture(name, two, side, gap), mode)
    return icon


@cache
def _picture(name: str, colours: _Two, side: int, gap: int = 0) -> QPixmap:
    free = side * gap // GRID
    picture = QPixmap(QSize(side + abs(free), side))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    place = QRectF(max(-free, 0), 0, side, side)
    _drawing(name, colours).render(painter, place)
    painter.end()
    return picture


@cache
def _drawing(name: str, colours: _Two) -> QSvgRenderer:
    drawing = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    drawing = drawing.replace("currentColor", colours[0]).replace("backColor", colours[1])
    return QSvgRenderer(QByteArray(drawing.encode()))


def _none() -> None:
    """What an older Qt knows of the user's wishes."""


def palette_of(colours: Colours) -> QPalette:
    """The palette for what is drawn by Qt itself."""
    palette = QPalette()
    role = QPalette.ColorRole
    for roles, colour in (
        ((role.Window, role.AlternateBase, role.Button), colours.page),
        ((role.Base, role.ToolTipBase), colours.surface),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText), colours.text),
        ((role.PlaceholderText,), colours.muted),
        ((role.Link, role.LinkVisited), colours.accent),
        ((role.Highlight, role.Accent), colours.fill),
        ((role.HighlightedText, role.BrightText), colours.on_fill),
        ((role.Light, role.Midlight), colours.surface),
        ((role.Mid, role.Dark), colours.border),
        ((role.Shadow,), colours.line),
    ):
        for one in roles:
            palette.setColor(one, QColor(colour))
    for one in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, one, QColor(colours.disabled))
    return palette
