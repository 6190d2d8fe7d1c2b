"""What the straight road does not show: nothing there yet, work under way, trouble, questions."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from iplos_desktop.flow.demo import Demo
from iplos_desktop.flow.help import read_help
from iplos_desktop.flow.policy import Policy
from iplos_desktop.flow.ready.line import Line, State
from iplos_desktop.flow.sender import SenderForm
from iplos_desktop.flow.session import Step
from iplos_desktop.gui import crash
from iplos_desktop.gui.arrange import Column
from iplos_desktop.gui.dialogs import Dialogs
from iplos_desktop.gui.guide import WORDS, Guide
from iplos_desktop.gui.machine_book import MachineBook
from iplos_desktop.gui.print_dialog import PrintDialog
from iplos_desktop.gui.rule_book import RuleBook
from iplos_desktop.gui.take_away import CARE
from iplos_desktop.gui.window import Window
from iplos_desktop.gui.worker import Worker
from iplos_desktop.watch import Watch

SENDER = SenderForm("0301", "00", "999999999", "Kari Nordmann", "kari.nordmann@example.no", "")
_UNKNOWN_YEAR = datetime(2030, 1, 5, 10, 0, tzinfo=UTC)
_DONE, _WHOLE = 98_000_000, 240_000_000  # bytes
_DECIDED = Policy(
    test_mode=False,
    output_folder=Path("/srv/IPLOS"),
    places=dict.fromkeys(("TestMode", "OutputFolder"), "/etc/iplos-desktop/policies.json"),
)
_LOOKED = (
    Line("Program", State.OK, "IPLOS Desktop 1.0.0, regelbok 2"),
    Line("Nøkler", State.NOTE, "Nøkkellista gjelder til 31.12.2026", "Den går snart ut."),
)
Scene = tuple[str, QPixmap]


def until(done: Callable[[], bool]) -> None:
    """Let the window live until something is so."""
    loop = QEventLoop()
    timer = QTimer(interval=20)
    timer.timeout.connect(lambda: loop.quit() if done() else None)
    timer.start()
    if not done():
        loop.exec()
    loop.processEvents()


def settle() -> None:
    """Let the layout come to rest."""
    for _ in range(5):
        QApplication.processEvents()


def picture(widget: QWidget) -> QPixmap:
    """What a window looks like when all is in its place."""
    settle()
    return widget.grab()


def scenes(window: Window, faulty: Demo, clean: Demo, newer: Demo) -> Iterator[Scene]:
    """Every scene with its name. newer: of the format with an ident message."""
    yield from _start(window, faulty)
    yield from _fil(window, clean, newer)
    yield from _kontroll(window, faulty, clean)
    yield from _krypter(window, clean)
    yield from _questions(window, faulty)


def _start(window: Window, demo: Demo) -> Iterator[Scene]:
    page: Any = window.page
    clock, window.road.session.clock = window.road.session.clock, lambda: _UNKNOWN_YEAR
    page.enter()
    yield "start-ukjent-frist", picture(window)
    window.road.session.clock = clock
    page.enter()
    page.trial.set_folder(demo.export / "kan ikke lages")
    page.trial.start.click()
    until(lambda: window.road.idle)
    page.ensureWidgetVisible(page.trial.trouble)
    yield "start-feil", picture(window)
    page.trial.set_folder(demo.export.parent / "IPLOS-prøve")
    page.trial.trouble.hide()
    with _Halted(window.road.aside):
        page.ensureWidgetVisible(page.trial)
        yield "start-arbeider", picture(window)


def _fil(window: Window, clean: Demo, newer: Demo) -> Iterator[Scene]:
    road = window.road
    road.begin(corrected=False)
    window.go(Step.FIL)
    yield "fil-tom", picture(window)
    road.session.choose_file(clean.export)
    with _Halted(road.check):
        yield "fil-arbeider", picture(window)
    yield "fil-stoppet", picture(window)
    _check(window, clean.export.with_name("finnes ikke.xml"))
    yield "fil-finnes-ikke", picture(window)
    road.session.choose_test_mode(test=True)
    _check(window, newer.export)
    yield "fil-mangler-ident", picture(window)
    assert newer.ident is not None  # noqa: S101 - it is of the format that has one
    road.choose(newer.export, newer.ident)
    until(lambda: not road.busy)
    window.page.verticalScrollBar().setValue(0)
    yield "fil-med-ident", picture(window)


def _kontroll(window: Window, faulty: Demo, clean: Demo) -> Iterator[Scene]:
    road, work = window.road, faulty.export.parent
    wrong = work / "notat.xml"
    wrong.write_text("Dette er ikke et uttrekk.", encoding="utf-8")
    _check(window, wrong)
    window.go(Step.KONTROLL)
    yield "kontroll-stopper", picture(window)
    _check(window, clean.export)
    yield "kontroll-rent", picture(window)
    changing = work / "uttrekk-rettet.xml"
    text = faulty.export.read_text(encoding="utf-8")
    changing.write_text(text, encoding="utf-8")
    _check(window, changing)
    changing.write_text(text.replace("<peKjonn>K<", "<peKjonn>Q<", 3), encoding="utf-8")
    road.start_check()
    until(lambda: not road.busy)
    page: Any = window.page
    until(lambda: not page.table.busy)
    page.tabs.setCurrentWidget(page.since)
    yield "kontroll-siden-sist", picture(window)
    yield from _table(window, page)


def _table(window: Window, page: Any) -> Iterator[Scene]:  # noqa: ANN401 - the page Kontroll
    road = window.road
    page.tabs.setCurrentWidget(page.services)
    yield "kontroll-tjenester", picture(window)
    page.tabs.setCurrentWidget(page.table)
    page.table.view.menu.put_together(Column.RULE)
    until(lambda: not page.table.busy)
    page.table.view.turned.emit(0)
    until(lambda: not page.table.busy)
    yield "kontroll-grupper", picture(window)
    page.table.view.menu.put_together(None)
    page.table.filters.search.setText("finnes ikke i noe funn")
    until(lambda: not page.table.busy)
    page.ensureWidgetVisible(page.table)
    yield "kontroll-ingen-treff", picture(window)
    page.table.filters.search.clear()
    until(lambda: not page.table.busy)
    if page.table.explanation.isHidden():
        page.table.unfold.click()
    page.table.view.setFocus()
    settle()
    page.ensureWidgetVisible(page.table.explanation)
    yield "kontroll-forklaring", picture(window)
    page.verticalScrollBar().setValue(0)
    with _Halted(road.aside):
        yield "kontroll-lager-liste", picture(window)


def _krypter(window: Window, clean: Demo) -> Iterator[Scene]:
    road = window.road
    road.begin_trial(clean)
    until(lambda: not road.busy)
    road.session.sender = SENDER
    window.go(Step.AVSENDER)
    yield "avsender-utfylt", picture(window)
    window.go(Step.NOKKEL)
    window.page.load(clean.key_list)  # type: ignore[attr-defined]
    window.go(Step.KRYPTER)
    page: Any = window.page
    with _Halted(road.seal):
        page.work.stop.setFocus()
        yield "krypter-arbeider", picture(window)
    yield "krypter-stoppet", picture(window)


def _questions(window: Window, faulty: Demo) -> Iterator[Scene]:
    ask = Dialogs()
    advice = "Du kommer til Start. Fila di blir ikke endret, og avsender huskes."
    parts = ("Vil du avbryte innsendingen?", advice, "Avbryt innsendingen", "Fortsett her")
    yield "sporsmal", _asked(lambda: ask.ask(window, *parts))
    folder = str(faulty.export.parent)
    chosen = ("Velg uttrekket", folder, "Uttrekk (*.xml)")
    yield "velg-fil", _asked(lambda: ask.open_file(window, *chosen))
    yield (
        "skriv-ut",
        _asked(PrintDialog(window, "Skriv ut feillista", "Feilliste med 128 funn", CARE).exec),
    )
    year = window.road.session.year
    assert year is not None  # noqa: S101 - a file has been checked
    book = RuleBook(window, year)
    book.open_at("T-04")
    yield "regler", picture(book)
    book.search.setText("finnes ikke")
    book.search.textEdited.emit("finnes ikke")
    yield "regler-ingen-treff", picture(book)
    book.close()
    book.deleteLater()
    guide = Guide(window, read_help(year.addresses))
    guide.open_at(WORDS)
    yield "ordliste", picture(guide)
    guide.close()
    machine = MachineBook(window, _DECIDED, _LOOKED)
    machine.open_at("")
    yield "maskinen", picture(machine)
    machine.close()
    yield "uventet-feil", _crashed()


def _crashed() -> QPixmap:
    crash.install()
    crash.unexpected(ValueError())
    boxes = (top for top in QApplication.topLevelWidgets() if isinstance(top, QMessageBox))
    box = next(box for box in boxes if box.isVisible())
    made = picture(box)
    box.close()
    return made


def _check(window: Window, path: Path) -> None:
    window.road.choose(path)
    until(lambda: not window.road.busy)
    page: Any = window.page
    if window.road.session.step is Step.KONTROLL:
        until(lambda: not page.table.busy)


def _asked(ask: Callable[[], object]) -> QPixmap:
    """A question that waits for its answer, which is to close it."""
    made: list[QPixmap] = []

    def look() -> None:
        asked = QApplication.activeModalWidget()
        assert asked is not None  # noqa: S101 - it has just been asked
        made.append(picture(asked))
        asked.close()

    QTimer.singleShot(0, look)
    ask()
    return made[0]


class _Halted:
    """Work that has come some way and goes no further until it is stopped."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._go_on = threading.Event()

    def __enter__(self) -> None:
        told: list[int] = []
        self._worker.progress.connect(lambda done, _: told.append(done))
        self._worker.start(self._work)
        until(lambda: bool(told))

    def __exit__(self, *_: object) -> None:
        self._worker.cancel()
        self._go_on.set()
        until(lambda: self._worker.idle)

    def _work(self, watch: Watch) -> None:
        watch.tell(_DONE, _WHOLE)
        self._go_on.wait()
        watch.tell(_DONE, _WHOLE)
