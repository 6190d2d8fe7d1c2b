"""What Qt itself says is in bokmål: its file dialog, its buttons and its menus."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPushButton,
    QScrollBar,
    QSpinBox,
    QTabBar,
    QTextBrowser,
    QWidget,
)
from pytestqt.qtbot import QtBot

from iplos_desktop.gui.dialogs import file_dialog
from iplos_desktop.shipped import resource

WORDS: dict[str, dict[str, str]] = json.loads(
    resource("bokmal", "qt.json").read_text(encoding="utf-8")
)
ENGLISH = {text for words in WORDS.values() for text, ours in words.items() if text != ours}
_ACROSS = Qt.Orientation.Horizontal
_NOT_SHOWN = {
    "QShortcut",  # what stands on the keys of a Norwegian keyboard too: Ctrl, Home, Esc
    "QMimeType",  # kinds of files, in whose place the list shows its own
}


class Untranslated(QTranslator):
    """Hears what Qt asks for that nobody has answered."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[tuple[str, str]] = set()

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, text: str, *_: object) -> str | None:
        if context not in _NOT_SHOWN and text not in WORDS.get(context, {}):
            self.asked.add((context, text))
        return None


@pytest.fixture
def heard(qapp: QApplication) -> Iterator[set[tuple[str, str]]]:
    ear = Untranslated()
    qapp.installTranslator(ear)
    yield ear.asked
    qapp.removeTranslator(ear)


def said(top: QWidget) -> Iterator[str]:
    """Every text of a window: seen, told at a tip, or read aloud."""
    for part in (top, *top.findChildren(QWidget)):
        for name in (
            "text", "toolTip", "accessibleName", "accessibleDescription", "whatsThis",
            "windowTitle", "placeholderText", "currentText",
        ):  # fmt: skip
            if callable(get := getattr(part, name, None)):
                yield get()
        if isinstance(part, QAbstractItemView) and (model := part.model()) is not None:
            columns = range(model.columnCount(part.rootIndex()))
            yield from (str(model.headerData(at, _ACROSS)) for at in columns)
            for row in range(model.rowCount(part.rootIndex())):
                yield from (str(model.index(row, at, part.rootIndex()).data()) for at in columns)
    for action in top.findChildren(QAction):
        yield from (action.text(), action.toolTip())


def english(texts: Iterator[str]) -> set[str]:
    plain = {text.replace("&", "") for text in ENGLISH}
    return {text for text in texts if text.replace("&", "").partition("\t")[0] in plain}


@pytest.mark.parametrize("mode", QFileDialog.FileMode)
@pytest.mark.parametrize("way", QFileDialog.AcceptMode)
def test_the_file_dialog(
    qtbot: QtBot,
    tmp_path: Path,
    heard: set[tuple[str, str]],
    mode: QFileDialog.FileMode,
    way: QFileDialog.AcceptMode,
) -> None:
    (tmp_path / "mappe").mkdir()
    (tmp_path / "uttrekk.xml").write_text("x" * 12_345)
    (tmp_path / "liste.xlsx").write_text("x")
    (tmp_path / "uten slutt").write_text("x")
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = file_dialog(parent, "Velg uttrekket", str(tmp_path))
    dialog.setFileMode(mode)
    dialog.setAcceptMode(way)
    dialog.show()
    files = dialog.findChild(QAbstractItemView, "treeView")
    assert files is not None
    qtbot.waitUntil(lambda: files.model().rowCount(files.rootIndex()) > 0)
    texts = list(said(dialog))
    assert english(iter(texts)) == set()
    assert heard == set()
    assert "Størrelse" in texts
    assert "Mappe" in texts
    if mode is not QFileDialog.FileMode.Directory:
        assert "12\N{NO-BREAK SPACE}kB" in texts
        assert "xml-fil" in texts
        assert "fil" in texts
    assert not [text for text in texts if "byte" in text.replace("1\N{NO-BREAK SPACE}byte", "")]


def test_what_the_file_dialog_asks_before_it_writes_over(heard: set[tuple[str, str]]) -> None:
    words = QApplication.translate("QFileDialog", "%1 already exists.\nDo you want to replace it?")
    assert words == "%1 finnes fra før.\nVil du skrive over den?"
    assert heard == set()


def test_the_buttons_of_questions(qtbot: QtBot, heard: set[tuple[str, str]]) -> None:
    box = QMessageBox()
    qtbot.addWidget(box)
    kinds = QMessageBox.StandardButton
    for one in kinds:
        if kinds.FirstButton.value <= one.value <= kinds.LastButton.value:
            box.addButton(one)
    box.setDetailedText("mer")
    box.show()
    assert english(said(box)) == set()
    assert heard == set()


@pytest.mark.parametrize("kind", [QLineEdit, QTextBrowser])
def test_the_menu_of_a_field(
    qtbot: QtBot, heard: set[tuple[str, str]], kind: type[QLineEdit] | type[QTextBrowser]
) -> None:
    field = kind()
    qtbot.addWidget(field)
    menu = field.createStandardContextMenu()
    assert isinstance(menu, QMenu)
    assert menu.actions()
    assert english(action.text() for action in menu.actions()) == set()
    assert heard == set()
    menu.deleteLater()


@pytest.mark.parametrize(
    "kind", [QComboBox, QSpinBox, QPushButton, QCheckBox, QTabBar, QScrollBar, QLineEdit]
)
def test_what_is_read_aloud_of_a_part(
    qtbot: QtBot, heard: set[tuple[str, str]], kind: type[QWidget]
) -> None:
    part = kind()
    qtbot.addWidget(part)
    actions = QAccessible.queryAccessibleInterface(part).actionInterface()
    for name in actions.actionNames():
        told = (actions.localizedActionName(name), actions.localizedActionDescription(name))
        assert english(iter(told)) == set()
    assert heard == set()
