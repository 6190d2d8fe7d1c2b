"""The journal as a page: seen, ticked, and the beginning of a corrected submission."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from iplos_desktop.flow.journal import Journal
from iplos_desktop.flow.session import Step
from iplos_desktop.gui.pages.innsending import SubmissionCard
from iplos_desktop.gui.pages.tidligere import TidligerePage
from tests.flow.journal_support import at, entry
from tests.gui.support import Bureau, Story

SENT = entry("sendt", uploaded_at=at("2016-01-05 13:00"))
MADE = entry("laget", district="01", file_name="IPLOS_bydel.p7m", corrected=True)
TRIAL = entry("prøve", test=True)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "journal")


def open_earlier(story: Story) -> TidligerePage:
    story.press(story.start.earlier)
    story.until_idle()
    page = story.window.page
    assert isinstance(page, TidligerePage)
    return page


def rows(page: TidligerePage) -> list[list[str]]:
    model = page.table.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def said(card: SubmissionCard) -> str:
    QApplication.processEvents()  # what was shown before goes
    labels = [card.title, *card.facts.findChildren(type(card.title))]
    shown = " ".join(one.text() for one in labels if not one.isHidden())
    return shown.replace("\N{NO-BREAK SPACE}", " ").replace("\N{ZERO WIDTH SPACE}", "")


def test_an_empty_journal_is_told_in_words(story: Story) -> None:
    page = open_earlier(story)
    assert page.empty.isVisible()
    assert not page.table.isVisible()
    assert not page.chosen.isVisible()
    story.press(story.window.back)
    assert story.at(Step.START)


def test_a_damaged_journal_is_told_and_not_called_empty(story: Story, journal: Journal) -> None:
    journal.note(SENT)
    journal.path.write_bytes(b"x" * 10_000)
    page = open_earlier(story)
    assert "lagt til side" in page.told.text
    assert not page.empty.isVisible()


def test_every_submission_stands_there_the_latest_first(story: Story, journal: Journal) -> None:
    for one in (SENT, MADE, TRIAL):
        journal.note(one)
    page = open_earlier(story)
    assert [row[1:] for row in rows(page)] == [
        ["0301 Oslo", "2015", "Prøve", "–", "–"],
        ["0301 Oslo, bydel 01 Gamle Oslo", "2015", "Rettet", "Nei", "Nei"],
        ["0301 Oslo", "2015", "Ny", "5.1.2016", "Nei"],
    ]
    assert page.table.hasFocus()


def test_the_chosen_one_is_told_in_full(story: Story, journal: Journal) -> None:
    journal.note(SENT)
    page = open_earlier(story)
    told = said(page.chosen)
    for word in (
        *("0301 Oslo", SENT.file_name, "TJENESTE 9", "2 feil", "signert nøkkelliste"),
        *("EEEE EEEE", "FFFF FFFF", "AAAA AAAA", "BBBB BBBB", "CCCC CCCC"),
        *("To: fødselsnumrene til pseudonymforvalteren", "2015.1", "kan være flyttet"),
    ):
        assert word in told, word
    story.press(page.chosen.copy)
    assert QGuiApplication.clipboard().text() == SENT.sha256
    assert not page.chosen.open.isVisible()


def test_the_folder_can_be_opened_as_long_as_the_file_lies_there(
    story: Story, journal: Journal
) -> None:
    journal.note(SENT)
    (story.folder / SENT.file_name).write_bytes(b"x")
    story.session.folder = story.folder
    page = open_earlier(story)
    assert page.chosen.open.isVisible()
    assert str(story.folder) in said(page.chosen)


def test_a_file_that_was_moved_is_pointed_at_and_known_by_its_sha_256(
    story: Story, journal: Journal
) -> None:
    moved, other = story.folder / "kopi.p7m", story.folder / "en annen.p7m"
    moved.write_bytes(b"innhold")
    other.write_bytes(b"noe annet")
    sha256 = hashlib.sha256(b"innhold").hexdigest()
    journal.note(entry("sendt", sha256=sha256, folder=str(story.folder / "borte")))
    card = open_earlier(story).chosen
    assert not card.open.isVisible()
    assert "flyttet eller slettet" in said(card)

    story.answers.path = other
    story.press(card.seek)
    story.until_idle()
    assert card.told.text.startswith("Feil: Det er ikke fila fra denne innsendingen.")
    assert not card.open.isVisible()

    story.answers.path = moved
    story.press(card.seek)
    story.until_idle()
    assert card.told.text.startswith("I orden: Det er riktig fil. SHA-256 stemmer.")
    assert card.open.isVisible()
    assert str(story.folder) in said(card)
    assert journal.entries()[0].folder == str(story.folder)


def test_a_file_lies_where_it_was_written_whatever_folder_is_used_now(
    story: Story, journal: Journal
) -> None:
    there = story.folder / "Til sending"
    there.mkdir()
    (there / SENT.file_name).write_bytes(b"x")
    journal.note(replace(SENT, folder=str(there)))
    card = open_earlier(story).chosen
    assert card.open.isVisible()
    assert not card.seek.isVisible()


def test_upload_and_receipt_are_ticked_later(story: Story, journal: Journal) -> None:
    journal.note(SENT)
    journal.note(MADE)
    page = open_earlier(story)
    assert page.chosen.todo.isVisible()
    assert "Sendemodul" in page.chosen.todo.text
    for box in (page.chosen.ticks.uploaded, page.chosen.ticks.received):
        story.bot.keyClick(box, Qt.Key.Key_Space)
        story.until_idle()
    assert not page.chosen.todo.isVisible()
    assert "Slett nå uttrekket og feillistene" in page.chosen.ticks.next.text
    found = journal.entries()[0]
    assert found.delivery_id == "laget"
    assert found.uploaded_at is not None
    assert found.receipt_at is not None
    assert rows(page)[0][-1] != "Nei"
    story.bot.keyClick(page.table, Qt.Key.Key_Down)
    story.until_idle()
    assert "klokka 08.00" in page.chosen.ticks.next.text
    assert not page.chosen.ticks.received.isChecked()


def test_a_trial_is_neither_ticked_nor_corrected(story: Story, journal: Journal) -> None:
    journal.note(TRIAL)
    page = open_earlier(story)
    for part in (page.chosen.ticks, page.chosen.todo, page.chosen.correct):
        assert not part.isVisible()


def test_text_from_the_journal_is_plain(story: Story, journal: Journal) -> None:
    journal.note(entry("x", file_name="<b>\u202efil</b>\n"))
    assert "<b> fil</b>" in said(open_earlier(story).chosen)


def test_a_reminder_leads_to_its_submission(story: Story, journal: Journal) -> None:
    journal.note(SENT)
    journal.note(MADE)
    story.session.clock = lambda: at("2016-01-07 12:00")
    story.window.page.enter()
    story.until_idle()
    overdue = story.start.reminders.cards[0]
    story.press(overdue.show_it)
    story.until_idle()
    page = story.window.page
    assert isinstance(page, TidligerePage)
    assert page.table.currentRow() == 1
    assert SENT.file_name in said(page.chosen)


def test_she_looks_at_the_journal_in_the_middle_and_comes_back(
    story: Story, clean: Path, bureau: Bureau
) -> None:
    story.to_krypter(clean, bureau)
    story.press(story.window.steps.buttons[Step.TIDLIGERE])
    assert story.at(Step.TIDLIGERE)
    assert "du var her" in story.window.steps.buttons[Step.KRYPTER].accessibleName()
    assert "ferdig" in story.window.steps.buttons[Step.NOKKEL].accessibleName()
    assert not story.window.next.isVisible()
    story.until_idle()
    story.press(story.window.back)
    assert story.at(Step.KRYPTER)
    story.next()
    story.bot.waitUntil(lambda: story.at(Step.FERDIG), timeout=20_000)


def test_a_corrected_submission_is_begun_from_one_and_goes_the_whole_road(
    story: Story, clean: Path, bureau: Bureau, journal: Journal
) -> None:
    journal.note(SENT)
    story.press(open_earlier(story).chosen.correct)
    assert story.at(Step.FIL)
    assert "Rettet innsending for 0301 Oslo" in story.fil.correction.text
    assert "5.\N{NO-BREAK SPACE}januar" in story.fil.correction.text
    story.session.choose_test_mode(test=True)
    story.choose(clean)
    assert "Til opplysning" in story.fil.correction.text
    story.next()
    story.next()
    story.fill_sender()
    story.next()
    story.load_key(bureau.certificate())
    story.confirm_key(bureau.letter())
    story.next()
    story.until_idle()
    assert story.krypter.kind.corrected.isChecked()
    story.session.folder = story.folder
    story.next()
    story.bot.waitUntil(lambda: story.at(Step.FERDIG), timeout=20_000)
    assert journal.entries()[0].corrected


def test_an_export_of_another_place_is_told_at_once(
    story: Story, clean: Path, journal: Journal
) -> None:
    journal.note(MADE)
    story.press(open_earlier(story).chosen.correct)
    story.session.choose_test_mode(test=True)
    story.choose(clean)
    assert "Advarsel: Uttrekket gjelder noe annet" in story.fil.correction.text


def test_what_is_half_done_is_not_lost_without_a_question(
    story: Story, clean: Path, journal: Journal
) -> None:
    journal.note(SENT)
    story.to_kontroll(clean)
    story.press(story.window.steps.buttons[Step.TIDLIGERE])
    story.until_idle()
    page = story.window.page
    assert isinstance(page, TidligerePage)
    story.answers.yes = False
    story.press(page.chosen.correct)
    assert story.answers.asked
    assert story.at(Step.TIDLIGERE)
    assert story.session.checked is not None


def test_new_or_corrected_is_decided_before_sealing(
    story: Story, clean: Path, bureau: Bureau, journal: Journal
) -> None:
    """She pressed «Ny innsending», though she has sent before."""
    journal.note(SENT)
    story.to_krypter(clean, bureau)
    story.session.test = False  # a trial says nothing of what was sent before
    story.window.page.enter()
    story.until_idle()
    kind = story.krypter.kind
    assert "Ble den sendt, så velg" in kind.note.text
    story.bot.mouseClick(kind.corrected, Qt.MouseButton.LeftButton)
    assert story.session.corrected
    assert kind.note.isHidden()
    values = [one.text() for one in story.krypter.facts.findChildren(type(kind.note._what))]
    assert any("Rettet innsending" in value for value in values)
