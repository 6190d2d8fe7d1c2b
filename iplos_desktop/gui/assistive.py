"""What assistive programs are told of surfaces that scroll, in place of what Qt tells."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QAccessibleWidget

_kept: dict[int, QAccessibleInterface] = {}


def install() -> None:
    """From now on every surface that scrolls has as parts the widgets it holds.

    Qt (6.11) reads past its list and falls when it is asked for a part that has just gone, as the
    scroll bar of a page does when another is shown (QAccessibleAbstractScrollArea::child).
    """
    QAccessible.installFactory(_make)


def _make(_: str, thing: QObject) -> QAccessibleInterface | None:
    if not isinstance(thing, QAbstractScrollArea) or isinstance(thing, QAbstractItemView):
        return None
    key = id(thing)
    made = _kept[key] = QAccessibleWidget(thing, QAccessible.Role.Pane, thing.accessibleName())
    thing.destroyed.connect(lambda: _kept.pop(key, None))
    return made
