"""An end asked for from outside: she logs out, the machine is shut down, Ctrl-C in a terminal."""

import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier

_ENDS = ("SIGTERM", "SIGINT", "SIGHUP")


class Ending(QObject):
    """Hears the signals that ask the program to end; Windows itself closes the window.

    Python runs its own handlers only when it gets to run, and Qt waits without it: so the signal
    writes to a socket that Qt listens to.
    """

    def __init__(self, parent: QObject, end: Callable[[], None]) -> None:
        """end: called in the main thread, once for each signal."""
        super().__init__(parent)
        self._end = end
        self._ours, self._theirs = socket.socketpair()
        for each in (self._ours, self._theirs):
            each.setblocking(False)
        signal.set_wakeup_fd(self._theirs.fileno())
        for name in _ENDS:
            if hasattr(signal, name) and signal.getsignal(getattr(signal, name)) != signal.SIG_IGN:
                signal.signal(getattr(signal, name), lambda *_: None)
        kind = QSocketNotifier.Type.Read
        self._notifier = QSocketNotifier(self._ours.fileno(), kind, self)
        self._notifier.activated.connect(self._hear)

    def _hear(self) -> None:
        self._ours.recv(64)
        self._end()
