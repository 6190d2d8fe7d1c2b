"""How far a submission has come: what is known of it so far, and what may come next."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from iplos_desktop.errors import UserError
from iplos_desktop.flow.checked import Checked
from iplos_desktop.flow.deliver import hindrance
from iplos_desktop.flow.demo import Demo
from iplos_desktop.flow.history import History
from iplos_desktop.flow.journal import Journal
from iplos_desktop.flow.journal_entry import Entry
from iplos_desktop.flow.key_choice import KeyChoice
from iplos_desktop.flow.key_store import KeyStore
from iplos_desktop.flow.keyring import Keyring
from iplos_desktop.flow.organisations import OrganisationStore
from iplos_desktop.flow.policy import Policy
from iplos_desktop.flow.policy import installed as installed_policy
from iplos_desktop.flow.sender import SenderForm
from iplos_desktop.flow.senders import Senders
from iplos_desktop.flow.settings import Settings, SettingsFile
from iplos_desktop.flow.steps import ROAD, Step
from iplos_desktop.flow.years import Years, installed
from iplos_desktop.sealing.seal import Receipt
from iplos_desktop.sealing.trust import TrustedKey
from iplos_desktop.year import Year


def _now() -> datetime:
    return datetime.now().astimezone()


@dataclass
class State:
    """All there is to know of a submission under way; `Session` changes it.

    earlier: the check before this one, to tell what has changed. trial: the demo that is
    tried; it has its own keyring, and leaves nothing to be remembered. left: the step of the
    road she looks at the journal from. corrects: the submission a corrected one was begun
    from, None when it was begun from none.
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
    left: Step = Step.START
    corrected: bool = False
    corrects: Entry | None = None
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

    @property
    def place_on_road(self) -> Step:
        """How far she is, also while she looks at the journal."""
        return self.left if self.step is Step.TIDLIGERE else self.step

    @property
    def before(self) -> Step:
        """Where Tilbake leads."""
        return self.left if self.step is Step.TIDLIGERE else Step(max(self.step - 1, Step.START))

    @property
    def year(self) -> Year | None:
        """The data year of the checked file."""
        return self.checked.year if self.checked else None

    @property
    def senders(self) -> Senders:
        """Whom this workstation sends for."""
        return Senders(self.settings.senders, self.policy.senders)

    @property
    def folder_is_locked(self) -> bool:
        """Whether the machine decides where the encrypted file goes."""
        return self.policy.output_folder is not None and self.trial is None

    @property
    def keys(self) -> list[TrustedKey]:
        """The keys trusted so far."""
        return self.choice.keys

    @property
    def not_remembered(self) -> str | None:
        """What the check could not look up or remember, in sentences; None when it could."""
        journal = self.journal.trouble
        told = [self.history.trouble, f"{journal.what} {journal.advice}" if journal else None]
        return " ".join(filter(None, told)) or None

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
        if step is Step.TIDLIGERE:
            return True
        if step is Step.FERDIG:
            return self.receipt is not None
        return all(self.hindrance(earlier) is None for earlier in ROAD if earlier < step)

    def _use(self, ring: Keyring) -> None:
        self.choice = KeyChoice(ring, lambda: self.clock())  # noqa: PLW0108 - may be set anew
