"""A window for each story, with answers in the place of questions, and keys made once."""

import gc
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iplos_desktop.flow.history import History
from iplos_desktop.flow.journal import Journal
from iplos_desktop.flow.key_store import KeyStore
from iplos_desktop.flow.organisations import OrganisationStore
from iplos_desktop.flow.policy import Policy
from iplos_desktop.flow.session import Session
from iplos_desktop.flow.settings import SettingsFile
from iplos_desktop.flow.years import Years
from iplos_desktop.gui.bokmal import speak_bokmal
from iplos_desktop.gui.look import Look
from iplos_desktop.gui.road import Road
from iplos_desktop.gui.window import Window
from iplos_desktop.madeup import write_export
from iplos_desktop.sealing.make_keys import make_keys
from tests.gui.support import Answers, Bureau, Story


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp: QApplication) -> Look:
    speak_bokmal(qapp)
    return Look(qapp)


@pytest.fixture(autouse=True)
def no_rubbish_from_working_threads() -> Iterator[None]:
    """As in the program: what is left of a window is let go on the main thread."""
    gc.disable()
    yield
    gc.collect(1)
    gc.enable()


@pytest.fixture
def dressed_anew(dressed: Look) -> Iterator[Look]:
    yield dressed
    dressed.set_scale(1)


@pytest.fixture(scope="session")
def bureau(tmp_path_factory: pytest.TempPathFactory) -> Bureau:
    folder = tmp_path_factory.mktemp("nokler")
    for year in (2015, 2016):
        (folder / str(year)).mkdir()
        make_keys(year, folder / str(year), None, None, datetime.now().astimezone(), "p256")
    return Bureau(folder)


@pytest.fixture(scope="session")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ren") / "uttrekk.xml"
    write_export(path, persons=30)
    return path


@pytest.fixture(scope="session")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("feil") / "uttrekk.xml"
    write_export(path, persons=200, faults=True)
    return path


@pytest.fixture
def story(qtbot: QtBot, tmp_path: Path) -> Iterator[Story]:
    made = Story(qtbot, open_window(tmp_path), tmp_path)
    made.window.show()
    yield made
    made.end()


def open_window(folder: Path, policy: Policy | None = None) -> Window:
    session = Session(
        policy=policy or Policy(),
        settings_file=SettingsFile(folder / "innstillinger"),
        key_store=KeyStore(folder / "lister"),
        years=Years(folder / "maskinens år", folder / "egne år"),
        organisations=OrganisationStore(folder / "orgnr"),
        history=History(folder / "historikk"),
        journal=Journal(folder / "journal"),
    )
    return Window(Road(session, Answers(), broken=_not_here))


def _not_here(fault: BaseException) -> None:
    raise fault
