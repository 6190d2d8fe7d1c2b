"""The parts that stand by themselves: work in the background, deadlines, faults, words."""

import sys
import threading
from datetime import date
from pathlib import Path

import platformdirs
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from iplos_desktop.errors import UserError
from iplos_desktop.flow.years import installed
from iplos_desktop.gui import crash
from iplos_desktop.gui.deadline import deadline
from iplos_desktop.gui.text import breakable, count, grouped, number, plain, size, time_left
from iplos_desktop.gui.worker import Worker
from iplos_desktop.watch import Watch


@pytest.fixture
def worker(qapp: QApplication) -> Worker:
    return Worker(qapp, _never)


def _never(fault: BaseException) -> None:
    raise fault


def test_work_is_done_elsewhere_and_heard_here(worker: Worker, qtbot: QtBot) -> None:
    threads: list[int] = []
    worker.progress.connect(lambda *_: threads.append(threading.get_ident()))

    def job(watch: Watch) -> int:
        watch.tell(1, 2)
        return threading.get_ident()

    with qtbot.waitSignal(worker.succeeded) as heard:
        worker.start(job)
    assert heard.args is not None
    assert heard.args[0] != threading.get_ident()
    assert set(threads) == {threading.get_ident()}
    assert worker.idle


def test_trouble_comes_back_as_it_is(worker: Worker, qtbot: QtBot) -> None:
    error = UserError("Hva.", "Råd.")

    def job(_: Watch) -> None:
        raise error

    with qtbot.waitSignal(worker.failed) as heard:
        worker.start(job)
    assert heard.args == [error]


def test_a_newer_job_takes_the_place_of_an_older_one(worker: Worker, qtbot: QtBot) -> None:
    heard: list[object] = []
    worker.succeeded.connect(heard.append)
    go = threading.Event()

    def old(watch: Watch) -> str:
        go.wait(10)
        watch.tell(0, 1)
        return "old"

    worker.start(old)
    worker.start(lambda _: "new")
    go.set()
    qtbot.waitUntil(lambda: worker.idle)
    assert heard == ["new"]


def test_a_fault_of_ours_is_handed_on_and_the_worker_lives(
    qapp: QApplication, qtbot: QtBot
) -> None:
    faults: list[BaseException] = []
    worker = Worker(qapp, faults.append)
    with qtbot.waitSignal(worker.failed) as failed, qtbot.assertNotEmitted(worker.cancelled):
        worker.start(lambda _: 1 // 0)
    assert isinstance(faults[0], ZeroDivisionError)
    assert "Tidligere innsendinger" in failed.args[0].advice
    with qtbot.waitSignal(worker.succeeded):
        worker.start(lambda _: 1)


def test_a_fault_is_told_without_values(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(crash, "note_fault", lambda *_: None)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    crash.install()
    try:
        int("12345678901x")
    except ValueError as fault:
        crash.unexpected(fault)

    def boxes() -> list[QMessageBox]:
        found = [top for top in QApplication.topLevelWidgets() if isinstance(top, QMessageBox)]
        return [box for box in found if box.isVisible()]

    qtbot.waitUntil(lambda: len(boxes()) == 1)
    (box,) = boxes()
    told = box.text() + box.informativeText()
    assert "Uventet feil" in told
    assert "ValueError" in told
    assert "test_parts.py" in told
    assert "12345678901" not in told
    assert str(tmp_path.parent) not in told
    assert [button.text() for button in box.buttons()] == ["Lukk"]
    box.close()


def test_at_a_fault_what_was_entered_is_kept(
    monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, tmp_path: Path
) -> None:
    """Also when the keeping goes wrong, the fault is told."""
    monkeypatch.setattr(crash, "note_fault", lambda *_: None)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    crash.install()
    kept: list[Path] = []

    def keep() -> None:
        kept.append(tmp_path)
        raise ValueError

    crash.keep_with(keep)
    crash.unexpected(KeyError("x"))

    def boxes() -> list[QMessageBox]:
        found = [top for top in QApplication.topLevelWidgets() if isinstance(top, QMessageBox)]
        return [box for box in found if box.isVisible()]

    qtbot.waitUntil(lambda: len(boxes()) == 1)
    assert kept == [tmp_path]
    boxes()[0].close()


def test_the_note_of_a_fault_holds_the_place_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(platformdirs, "user_log_path", lambda *_, **__: tmp_path)
    try:
        dict[str, str]()["12345678901"]
    except KeyError as fault:
        crash.unexpected(fault)
    noted = (tmp_path / "feil.log").read_text(encoding="utf-8")
    assert "KeyError" in noted
    assert "12345678901" not in noted


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2016, 1, 5), "Dataåret 2015: frist om 10 dager, 15. januar 2016"),
        (date(2016, 1, 14), "frist om 1 dag"),
        (date(2016, 1, 15), "frist i dag"),
        (date(2016, 2, 1), "Dataåret 2015: fristen var 15. januar 2016"),
        (date(2016, 12, 1), "Dataåret 2016: frist om 45 dager"),
        (date(2019, 2, 1), "Dataåret 2018: frist om 14 dager"),
        (date(2026, 11, 23), "ikke kjent"),
    ],
)
def test_the_deadline(today: date, expected: str) -> None:
    assert expected in deadline(today, installed()).headline.replace("\N{NO-BREAK SPACE}", " ")


def test_after_the_last_known_year_the_deadline_is_plainly_unknown() -> None:
    told = deadline(date(2030, 1, 2), installed())
    assert "2018" in told.more
    assert not told.near


def test_words() -> None:
    space = "\N{NO-BREAK SPACE}"
    assert number(1234567) == f"1{space}234{space}567"
    assert count(1, "person", "personer") == f"1{space}person"
    assert size(2_440_000) == f"2,4{space}MB"
    assert size(12) == f"12{space}byte"
    assert time_left(42) == "omtrent 40 sekunder igjen"
    assert time_left(125) == f"omtrent 2{space}minutter igjen"
    assert time_left(3) == "straks ferdig"
    assert grouped("ab12cd34") == "AB12 CD34"
    assert plain("a\x00b\n c\u202e" + "d" * 400).startswith("a b c d")
    assert len(plain("x" * 400)) == 300


def test_a_long_name_is_broken_where_its_parts_meet() -> None:
    told = breakable("fila IPLOS_0301_00_2015_20160105T120000.p7m " + "x" * 50)
    assert told.split("\N{ZERO WIDTH SPACE}")[:3] == ["fila IPLOS_", "0301_", "00_"]
    assert "2015_\N{ZERO WIDTH SPACE}20160105T120000.p7m " in told
    assert max(map(len, told.split("\N{ZERO WIDTH SPACE}")[-2:])) == 20


def test_the_qt_that_is_locked_does_not_use_up_none(qapp: QApplication) -> None:
    """PySide6 6.12.0 did, on Python 3.11: the program died after some thousand calls."""
    timer = QTimer(qapp)
    before = sys.getrefcount(None)
    for _ in range(1000):
        timer.setInterval(3)
    assert sys.getrefcount(None) > before - 500
