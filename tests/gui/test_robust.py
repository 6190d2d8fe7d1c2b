"""What may happen while she works: she changes her mind, the disk goes, the screen changes.

Why: nothing she has done is lost by it, and she can always go on from where she stands.
"""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from iplos_desktop.flow.journal import Tick
from iplos_desktop.flow.session import Step
from iplos_desktop.gui.colours import DARK, LIGHT
from iplos_desktop.gui.look import Look
from iplos_desktop.madeup import write_export
from tests.faults.small_disks import small_disk
from tests.gui.conftest import open_window
from tests.gui.support import Bureau, Story
from tests.support import NOW

_PATIENCE = 60_000  # milliseconds; only a failing test waits so long


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some seconds of work."""
    path = tmp_path_factory.mktemp("stort") / "uttrekk.xml"
    write_export(path, persons=1500, faults=True)
    return path


def begin_reading(story: Story, path: Path) -> None:
    """She chooses a file, and it has come some way."""
    story.begin()
    story.answers.path = path
    story.press(story.fil.drop.button)
    story.bot.waitUntil(lambda: story.fil.work.bar.value() > 0, timeout=_PATIENCE)


# She changes her mind


def test_another_file_is_chosen_while_one_is_read(story: Story, large: Path, clean: Path) -> None:
    begin_reading(story, large)
    story.fil.drop.dropped.emit(clean)
    story.bot.waitUntil(lambda: story.window.road.idle, timeout=_PATIENCE)
    assert story.session.path == clean
    checked = story.session.checked
    assert checked is not None
    assert checked.order.path == clean
    story.next()
    assert story.at(Step.KONTROLL)


def test_she_goes_back_while_it_reads_and_comes_again(story: Story, large: Path) -> None:
    begin_reading(story, large)
    story.press(story.window.back)
    assert story.at(Step.START)
    story.press(story.window.steps.buttons[Step.FIL])
    assert story.fil.work.isVisible()
    story.bot.waitUntil(lambda: not story.window.road.busy, timeout=_PATIENCE)
    assert story.session.checked is not None
    story.next()
    assert story.at(Step.KONTROLL)


def test_nothing_leads_away_while_the_file_is_made(
    story: Story, large: Path, clean: Path, bureau: Bureau
) -> None:
    story.to_krypter(large, bureau)
    story.session.confirmed = True
    story.krypter.enter()
    story.next()
    assert story.window.road.seal.busy
    assert not story.window.back.isEnabled()
    assert not any(
        button.isEnabled()
        for step, button in zip(Step, story.window.steps.buttons, strict=True)
        if step is not Step.KRYPTER
    )
    assert not story.krypter.place.isEnabled()
    story.bot.waitUntil(lambda: story.at(Step.FERDIG), timeout=_PATIENCE)
    assert len(story.sealed()) == 1
    assert clean.exists()


# The disk goes


def test_the_disk_is_full_and_another_folder_is_chosen(
    story: Story, large: Path, bureau: Bureau, tmp_path: Path
) -> None:
    small, roomy = tmp_path / "minnepinne", tmp_path / "plass"
    small.mkdir()
    roomy.mkdir()
    story.to_krypter(large, bureau)
    story.session.confirmed = True
    with small_disk(small, "size=64k"):
        story.session.folder = small
        story.krypter.enter()
        story.next()
        story.bot.waitUntil(lambda: story.window.road.idle, timeout=_PATIENCE)
        assert story.at(Step.KRYPTER)
        assert "full" in story.krypter.trouble.text
        assert list(small.iterdir()) == []
        story.answers.path = roomy
        story.press(story.krypter.choose)
        story.next()
        story.bot.waitUntil(lambda: story.at(Step.FERDIG), timeout=_PATIENCE)
    assert [path.suffix for path in roomy.iterdir()] == [".p7m"]


def test_the_stick_is_taken_out_before_the_file_is_made(
    story: Story, clean: Path, bureau: Bureau, tmp_path: Path
) -> None:
    gone = tmp_path / "borte"
    story.to_krypter(clean, bureau)
    story.session.folder = gone
    story.next()
    story.until_idle()
    assert story.at(Step.KRYPTER)
    assert "borte" in story.krypter.trouble.text
    gone.mkdir()  # it is put in again
    story.next()
    story.bot.waitUntil(lambda: story.at(Step.FERDIG), timeout=_PATIENCE)
    assert len(list(gone.iterdir())) == 1


def test_the_export_goes_between_the_check_and_the_sealing(
    story: Story, clean: Path, bureau: Bureau, tmp_path: Path
) -> None:
    export = tmp_path / "stasjon" / "uttrekk.xml"
    export.parent.mkdir()
    shutil.copyfile(clean, export)
    story.to_krypter(export, bureau)
    shutil.move(export.parent, tmp_path / "frakoblet")
    story.next()
    story.until_idle()
    assert story.at(Step.KRYPTER)
    assert "uttrekk.xml" in story.krypter.trouble.text
    assert story.session.keys  # nothing she has done is lost
    assert story.avsender.fields["name"].text == "Kari Nordmann"
    shutil.move(tmp_path / "frakoblet", export.parent)
    story.next()
    story.bot.waitUntil(lambda: story.at(Step.FERDIG), timeout=_PATIENCE)


# Two windows


def test_two_windows_seal_and_tick_in_one_journal(
    story: Story, clean: Path, bureau: Bureau, tmp_path: Path, qtbot: QtBot
) -> None:
    other = Story(qtbot, open_window(tmp_path), tmp_path)
    other.window.show()
    folders = (tmp_path / "en", tmp_path / "to")
    for one, folder in zip((story, other), folders, strict=True):
        folder.mkdir()
        one.to_krypter(clean, bureau)
        one.session.folder = folder
        one.krypter.enter()
    for one in (story, other):  # both at once
        one.press(one.window.next)
    for one in (story, other):
        one.bot.waitUntil(lambda one=one: one.at(Step.FERDIG), timeout=_PATIENCE)  # type: ignore[misc]
        assert one.session.not_remembered is None
    entries = story.session.journal.entries()
    assert len(entries) == 2
    for entry, one in zip(entries, (story, other), strict=True):
        one.session.journal.tick(entry.delivery_id, Tick.UPLOADED, NOW)
    assert all(entry.uploaded_at is not None for entry in other.session.journal.entries())
    other.end()


# The screen changes


def test_the_look_and_the_text_change_while_a_file_is_read(
    story: Story, dressed: Look, large: Path
) -> None:
    story.window.resize(1024, 700)
    try:
        begin_reading(story, large)
        dressed.wear(DARK)
        dressed.set_scale(2)
        assert story.window.road.busy
        story.bot.waitUntil(lambda: not story.window.road.busy, timeout=_PATIENCE)
        story.next()
        story.until_listed()
        within(story.kontroll)
    finally:
        dressed.wear(LIGHT)
        dressed.set_scale(1)
        dressed.wear(None)


def test_what_she_stands_on_stays_when_the_text_grows(
    story: Story, dressed: Look, faulty: Path
) -> None:
    story.window.resize(1024, 700)
    story.to_kontroll(faulty)
    view = story.kontroll.table.view
    flags = QItemSelectionModel.SelectionFlag
    chosen = view.model().index(17, 0)
    view.selectionModel().setCurrentIndex(chosen, flags.ClearAndSelect | flags.Rows)
    told = story.kontroll.table.explanation.text
    try:
        dressed.wear(DARK)
        dressed.set_scale(2)
        QApplication.processEvents()
        assert view.currentIndex().row() == 17
        assert [index.row() for index in view.selectionModel().selectedRows()] == [17]
        assert story.kontroll.table.explanation.text == told
        within(story.kontroll)
    finally:
        dressed.set_scale(1)
        dressed.wear(None)


def within(page: QWidget) -> None:
    """Nothing of a page is beside what can be seen of it."""
    room = page.viewport().width()  # type: ignore[attr-defined]
    for part in page.findChildren(QWidget):
        if part.isVisible() and part.parentWidget() is page.widget():  # type: ignore[attr-defined]
            assert part.geometry().right() <= room


def test_a_screen_that_is_unplugged_leaves_the_window_where_it_is_seen(story: Story) -> None:
    seen = story.window.screen().availableGeometry()
    story.window.move(seen.topRight() + QPoint(3000, 0))  # on a screen to the right
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.screenRemoved.emit(story.window.screen())
    story.bot.waitUntil(lambda: seen.contains(story.window.geometry().topLeft()))


def test_it_opens_no_larger_than_the_screen(story: Story) -> None:
    seen = story.window.screen().availableSize()
    assert story.window.width() <= seen.width()
    assert story.window.height() <= seen.height()
