"""How long from the command until the window is drawn."""

import os
import shutil
import statistics
import subprocess
import sys
import time

ROUNDS = 5
_PROBE = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from iplos_desktop.gui import app
show = app.Window.show
def show_and_quit(window):
    show(window)
    QTimer.singleShot(0, QApplication.quit)
app.Window.show = show_and_quit
app.main([])
"""


def main() -> None:
    """Open the window some times and print the median."""
    screen = ["xvfb-run", "-a"] if shutil.which("xvfb-run") and "DISPLAY" not in os.environ else []
    seconds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        subprocess.run([*screen, sys.executable, "-c", _PROBE], check=True)
        seconds.append(time.perf_counter() - start)
    print(f"window: from command to drawn and closed {statistics.median(seconds):.2f} s")
    print("  (to reach: 1.2; the start of the screen is counted)")


if __name__ == "__main__":
    main()
