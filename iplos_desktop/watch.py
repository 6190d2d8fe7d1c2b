"""How long work tells of its progress, and where a cancel takes hold."""

import threading
from collections.abc import Callable

from iplos_desktop.errors import Cancelled


class Watch:
    """Handed to every job; the job calls `tell` often (at least once a chunk).

    listener: called with (done, total), both in the job's own unit (bytes, as a
    rule), on the thread that does the work. so_far: what the work has found out by now, set
    by the work for those who wait; None until there is something to say.
    """

    so_far: object = None

    def __init__(self, listener: Callable[[int, int], None] | None = None) -> None:
        self._listener = listener
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next `tell`; safe from any thread."""
        self._cancelled.set()

    def tell(self, done: int, total: int) -> None:
        """Report progress. Raises Cancelled when the user has asked for it."""
        if self._cancelled.is_set():
            raise Cancelled
        if self._listener is not None:
            self._listener(done, total)
