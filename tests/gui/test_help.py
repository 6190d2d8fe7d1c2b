"""Help is one press away on every page, and leads on to the guide and its words."""

import pytest
from PySide6.QtCore import Qt

from iplos_desktop.flow.session import Step
from iplos_desktop.gui.guide import Guide
from tests.gui.support import Story


@pytest.mark.parametrize("step", Step)
def test_each_page_says_what_it_is_for(story: Story, step: Step) -> None:
    story.session.step = step
    page = story.window.page
    story.window.stack.setCurrentWidget(page)
    assert page.help.isHidden()
    story.press(page.help.button)
    assert page.help.isVisible()
    assert page.help.what.text()
    assert page.help.ask.text()
    story.press(page.help.button)
    assert page.help.isHidden()


def test_f1_shows_and_hides_it(story: Story) -> None:
    for shown in (True, False):
        story.bot.keyClick(story.window, Qt.Key.Key_F1)
        assert story.start.help.isVisible() is shown


def test_a_word_is_looked_up(story: Story) -> None:
    story.press(story.start.help.button)
    story.press(story.start.help.words)
    (guide,) = story.window.findChildren(Guide)
    assert guide.isVisible()
    story.write(guide.search, "bydel")
    top = guide.text.cursorForPosition(guide.text.viewport().rect().topLeft()).block()
    assert "Bydel" in {top.text(), top.next().text()}
    story.write(guide.search, "finnes ikke noe sted")
    assert guide.told.isVisible()
    story.bot.keyClick(guide.text, Qt.Key.Key_Escape)
    assert not guide.isVisible()
    story.press(story.start.help.guide)
    assert story.window.findChildren(Guide) == [guide]
