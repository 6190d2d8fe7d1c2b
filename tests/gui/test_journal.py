"""She ticks what she has done, and is reminded at the start of what has not come."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from iplos_desktop.flow import journal_file
from iplos_desktop.flow.journal import Journal
from iplos_desktop.flow.session import Step
from tests.flow.journal_support import at, entry
from tests.gui.conftest import open_window
from tests.gui.support import Bureau, Story

SENT = entry("sendt", uploaded_at=at("2016-01-05 13:00"))
MADE = entry("laget", created=at("2016-01-05 13:00"), district="01", file_name="IPLOS_bydel.p7m")


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "journal")


@pytest.fixture
def started(qtbot: QtBot, tmp_path: Path) -> Iterator["Start"]:
    made = Start(qtbot, tmp_path)
    yield made
    for story in made.stories:
        story.end()


class Start:
    """Opens the window on a day."""

    def __init__(self, bot: QtBot, folder: Path) -> None:
        self._bot, self._folder = bot, folder
        self.stories: list[Story] = []

    def __call__(self, now: str) -> Story:
        window = open_window(self._folder)
        story = Story(self._bot, window, self._folder)
        self.stories.append(story)
        story.session.clock = lambda: at(now)
        window.show()
        story.until_idle()
        window.page.enter()  # at the time it is now
        story.until_idle()
        return story


def reminded(story: Story) -> list[str]:
    return [card.panel.text for card in story.start.reminders.cards]


def test_a_first_start_says_nothing(started: Start) -> None:
    story = started("2016-01-05 12:00")
    assert not story.start.reminders.isVisible()
    assert not story.session.journal.folder.exists()


def test_a_receipt_that_has_not_come_is_told_with_whom_to_ask(
    started: Start, journal: Journal
) -> None:
    journal.note(SENT)
    assert reminded(started("2016-01-06 07:59")) == []
    story = started("2016-01-06 08:00")
    (told,) = reminded(story)
    for word in ("Advarsel", SENT.file_name, "5. januar 2016", "iplos@ssb.no", "21 09 45 49"):
        assert word in told.replace("\N{NO-BREAK SPACE}", " ")
    card = story.start.reminders.cards[0]
    story.press(card.received)
    story.until_idle()
    assert reminded(story) == []
    assert journal.entries()[0].receipt_at == at("2016-01-06 08:00")
    assert "Slett nå uttrekket og feillistene" in story.start.reminders.delete.text
    story.begin()
    story.press(story.window.back)
    story.until_idle()
    assert not story.start.reminders.isVisible()


def test_each_file_is_told_by_place_and_year_in_words(started: Start, journal: Journal) -> None:
    journal.note(SENT)
    journal.note(MADE)
    first, second = reminded(started("2016-01-07 12:00"))
    assert "0301 Oslo for dataåret 2015" in first
    assert "0301 Oslo, bydel 01 Gamle Oslo, for dataåret 2015" in second


def test_a_file_that_was_not_uploaded_after_all(started: Start, journal: Journal) -> None:
    journal.note(SENT)
    story = started("2016-01-06 12:00")
    story.press(story.start.reminders.cards[0].uploaded)
    story.until_idle()
    assert journal.entries()[0].uploaded_at is None
    (told,) = reminded(story)
    assert "Til opplysning" in told
    assert "ikke merket som lastet opp" in told
    story.press(story.start.reminders.cards[0].uploaded)
    story.until_idle()
    assert reminded(story) == []
    assert journal.entries()[0].uploaded_at == at("2016-01-06 12:00")


def test_receipts_come_first_and_each_button_says_which_file(
    started: Start, journal: Journal
) -> None:
    journal.note(SENT)
    journal.note(MADE)
    story = started("2016-01-07 12:00")
    first, second = reminded(story)
    assert SENT.file_name in first
    assert MADE.file_name in second
    names = {
        button.accessibleName()
        for card in story.start.reminders.cards
        for button in (card.received, card.uploaded)
    }
    assert len(names) == 4
    story.start.reminders.cards[0].received.setFocus()
    story.bot.keyClick(story.window.focusWidget(), Qt.Key.Key_Space)
    story.until_idle()
    assert len(reminded(story)) == 1
    assert story.start.reminders.cards[0].received.hasFocus()


def test_many_are_counted(started: Start, journal: Journal) -> None:
    for number in range(8):
        journal.note(entry(str(number), district=f"0{number}", uploaded_at=at("2016-01-05 13:00")))
    story = started("2016-01-07 12:00")
    assert len(reminded(story)) == 5
    assert "3" in story.start.reminders.more.text()


def test_text_from_the_journal_is_plain(started: Start, journal: Journal) -> None:
    journal.note(entry("x", file_name="<b>\u202efil</b>\n", uploaded_at=at("2016-01-05 13:00")))
    story = started("2016-01-07 12:00")
    assert "<b> fil</b>" in reminded(story)[0]


def test_a_held_journal_makes_nobody_wait(
    started: Start, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """She goes on while the journal is still waited for."""
    journal.note(SENT)
    monkeypatch.setattr(journal_file, "_PATIENCE", 30)
    story = started("2016-01-06 12:00")
    assert len(reminded(story)) == 1
    with closing(sqlite3.connect(journal.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        story.window.page.enter()
        notes = story.window.road.notes
        assert notes.busy
        story.begin(test=True)
        assert story.at(Step.FIL)
        story.bot.keyClick(story.window.focusWidget(), Qt.Key.Key_Tab)
        assert notes.busy
    story.until_idle()
    assert notes.trouble is None


def test_a_journal_that_stays_held_is_told_and_what_was_read_before_stands(
    started: Start, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.note(SENT)
    monkeypatch.setattr(journal_file, "_PATIENCE", 0.02)
    story = started("2016-01-06 12:00")
    with closing(sqlite3.connect(journal.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        story.press(story.start.reminders.cards[0].received)
        story.until_idle()
        assert "låst" in story.start.reminders.told.text
        assert len(reminded(story)) == 1
    story.press(story.start.reminders.cards[0].received)
    story.until_idle()
    assert reminded(story) == []


def test_a_damaged_journal_is_told_at_the_start(started: Start, journal: Journal) -> None:
    journal.note(SENT)
    journal.path.write_bytes(b"x" * 10_000)
    story = started("2016-01-06 12:00")
    assert reminded(story) == []
    for _ in range(2):  # also when she comes back to Start
        assert "lagt til side" in story.start.reminders.told.text
        story.begin()
        story.press(story.window.back)
        story.until_idle()


# Ferdig


def sealed(story: Story, export: Path, bureau: Bureau) -> None:
    """A real submission as far as the window knows; the people in it are made up."""
    story.to_krypter(export, bureau)
    story.session.sender = replace(story.session.sender, district="02")
    story.session.test = False  # the export has been judged as one of made-up people
    story.next()
    story.bot.waitUntil(lambda: story.at(Step.FERDIG), timeout=20_000)
    story.until_idle()


def test_upload_and_receipt_are_ticked_where_the_file_is_shown(
    story: Story, clean: Path, bureau: Bureau
) -> None:
    sealed(story, clean, bureau)
    ticks, journal = story.ferdig.ticks, story.session.journal
    assert ticks.isVisible()
    assert "0301 Oslo, bydel 02 Grünerløkka, for dataåret 2015" in ticks.which.text()
    assert not ticks.uploaded.isChecked()
    assert not ticks.received.isEnabled()  # a receipt comes for what is uploaded
    for box in (ticks.uploaded, ticks.received):
        story.bot.keyClick(box, Qt.Key.Key_Space)  # the second before the first is noted
    story.until_idle()
    (made,) = journal.entries()
    assert made.uploaded_at is not None
    assert made.receipt_at is not None
    assert (ticks.uploaded.isChecked(), ticks.received.isChecked()) == (True, True)
    story.bot.keyClick(ticks.uploaded, Qt.Key.Key_Space)
    story.until_idle()
    assert journal.entries()[0].uploaded_at is None
    assert not ticks.uploaded.isChecked()
    assert ticks.told.text == ""


def test_a_tick_that_cannot_be_kept_is_taken_back_and_told(
    story: Story, clean: Path, bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed(story, clean, bureau)
    ticks, journal = story.ferdig.ticks, story.session.journal
    monkeypatch.setattr(journal_file, "_PATIENCE", 0.02)
    with closing(sqlite3.connect(journal.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        story.bot.keyClick(ticks.uploaded, Qt.Key.Key_Space)
        story.until_idle()
    assert not ticks.uploaded.isChecked()
    assert "Merket er ikke satt" in ticks.told.text
    story.bot.keyClick(ticks.uploaded, Qt.Key.Key_Space)
    story.until_idle()
    assert ticks.uploaded.isChecked()
    assert ticks.told.text == ""


def test_a_sealing_that_could_not_be_noted_is_told_and_the_file_is_there(
    story: Story, clean: Path, bureau: Bureau
) -> None:
    story.session.journal.path.mkdir(parents=True)
    sealed(story, clean, bureau)
    assert len(story.sealed()) == 1
    ticks = story.ferdig.ticks
    assert "ikke notert" in ticks.told.text
    assert not ticks.uploaded.isEnabled()
    assert not ticks.received.isEnabled()


def test_a_trial_is_noted_as_such_and_asks_for_no_ticks(
    story: Story, clean: Path, bureau: Bureau
) -> None:
    story.to_krypter(clean, bureau)
    story.next()
    story.bot.waitUntil(lambda: story.at(Step.FERDIG), timeout=20_000)
    story.until_idle()
    assert story.window.banner.isVisible()
    assert not story.ferdig.ticks.isVisible()
    (made,) = story.session.journal.entries()
    assert made.test
    late = datetime.fromisoformat("2099-01-01T12:00+01:00")
    story.session.clock = lambda: late
    story.press(story.ferdig.again)
    story.until_idle()
    assert not story.start.reminders.isVisible()
