"""The rule book in the window: opened at the rule of a finding, searched, closed by keyboard."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl

from iplos_desktop.catalogue.rule import BOOK
from iplos_desktop.gui.rule_book import RuleBook
from tests.gui.support import Story


def opened(story: Story, faulty: Path) -> RuleBook:
    story.to_kontroll(faulty)
    story.press(story.kontroll.table.unfold)
    story.press(story.kontroll.table.explanation.more)
    found = story.window.findChildren(RuleBook)
    assert len(found) == 1
    return found[0]


def at_the_top(book: RuleBook) -> str:
    """The first lines that are seen."""
    cursor = book.text.cursorForPosition(book.text.viewport().rect().topLeft())
    return str(cursor.block().text() or cursor.block().next().text())


def test_it_opens_at_the_rule_of_the_finding(story: Story, faulty: Path) -> None:
    book = opened(story, faulty)
    assert book.isVisible()
    assert at_the_top(book).startswith(_rule(story, 0))
    whole = book.text.toPlainText()
    assert all(f"{rule.number} {rule.title}" in whole for rule in BOOK)


def test_it_is_opened_once_and_goes_to_the_next_rule(story: Story, faulty: Path) -> None:
    book = opened(story, faulty)
    table = story.kontroll.table
    other = next(
        row for row in range(table.model.rowCount()) if _rule(story, row) != _rule(story, 0)
    )
    table.view.selectRow(other)
    story.press(table.explanation.more)
    assert story.window.findChildren(RuleBook) == [book]
    assert at_the_top(book).startswith(_rule(story, other))


def _rule(story: Story, row: int) -> str:
    finding = story.kontroll.table.model.finding(row)
    assert finding is not None
    return finding.rule


@pytest.mark.parametrize("typed", ["T-04", "t04", "t 04"])
def test_a_rule_is_found_by_its_number_however_it_is_typed(
    story: Story, faulty: Path, typed: str
) -> None:
    book = opened(story, faulty)
    story.write(book.search, typed)
    assert at_the_top(book).startswith("T-04 ")


def test_a_word_is_found_and_what_is_not_there_is_told(story: Story, faulty: Path) -> None:
    book = opened(story, faulty)
    story.write(book.search, "månedstimer")
    assert book.text.textCursor().selectedText().casefold() == "månedstimer"
    assert book.told.isHidden()
    story.write(book.search, "finnes ikke noe sted")
    assert book.told.isVisible()


def test_esc_closes_it(story: Story, faulty: Path) -> None:
    book = opened(story, faulty)
    story.bot.keyClick(book.text, Qt.Key.Key_Escape)
    assert not book.isVisible()


def test_it_fetches_nothing(story: Story, faulty: Path) -> None:
    book = opened(story, faulty)
    assert book.text.loadResource(2, QUrl("http://example.org/x.png")) is None
    assert not book.text.openExternalLinks()
