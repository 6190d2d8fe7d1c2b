"""``iplos-desktop --self-test``: whether this workstation is ready, and its window with it."""

import io
import json
import os
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QPluginLoader, qVersion
from PySide6.QtGui import QFontInfo, QGuiApplication
from PySide6.QtWidgets import QApplication

from iplos_desktop.flow.history import History
from iplos_desktop.flow.journal import Journal
from iplos_desktop.flow.key_store import KeyStore
from iplos_desktop.flow.organisations import OrganisationStore
from iplos_desktop.flow.ready.files import home
from iplos_desktop.flow.ready.guarded import guarded
from iplos_desktop.flow.ready.line import Line, State, as_json, as_page, is_ready
from iplos_desktop.flow.ready.look import look
from iplos_desktop.flow.ready.window import ALONE, AREA
from iplos_desktop.flow.session import Session
from iplos_desktop.flow.settings import SettingsFile
from iplos_desktop.flow.years import Years
from iplos_desktop.gui.road import Road
from iplos_desktop.gui.window import Window

_FONT = "Inter"
_LINUX = {
    "platforms": ("libqxcb.so", "libqwayland.so"),  # one of them is enough
    "imageformats": ("libqsvg.so",),
    "iconengines": ("libqsvgicon.so",),
    "tls": ("libqopensslbackend.so",),
    "printsupport": ("libcupsprintersupport.so",),
}
_WINDOWS = {
    "platforms": ("qwindows.dll",),
    "imageformats": ("qsvg.dll",),
    "iconengines": ("qsvgicon.dll",),
    "tls": ("qschannelbackend.dll",),
}
_ADVICE = {
    "platforms": "Uten den åpnes ikke vinduet. Installer bibliotekene den trenger.",
    "tls": "Uten den kan nøkkellista ikke hentes over nettet. Installer OpenSSL 3.",
    "printsupport": "Uten den kan ingenting skrives ut. Installer CUPS-biblioteket.",
}
_DRAWS = "Uten den vises ikke ikonene. Installer pakken på nytt."


def without_screen() -> bool:
    """Whether there is no screen here, so that the window is tried without one."""
    given = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform.startswith("linux") and not any(os.environ.get(name) for name in given)


def self_test(app: QApplication, words: Sequence[str]) -> int:
    """Print the page; gives 0 when the workstation is ready, else 1.

    words: ``--json`` for programs; ``--window`` for what concerns the window alone.
    """
    lines = [] if ALONE in words else look(datetime.now().astimezone())
    lines += guarded(AREA, lambda: window_lines(app))
    page = json.dumps(as_json(lines)) + "\n" if "--json" in words else as_page(lines)
    if isinstance(sys.stdout, io.TextIOWrapper):  # a Windows program without a console has none
        sys.stdout.reconfigure(encoding="utf-8")
        sys.stdout.write(page)
        sys.stdout.flush()
    return 0 if is_ready(lines) else 1


def window_lines(app: QApplication) -> Iterator[Line]:
    """What the window needs, tried: plug-ins, font, and the first page drawn."""
    platform = QGuiApplication.platformName()
    yield Line(AREA, State.OK, f"Qt {qVersion()}, skjerm: {platform}")
    for kind, names in (_WINDOWS if os.name == "nt" else _LINUX).items():
        yield _plugin(kind, names)
    font = QFontInfo(app.font()).family()
    if font.startswith(_FONT):
        yield Line(AREA, State.OK, f"Skrift: {font}")
    else:
        yield Line(AREA, State.WRONG, f"Skrift: {font}, og ikke {_FONT}", "Installer på nytt.")
    yield _first_page()


def _plugin(kind: str, names: tuple[str, ...]) -> Line:
    """Loaded as Qt does it, so that a library it lacks is told by name."""
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / kind
    loaded, missing = [], []
    for name in names:
        loader = QPluginLoader(str(folder / name))
        if loader.load():
            loaded.append(name)
        else:
            missing.append(f"{name}: {loader.errorString()}")
    if loaded:
        more = f" (ikke {'; '.join(missing)})" if missing else ""
        return Line(AREA, State.OK, f"Qt-modul {kind}: {', '.join(loaded)}{more}")
    state = State.NOTE if kind in {"printsupport", "tls"} else State.WRONG
    return Line(
        AREA, state, f"Qt-modul {kind} mangler: {'; '.join(missing)}", _ADVICE.get(kind, _DRAWS)
    )


def _first_page() -> Line:
    """Of a user who has nothing yet, so that nothing kept is read, or set aside as damaged."""
    nowhere = home() / "finnes ikke"
    session = Session(
        settings_file=SettingsFile(nowhere),
        key_store=KeyStore(nowhere, machine=None),
        years=Years(nowhere, nowhere),
        organisations=OrganisationStore(nowhere),
        history=History(nowhere),
        journal=Journal(nowhere),
    )
    window = Window(Road(session))
    picture = window.grab()
    window.deleteLater()
    return Line(AREA, State.OK, f"Første side er tegnet ({picture.width()}×{picture.height()}).")
