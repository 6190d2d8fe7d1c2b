"""Everything by keyboard, everything named, everything seen."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QTableView, QWidget

from iplos_desktop.flow.session import Step
from tests.gui.support import Bureau, Story

_CONTROLS = {
    QAccessible.Role.Button,
    QAccessible.Role.PushButton,
    QAccessible.Role.CheckBox,
    QAccessible.Role.RadioButton,
    QAccessible.Role.ComboBox,
    QAccessible.Role.EditableText,
    QAccessible.Role.Table,
    QAccessible.Role.ProgressBar,
}


def interfaces(root: QAccessibleInterface, depth: int = 0) -> Iterator[QAccessibleInterface]:
    """Everything on the screen as an assistive program sees it; rows of a table left out."""
    yield root
    if root.role() is QAccessible.Role.Table or depth > 30:
        return
    for number in range(root.childCount()):
        child = root.child(number)
        if child.isValid() and not child.state().invisible:
            yield from interfaces(child, depth + 1)


def nameless(window: QWidget) -> list[str]:
    root = QAccessible.queryAccessibleInterface(window)
    return [
        f"{one.role().name} {one.object()}"
        for one in interfaces(root)
        if one.role() in _CONTROLS and not one.text(QAccessible.Text.Name).strip()
    ]


def test_no_control_is_nameless_on_any_page(story: Story, faulty: Path, bureau: Bureau) -> None:
    assert nameless(story.window) == []
    story.begin()
    story.choose(faulty)
    assert nameless(story.window) == []
    story.next()
    story.until_listed()
    assert nameless(story.window) == []
    story.next()
    assert nameless(story.window) == []
    story.fill_sender()
    story.next()
    story.load_key(bureau.certificate())
    assert nameless(story.window) == []
    story.confirm_key(bureau.letter())
    story.next()
    assert nameless(story.window) == []
    story.session.folder = story.folder
    story.krypter.confirm.setChecked(True)
    story.next()
    story.bot.waitUntil(lambda: story.at(Step.FERDIG), timeout=20_000)
    assert nameless(story.window) == []


def test_the_walk_sees_a_nameless_control(story: Story) -> None:
    story.start.new.setAccessibleName("")
    story.start.new.setText("")
    assert nameless(story.window)


def test_focus_stands_on_each_page_where_she_begins(story: Story, clean: Path) -> None:
    assert story.start.new.hasFocus()
    story.begin()
    assert story.fil.drop.button.hasFocus()
    story.choose(clean)
    assert story.window.next.hasFocus()
    story.next()
    assert story.window.focusWidget() is story.kontroll.first()
    story.next()
    assert story.avsender.fields["organisation_number"].edit.hasFocus()


def test_tab_reaches_every_control_of_a_page(story: Story, faulty: Path) -> None:
    story.to_kontroll(faulty)
    reached = set()
    for _ in range(60):
        story.bot.keyClick(story.window.focusWidget(), Qt.Key.Key_Tab)
        reached.add(story.window.focusWidget())
    kinds = (QAbstractButton, QComboBox, QLineEdit, QTableView)
    for kind in kinds:
        for one in story.kontroll.findChildren(kind):
            if one.isVisible() and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus:
                assert one in reached, one.accessibleName()


def test_tab_goes_as_the_page_is_read_then_to_what_is_next(story: Story, clean: Path) -> None:
    story.to_kontroll(clean)
    story.next()
    story.next()  # with nothing filled in: three links to the fields come up
    page, window = story.avsender, story.window
    links = page.trouble.findChildren(QAbstractButton)
    assert len(links) == 3
    edits = [field.edit for field in page.fields.values()]
    wanted = [*links, *edits, window.next, window.back, window.cancel]
    links[0].setFocus()
    gone = []
    for _ in wanted:
        gone.append(window.focusWidget())
        story.bot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert gone == wanted


def test_the_whole_way_to_avsender_by_keyboard(story: Story, clean: Path) -> None:
    story.bot.keyClick(story.window.focusWidget(), Qt.Key.Key_Space)
    story.session.choose_test_mode(test=True)
    story.answers.path = clean
    story.bot.keyClick(story.window.focusWidget(), Qt.Key.Key_Space)
    story.bot.waitUntil(story.window.next.hasFocus, timeout=20_000)
    story.bot.keyClick(story.window.focusWidget(), Qt.Key.Key_Space)
    assert story.at(Step.KONTROLL)
    story.bot.keyClick(story.window.focusWidget(), Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    story.bot.waitUntil(lambda: story.at(Step.AVSENDER))
