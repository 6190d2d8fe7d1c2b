"""The journal as the window sees it: read and ticked in the background, since it may be held."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from iplos_desktop.errors import UserError
from iplos_desktop.flow.earlier import kept_folder
from iplos_desktop.flow.journal import Journal, SetAsideError, Tick
from iplos_desktop.flow.journal_entry import Entry
from iplos_desktop.flow.session import Session
from iplos_desktop.gui.worker import Job, Worker
from iplos_desktop.watch import Watch

_Change = Callable[[Journal], None]
_Read = tuple[list[Entry], UserError | None]


class Notes(QObject):
    """What was read last. One thing is asked at a time, in the order it was asked."""

    changed = Signal()  # it has been read, or could not be

    def __init__(
        self, parent: QObject, session: Session, broken: Callable[[BaseException], None]
    ) -> None:
        super().__init__(parent)
        self.worker = Worker(self, broken)
        self.entries: list[Entry] = []
        self.trouble: UserError | None = None
        self.asked: str | None = None  # which entry she wants to see on the page Tidligere
        self._session = session
        self._set_aside: SetAsideError | None = None
        self._waiting: list[Job] = []
        self.worker.succeeded.connect(self._take)
        self.worker.finished.connect(self._go_on)

    @property
    def busy(self) -> bool:
        """Whether an answer is awaited."""
        return self.worker.busy or bool(self._waiting)

    def find(self, delivery_id: str) -> Entry | None:
        """An entry, when it has been read."""
        return next((one for one in self.entries if one.delivery_id == delivery_id), None)

    def read(self) -> None:
        """Ask for what stands there; `changed` follows."""
        self._ask(partial(_look, self._session.journal.folder, None))

    def tick(self, delivery_id: str, tick: Tick, *, on: bool) -> None:
        """Tick an entry as of now, or take the tick away; `changed` follows."""
        at = self._session.clock() if on else None
        self._change(lambda journal: journal.tick(delivery_id, tick, at))

    def move(self, delivery_id: str, path: Path) -> None:
        """Note where a sealed file was found; `changed` follows."""
        self._change(lambda journal: journal.move(delivery_id, kept_folder(path)))

    def _change(self, change: _Change) -> None:
        self._ask(partial(_look, self._session.journal.folder, change))

    def _ask(self, job: Job) -> None:
        self._waiting.append(job)
        self._go_on()

    def _go_on(self) -> None:
        if self._waiting and self.worker.idle:
            self.worker.start(self._waiting.pop(0))

    def _take(self, read: _Read) -> None:
        entries, trouble = read
        if isinstance(trouble, SetAsideError):
            self._set_aside = trouble  # to be told as long as the window is open: it is found once
        if entries or trouble is None or trouble is self._set_aside:
            self.entries = entries  # else what was read before is still the best there is
        self.trouble = trouble or self._set_aside
        self.changed.emit()


def _look(folder: Path, change: _Change | None, _: Watch) -> _Read:
    """In the background, with a journal of its own: that of the session may be noting now."""
    journal, trouble = Journal(folder), None
    if change is not None:
        change(journal)
        trouble = journal.trouble
    entries = journal.entries()
    return entries, trouble or journal.trouble
