"""Kontroll in a small window: enough lines of the table, and all the rest within reach."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from iplos_desktop.gui.arrange import Column
from iplos_desktop.gui.look import LARGEST, Look
from tests.gui.support import Story


def seen_whole(part: QWidget, story: Story) -> bool:
    """Whether nothing of it is cut by the page."""
    page = story.kontroll.viewport()
    top = part.mapTo(page, QPoint(0, 0)).y()
    return part.isVisible() and top >= 0 and top + part.height() <= page.height()


def lines_seen(story: Story) -> int:
    """How many lines of the table are seen from top to bottom."""
    view = story.kontroll.table.view
    bottoms = (view.visualRect(view.model().index(row, 0)).bottom() for row in range(50))
    return sum(bottom < view.viewport().height() for bottom in bottoms)


@pytest.fixture
def small(story: Story, faulty: Path) -> Story:
    story.window.resize(1024, 700)
    story.to_kontroll(faulty)
    return story


def test_eight_lines_summary_filters_and_buttons_are_seen_at_once(small: Story) -> None:
    page, table = small.kontroll, small.kontroll.table
    small.bot.waitUntil(lambda: seen_whole(table.unfold, small))  # the layout has come to rest
    assert lines_seen(small) >= 8
    for part in (page.summary, page.again, page.save, page.print, table.view, table.unfold):
        assert seen_whole(part, small), part.accessibleName()
    assert len({box.mapTo(table, QPoint(0, 0)).y() for box in table.filters.boxes}) == 1


def test_the_explanation_comes_up_below_and_goes_again(small: Story) -> None:
    table = small.kontroll.table
    assert not table.explanation.isVisible()
    small.press(table.unfold)
    small.bot.waitUntil(lambda: seen_whole(table.explanation, small))
    assert lines_seen(small) >= 3
    assert table.unfold.accessibleName() == "Skjul forklaring"
    small.press(table.unfold)
    assert not table.explanation.isVisible()


def test_a_few_findings_have_the_explanation_below_at_once(story: Story, tmp_path: Path) -> None:
    wrong = tmp_path / "notat.xml"
    wrong.write_text("Dette er ikke et uttrekk.", encoding="utf-8")
    story.window.resize(1024, 700)
    story.to_kontroll(wrong)
    assert story.kontroll.table.explanation.isVisible()
    assert "L-" in story.kontroll.table.explanation.text


def test_what_could_not_be_checked_has_a_tab_of_its_own(story: Story, tmp_path: Path) -> None:
    wrong = tmp_path / "notat.xml"
    wrong.write_text("Dette er ikke et uttrekk.", encoding="utf-8")
    story.to_kontroll(wrong)
    page = story.kontroll
    at = page.tabs.indexOf(page.not_checked)
    assert page.tabs.isTabVisible(at)
    assert page.tabs.tabText(at).startswith("Ikke k&ontrollert (")
    page.tabs.setCurrentIndex(at)
    assert "kunne ikke kontrolleres" in page.not_checked.text
    assert "L-03 " in page.not_checked.text or "K-03 " in page.not_checked.text


def test_a_wide_window_has_the_explanation_beside(story: Story, faulty: Path) -> None:
    story.window.resize(1600, 900)
    story.to_kontroll(faulty)
    table = story.kontroll.table
    assert table.explanation.isVisible()
    assert not table.unfold.isVisible()


def test_what_matches_nothing_is_said_and_one_button_shows_all_again(small: Story) -> None:
    table = small.kontroll.table
    whole = table.model.rowCount()
    table.filters.level.setCurrentIndex(1)
    small.write(table.filters.search, "xyzzy")
    small.until_listed()
    assert not table.view.isVisible()
    assert "Velg en linje" not in table.explanation.text or not table.explanation.isVisible()
    assert table.none.text.startswith("Ingen funn passer.")
    assert "nivå" in table.none.text
    assert "«xyzzy»" in table.none.text
    small.press(table.none.clear)
    small.until_listed()
    assert table.model.rowCount() == whole
    assert table.view.isVisible()
    assert table.filters.in_force == []


def test_a_long_text_ends_with_the_window(small: Story) -> None:
    view = small.kontroll.table.view
    header = view.horizontalHeader()
    ends = header.sectionViewportPosition(Column.TEXT) + header.sectionSize(Column.TEXT)
    assert ends <= view.viewport().width()
    header.resizeSection(Column.TEXT, 900)
    small.window.resize(1100, 700)
    assert header.sectionSize(Column.TEXT) == 900, "she has set it herself"


def test_with_text_of_twice_the_size_the_table_is_scrolled_to_whole(
    dressed_anew: Look, small: Story
) -> None:
    table = small.kontroll.table
    dressed_anew.set_scale(LARGEST)
    small.bot.waitUntil(lambda: seen_whole(table.view, small))
    assert table.view.hasFocus()
    assert lines_seen(small) >= 8


def test_a_tab_asked_for_by_its_letter_is_seen_from_far_below(
    dressed_anew: Look, small: Story
) -> None:
    page = small.kontroll
    dressed_anew.set_scale(LARGEST)
    small.bot.waitUntil(lambda: seen_whole(page.table.view, small))
    page.tabs.setCurrentWidget(page.services)
    small.bot.waitUntil(lambda: seen_whole(page.tabs.tabBar(), small))
