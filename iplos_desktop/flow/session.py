"""The wizard without a window: what has been chosen so far, and what may come next."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import IntEnum
from functools import partial
from pathlib import Path

from iplos_desktop.errors import UserError
from iplos_desktop.flow.check import check
from iplos_desktop.flow.checked import Checked, Order
from iplos_desktop.flow.deliver import Delivery, hindrance
from iplos_desktop.flow.demo import Demo
from iplos_desktop.flow.history import History
from iplos_desktop.flow.journal import Journal
from iplos_desktop.flow.key_choice import KeyChoice
from iplos_desktop.flow.key_store import KeyStore
from iplos_desktop.flow.keyring import Keyring
from iplos_desktop.flow.organisations import OrganisationStore
from iplos_desktop.flow.policy import Policy
from iplos_desktop.flow.policy import installed as installed_policy
from iplos_desktop.flow.sender import SenderForm
from iplos_desktop.flow.settings import Settings, SettingsFile
from iplos_desktop.flow.since_last import MOST
from iplos_desktop.flow.submit import submit
from iplos_desktop.flow.years import Added, Years, installed
from iplos_desktop.sealing.seal import Receipt
from iplos_desktop.sealing.trust import TrustedKey
from iplos_desktop.watch import Watch
from iplos_desktop.year import Year


class Step(IntEnum):
    """The steps, in their order."""

    START = 0
    FIL = 1
    KONTROLL = 2
    AVSENDER = 3
    NOKKEL = 4
    KRYPTER = 5
    FERDIG = 6

    @property
    def title(self) -> str:
        """The step's name as she sees it."""
        return _TITLES[self]


_TITLES = ("Start", "Fil", "Kontroll", "Avsender", "Nøkkel", "Krypter", "Ferdig")


def _now() -> datetime:
    return datetime.now().astimezone()


