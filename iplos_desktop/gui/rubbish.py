"""Objects that hold each other are found and let go on the main thread alone.

Python does it on whatever thread made the last object, and a thing of Qt's that ends on a working
thread may take the program with it.
"""

import gc
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

_BETWEEN = 1000  # milliseconds between two looks at what is young, which take less than one
_WHOLE = 30  # looks between two at everything


class Rubbish(QObject):
    """Looks now and then, as long as its parent lives."""

    def __init__(self, parent: QObject, is_idle: Callable[[], bool]) -> None:
        """is_idle: whether nobody waits for the main thread, so that it may look at everything."""
        super().__init__(parent)
        self._is_idle = is_idle
        self._looks = 0
        gc.disable()
        gc.freeze()  # what is there at the start stays, and need not be looked at
        timer = QTimer(self, interval=_BETWEEN)
        timer.timeout.connect(self._look)
        timer.start()

    def _look(self) -> None:
        self._looks += 1
        everything = self._looks >= _WHOLE and self._is_idle()
        gc.collect(2 if everything else 1)
        if everything:
            self._looks = 0
