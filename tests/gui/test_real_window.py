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
