"""Progress of a sealing, in bytes."""

from iplos_desktop.watch import Watch


class Progress:
    """Bytes done so far, told on."""

    def __init__(self, watch: Watch, total: int) -> None:
        self._watch = watch
        self._total = total
        self._done = 0

    def add(self, count: int) -> None:
        """Tell of `count` bytes more; 0 gives a cancel its chance. Raises Cancelled."""
        self._done += count
        self._watch.tell(self._done, self._total)
