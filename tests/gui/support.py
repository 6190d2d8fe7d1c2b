"""What a user does in a window: presses, types, drops, and waits for what she sees."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from cryptography import x509
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from iplos_desktop.flow.session import Session, Step
from iplos_desktop.gui.dialogs import Dialogs
from iplos_desktop.gui.pages.avsender import AvsenderPage
from iplos_desktop.gui.pages.ferdig import FerdigPage
from iplos_desktop.gui.pages.fil import FilPage
from iplos_desktop.gui.pages.kontroll import KontrollPage
from iplos_desktop.gui.pages.krypter import KrypterPage
from iplos_desktop.gui.pages.nokkel import NokkelPage
from iplos_desktop.gui.pages.start import StartPage
from iplos_desktop.gui.printing import Target
from iplos_desktop.gui.window import Window
from iplos_desktop.sealing.certificate import fingerprint

_P = TypeVar("_P", bound=QWidget)
_PATIENCE = 20_000  # milliseconds; only a failing test waits so long


@dataclass
class Answers(Dialogs):
    """Answers ready for the questions that come, and the questions that came."""

    yes: bool = True
    path: Path | None = None
    asked: list[str] = field(default_factory=list)

    def ask(self, _: QWidget, what: str, advice: str, yes: str, no: str) -> bool:
        assert advice
        assert yes
        assert no
        self.asked.append(what)
        return self.yes

    def open_file(self, *_: object) -> Path | None:
        return self.path

    def folder(self, *_: object) -> Path | None:
        return self.path

    def save_file(self, *_: object) -> Path | None:
        return self.path

    def printing(
        self, _: QWidget, title: str, pdf: Path, pages: str, care: str = ""
    ) -> Target | None:
        assert pages
        assert ("feillista" in title) is bool(care)
        assert pdf.suffix == ".pdf"
        return None if self.path is None else Target(pdf=self.path)


@dataclass(frozen=True)
class Bureau:
    """The receiver's keys for some years."""

    folder: Path

    def certificate(self, year: int = 2015) -> Path:
        return self.folder / str(year) / f"statistikk-{year}.pem"

    def private(self, year: int = 2015) -> Path:
        return self.folder / str(year) / f"statistikk-{year}-privat.pem"

    def letter(self, year: int = 2015) -> str:
        """The four last groups of the fingerprint."""
        whole = fingerprint(x509.load_pem_x509_certificate(self.certificate(year).read_bytes()))
        return " ".join(whole[-16:][at : at + 4] for at in range(0, 16, 4)).upper()


@dataclass
class Story:
    """One user and her window."""

    bot: QtBot
    window: Window
    folder: Path

    @property
    def session(self) -> Session:
        return self.window.road.session

    @property
    def answers(self) -> Answers:
        made = self.window.road.dialogs
        assert isinstance(made, Answers)
        return made

    @property
    def start(self) -> StartPage:
        return self._page(Step.START, StartPage)

    @property
    def fil(self) -> FilPage:
        return self._page(Step.FIL, FilPage)

    @property
    def kontroll(self) -> KontrollPage:
        return self._page(Step.KONTROLL, KontrollPage)

    @property
    def avsender(self) -> AvsenderPage:
        return self._page(Step.AVSENDER, AvsenderPage)

    @property
    def nokkel(self) -> NokkelPage:
        return self._page(Step.NOKKEL, NokkelPage)

    @property
    def krypter(self) -> KrypterPage:
        return self._page(Step.KRYPTER, KrypterPage)

    @property
    def ferdig(self) -> FerdigPage:
        return self._page(Step.FERDIG, FerdigPage)

    def press(self, button: QPushButton) -> None:
        assert button.isVisibleTo(self.window)
        assert button.isEnabled()
        self.bot.mouseClick(button, Qt.MouseButton.LeftButton)

    def write(self, field_: QLineEdit, text: str) -> None:
        field_.setFocus()
        field_.selectAll()
        self.bot.keyClicks(field_, text)

    def next(self) -> None:
        self.press(self.window.next)

    def at(self, step: Step) -> bool:
        return self.session.step is step

    def until_idle(self) -> None:
        self.bot.waitUntil(lambda: self.window.road.idle, timeout=_PATIENCE)

    def begin(self, *, test: bool = True) -> None:
        """From Start to Fil, with made-up identities accepted."""
        self.press(self.start.new)
        self.session.choose_test_mode(test=test)

    def choose(self, path: Path) -> None:
        """Choose a file by the button, and wait for the check."""
        self.answers.path = path
        self.press(self.fil.drop.button)
        self.bot.waitUntil(lambda: not self.window.road.busy, timeout=_PATIENCE)

    def to_kontroll(self, path: Path) -> None:
        self.begin()
        self.choose(path)
        self.next()
        assert self.at(Step.KONTROLL)
        self.until_listed()

    def until_listed(self) -> None:
        table = self.kontroll.table
        self.bot.waitUntil(lambda: not table.busy, timeout=_PATIENCE)

    def fill_sender(self) -> None:
        for name, text in (
            ("organisation_number", "999 999 999"),
            ("name", "Kari Nordmann"),
            ("email", "kari@example.no"),
        ):
            self.write(self.avsender.fields[name].edit, text)

    def load_key(self, path: Path) -> None:
        self.answers.path = path
        self.press(self.nokkel.drop.button)

    def confirm_key(self, groups: str) -> None:
        card = self.nokkel.cards[0]
        self.write(card.typed.edit, groups)
        self.press(card.confirm)

    def to_krypter(self, path: Path, bureau: Bureau) -> None:
        """Everything up to the last look."""
        self.to_kontroll(path)
        self.next()
        self.fill_sender()
        self.next()
        self.load_key(bureau.certificate())
        self.confirm_key(bureau.letter())
        self.next()
        assert self.at(Step.KRYPTER)
        self.session.folder = self.folder

    def to_trial(self) -> None:
        """Made-up data, from the button to the end of their check."""
        self.start.trial.set_folder(self.folder / "prøve")
        self.press(self.start.trial.start)
        self.bot.waitUntil(lambda: self.session.checked is not None, timeout=60_000)

    def to_trial_keys(self) -> Path:
        """On to the keys of the trial; gives where their list lies."""
        self.next()
        self.next()
        self.fill_sender()
        self.next()
        assert self.session.trial is not None
        return self.session.trial.key_list

    def sealed(self) -> list[Path]:
        return sorted(self.folder.glob("*.p7m"))

    def end(self) -> None:
        self.window.road.cancel()
        self.until_idle()
        self.window.hide()
        self.window.deleteLater()

    def _page(self, step: Step, kind: type[_P]) -> _P:
        page = self.window.page_of(step)
        assert isinstance(page, kind)
        return page