@dataclass
class Session:
    """One submission under way. Long work is done by `run_check` and `run_seal`.

    Every part that follows from the file goes when another file is chosen; what she has
    entered herself stays. earlier: the check before this one, to tell what has changed.
    trial: the demo that is tried. It has its own keyring, and leaves nothing to be remembered.
    """

    settings_file: SettingsFile = field(default_factory=SettingsFile)
    policy: Policy = field(default_factory=installed_policy)
    key_store: KeyStore = field(default_factory=KeyStore)
    years: Years = field(default_factory=installed)
    organisations: OrganisationStore = field(default_factory=OrganisationStore)
    history: History = field(default_factory=History)
    journal: Journal = field(default_factory=Journal)
    clock: Callable[[], datetime] = _now
    step: Step = Step.START
    corrected: bool = False
    test: bool = False
    path: Path | None = None
    ident_path: Path | None = None
    checked: Checked | None = None
    earlier: Checked | None = None
    sender: SenderForm = field(default_factory=SenderForm)
    folder: Path | None = None
    confirmed: bool = False
    receipt: Receipt | None = None
    trial: Demo | None = None
    settings: Settings = field(init=False)
    choice: KeyChoice = field(init=False)

    def __post_init__(self) -> None:
        self.settings = self.settings_file.load()
        self._use(Keyring(self.policy, self.key_store))

    # Start and Fil

    def load_year_package(self, path: Path) -> Added:
        """Take in a year package; a check made without it no longer counts.

        Raises UserError, and then nothing has changed.
        """
        added = self.years.add(path)
        if added.is_new and self.receipt is None:
            self.forget_check()
        return added

    def begin(self, *, corrected: bool) -> None:
        """A new submission, or a corrected one; what the last one left is cleared."""
        self.corrected = corrected
        self.choose_file(None)
        self.step = Step.FIL

    def begin_trial(self, demo: Demo) -> None:
        """Made-up data in test mode; ends with another file, or without test mode."""
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
            municipality=self.settings.own_municipality,
            test=self.test,
            organisations=partial(self.organisations.for_year, test=self.test),
            last=self.journal.last(test=self.test),
            email=lambda *place: self.settings.sender_for(*place).email or None,
            years=self.years,
        )

    def run_check(self, order: Order, watch: Watch) -> Checked:
        """The long work of the step Kontroll; touches nothing of the session."""
        return self.history.take_check(check(order, watch, self.clock()), self.earlier)

    @property
    def not_remembered(self) -> str | None:
        """What the check could not look up or remember, in sentences; None when it could."""
        journal = self.journal.trouble
        told = [self.history.trouble, f"{journal.what} {journal.advice}" if journal else None]
        return " ".join(filter(None, told)) or None

    def take_check(self, checked: Checked) -> None:
        """The check is done."""
        self.forget_check()
        self.checked = checked
        self.choice.begin(checked.year.year)
        self.sender = self.settings.sender_for(checked.file.municipality, checked.file.district)
        folder = str(checked.order.path.parent)
        self._save(import_folder=folder)
        if self.folder is None:
            self.folder = Path(self.settings.output_folder or folder)

    @property
    def year(self) -> Year | None:
        """The data year of the checked file."""
        return self.checked.year if self.checked else None

    # Avsender; what is chosen on the page Nøkkel stands in `choice`

    def keep_sender(self, sender: SenderForm) -> None:
        """What was typed on the page Avsender; kept between runs when it is whole."""
        self.sender = sender
        if self.trial is None and not sender.problems(self.year):
            self.settings = self.settings.remember_sender(sender)
            self.settings_file.save(self.settings)

    @property
    def keys(self) -> list[TrustedKey]:
        """The keys trusted so far."""
        return self.choice.keys

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
        assert self.checked is not None  # noqa: S101 - no hindrance, so it is there
        assert self.folder is not None  # noqa: S101
        return Delivery(
            self.checked,
            self.sender.sender(),
            tuple(self.keys),
            self.folder,
            self.corrected,
            self.confirmed,
        )

    def take_receipt(self, receipt: Receipt) -> None:
        """The encrypted file is there."""
        self.receipt = receipt
        self._save(output_folder=str(receipt.path.parent))
        self.step = Step.FERDIG

    # What may come next

    def hindrance(self, step: Step) -> UserError | None:  # noqa: PLR0911 - one for each reason
        """Why she cannot go on from a step; None when she can."""
        if step >= Step.FIL and self.path is None:
            return UserError("Ingen fil er valgt.", "Velg fila du har eksportert fra EPJ.")
        if step >= Step.KONTROLL:
            if self.checked is None:
                return UserError("Fila er ikke kontrollert ennå.", "Vent til kontrollen er ferdig.")
            refused = hindrance(self.checked, confirmed=step < Step.KRYPTER or self.confirmed)
            if refused is not None:
                return refused
        if step >= Step.AVSENDER and self.sender.problems(self.year):
            return UserError(
                "Opplysningene om avsender er ikke ferdig utfylt.", "Rett feltene som er merket."
            )
        if step >= Step.NOKKEL and self.choice.hindrance is not None:
            return self.choice.hindrance
        if step >= Step.KRYPTER and self.folder is None:
            return UserError("Ingen mappe er valgt.", "Velg hvor den krypterte fila skal ligge.")
        return None

    def reachable(self, step: Step) -> bool:
        """Whether she may go to a step from here."""
        if step is Step.FERDIG:
            return self.receipt is not None
        return all(self.hindrance(earlier) is None for earlier in Step if earlier < step)

    def _use(self, ring: Keyring) -> None:
        self.choice = KeyChoice(ring, lambda: self.clock())  # noqa: PLW0108 - may be set anew

    def _end_trial(self) -> None:
        if self.trial is not None:
            self.trial = self.folder = None
            self._use(Keyring(self.policy, self.key_store))

    def _save(self, **folders: str) -> None:
        if self.trial is not None:
            return
        self.settings = replace(self.settings, **folders)  # type: ignore[arg-type]
        self.settings_file.save(self.settings)
