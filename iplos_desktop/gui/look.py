"""Gives the program its look: font, palette, style sheet and icons, after the system."""

import re
from functools import cache

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from iplos_desktop.gui.colours import DARK, LIGHT, Colours
from iplos_desktop.shipped import resource

BASE = 11.0
"""Points of ordinary text at 100 %."""
LARGEST = 2.0
_STEP = 0.25
_FONTS = ("Inter-Regular.ttf", "Inter-SemiBold.ttf")


class Look(QObject):
    """The look in force; follows the system's light and dark, and the user's text size."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self.scale = 1.0
        self._dark: bool | None = None
        app.setStyle("Fusion")
        self._system_palette = app.palette()
        for name in _FONTS:
            QFontDatabase.addApplicationFont(str(resource("fonts", name)))
        app.styleHints().colorSchemeChanged.connect(self.apply)
        self.apply()

    @property
    def colours(self) -> Colours:
        """The colours in force."""
        dark = self._dark
        if dark is None:
            dark = self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return DARK if dark else LIGHT

    def set_dark(self, *, dark: bool | None) -> None:
        """Dark or light in spite of the system; None follows the system again."""
        self._dark = dark
        self.apply()

    def larger(self, steps: int) -> None:
        """Make all text larger (or smaller, for steps below nought)."""
        self.set_scale(self.scale + steps * _STEP)

    def set_scale(self, scale: float) -> None:
        """Text size, 1.0 to 2.0."""
        self.scale = min(max(scale, 1.0), LARGEST)
        self.apply()

    def apply(self) -> None:
        """Draw everything anew with what holds now."""
        font = QFont("Inter")
        font.setPointSizeF(BASE * self.scale)
        self._app.setFont(font)
        if high_contrast(self._app):
            self._app.setPalette(self._system_palette)
            self._app.setStyleSheet("")
        else:
            self._app.setPalette(_palette(self.colours))
            self._app.setStyleSheet(_style_sheet(self.colours, self.scale))
        self.changed.emit()

    def icon(self, name: str, colour: str, back: str = "surface") -> QIcon:
        """An icon of ours. colour, back: names of colours, of the shape and what lies in it."""
        named = self.colours.named()
        return _icon(name, named[colour], named[back])


def high_contrast(app: QApplication) -> bool:
    """Whether the system asks for high contrast, whose colours are then left as they are."""
    hints = getattr(app.styleHints(), "accessibility", None)  # Qt 6.10 and later
    if hints is None:
        return False
    return bool(hints().contrastPreference() == Qt.ContrastPreference.HighContrast)


def look() -> Look:
    """The look of the running program."""
    found = QApplication.instance().findChild(Look)  # type: ignore[union-attr]
    assert found is not None  # noqa: S101 - made at start
    return found


def app_icon() -> QIcon:
    """The program's own icon."""
    return _icon("iplos", "", "")


@cache
def _icon(name: str, colour: str, back: str) -> QIcon:
    drawing = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    drawing = drawing.replace("currentColor", colour).replace("backColor", back)
    renderer = QSvgRenderer(QByteArray(drawing.encode()))
    icon = QIcon()
    for side in (16, 24, 32, 48, 64, 128):
        picture = QPixmap(QSize(side, side))
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        renderer.render(painter, QRectF(0, 0, side, side))
        painter.end()
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
            icon.addPixmap(picture, mode)
    return icon


def _style_sheet(colours: Colours, scale: float) -> str:
    """The style sheet with colours for @name, points for @number, a path for @icon(name)."""
    sheet = resource("style", "window.qss").read_text(encoding="utf-8")
    sheet = re.sub(r"@(\d+)", lambda size: f"{int(size[1]) * scale:g}pt", sheet)
    kind = "lys" if colours is LIGHT else "mork"
    icon = re.compile(r"@icon\(([a-z]+)\)")
    sheet = icon.sub(lambda name: resource("icons", f"{name[1]}-{kind}.svg").as_posix(), sheet)
    named = colours.named()
    return re.sub(r"@([a-z_]+)", lambda name: named[name[1]], sheet)


def _palette(colours: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for roles, colour in (
        ((role.Window, role.AlternateBase, role.Button), colours.page),
        ((role.Base, role.ToolTipBase), colours.surface),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText), colours.text),
        ((role.PlaceholderText,), colours.muted),
        ((role.Highlight, role.Link, role.Accent), colours.accent),
        ((role.HighlightedText, role.BrightText), colours.on_accent),
        ((role.Light, role.Midlight), colours.surface),
        ((role.Mid, role.Dark), colours.border),
        ((role.Shadow,), colours.line),
    ):
        for one in roles:
            palette.setColor(one, QColor(colour))
    for one in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, one, QColor(colours.disabled))
    return palette
