"""The longest time without an answer from the window, on the road with a large export."""

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from iplos_desktop.flow.demo import make_demo
from iplos_desktop.flow.session import Step
from iplos_desktop.gui import app as program
from iplos_desktop.gui.look import Look
from iplos_desktop.gui.road import Road
from iplos_desktop.gui.rubbish import Rubbish
from iplos_desktop.gui.window import Window
from tools.pictures import _Yes
from tools.scenes import until

_PERSONS = 26_000  # 240 MB
_BEAT = 5  # milliseconds
SENDER = {"organisation_number": "999999999", "name": "Kari", "email": "kari@example.no"}


class Pulse:
    """Beats as long as the window lives; knows the longest time between two beats, in ms."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer(interval=_BEAT)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, (now - self._last) * 1000 - _BEAT)
        self._last = now

    def rest(self) -> float:
        """The longest silence since the last rest."""
        longest, self.longest = self.longest, 0.0
        return longest


def main() -> None:
    """Go the road with the pulse felt, and print what it said."""
    sys.setswitchinterval(program._TURN)  # noqa: SLF001 - as the program does
    app = QApplication.instance() or QApplication([])
    Look(app)  # type: ignore[arg-type]
    with tempfile.TemporaryDirectory() as name:
        os.environ["XDG_DATA_HOME"] = os.environ["XDG_CONFIG_HOME"] = name
        demo = make_demo(Path(name) / "demo", persons=_PERSONS, faults=True)
        size = demo.export.stat().st_size / 1e6
        window = Window(Road())
        window.road.dialogs = _Yes()
        window.show()
        Rubbish(window, lambda: window.road.idle)
        pulse = Pulse()
        told = dict(_road(window, demo, pulse))
        window.close()
    print(f"window: longest silence on the road of {size:.0f} MB with faults")
    for what, silence in told.items():
        print(f"  {what:20} {silence:4.0f} ms")
    print("  (to reach: 100)")


def _road(window: Window, demo: Any, pulse: Pulse) -> Any:  # noqa: ANN401
    road = window.road
    pulse.rest()
    road.begin_trial(demo)
    window.go(Step.FIL)
    until(lambda: not road.busy)
    until(lambda: window.is_ready)  # she reads what it says, at least a tenth of a second
    yield "check", pulse.rest()
    window.go(Step.KONTROLL)
    page: Any = window.page
    until(lambda: not page.table.busy)
    yield "the table comes up", pulse.rest()
    page.table.filters.search.setText("1002")
    until(lambda: not page.table.busy)
    yield "a search", pulse.rest()
    window.go(Step.AVSENDER)
    page = window.page
    for name, text in SENDER.items():
        page.fields[name].edit.setText(text)
    window.next.click()
    page = window.page
    page.load(demo.key_list)
    window.next.click()
    page = window.page
    page.confirm.setChecked(True)
    until(lambda: window.is_ready)
    pulse.rest()
    window.next.click()
    until(lambda: not road.busy)
    yield "sealing", pulse.rest()


if __name__ == "__main__":
    main()
