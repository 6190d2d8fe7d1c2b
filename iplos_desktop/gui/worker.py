"""Work in the background: the one file that knows threads."""

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from iplos_desktop.errors import Cancelled, UserError
from iplos_desktop.watch import Watch

Job = Callable[[Watch], Any]
_BROKEN = UserError(
    "Noe gikk galt i programmet, og arbeidet stanset.",
    "Prøv en gang til. Var du i gang med å kryptere, så se først under Tidligere innsendinger om"
    " fila er laget.",
)
_BETWEEN = 0.05  # seconds between two reports of progress


class _Run(QRunnable):
    """One job on a thread of the pool. Its words reach the main thread through `report`."""

    def __init__(self, number: int, job: Job, report: "Worker") -> None:
        super().__init__()
        self.watch = Watch(self._tell)
        self._number = number
        self._job = job
        self._report = report
        self._told = 0.0

    def run(self) -> None:
        """Do the job; called by the pool."""
        outcome: object
        try:
            outcome = self._job(self.watch)
            kind = "done"
        except Cancelled:
            outcome, kind = None, "cancelled"
        except UserError as error:
            outcome, kind = error, "failed"
        except BaseException as error:  # noqa: BLE001 - told on the main thread as a fault of ours
            outcome, kind = error, "broken"
        self._report.ended.emit(self._number, kind, outcome)

    def _tell(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._told >= _BETWEEN:
            self._told = now
            self._report.told.emit(self._number, done, total)


class Worker(QObject):
    """Runs one job at a time; all its signals arrive on the main thread.

    A new job takes the place of one under way, which stops at its next word of progress
    and is heard no more.
    """

    started = Signal()
    progress = Signal(object, object)  # done and total, in the job's own unit
    succeeded = Signal(object)
    failed = Signal(object)  # a UserError
    cancelled = Signal()
    finished = Signal()  # after each of the three above

    told = Signal(int, object, object)  # from the working thread, for this file alone
    ended = Signal(int, str, object)

    def __init__(self, parent: QObject, broken: Callable[[BaseException], None]) -> None:
        """broken: called with a fault of ours, on the main thread."""
        super().__init__(parent)
        self._broken = broken
        self._number = 0
        self._run: _Run | None = None
        self._alive = 0
        self.told.connect(self._on_told)
        self.ended.connect(self._on_ended)

    @property
    def busy(self) -> bool:
        """Whether a job is under way that will be heard."""
        return self._run is not None

    @property
    def idle(self) -> bool:
        """Whether no job is left at all, also none that was asked to stop."""
        return self._alive == 0

    @property
    def so_far(self) -> object:
        """What the job under way has found out by now; None when there is nothing to say."""
        return self._run.watch.so_far if self._run is not None else None

    def start(self, job: Job) -> None:
        """Do a job in the background."""
        self.drop()
        self._number += 1
        self._alive += 1
        self._run = _Run(self._number, job, self)
        self.started.emit()
        QThreadPool.globalInstance().start(self._run)

    def cancel(self) -> None:
        """Ask the job to stop; `cancelled` follows when it has."""
        if self._run is not None:
            self._run.watch.cancel()

    def drop(self) -> None:
        """Ask the job to stop, and hear no more of it."""
        self.cancel()
        self._run = None

    def _on_told(self, number: int, done: object, total: object) -> None:
        if self._run is not None and number == self._number:
            self.progress.emit(done, total)

    def _on_ended(self, number: int, kind: str, outcome: object) -> None:
        self._alive -= 1
        if self._run is not None and number == self._number:
            self._run = None
            if kind == "done":
                self.succeeded.emit(outcome)
            elif kind == "failed":
                self.failed.emit(outcome)
            elif kind == "broken":
                self.failed.emit(_BROKEN)
            else:
                self.cancelled.emit()
        if kind == "broken" and isinstance(outcome, BaseException):
            self._broken(outcome)
        self.finished.emit()
