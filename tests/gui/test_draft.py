"""What is typed and not done yet outlives a crash: the program is killed, and knows it again.

Why: a crash, a power cut or a hurried restart must cost her nothing she has already typed.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from iplos_desktop.flow.session import Step
from tests.gui.conftest import open_window
from tests.gui.support import Story

_KILLED = """
import json, os, signal, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from iplos_desktop.flow.session import Step
from iplos_desktop.gui import app

def type_it():
    window = next(top for top in QApplication.topLevelWidgets() if type(top).__name__ == "Window")
    session = window.road.session
    if window.road.busy or session.checked is None:
        QTimer.singleShot(20, type_it)
    elif not session.test:
        session.choose_test_mode(test=True)
        window.road.start_check()
        QTimer.singleShot(20, type_it)
    else:
        window.go(Step.KONTROLL)
        window.go(Step.AVSENDER)
        edit = window.page.fields["name"].edit
        edit.setFocus()
        edit.insert("Kari Nordm")
        edit.textEdited.emit(edit.text())
        wait(session.settings_file.path)

def wait(path):
    if path.exists() and "Kari Nordm" in path.read_text(encoding="utf-8"):
        os.kill(os.getpid(), signal.SIGKILL)
    QTimer.singleShot(20, lambda: wait(path))

QTimer.singleShot(0, type_it)
sys.exit(app.main(sys.argv[1:]))
"""


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
def test_it_is_killed_while_she_types(tmp_path: Path, qtbot: QtBot, clean: Path) -> None:
    names = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")
    done = subprocess.run(
        [sys.executable, "-c", _KILLED, str(clean)],
        env={**os.environ, **{name: str(tmp_path) for name in names}},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == -9, done.stderr
    (tmp_path / "iplos-desktop").rename(tmp_path / "innstillinger")  # where the next window looks
    again = at_sender(Story(qtbot, open_window(tmp_path), tmp_path), clean)
    assert again.avsender.fields["name"].text == "Kari Nordm"
    again.end()


def at_sender(story: Story, export: Path) -> Story:
    story.window.show()
    story.to_kontroll(export)
    story.next()
    assert story.at(Step.AVSENDER)
    return story


def kept(story: Story) -> dict[str, object]:
    path = story.session.settings_file.path
    if not path.exists():
        return {}
    found: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
    return found


def test_what_is_half_done_is_there_when_she_comes_back_another_day(
    story: Story, tmp_path: Path, qtbot: QtBot, clean: Path
) -> None:
    at_sender(story, clean)
    story.write(story.avsender.fields["email"].edit, "kari@exa")
    story.press(story.window.back)
    again = at_sender(Story(qtbot, open_window(tmp_path), tmp_path), clean)
    assert again.avsender.fields["email"].text == "kari@exa"
    again.fill_sender()
    again.next()
    assert "draft" not in kept(again)  # whole now, and among the senders
    again.end()


def test_an_identity_number_typed_by_mistake_is_not_kept(story: Story, clean: Path) -> None:
    at_sender(story, clean)
    story.write(story.avsender.fields["name"].edit, "Kari 25889349908")
    story.press(story.window.back)
    assert "25889349908" not in json.dumps(kept(story))
    assert "draft" not in kept(story)
