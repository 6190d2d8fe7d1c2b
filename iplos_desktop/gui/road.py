"""What all pages share: the session, the work under way, and how questions are asked."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from iplos_desktop.errors import UserError
from iplos_desktop.flow.checked import Checked, Order
from iplos_desktop.flow.demo import Demo
from iplos_desktop.flow.journal_entry import Entry
from iplos_desktop.flow.session import Session, Step
from iplos_desktop.gui.arrange import Index
from iplos_desktop.gui.crash import unexpected
from iplos_desktop.gui.dialogs import Dialogs
from iplos_desktop.gui.notes import Notes
from iplos_desktop.gui.worker import Job, Worker
from iplos_desktop.watch import Watch


class Road(QObject):
    """One submission on its way through the pages."""

    changed = Signal()  # something another page or the frame shows is new
    asked_for = Signal(int)  # a page wants to go to a step
    onward = Signal()  # a page has nothing more to ask: Neste is next

    def __init__(
        self,
        session: Session | None = None,
        dialogs: Dialogs | None = None,
        broken: Callable[[BaseException], None] = unexpected,
    ) -> None:
        super().__init__()
        self.session = session or Session()
        self.dialogs = dialogs or Dialogs()
        self.index = Index(())
        self.trouble: UserError | None = None
        self.check = Worker(self, broken)
        self.broken = broken
        self.seal = Worker(self, broken)
        self.aside = Worker(self, broken)  # lesser work: demo data, the list as Excel
        self.fetch = Worker(self, broken)
        self.notes = Notes(self, self.session, broken)
        self.check.succeeded.connect(self._take_check)
        self.check.failed.connect(self._check_failed)
        self._ready: Callable[[Any], None] = _nobody
        self._failed: Callable[[UserError], None] = _nobody
        self.aside.succeeded.connect(self._on_ready)
        self.aside.failed.connect(self._on_failed)
        for worker in self.workers:
            worker.started.connect(self.changed)
            worker.finished.connect(self.changed)

    @property
    def workers(self) -> tuple[Worker, ...]:
        """All that may be at work."""
        return (self.check, self.seal, self.aside, self.fetch, self.notes.worker)

    @property
    def busy(self) -> bool:
        """Whether the file is being read or written now."""
        return self.check.busy or self.seal.busy

    @property
    def idle(self) -> bool:
        """Whether no work is left, so that the program may end."""
        return all(worker.idle for worker in self.workers)

    def go(self, step: Step) -> None:
        """Ask the frame to show a step."""
        self.asked_for.emit(int(step))

    def begin(self, *, corrected: bool, corrects: Entry | None = None) -> None:
        """A new submission, or a corrected one, with nothing left of the last."""
        self._forget()
        self.session.choose_test_mode(test=False)
        self.session.begin(corrected=corrected, corrects=corrects)
        self.changed.emit()

    def begin_trial(self, demo: Demo) -> None:
        """A trial on made-up data, checked at once."""
        self._forget()
        self.session.begin_trial(demo)
        self.start_check()

    def choose(self, path: Path, ident: Path | None = None) -> None:
        """Another export, checked at once."""
        self._forget()
        self.session.choose_file(path, ident)
        self.start_check()

    def start_check(self) -> None:
        """Check the chosen file; what followed from an earlier check goes."""
        self._forget()
        try:
            order = self.session.order()
        except UserError as error:
            self._check_failed(error)
            return
        self.session.forget_check()
        self.check.start(partial(_check, self.session, order))

    def run_aside(
        self, job: Job, ready: Callable[[Any], None], failed: Callable[[UserError], None]
    ) -> None:
        """Lesser work in the background, and who takes what comes of it."""
        self._ready, self._failed = ready, failed
        self.aside.start(job)

    def cancel(self) -> None:
        """Ask all work to stop."""
        for worker in self.workers:
            worker.cancel()

    def _on_ready(self, outcome: object) -> None:
        self._ready(outcome)

    def _on_failed(self, error: UserError) -> None:
        self._failed(error)

    def _forget(self) -> None:
        self.check.drop()
        self.index = Index(())
        self.trouble = None

    def _take_check(self, outcome: tuple[Checked, Index]) -> None:
        checked, self.index = outcome
        self.session.take_check(checked)
        self.changed.emit()

    def _check_failed(self, error: UserError) -> None:
        self.trouble = error
        self.changed.emit()


def _check(session: Session, order: Order, watch: Watch) -> tuple[Checked, Index]:
    """In the background: the check, and what the table of findings needs."""
    checked = session.run_check(order, watch)
    return checked, Index(checked.findings.groups, checked.since)


def _nobody(_: object) -> None:
    """Takes what nobody has asked for."""
