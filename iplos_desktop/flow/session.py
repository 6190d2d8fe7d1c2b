"""The wizard without a window: what she does, and what goes when something changes."""

from collections.abc import Callable
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path

from iplos_desktop.errors import UserError
from iplos_desktop.flow.check import check
from iplos_desktop.flow.checked import Checked, Order
from iplos_desktop.flow.deliver import Delivery
from iplos_desktop.flow.demo import Demo
from iplos_desktop.flow.journal_entry import Entry
from iplos_desktop.flow.keyring import Keyring
from iplos_desktop.flow.sender import SenderForm
from iplos_desktop.flow.senders import Senders
from iplos_desktop.flow.since_last import MOST
from iplos_desktop.flow.state import State
from iplos_desktop.flow.steps import Step
from iplos_desktop.flow.submit import submit
from iplos_desktop.flow.years import Added
from iplos_desktop.register.identity import holds_identity
from iplos_desktop.sealing.seal import Receipt
from iplos_desktop.watch import Watch

__all__ = ["Session", "Step"]


class Session(State):
    """One submission under way. Long work is done by `run_check` and `run_seal`.

    Every part that follows from the file goes when another file is chosen; what she has
    entered herself stays.
    """

    def show(self, step: Step) -> None:
        """Go to a step; from the journal there is a way back."""
        if step is Step.TIDLIGERE and self.step is not step:
            self.left = self.step
        self.step = step

    # Start and Fil

    def load_year_package(self, path: Path) -> Added:
        """Take in a year package; a check made without it no longer counts.

        Raises UserError, and then nothing has changed.
        """
        added = self.years.add(path)
        if added.is_new and self.receipt is None:
            self.forget_check()
        return added

    def begin(self, *, corrected: bool, corrects: Entry | None = None) -> None:
        """A new submission, or a corrected one; what the last one left is cleared."""
        self.corrected, self.corrects = corrected, corrects
        self.choose_file(None)
        self.step = Step.FIL

    def begin_trial(self, demo: Demo) -> None:
        """Made-up data in test mode; ends with another file, or without test mode.

        Raises UserError where test mode is off.
        """
        self.policy.demand_test_mode()
        self.begin(corrected=False)
        self.choose_test_mode(test=True)
        self.choose_file(demo.export, demo.ident)
        self.trial, self.folder = demo, demo.export.parent
        self._use(demo.ring)

    def choose_file(self, path: Path | None, ident_path: Path | None = None) -> None:
        """Another export; everything that followed from the old one goes."""
        if self.trial is not None and path != self.trial.export:
            self._end_trial()
        self.path, self.ident_path = path, ident_path
        self.forget_check()

    def choose_test_mode(self, *, test: bool) -> None:
        """Switch test mode; a check made in the other mode no longer counts."""
        if test != self.test:
            if not test:
                self._end_trial()
            self.test = test
            self.forget_check()

    def forget_check(self) -> None:
        """What followed from the check goes: keys belong to the year of the file."""
        if self.checked is not None and self.checked.read_whole:
            few = len(self.checked.findings) <= MOST  # two large ones take too much memory
            self.earlier = self.checked if few else None
        self.checked = self.receipt = None
        self.confirmed = False
        self.choice.begin(None)

    def order(self) -> Order:
        """The check to make now. Raises UserError when no file is chosen."""
        if self.path is None:
            raise UserError("Ingen fil er valgt.", "Velg fila du har eksportert fra EPJ.")
        self.history.trouble = self.journal.trouble = None
        return Order(
            self.path,
            self.ident_path,
            municipality=self.senders.own_municipality,
            test=self.test,
            organisations=partial(self.organisations.for_year, test=self.test),
            last=self.journal.last(test=self.test),
            email=lambda *place: self.senders.sender_for(*place).email or None,
            years=self.years,
        )

    def run_check(self, order: Order, watch: Watch) -> Checked:
        """The long work of the step Kontroll; touches nothing of the session."""
        return self.history.take_check(check(order, watch, self.clock()), self.earlier)

    def take_check(self, checked: Checked) -> None:
        """The check is done."""
        self.forget_check()
        self.checked = checked
        self.choice.begin(checked.year.year)
        self.sender = self._sender_of(checked.file.municipality, checked.file.district)
        folder = str(checked.order.path.parent)
        if self.trial is None:
            self._save(import_folder=folder)
        if self.folder is None:
            decided = self.policy.output_folder
            self.folder = decided or Path(self.settings.output_folder or folder)

    # Avsender; what is chosen on the page Nøkkel stands in `choice`

    def keep_sender(self, sender: SenderForm) -> None:
        """What was typed on the page Avsender; kept between runs when it is whole."""
        self.sender = sender
        if sender.problems(self.year):
            self.keep_draft(sender)
            return
        self._look_again()
        self._save(senders=self.senders.remember(sender).own, draft=None)

    def keep_draft(self, sender: SenderForm) -> None:
        """What has been typed so far, so that no crash loses it; never an identity number."""
        self.sender = sender
        typed = asdict(sender).values()
        if sender != self.settings.draft and not any(map(holds_identity, typed)):
            self._save(draft=sender)

    def _sender_of(self, municipality: str | None, district: str | None) -> SenderForm:
        """What was typed last and not to its end, if it is of the place; else what is known."""
        draft = self.settings.draft
        if draft is not None and draft.place == (municipality, district):
            return draft
        return self.senders.sender_for(municipality, district)

    def keep_senders(self, change: Callable[[Senders], Senders]) -> None:
        """One has been renamed or removed among those there are now; a trial leaves nothing."""
        self._look_again()
        self._save(senders=change(self.senders).own)

    # Krypter and Ferdig

    def run_seal(self, delivery: Delivery, watch: Watch) -> Receipt:
        """The long work of the step Krypter, and the note in the journal.

        Touches nothing of the session; what the journal says is in its `trouble`.
        """
        return submit(delivery, watch, self.clock(), self.journal)

    def delivery(self) -> Delivery:
        """What to seal now. Raises UserError when something is missing."""
        self.choice.hindrance = self.choice.judged()  # a newer list may have come meanwhile
        hindered = self.hindrance(Step.KRYPTER)
        if hindered is not None:
            raise hindered
        folder = self.policy.folder(self.folder) if self.trial is None else self.folder
        assert self.checked is not None  # noqa: S101 - no hindrance, so it is there
        assert folder is not None  # noqa: S101
        return Delivery(
            self.checked,
            self.sender.sender(),
            tuple(self.keys),
            folder,
            self.corrected,
            self.confirmed,
        )

    def take_receipt(self, receipt: Receipt) -> None:
        """The encrypted file is there."""
        self.receipt = receipt
        self._save(output_folder=str(receipt.path.parent))
        self.step = Step.FERDIG

    def keep_columns(self, columns: str) -> None:
        """The table of findings has been set another way."""
        self._save(columns=columns)

    def _end_trial(self) -> None:
        if self.trial is not None:
            self.trial = self.folder = None
            self._use(Keyring(self.policy, self.key_store))

    def _save(self, **kept: object) -> None:
        if self.trial is not None:
            return
        self._look_again()
        self.settings = replace(self.settings, **kept)  # type: ignore[arg-type]
        self.settings_file.save(self.settings)

    def _look_again(self) -> None:
        """Another window may have kept something meanwhile; nothing of it is written over."""
        self.settings = self.settings_file.load(self.settings)
