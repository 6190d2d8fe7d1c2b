"""Pictures of every page of the window: ``python -m tools.pictures FOLDER [LOOK]``.

Each page light and dark at three sizes, and in high contrast at one, with text of two sizes, on
made-up data. LOOK: a part of the names wanted, such as ``lys-1024x700-100%``. Those that stand in
the README are laid in `docs/pictures` when their look is made.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from iplos_desktop.flow.demo import Demo, make_demo
from iplos_desktop.flow.history import History
from iplos_desktop.flow.journal import Journal
from iplos_desktop.flow.key_store import KeyStore
from iplos_desktop.flow.organisations import OrganisationStore
from iplos_desktop.flow.policy import Policy
from iplos_desktop.flow.sender import SenderForm
from iplos_desktop.flow.session import Session, Step
from iplos_desktop.flow.settings import SettingsFile
from iplos_desktop.gui.bokmal import speak_bokmal
from iplos_desktop.gui.colours import BLACK, DARK, LIGHT, WHITE, Colours
from iplos_desktop.gui.dialogs import Dialogs
from iplos_desktop.gui.look import Look
from iplos_desktop.gui.road import Road
from iplos_desktop.gui.window import Window
from tools.guide import write_guide
from tools.scenes import SENDER, picture, scenes, settle, until
from tools.small_png import small_copy

DOCS = Path(__file__).parent.parent / "docs" / "pictures"
SIZES = ((1024, 700), (1366, 768), (1920, 1080))
_EARLIER = datetime(2016, 1, 5, 10, 0, tzinfo=UTC)
_SENDERS = (SENDER, SenderForm("1103", "00", "999999999", called="Nabokommunen"))
_COLOURS = {"lys": LIGHT, "mork": DARK, "sort": BLACK, "hvit": WHITE}
_WHOLE = ("lys", "mork")  # looks at every size
_README = {
    "kontroll": "lys-1024x700-100%-[0-9][0-9]-kontroll",
    "krypter": "mork-1024x700-100%-[0-9][0-9]-krypter-to",
}


class _Yes(Dialogs):
    """Nobody is there to be asked."""

    def ask(self, *_: object) -> bool:
        return True


def walk(window: Window, demo: Demo, nameless: Path) -> Iterator[str]:
    """Go every road there is, with a halt at each page worth a picture.

    nameless: a certificate that does not tell whose it is.
    """
    window.page.trial.set_folder(Path("Dokumenter", "IPLOS-prøve"))  # type: ignore[attr-defined]
    yield "start"
    window.page.help.button.click()
    yield "start-hjelp"
    window.page.help.button.click()
    window.road.begin_trial(demo)
    yield from _to_keys(window)
    window.page.load(demo.key_list)  # type: ignore[attr-defined]
    yield "nokkelliste"
    window.next.click()
    yield "krypter-to"
    yield from _seal(window, "ferdig-prove")
    window.road.begin(corrected=False)
    window.road.session.choose_test_mode(test=True)
    window.road.choose(demo.export)
    for name in _to_keys(window):
        if name == "nokkel":
            yield "nokkel-uten-liste"
    yield from _by_hand(window, demo, nameless)
    yield "krypter"
    yield from _seal(window, "ferdig")
    yield from _afterwards(window)


def _to_keys(window: Window) -> Iterator[str]:
    """From the file to the page Nøkkel, where nothing is chosen yet."""
    road = window.road
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
    session = road.session
    before, several = session.settings, replace(session.settings, senders=_SENDERS)
    window.go(Step.KONTROLL)
    session.sender = SENDER
    window.go(Step.AVSENDER)
    yield "avsender"
    window.go(Step.KONTROLL)
    session.settings = several
    window.go(Step.AVSENDER)
    yield "avsender-flere"
    session.settings = before
    window.next.click()
    yield "nokkel"


def _by_hand(window: Window, demo: Demo, nameless: Path) -> Iterator[str]:
    """What may go wrong with keys, and one that is confirmed by the letter."""
    page: Any = window.page
    page.list.fetch.click()
    until(lambda: window.road.idle)
    yield "nokkel-ikke-hentet"
    page.load(nameless)
    yield "nokkel-hvem"
    window.road.session.choice.begin(demo.year)
    page.load(demo.key)
    yield "nokkel-lest"
    card = page.cards[0]
    card.typed.edit.setText("0000 0000 0000 0000")
    card.confirm.click()
    yield "nokkel-feil"
    card.typed.edit.setText(" ".join(demo.fingerprint.split()[-4:]))
    card.confirm.click()
    yield "nokkel-bekreftet"
    window.next.click()


def _seal(window: Window, name: str) -> Iterator[str]:
    session = window.road.session
    session.confirmed = True
    if not session.trial:  # two files of the same second have the same name
        session.folder = Path("Dokumenter", "Til sending")
        session.folder.mkdir(parents=True, exist_ok=True)
    window.page.enter()
    window.next.click()
    until(lambda: window.road.idle)
    assert session.receipt is not None  # noqa: S101 - else there is nothing to show
    yield name


def _afterwards(window: Window) -> Iterator[str]:
    """What is left to do of a real one, on the last page and on the first."""
    session = window.road.session
    session.test = False
    page: Any = window.page
    page.enter()
    window.road.changed.emit()
    until(lambda: window.road.idle)
    yield "ferdig-liste"
    page.ticks.uploaded.click()
    until(lambda: window.road.idle)
    settle()
    page.ensureWidgetVisible(page.ticks)
    yield "ferdig-merker"
    sent = session.journal.entries()[0]
    for number, (district, uploaded) in enumerate((("02", None), ("00", _EARLIER))):
        told = {"created": _EARLIER, "uploaded_at": uploaded, "district": district}
        made = replace(sent, delivery_id=str(number), test=False, **told)  # type: ignore[arg-type]
        session.journal.note(made)
    session.clock = lambda: _EARLIER + timedelta(days=2)
    window.road.begin(corrected=False)
    window.go(Step.START)
    until(lambda: window.road.idle)
    yield "start-paminnelser"
    page = window.page
    page.ensureWidgetVisible(page.reminders.cards[-1])
    yield "start-paminnelser-under"
    window.go(Step.TIDLIGERE)
    until(lambda: window.road.idle)
    yield "tidligere"
    window.page.ensureWidgetVisible(window.page.chosen.correct)  # type: ignore[attr-defined]
    yield "tidligere-under"


def _nameless(folder: Path) -> Path:
    """A certificate such as another authority might issue."""
    path, key = folder / "sertifikat.pem", folder / "privat.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:3072", "-nodes", "-days", "100",
         "-subj", "/C=NO/O=Mottaker/CN=Kryptering av IPLOS-data", "-keyout", key, "-out", path,
         "-addext", "keyUsage=critical,keyEncipherment"],
        check=True, capture_output=True,
    )  # fmt: skip
    return path


@dataclass(frozen=True)
class Made:
    """Made-up data for every series."""

    faulty: Demo
    clean: Demo
    newer: Demo
    nameless: Path


def styles() -> Iterator[tuple[str, Colours, tuple[int, int], float]]:
    """Every look by name, with its colours, size of window and size of text."""
    for name, colours in _COLOURS.items():
        for size in SIZES if name in _WHOLE else SIZES[:1]:
            for scale in (1.0, 2.0):
                yield f"{name}-{size[0]}x{size[1]}-{scale:.0%}", colours, size, scale


def pictures(app: QApplication, folder: Path, wanted: str = "") -> None:
    """Write every picture into the folder; wanted: a part of the names of the looks."""
    speak_bokmal(app)
    look = Look(app)
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        os.chdir(work)  # so that no picture shows where on this machine it was made
        os.environ["XDG_STATE_HOME"] = name  # where the log of faults goes
        place = Path("Dokumenter", "IPLOS")
        made = Made(
            make_demo(place, persons=300, faults=True),
            make_demo(place / "uten feil", persons=300),
            make_demo(place / "2018", persons=300, version="3.5"),
            _nameless(work),
        )
        for style, colours, size, scale in styles():
            if wanted not in style:
                continue
            look.wear(colours)
            look.set_scale(scale)
            _series(made, work / style, folder / style, size)


def _series(made: Made, work: Path, style: Path, size: tuple[int, int]) -> None:
    work.mkdir()
    window = _window(made, work / "vei", size)
    number = 0
    for number, name in enumerate(walk(window, made.faulty, made.nameless)):
        picture(window).save(f"{style}-{number:02}-{name}.png")
        # The keys are of today, but the first page is of a day before the deadline.
        window.road.session.clock = _now
    _end(window)
    window = _window(made, work / "ellers", size)
    shown = scenes(window, made.faulty, made.clean, made.newer)
    for at, (name, shot) in enumerate(shown, number + 1):
        shot.save(f"{style}-{at:02}-{name}.png")
        if window.road.session.path is not None:
            window.road.session.clock = _now
    _end(window)


def _now() -> datetime:
    return datetime.now().astimezone()


def _window(made: Made, work: Path, size: tuple[int, int]) -> Window:
    session = Session(
        # The demo's root is pinned, and at the address of the list nobody answers.
        policy=Policy(made.faulty.ring.policy.roots, "https://127.0.0.1:9/nokler-{aar}.jws"),
        settings_file=SettingsFile(work),
        key_store=KeyStore(work / "nokler"),
        organisations=OrganisationStore(work / "orgnr"),
        history=History(work / "historikk"),
        journal=Journal(work / "journal"),
    )
    session.clock = lambda: _EARLIER
    window = Window(Road(session, _Yes()))
    window.resize(*size)
    window.show()
    return window


def _end(window: Window) -> None:
    window.close()
    until(lambda: window.road.idle)
    window.deleteLater()


def readme_pictures(folder: Path) -> None:
    """Lay the README's pictures in docs/pictures, when their looks have been made."""
    for name, start in _README.items():
        for made in folder.glob(f"{start}.png"):
            small_copy(made, DOCS / f"{name}.png")


def main() -> None:
    """Make the pictures in the folder named."""
    folder = Path(sys.argv[1]).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    pictures(QApplication([]), folder, *sys.argv[2:3])
    readme_pictures(folder)
    write_guide(folder)
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")


if __name__ == "__main__":
    main()
