"""At 200 % text, in a window of 1024 pixels, nothing of a page is cut off at the right."""

import pytest
from PySide6.QtWidgets import QWidget

from iplos_desktop.flow.session import Step
from iplos_desktop.gui.look import Look
from tests.gui.support import Story


@pytest.mark.parametrize("step", Step)
def test_a_page_is_no_wider_than_the_window(story: Story, dressed: Look, step: Step) -> None:
    dressed.set_scale(2)
    try:
        story.window.resize(1024, 700)
        page = story.window.page_of(step)
        page.help.button.click()
        story.window.stack.setCurrentWidget(page)
        content, room = page.widget(), page.viewport().width()
        assert content is not None
        parts = [one for one in content.findChildren(QWidget) if not one.children()]
        widest = max(parts, key=lambda one: one.minimumSizeHint().width())
        assert content.minimumSizeHint().width() <= room, widest
    finally:
        dressed.set_scale(1)
