"""What keeps the window answering: the next page is there before it is asked for, rubbish goes."""

import gc
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from iplos_desktop.flow.session import Step
from iplos_desktop.gui.rubbish import Rubbish
from tests.gui.support import Story


def made(story: Story) -> set[Step]:
    return set(story.window._pages)


def test_the_next_page_is_made_while_she_reads_this_one(story: Story, clean: Path) -> None:
    assert made(story) == {Step.START}
    story.bot.waitUntil(lambda: story.window.is_ready)
    assert made(story) == {Step.START, Step.FIL}
    story.begin()
    story.bot.waitUntil(lambda: story.window.is_ready)
    assert Step.KONTROLL in made(story)
    story.choose(clean)
    assert story.window.next.hasFocus()


def test_no_page_is_made_while_a_file_is_read(story: Story) -> None:
    story.begin()
    held = threading.Event()
    story.window.road.check.start(lambda _: held.wait())
    story.window._make_ahead()
    assert not story.window.is_ready
    held.set()
    story.window.road.check.drop()
    story.bot.waitUntil(lambda: story.window.is_ready)


def test_what_is_made_ahead_opens_no_window_of_its_own(story: Story) -> None:
    """In the middle of work too: its progress is shown with the page."""
    before = windows()
    held = threading.Event()
    story.window.road.check.start(lambda _: held.wait())
    for step in Step:
        story.window.page_of(step)
    assert windows() == before
    held.set()
    story.window.road.check.drop()


def windows() -> list[QWidget]:
    return [top for top in QApplication.topLevelWidgets() if top.isVisible()]


class Thing(QObject):
    """Holds itself, as a thing with a method of its own for a listener does."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


@pytest.fixture
def collecting() -> Iterator[None]:
    yield
    gc.unfreeze()
    gc.enable()


@pytest.mark.usefixtures("collecting")
def test_rubbish_goes_on_the_main_thread_alone(qtbot: QtBot) -> None:
    parent = QObject()
    Rubbish(parent, lambda: True)
    ended: list[int] = []
    thing = weakref.ref(made_elsewhere(), lambda _: ended.append(threading.get_ident()))
    work = threading.Thread(target=lambda: [[] for _ in range(100_000)])
    work.start()
    work.join()
    assert thing() is not None  # that thread found nothing
    qtbot.waitUntil(lambda: bool(ended), timeout=10_000)
    assert ended == [threading.get_ident()]


def made_elsewhere() -> Thing:
    return Thing()
