"""What has the focus is seen, in every look and size of text, and scrolled to."""

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QTableWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from iplos_desktop.gui.button import Button
from iplos_desktop.gui.colours import BLACK, DARK, LIGHT, WHITE, Colours, contrast
from iplos_desktop.gui.look import Look
from iplos_desktop.gui.panel import Panel
from iplos_desktop.gui.text import restyle
from tests.gui.support import Story
from tools import scenes

LOOKS = {"light": LIGHT, "dark": DARK, "black": BLACK, "white": WHITE}
every_look = pytest.mark.parametrize("colours", LOOKS.values(), ids=LOOKS)


@pytest.fixture(autouse=True)
def as_before(dressed: Look) -> Iterator[None]:
    yield
    dressed.wear(None)
    dressed.set_scale(1)


def things() -> list[QWidget]:
    """One of each kind that can have the focus."""
    panel, step, links = Panel(), Button("Steg"), QTextBrowser()
    panel.tell("Hva", "Hvorfor", "warning")
    restyle(step, step=True, state="her")
    links.setHtml('<a href="#a">Lenke</a>')
    return [
        Button("Neste", "frem", primary=True),
        Button("Tilbake", "tilbake"),
        step,
        QLineEdit("0301"),
        QComboBox(),
        QCheckBox("Ja"),
        panel,
        QTableWidget(2, 2),
        links,
    ]


@every_look
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_what_has_the_focus_is_seen(
    qtbot: QtBot, dressed: Look, colours: Colours, scale: float
) -> None:
    """Of each kind of thing: some of it changes to a colour that differs 3 to 1 from before."""
    dressed.wear(colours)
    dressed.set_scale(scale)
    stage, elsewhere, shown = QWidget(), QLineEdit(), things()
    qtbot.addWidget(stage)
    box = QVBoxLayout(stage)
    for one in (elsewhere, *shown):
        box.addWidget(one)
    show(qtbot, stage)
    for one in shown:
        elsewhere.setFocus()
        before = one.grab().toImage()
        one.setFocus()
        assert one.hasFocus()
        changed = pixels_that_stand_out(before, one.grab().toImage())
        around = 2 * (one.width() + one.height())
        assert changed >= around * 0.7, type(one).__name__


def show(qtbot: QtBot, stage: QWidget) -> None:
    with qtbot.waitActive(stage):
        stage.show()
        stage.activateWindow()


def pixels_that_stand_out(before: QImage, after: QImage) -> int:
    """How many pixels have another colour than they had, 3 to 1."""
    assert before.size() == after.size()
    found = 0
    for y in range(after.height()):
        for x in range(after.width()):
            one, other = before.pixel(x, y), after.pixel(x, y)
            if one != other and contrast(_name(one), _name(other)) >= 3:
                found += 1
    return found


def _name(pixel: int) -> str:
    return f"#{pixel & 0xFFFFFF:06x}"


@every_look
def test_a_cell_with_the_focus_is_marked_in_its_row(
    qtbot: QtBot, dressed: Look, colours: Colours
) -> None:
    dressed.wear(colours)
    table = QTableWidget(2, 3)
    table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    qtbot.addWidget(table)
    show(qtbot, table)
    table.setFocus()
    table.setCurrentCell(0, 1)
    marked = table.viewport().grab().toImage()
    cell = table.visualRect(table.model().index(0, 1))
    edge = marked.pixelColor(cell.topLeft() + QPoint(cell.width() // 2, 0)).name()
    inside = marked.pixelColor(cell.center()).name()
    assert contrast(edge, inside) >= 3


def test_what_has_the_focus_is_scrolled_to(story: Story, dressed: Look) -> None:
    """At twice the text size much of a page lies below what can be seen."""
    dressed.set_scale(2)
    story.window.resize(1024, 700)
    page = story.start
    for one in (story.start.trial.start, story.start.new):
        one.setFocus()
        story.bot.waitUntil(partial(inside, page.viewport(), one))
    assert page.horizontalScrollBar().value() == 0


def inside(viewport: QWidget, one: QWidget) -> bool:
    return viewport.rect().contains(one.rect().translated(one.mapTo(viewport, QPoint(0, 0))))


@pytest.mark.parametrize("seen", [12, 30, 40])
def test_the_page_stands_still_under_a_hand_that_presses(story: Story, seen: int) -> None:
    story.window.resize(1024, 700)
    page, button = story.start, story.start.trial.start
    bar, window = page.verticalScrollBar(), story.window.windowHandle()
    story.bot.waitUntil(lambda: bar.maximum() > 0)
    inner = page.widget()
    assert inner is not None
    top = button.mapTo(inner, QPoint()).y()
    bar.setValue(top - page.viewport().height() + seen)
    before = bar.value()
    pressed = button.mapTo(story.window, QPoint(20, min(seen // 2, button.height() // 2)))
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    button.clicked.disconnect()
    with story.bot.waitSignal(button.clicked):
        QTest.mousePress(window, left, none, pressed)
        scenes.settle()  # all that the press has set going
        assert bar.value() == before
        QTest.mouseRelease(window, left, none, pressed)


def test_a_page_she_has_scrolled_by_key_does_not_jump_back(story: Story) -> None:
    story.window.resize(1024, 700)
    page = story.start
    bar = page.verticalScrollBar()
    story.bot.waitUntil(lambda: bar.maximum() > 0)
    story.bot.keyClick(page, Qt.Key.Key_PageDown)
    scrolled = bar.value()
    assert scrolled > 0
    inner = page.widget()
    assert inner is not None
    inner.setMinimumHeight(inner.height() + 200)
    story.bot.waitUntil(lambda: inner.height() == inner.minimumHeight())
    scenes.settle()
    assert bar.value() == scrolled


def test_a_part_that_is_gone_is_no_longer_sought(story: Story) -> None:
    page = story.start
    part = QWidget()
    page.fill(part)
    part.show()
    page.show_part(part)
    delete(part)
    inner = page.widget()
    assert inner is not None
    inner.setMinimumHeight(inner.height() + 200)
    story.bot.waitUntil(lambda: inner.height() == inner.minimumHeight())
    scenes.settle()
