"""At 200 % text in a small window: what has no room goes on below, or ends in "…"."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QStyleOptionComboBox, QTreeView, QWidget
from pytestqt.qtbot import QtBot

from iplos_desktop.flow.journal import Journal
from iplos_desktop.flow.session import Step
from iplos_desktop.gui.choice import Choice
from iplos_desktop.gui.dialogs import file_dialog
from iplos_desktop.gui.look import Look
from tests.flow.journal_support import entry
from tests.gui.support import Story


@pytest.fixture
def large(dressed: Look) -> Iterator[None]:
    dressed.set_scale(2)
    yield
    dressed.set_scale(1)


@pytest.mark.usefixtures("large")
def test_links_to_what_is_wrong_are_no_wider_than_the_page(story: Story) -> None:
    story.window.resize(1024, 700)
    page = story.avsender
    story.window.stack.setCurrentWidget(page)
    long = "Organisasjonsnummer: Skriv kommunens organisasjonsnummer, ni sifre uten mellomrom."
    page.trouble.tell("Noe mangler.", "Trykk på linja og rett det:")
    page.trouble.lead_to({long: page.help.button})
    story.bot.waitUntil(page.trouble.isVisible)
    content = page.widget()
    assert content is not None
    story.bot.waitUntil(lambda: content.width() <= page.viewport().width())
    (link,) = (one for one in page.trouble.findChildren(QWidget) if one.property("link"))
    assert link.accessibleName() == long
    assert link.height() > 2 * link.fontMetrics().height()
    story.bot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert page.help.button.hasFocus()


@pytest.mark.usefixtures("large")
def test_a_long_place_of_an_earlier_submission_ends_at_the_edge(story: Story) -> None:
    story.window.resize(1024, 700)
    Journal(story.folder / "journal").note(entry("lang", district="02"))
    story.window.go(Step.TIDLIGERE)
    story.until_idle()
    page = story.window.page
    table = page.table  # type: ignore[attr-defined]
    start, wide = (get(1) for get in (table.columnViewportPosition, table.columnWidth))
    assert start + wide <= table.viewport().width()
    assert "Grünerløkka" in table.item(0, 1).toolTip()


def test_a_choice_without_room_ends_in_dots_and_tells_all_at_a_tip(qtbot: QtBot) -> None:
    choice = Choice(6)
    qtbot.addWidget(choice)
    choice.addItem("T-04 Timer per uke kan ikke være over 168")
    option = QStyleOptionComboBox()
    choice.resize(choice.sizeHint())
    choice.initStyleOption(option)
    assert option.currentText.endswith("…")
    assert "over 168" in choice.toolTip()


@pytest.mark.usefixtures("large")
def test_the_file_dialog_has_room_for_its_columns(qtbot: QtBot, tmp_path: Path) -> None:
    parent = QLabel()
    qtbot.addWidget(parent)
    dialog: QFileDialog = file_dialog(parent, "Velg uttrekket", str(tmp_path))
    dialog.show()
    files = dialog.findChild(QTreeView, "treeView")
    assert files is not None
    for column in range(1, 4):
        assert files.columnWidth(column) >= files.header().sectionSizeHint(column)
