"""Pictures of every page of the window: ``python -m tools.pictures FOLDER``.

Each page light and dark, at three sizes and two sizes of text, on made-up data.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from iplos_desktop.flow.demo import Demo, make_demo
from iplos_desktop.flow.history import History
from iplos_desktop.flow.journal import Journal
from iplos_desktop.flow.key_store import KeyStore
from iplos_desktop.flow.organisations import OrganisationStore
from iplos_desktop.flow.sender import SenderForm
from iplos_desktop.flow.session import Session, Step
from iplos_desktop.flow.settings import SettingsFile
from iplos_desktop.gui.dialogs import Dialogs
from iplos_desktop.gui.look import Look
from iplos_desktop.gui.road import Road
from iplos_desktop.gui.window import Window

SIZES = ((1024, 700), (1366, 768), (1920, 1080))
_SENDER = SenderForm("0301", "00", "999999999", "Kari Nordmann", "kari.nordmann@example.no", "")


class _Yes(Dialogs):
    """Nobody is there to be asked."""

    def ask(self, *_: object) -> bool:
        return True


def until(done: Callable[[], bool]) -> None:
    """Let the window live until something is so."""
    loop = QEventLoop()
    timer = QTimer(interval=20)
    timer.timeout.connect(lambda: loop.quit() if done() else None)
    timer.start()
    if not done():
        loop.exec()
    loop.processEvents()


def walk(window: Window, demo: Demo, *, test: bool) -> Iterator[str]:
    """Go the whole road, with a halt at each page worth a picture."""
    road, session = window.road, window.road.session
    yield "start"
    road.begin_trial(demo)
    window.go(Step.FIL)
    until(lambda: not road.busy)
    yield "fil"
    window.go(Step.KONTROLL)
    page = window.page_of(Step.KONTROLL)
    until(lambda: page.table.model.rowCount() > 0)  # type: ignore[attr-defined]
    yield "kontroll"
    window.go(Step.AVSENDER)
    window.next.click()
    yield "avsender-feil"
    session.sender = _SENDER
    window.page.enter()
    window.next.click()
    yield "nokkel"
    window.page.load(demo.key)  # type: ignore[attr-defined]
    yield "nokkel-lest"
    card = window.page.cards[0]  # type: ignore[attr-defined]
    card.typed.edit.setText("0000 0000 0000 0000")
    card.confirm.click()
    yield "nokkel-feil"
    card.typed.edit.setText(" ".join(demo.fingerprint.split()[-4:]))
    card.confirm.click()
    yield "nokkel-bekreftet"
    window.next.click()
    yield "krypter"
    session.confirmed = True
    window.page.enter()
    window.next.click()
    until(lambda: session.receipt is not None)
    yield "ferdig-prove"
    session.test = test  # what is left to do of a real one
    window.page.enter()
    road.changed.emit()
    yield "ferdig"


def pictures(app: QApplication, folder: Path) -> None:
    """Write every picture into the folder."""
    look = Look(app)
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        demo = make_demo(work / "demo", persons=300, faults=True)
        for dark in (False, True):
            look.set_dark(dark=dark)
            for number, size in enumerate(SIZES):
                for scale in (1.0, 2.0):
                    look.set_scale(scale)
                    made = work / f"{dark}{number}{scale}"
                    made.mkdir()
                    style = f"{'mork' if dark else 'lys'}-{size[0]}x{size[1]}-{scale:.0%}"
                    _series(demo, made, folder, style, size)


def _series(demo: Demo, work: Path, folder: Path, style: str, size: tuple[int, int]) -> None:
    session = Session(
        settings_file=SettingsFile(work),
        key_store=KeyStore(work / "nokler"),
        organisations=OrganisationStore(work / "orgnr"),
        history=History(work / "historikk"),
        journal=Journal(work / "journal"),
    )
    opened = datetime(2016, 1, 5, 10, 0, tzinfo=UTC)
    session.clock = lambda: opened
    window = Window(Road(session, _Yes()))
    session.folder = work
    window.resize(*size)
    window.show()
    steps = walk(window, demo, test=False)
    for number, name in enumerate(steps):
        for _ in range(5):  # the layout comes to rest
            QApplication.processEvents()
        window.grab().save(str(folder / f"{style}-{number}-{name}.png"))
        session.clock = lambda: datetime.now().astimezone()  # the keys are of today
    window.close()
    until(lambda: window.road.idle)
    window.deleteLater()


def main() -> None:
    """Make the pictures in the folder named."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    pictures(QApplication([]), folder)
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")


if __name__ == "__main__":
    main()
