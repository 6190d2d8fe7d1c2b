"""Starts the window: ``iplos-desktop [FIL]``, or ``--self-test`` in its place."""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QCommandLineOption, QCommandLineParser, QSettings
from PySide6.QtWidgets import QApplication

import iplos_desktop
from iplos_desktop.flow.session import Step
from iplos_desktop.flow.settings import SettingsFile
from iplos_desktop.gui import assistive, crash
from iplos_desktop.gui.bokmal import speak_bokmal
from iplos_desktop.gui.ending import Ending
from iplos_desktop.gui.look import Look, app_icon
from iplos_desktop.gui.road import Road
from iplos_desktop.gui.rubbish import Rubbish
from iplos_desktop.gui.self_test import self_test, without_screen
from iplos_desktop.gui.window import Window
from iplos_desktop.sealing.cores import no_core_dumps

_SELF_TEST = "--self-test"
_TURN = 0.0005  # seconds a working thread keeps the interpreter while the window waits for it


def main(argv: list[str] | None = None) -> int:
    """Run the window until it is closed; gives the exit code."""
    no_core_dumps()
    sys.setswitchinterval(_TURN)
    words = sys.argv[1:] if argv is None else argv
    if _SELF_TEST in words and without_screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = QApplication([sys.argv[0], *words])
    # What Qt's own file dialog remembers lies with the rest, and not in a file of all Qt programs.
    place = QSettings.Scope.UserScope
    QSettings.setPath(QSettings.Format.NativeFormat, place, str(SettingsFile().folder))
    app.setApplicationName("IPLOS Desktop")
    app.setDesktopFileName("iplos-desktop")
    app.setApplicationVersion(iplos_desktop.__version__)
    speak_bokmal(app)
    crash.install()
    assistive.install()
    Look(app)
    app.setWindowIcon(app_icon())
    if _SELF_TEST in words:
        return self_test(app, words)
    try:
        window = Window(Road())
    except Exception as fault:  # noqa: BLE001 - there is no window yet to tell of it
        crash.before_the_window(fault)
        return 1
    Ending(app, window.end)
    Rubbish(app, lambda: window.road.idle)
    crash.keep_with(window.keep)
    window.show()
    if (path := _file(app)) is not None:
        open_with(window, path)
    return app.exec()


def open_with(window: Window, path: Path) -> None:
    """A new submission with a file chosen from outside."""
    window.road.begin(corrected=False)
    window.road.choose(path)
    window.go(Step.FIL)


def _file(app: QApplication) -> Path | None:
    """The file named on the command line."""
    parser = QCommandLineParser()
    parser.setApplicationDescription("Kontrollerer og krypterer et IPLOS-uttrekk.")
    parser.addOption(QCommandLineOption(["h", "help", "hjelp"], "Vis denne hjelpen."))
    parser.addOption(QCommandLineOption(["self-test"], "Vis om maskinen er klar, uten vindu."))
    parser.addPositionalArgument("FIL", "uttrekket som skal åpnes", "[FIL]")
    parser.process(app)
    named = parser.positionalArguments()
    return Path(named[0]) if named else None
