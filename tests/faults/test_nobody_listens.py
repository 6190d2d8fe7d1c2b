"""Who started the command is gone, or cannot take what it says: the file is whole, and that is told
where it can be.

Why: scripts pipe and redirect, and a terminal can be closed. The exit code must be one of ours.
"""

import os
import signal
from pathlib import Path

import pytest

from tests.faults.launcher import Launchers, Ran
from tests.faults.places import Place, opened, says_what_is_promised
from tests.faults.real import run, start
from tests.faults.roads import Road


def whole(launchers: Launchers, place: Place) -> Path:
    sealed = place.sealed()
    assert sealed is not None
    with launchers.one() as launcher:
        content, _ = opened(launcher, place.road, sealed, place.folder / "innhold")
    assert content == place.road.sent(place.export)[0]
    assert place.new() == {sealed.name}
    return sealed


@pytest.mark.parametrize(
    "stdout",
    ['exec "$0" "$@" >/dev/full', 'exec "$0" "$@" >&-', 'exec "$0" "$@" --json >/dev/full'],
    ids=["a full disk", "closed", "a full disk for the JSON"],
)
def test_the_result_cannot_be_written(
    launchers: Launchers, road: Road, tmp_path: Path, stdout: str
) -> None:
    place = Place(tmp_path / "ett", road)
    ran = run(place.folder, place.words, "sh", "-c", stdout)
    assert ran.code == 3
    says_what_is_promised(ran)
    assert "Svaret kunne ikke skrives ut" in ran.err
    whole(launchers, place)


def test_nobody_reads_the_pipe(launchers: Launchers, road: Road, tmp_path: Path) -> None:
    place = Place(tmp_path / "ett", road)
    started = start(place.folder, place.words)
    assert started.stdout is not None
    assert started.stderr is not None
    started.stdout.close()
    ran = Ran(started.wait(), "", started.stderr.read())
    started.stderr.close()
    assert ran.code == 3
    says_what_is_promised(ran)
    assert "Svaret kunne ikke skrives ut" in ran.err
    whole(launchers, place)


@pytest.mark.parametrize("stderr", ["2>&-", "2>/dev/full"], ids=["closed", "a full disk"])
def test_messages_cannot_be_written(
    launchers: Launchers, road: Road, tmp_path: Path, stderr: str
) -> None:
    place = Place(tmp_path / "ett", road)
    ran = run(place.folder, place.words, "sh", "-c", f'exec "$0" "$@" {stderr}')
    assert ran.code == 0
    assert ran.out == f"{whole(launchers, place)}\n"


def test_the_terminal_is_closed_while_progress_is_shown(
    launchers: Launchers, road: Road, tmp_path: Path
) -> None:
    place = Place(tmp_path / "ett", road)
    ours, theirs = os.openpty()
    started = start(place.folder, place.words, stderr=theirs)
    os.close(theirs)
    with os.fdopen(ours, "rb", buffering=0) as terminal:
        shown = b""
        while b"Kontrollerer" not in shown:
            shown += terminal.read(1000)
    out, _ = started.communicate()
    assert started.returncode == 0
    assert out == f"{whole(launchers, place)}\n"


def test_under_nohup_a_closed_terminal_stops_nothing(
    launchers: Launchers, road: Road, tmp_path: Path
) -> None:
    place = Place(tmp_path / "ett", road)
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    started = start(place.folder, place.words)
    signal.signal(signal.SIGHUP, before)
    while started.poll() is None:
        started.send_signal(signal.SIGHUP)
        os.sched_yield()
    out, _ = started.communicate()
    assert started.returncode == 0
    assert out == f"{whole(launchers, place)}\n"
