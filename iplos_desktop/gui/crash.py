"""What happens at a fault of ours: the user is told what to do, and never shown a value."""

import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QMessageBox

import iplos_desktop
from iplos_desktop.flow.log import note_fault
from iplos_desktop.flow.policy import installed
from iplos_desktop.gui.dialogs import give_room
from iplos_desktop.gui.look import look

_SHAPE = 40  # pixels, as in the other questions
WHAT = "Uventet feil"
ADVICE = (
    "Det er en feil i programmet, ikke noe du har gjort. Det du har fylt ut, står fortsatt."
    " Prøv en gang til. Skjer det igjen, så lukk programmet, start det på nytt, og send"
    " denne teksten til IT-avdelingen:"
)


class _Teller(QObject):
    """Brings a fault from any thread to the main one."""

    told = Signal(str)
    box: QMessageBox | None = None
    keep: Callable[[], None] | None = None


_teller: _Teller | None = None


def install() -> None:
    """From now on every fault of ours is told, from whatever thread."""
    global _teller  # noqa: PLW0603 - one for the program, as the hooks are
    _teller = _Teller(QApplication.instance())
    _teller.told.connect(_show)
    sys.excepthook = _hook
    threading.excepthook = lambda fault: unexpected(fault.exc_value)


def keep_with(keep: Callable[[], None]) -> None:
    """What is called at a fault, to keep what the user has entered."""
    if _teller is not None:
        _teller.keep = keep


def unexpected(fault: BaseException | None) -> None:
    """Note a fault of ours, and tell of it."""
    if fault is None:
        return
    place = where(fault)
    note_fault(installed(), place)
    if _teller is not None:
        _teller.told.emit(place)


def before_the_window(fault: BaseException) -> None:
    """Tell of a fault that kept the window from opening, and wait until it is read."""
    unexpected(fault)
    if _teller is not None and _teller.box is not None:
        _teller.box.exec()


def where(fault: BaseException) -> str:
    """The kind of a fault and the places it went through: names and lines, no values."""
    frames = traceback.extract_tb(fault.__traceback__)[-6:]
    places = [
        f"{frame.filename.replace(chr(92), '/').rpartition('/')[2]}:{frame.lineno}"
        for frame in frames
    ]
    version = iplos_desktop.__version__
    return f"IPLOS Desktop {version} · {type(fault).__name__} · {' > '.join(places)}"


def _hook(_: type[BaseException], fault: BaseException, __: TracebackType | None) -> None:
    if isinstance(fault, KeyboardInterrupt):
        QApplication.quit()
        return
    unexpected(fault)


def _show(place: str) -> None:
    if _teller is not None and _teller.keep is not None:
        with suppress(Exception):  # the fault may be in just that
            _teller.keep()
    if _teller is None or (_teller.box is not None and _teller.box.isVisible()):
        return  # one is enough
    _teller.box = box = QMessageBox()
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setIcon(QMessageBox.Icon.Critical)
    box.setIconPixmap(look().icon("kritisk", "danger", "page").pixmap(_SHAPE, _SHAPE))
    box.setWindowTitle(WHAT)
    box.setText(WHAT)
    box.setInformativeText(f"{ADVICE}\n\n{place}")
    box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    box.addButton("Lukk", QMessageBox.ButtonRole.AcceptRole)
    give_room(box)
    box.open()
