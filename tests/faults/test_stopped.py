"""Asked to stop at any moment: it stops and leaves nothing, or it is done and says so.

Why: Ctrl-C, a window that is closed, a machine that is turned off. Saying that nothing is written
when the file stands there would be as bad as half a file.
"""

import signal
from pathlib import Path

import pytest

from tests.faults.launcher import Blow, Launcher, Launchers, Moments
from tests.faults.places import Place, nothing_lost, others_survive
from tests.faults.roads import Road

AT_WORK = ("tell", "read", "write", "write done", "read back")
TOO_LATE = ("closed", "link", "link done", "unlink", "unlink done")
CHOSEN = {
    signal.SIGINT: (5, (*AT_WORK, *TOO_LATE, "mkdir", "open done", "fsync done")),
    signal.SIGTERM: (3, ("tell", "read back", "fsync done", "closed", "link done")),
    signal.SIGHUP: (3, ("read", "write", "unlink")),
}


@pytest.mark.parametrize("number", CHOSEN)
def test_stopped_at_many_moments(
    launchers: Launchers, road: Road, moments: Moments, tmp_path: Path, number: signal.Signals
) -> None:
    def story(launcher: Launcher, blow: Blow) -> None:
        place = Place(tmp_path / f"{blow.at}-{blow.nth}", road)
        with others_survive(place.ut):
            ran = launcher.run(place.folder, place.words, blows=[blow])
            if blow.at in AT_WORK and blow.nth > 1:
                assert ran.code == 4
            elif blow.at in TOO_LATE:
                assert ran.code == 0
            sealed = place.sealed()
            assert place.new() == ({sealed.name} if sealed else set())
            nothing_lost(launcher, place, ran, 0, 4)

    many, names = CHOSEN[number]
    chosen = moments.some(many, *names)
    launchers.each((Blow(*one, "signals", [number]) for one in chosen), story)


@pytest.mark.parametrize("second", [("closed", 1), ("unlink", 1), ("unlink done", 1), ("say", 3)])
def test_an_impatient_second_ctrl_c_does_not_hinder_the_clearing_up(
    launchers: Launchers, road: Road, tmp_path: Path, second: tuple[str, int]
) -> None:
    place = Place(tmp_path / "ett", road)
    again = Blow(*second, "signals", [signal.SIGINT])
    with others_survive(place.ut), launchers.one() as launcher:
        stop = Blow("write", 2, "signals", [signal.SIGINT])
        ran = launcher.run(place.folder, place.words, blows=[stop, again])
        assert not place.new()
        nothing_lost(launcher, place, ran, 4)
