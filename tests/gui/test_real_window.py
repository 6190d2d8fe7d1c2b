"""The real command on a screen in memory: the window comes up."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

_PROBE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from iplos_desktop.gui import app

def look():
    window = next(top for top in QApplication.topLevelWidgets() if type(top).__name__ == "Window")
    if not window.windowHandle().isExposed() or window.road.busy:
        QTimer.singleShot(20, look)
        return
    print(QApplication.platformName(), window.road.session.step.title, window.fontInfo().family())
    window.road.dialogs.ask = lambda *_: True
    window.close()

QTimer.singleShot(0, look)
sys.exit(app.main(sys.argv[1:]))
"""


@pytest.mark.skipif(shutil.which("xvfb-run") is None, reason="needs Xvfb, see tools/setup.sh")
@pytest.mark.parametrize("named", [False, True], ids=["alone", "with a file"])
def test_the_window_comes_up(tmp_path: Path, clean: Path, *, named: bool) -> None:
    places = {name: str(tmp_path) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
    done = subprocess.run(
        ["xvfb-run", "-a", sys.executable, "-c", _PROBE, *([str(clean)] if named else [])],
        env={**os.environ, **places, "QT_QPA_PLATFORM": "xcb"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["xcb", "Fil" if named else "Start", "Inter"]
    assert "Traceback" not in done.stderr


_ASKED_TO_END = """
import os, signal, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from iplos_desktop.flow.session import Step
from iplos_desktop.gui import app

def end():
    window = next(top for top in QApplication.topLevelWidgets() if type(top).__name__ == "Window")
    if window.road.busy or window.road.session.checked is None:
        QTimer.singleShot(20, end)
        return
    if not window.road.session.test:
        window.road.session.choose_test_mode(test=True)
        window.road.start_check()
        QTimer.singleShot(20, end)
        return
    window.go(Step.KONTROLL)
    window.go(Step.AVSENDER)
    fields = window.page.fields
    for name, text in (("organisation_number", "999999999"), ("name", "Kari Nordmann"),
                       ("email", "kari@example.no")):
        fields[name].edit.setText(text)
    QTimer.singleShot(0, lambda: os.kill(os.getpid(), signal.SIGTERM))
    window.road.dialogs.ask(window, "Spørsmål", "Noe", "Ja", "Nei")

QTimer.singleShot(0, end)
sys.exit(app.main(sys.argv[1:]))
"""


@pytest.mark.skipif(os.name == "nt", reason="there the system closes the window itself")
def test_asked_to_end_from_outside_it_keeps_what_was_entered(tmp_path: Path, clean: Path) -> None:
    """She logs out with a question on the screen: no answer is waited for."""
    places = {name: str(tmp_path) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
    done = subprocess.run(
        [sys.executable, "-c", _ASKED_TO_END, str(clean)],
        env={**os.environ, **places, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    kept = (tmp_path / "iplos-desktop" / "innstillinger.json").read_text(encoding="utf-8")
    assert "Kari Nordmann" in kept


_FALLS = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from iplos_desktop.gui import app

def fails(_):
    QTimer.singleShot(0, read)
    raise ValueError("12853400023")

def read():
    box = QApplication.activeModalWidget()
    if not isinstance(box, QMessageBox):
        QTimer.singleShot(20, read)
        return
    print(box.text(), box.informativeText())
    box.close()

app.Window = fails
sys.exit(app.main(sys.argv[1:]))
"""


def test_a_fault_before_there_is_a_window_is_told(tmp_path: Path) -> None:
    names = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")
    done = subprocess.run(
        [sys.executable, "-c", _FALLS],
        env={
            **os.environ,
            **dict.fromkeys(names, str(tmp_path)),
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONIOENCODING": "utf-8",
        },
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "Uventet feil" in done.stdout
    assert "ValueError" in done.stdout
    assert "12853400023" not in done.stdout + done.stderr
