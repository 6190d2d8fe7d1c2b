"""Every page in every state there is a picture of, as an assistive program sees it.

Why: a control without a name, or one the keyboard never comes to, is not there for those who need
it; and it is in the rare states, at an error or in the middle of work, that one is forgotten.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QPixmap
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QLineEdit,
    QRadioButton,
    QTabBar,
    QTextEdit,
    QWidget,
)

from iplos_desktop.flow.demo import make_demo
from iplos_desktop.gui.look import LARGEST, Look
from tests.gui.support import Story
from tests.gui.test_accessible import interfaces, nameless
from tools import pictures, scenes

_FEW = 60  # persons in each export
_LEAST = 50  # scenes; fewer would mean that some are no longer gone through
_ALONE = (QAbstractButton, QLineEdit, QAbstractItemView, QTextEdit)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> pictures.Made:
    place = tmp_path_factory.mktemp("scener")
    return pictures.Made(
        make_demo(place / "feil", persons=_FEW, faults=True),
        make_demo(place / "rent", persons=_FEW),
        make_demo(place / "2018", persons=_FEW, version="3.5"),
        pictures._nameless(place),
    )


def unreachable(window: QWidget) -> list[str]:
    """What can be pressed or typed in, is seen, and never gets the focus by Tab."""
    root = QAccessible.queryAccessibleInterface(window)
    seen = (one.object() for one in interfaces(root))
    return [
        f"{type(one).__name__} {one.accessibleName()}"
        for one in seen
        if isinstance(one, _ALONE) and _is_alone(one) and not _by_tab(one)
    ]


def _is_alone(one: QWidget) -> bool:
    """Not the inner part of another control, which is used by way of that."""
    around = one.parentWidget()
    inner = around is not None and around.focusProxy() is one
    cleared_by_escape = isinstance(around, QLineEdit)
    chosen_by_arrows = isinstance(one, QRadioButton) and not one.isChecked()
    alone = not (inner or cleared_by_escape or chosen_by_arrows)
    return alone and one.isEnabled() and not one.objectName().startswith("qt_")


def _by_tab(one: QWidget) -> bool:
    return bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus)


def out_of_view(window: QWidget) -> list[str]:
    """What has the focus and yet is not seen, as one goes through them all by Tab."""
    hidden, before = [], QApplication.focusWidget()
    for one in window.window().findChildren(QWidget):
        if isinstance(one, _ALONE) and one.isVisible() and one.isEnabled() and _by_tab(one):
            one.setFocus(Qt.FocusReason.TabFocusReason)
            scenes.settle()
            if one.hasFocus() and not _in_view(one):
                hidden.append(f"{type(one).__name__} {one.accessibleName()} is not seen")
    if before is not None:
        before.setFocus()
    return hidden


def shared_letters(window: QWidget) -> list[str]:
    """Letters underlined at more than one control, so that Alt and the letter does nothing."""
    found: dict[str, list[str]] = {}
    for one in window.findChildren(QWidget):
        if not one.isVisible() or not one.isEnabled():
            continue
        texts = []
        if isinstance(one, QTabBar):
            texts = [one.tabText(at) for at in range(one.count()) if one.isTabVisible(at)]
        elif isinstance(one, QAbstractButton) or (
            isinstance(one, QLabel) and one.buddy() is not None
        ):
            texts = [one.text()]
        for text in texts:
            for letter in re.findall("&([^& ])", text):
                found.setdefault(letter.lower(), []).append(text)
    return [f"Alt+{letter}: {texts}" for letter, texts in found.items() if len(set(texts)) > 1]


def _in_view(one: QWidget) -> bool:
    """Its middle is seen; of a table that is higher than the page, the line one stands in."""
    if isinstance(one, QAbstractItemView) and one.currentIndex().isValid():
        line = one.visualRect(one.currentIndex())
        return one.viewport().visibleRegion().contains(line.topLeft())
    drawn = one.viewport() if isinstance(one, QAbstractScrollArea) else one
    return drawn.visibleRegion().contains(drawn.rect().center())


_FAULTS = (nameless, unreachable, out_of_view, shared_letters)


@pytest.mark.parametrize("scale", [1, LARGEST])
def test_nothing_is_nameless_or_out_of_reach(
    made: pictures.Made,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    dressed_anew: Look,
    scale: float,
) -> None:
    dressed_anew.set_scale(scale)
    wrong: dict[str, list[str]] = {}
    looked: list[list[str]] = []

    def look(widget: QWidget) -> QPixmap:
        scenes.settle()
        looked.append([fault for find in _FAULTS for fault in find(widget)])
        return QPixmap()

    monkeypatch.setattr(scenes, "picture", look)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))  # where the log of faults goes
    for name in _gone_through(made, tmp_path, look):
        if found := looked.pop():
            wrong[name] = found
        assert looked == []
    assert wrong == {}


def test_the_look_sees_letters_that_are_shared(story: Story) -> None:
    story.start.new.setText("N&y innsending")
    story.start.corrected.setText("Rettet innsending, n&y")
    assert shared_letters(story.window) == ["Alt+y: ['N&y innsending', 'Rettet innsending, n&y']"]


def test_the_look_sees_what_is_out_of_reach(story: Story) -> None:
    story.start.new.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    assert unreachable(story.window) == ["Button Ny innsending"]


def _gone_through(made: pictures.Made, work: Path, look: object) -> Iterator[str]:
    assert callable(look)
    gone = 0
    for part in ("vei", "ellers"):
        (work / part).mkdir()
        window = pictures._window(made, work / part, (1024, 700))
        if part == "vei":
            for name in pictures.walk(window, made.faulty, made.nameless):
                look(window)
                yield name
                gone += 1
                window.road.session.clock = pictures._now
        else:
            for name, _ in scenes.scenes(window, made.faulty, made.clean, made.newer):
                yield name
                gone += 1
                if window.road.session.path is not None:
                    window.road.session.clock = pictures._now
        pictures._end(window)
    assert gone > _LEAST
