"""Starts the window as its own starter does, says on which platform it was shown, and closes it.

Run by the installed Python: open_window.py STARTER [words for Qt].
"""

import runpy
import sys
from pathlib import Path

starter = Path(sys.argv[1])
sys.argv[:] = [str(starter), *sys.argv[2:]]
sys.path.insert(0, str(starter.parents[1] / "lib"))

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QShowEvent

from iplos_desktop.gui.window import Window

_shown = Window.showEvent


def _say_and_leave(window: Window, event: QShowEvent) -> None:
    _shown(window, event)
    picture = window.grab()  # draws everything once
    sys.stdout.write(
        f"shown on {QGuiApplication.platformName()}: {window.windowTitle()} {picture.width()}\n"
    )
    QTimer.singleShot(0, QGuiApplication.quit)


Window.showEvent = _say_and_leave  # type: ignore[assignment, method-assign]
runpy.run_path(str(starter), run_name="__main__")
