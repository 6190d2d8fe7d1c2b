"""The style sheet of the window, with colours, sizes of text, distances and icons put in."""

import re

from iplos_desktop.gui import spacing
from iplos_desktop.gui.colours import Colours, contrast
from iplos_desktop.shipped import resource

_INKS = {"hvit": "#ffffff", "sort": "#0a1a2b"}
_ICON = re.compile(r"@icon\(([a-z]+), *([a-z_]+)\)")


def style_sheet(colours: Colours, scale: float) -> str:
    """The sheet as Qt takes it.

    In resources/style/window.qss ``@name`` is a colour, ``@SMALL`` a distance in pixels, ``@13``
    points of text and ``@(16)`` pixels at 100 %, and ``@icon(hake, fill)`` an icon that is seen on
    that colour.
    """
    sheet = resource("style", "window.qss").read_text(encoding="utf-8")
    named = colours.named()
    sheet = _ICON.sub(lambda asked: _icon(asked[1], named[asked[2]]), sheet)
    sheet = re.sub(r"@\((\d+)\)", lambda pixels: f"{round(int(pixels[1]) * scale)}px", sheet)
    sheet = re.sub(r"@(\d+)", lambda size: f"{int(size[1]) * scale:g}pt", sheet)
    sheet = re.sub(r"@([A-Z]+)", lambda name: f"{getattr(spacing, name[1])}px", sheet)
    return re.sub(r"@([a-z_]+)", lambda name: named[name[1]], sheet)


def _icon(name: str, ground: str) -> str:
    """Where the icon lies in the ink that is seen best: Qt takes files only, and no colour."""
    ink = max(_INKS, key=lambda ink: contrast(_INKS[ink], ground))
    return resource("icons", f"{name}-{ink}.svg").as_posix()
