"""The window, clicked and typed through as she would.

Why: she should never wonder whether it worked, and never be able to send the wrong thing by
clicking on.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QCloseEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from iplos_desktop.flow.demo import Demo, make_demo
from iplos_desktop.flow.key_store import KeyStore
from iplos_desktop.flow.session import Session, Step
from iplos_desktop.flow.settings import SettingsFile
from iplos_desktop.gui.dialogs import Dialogs
from iplos_desktop.gui.look import Look
from iplos_desktop.gui.pages.avsender import AvsenderPage
from iplos_desktop.gui.pages.krypter import KrypterPage
from iplos_desktop.gui.pages.nokkel import NokkelPage
from iplos_desktop.gui.road import Road
from iplos_desktop.gui.window import Window

LONG = 60_000  # milliseconds; nothing waits for it, it only ends a test that hangs
SENDER = {
    "organisation_number": "974760673",
    "name": "Kari Nordmann",
    "email": "kari@kommune.no",
}


class Answers(Dialogs):
    """Answers every question in place of the user, and remembers them."""

    def __init__(self) -> None:
        self.answer = True
        self.asked: list[str] = []

    def ask(self, parent: QWidget, what: str, advice: str, yes: str, no: str) -> bool:  # noqa: ARG002
        self.asked.append(what)
        return self.answer


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    return make_demo(tmp_path_factory.mktemp("clean"), persons=20)


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    return make_demo(tmp_path_factory.mktemp("faulty"), persons=120, faults=True)


@pytest.fixture(scope="session")
def look(qapp: QApplication) -> Look:
    return Look(qapp)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, look: Look) -> Iterator[Window]:  # noqa: ARG001
    opened = new_window(tmp_path)
    qtbot.addWidget(opened)
    opened.show()
    yield opened
    opened.road.cancel()
    qtbot.waitUntil(lambda: opened.road.idle, timeout=LONG)


def new_window(home: Path) -> Window:
    session = Session(
        settings_file=SettingsFile(folder=home / "config"),
        key_store=KeyStore(folder=home / "keys"),
        clock=lambda: datetime.now(UTC),
    )
    return Window(Road(session, Answers()))


def choose(qtbot: QtBot, window: Window, path: Path) -> None:
    """A new submission in test mode with a file, checked."""
    road = window.road
    road.begin(corrected=False)
    road.session.choose_test_mode(test=True)
    window.go(Step.FIL)
    with qtbot.waitSignal(road.check.finished, timeout=LONG):
        road.choose(path)
    qtbot.waitUntil(lambda: road.idle, timeout=LONG)


def press_next(qtbot: QtBot, window: Window) -> None:
    qtbot.mouseClick(window.next, Qt.MouseButton.LeftButton)


def at(window: Window, step: Step) -> bool:
    return window.road.session.step is step


def fill_in(qtbot: QtBot, window: Window) -> None:
    page = window.page
    assert isinstance(page, AvsenderPage)
    for name, text in SENDER.items():
        edit = page.fields[name].edit
        edit.clear()
        qtbot.keyClicks(edit, text)


def confirm_key(qtbot: QtBot, window: Window, demo: Demo, typed: str) -> None:
    page = window.page
    assert isinstance(page, NokkelPage)
    page.load(demo.key)
    (card,) = page.cards
    qtbot.keyClicks(card.typed.edit, typed)
    qtbot.mouseClick(card.confirm, Qt.MouseButton.LeftButton)


def to_sealing(qtbot: QtBot, window: Window, demo: Demo, out: Path) -> KrypterPage:
    """From a checked file to the step Krypter."""
    press_next(qtbot, window)
    assert at(window, Step.KONTROLL)
    press_next(qtbot, window)
    fill_in(qtbot, window)
    press_next(qtbot, window)
    assert at(window, Step.NOKKEL)
    confirm_key(qtbot, window, demo, demo.fingerprint[-19:])
    window.road.session.folder = out
    press_next(qtbot, window)
    page = window.page
    assert isinstance(page, KrypterPage)
    return page


def test_a_clean_file_from_the_first_page_to_a_file_openssl_opens(
    qtbot: QtBot, window: Window, clean: Demo, tmp_path: Path
) -> None:
    choose(qtbot, window, clean.export)
    to_sealing(qtbot, window, clean, tmp_path)
    press_next(qtbot, window)
    qtbot.waitUntil(lambda: window.road.session.step is Step.FERDIG, timeout=LONG)
    receipt = window.road.session.receipt
    assert receipt is not None
    archive = tmp_path / "iplos.zip"
    subprocess.run(
        ["openssl", "cms", "-decrypt", "-inform", "DER", "-binary", "-in", receipt.path,
         "-inkey", clean.private, "-recip", clean.key, "-out", archive],
        check=True,
    )  # fmt: skip
    assert archive.read_bytes().startswith(b"PK")


def test_faults_are_shown_and_must_be_confirmed(
    qtbot: QtBot, window: Window, faulty: Demo, tmp_path: Path
) -> None:
    choose(qtbot, window, faulty.export)
    checked = window.road.session.checked
    assert checked is not None
    assert checked.findings.needs_confirmation
    page = to_sealing(qtbot, window, faulty, tmp_path)
    press_next(qtbot, window)
    assert window.road.session.receipt is None, "not before she has confirmed"
    assert not list(tmp_path.glob("*.p7m"))
    page.confirm.setChecked(True)
    press_next(qtbot, window)
    qtbot.waitUntil(lambda: window.road.session.step is Step.FERDIG, timeout=LONG)
    assert list(tmp_path.glob("*.p7m"))


def test_made_up_people_stop_a_real_submission_at_the_check(
    qtbot: QtBot, window: Window, clean: Demo
) -> None:
    road = window.road
    road.begin(corrected=False)
    window.go(Step.FIL)
    with qtbot.waitSignal(road.check.finished, timeout=LONG):
        road.choose(clean.export)
    press_next(qtbot, window)
    press_next(qtbot, window)
    assert road.session.step is Step.KONTROLL


def test_a_wrong_fingerprint_and_a_key_of_another_year_are_refused(
    qtbot: QtBot, window: Window, clean: Demo, tmp_path: Path
) -> None:
    choose(qtbot, window, clean.export)
    press_next(qtbot, window)
    press_next(qtbot, window)
    fill_in(qtbot, window)
    press_next(qtbot, window)
    confirm_key(qtbot, window, clean, "0000 0000 0000 0000")
    assert window.road.session.keys == []
    press_next(qtbot, window)
    assert window.road.session.step is Step.NOKKEL
    other = make_demo(tmp_path / "2018", persons=1, version="3.5")
    page = window.page
    assert isinstance(page, NokkelPage)
    page.load(other.key)
    assert page.wrong.isVisible()
    assert window.road.session.keys == []


def test_a_second_run_remembers_who_sends(
    qtbot: QtBot, window: Window, clean: Demo, tmp_path: Path
) -> None:
    choose(qtbot, window, clean.export)
    press_next(qtbot, window)
    press_next(qtbot, window)
    fill_in(qtbot, window)
    press_next(qtbot, window)
    again = new_window(tmp_path)
    qtbot.addWidget(again)
    choose(qtbot, again, clean.export)
    assert again.road.session.sender.email == SENDER["email"]


def test_a_cancelled_check_leaves_her_where_she_was(
    qtbot: QtBot, window: Window, clean: Demo
) -> None:
    road = window.road
    road.begin(corrected=False)
    window.go(Step.FIL)
    road.choose(clean.export)
    road.cancel()
    qtbot.waitUntil(lambda: road.idle, timeout=LONG)
    assert road.session.step is Step.FIL


def test_a_cancelled_sealing_leaves_no_file(
    qtbot: QtBot, window: Window, clean: Demo, tmp_path: Path
) -> None:
    choose(qtbot, window, clean.export)
    to_sealing(qtbot, window, clean, tmp_path)
    window.road.seal.started.connect(window.road.cancel)
    with qtbot.waitSignal(window.road.seal.finished, timeout=LONG):
        press_next(qtbot, window)
    assert window.road.session.receipt is None
    assert not list(tmp_path.glob("*.p7m"))
    assert not list(tmp_path.glob(".iplos*"))


def test_closing_before_the_file_is_made_asks(qtbot: QtBot, window: Window, clean: Demo) -> None:
    choose(qtbot, window, clean.export)
    answers = window.road.dialogs
    assert isinstance(answers, Answers)
    answers.answer = False
    event = QCloseEvent()
    window.closeEvent(event)
    assert not event.isAccepted()
    assert answers.asked


def test_every_control_of_every_page_has_a_name(
    qtbot: QtBot, window: Window, faulty: Demo, tmp_path: Path
) -> None:
    choose(qtbot, window, faulty.export)
    page = to_sealing(qtbot, window, faulty, tmp_path)
    page.confirm.setChecked(True)
    press_next(qtbot, window)
    qtbot.waitUntil(lambda: window.road.session.step is Step.FERDIG, timeout=LONG)
    for step in Step:
        window.go(step)
        assert nameless(window) == [], step


def nameless(widget: QWidget) -> list[str]:
    """Visible controls that say nothing to assistive technology."""
    roles = QAccessible.Role
    controls = {
        roles.Button, roles.PushButton, roles.CheckBox, roles.ComboBox, roles.EditableText,
        roles.Table, roles.ProgressBar, roles.RadioButton,
    }  # fmt: skip
    found: list[str] = []
    names: list[str] = []

    def walk(one: QAccessibleInterface) -> None:
        if one.role() in controls:
            names.append(one.text(QAccessible.Text.Name))
            if not names[-1]:
                found.append(f"{one.role()} {one.object()}")
        for number in range(one.childCount()):
            child = one.child(number)
            if child.role() != roles.Cell:
                walk(child)

    root = QAccessible.queryAccessibleInterface(widget)
    assert root is not None
    walk(root)
    assert "Tilbake" in names, "the walk goes through the window"
    return found


def test_a_real_window_comes_up_on_a_screen(tmp_path: Path) -> None:
    assert shutil.which("xvfb-run"), "make test installs it"
    probe = (
        "from PySide6.QtCore import QTimer\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from iplos_desktop.gui import app\n"
        "show = app.Window.show\n"
        "def shown(window):\n"
        "    show(window)\n"
        "    QTimer.singleShot(0, QApplication.quit)\n"
        "app.Window.show = shown\n"
        "raise SystemExit(app.main([]))\n"
    )
    done = subprocess.run(
        ["xvfb-run", "-a", sys.executable, "-c", probe],
        env={**os.environ, "QT_QPA_PLATFORM": "xcb", "XDG_CONFIG_HOME": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
