"""The order in which Tab goes from one control to the next: as the window is read."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QTabWidget, QWidget


def put_in_order(*parts: QWidget) -> None:
    """Chain all that takes the focus by Tab, part by part, each as it is laid out.

    Qt chains in the order things were made, and what comes later, such as the card of a key, last.
    """
    reached = [
        one
        for part in parts
        for one in laid_out(part)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    for before, after in pairwise(reached):
        QWidget.setTabOrder(before, after)


def laid_out(widget: QWidget) -> Iterator[QWidget]:
    """A widget and all that is shown in it, from the first to the last."""
    if widget.isHidden():
        return
    yield widget
    layout = widget.layout()
    if isinstance(widget, QScrollArea):
        inner = [widget.widget()]
    elif isinstance(widget, QTabWidget):
        inner = [widget.tabBar(), widget.currentWidget()]
    elif layout is not None:
        inner = [*_items(layout)]
    else:
        inner = [one for one in widget.children() if isinstance(one, QWidget)]
    for one in inner:
        if one is not None and not one.isWindow():
            yield from laid_out(one)


def _items(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        inner, widget = (item.layout(), item.widget()) if item is not None else (None, None)
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _items(inner)
