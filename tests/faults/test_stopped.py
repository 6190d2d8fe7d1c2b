"""Asked to stop at any moment: it stops and leaves nothing, or it is done and says so.

Why: Ctrl-C, a window that is closed, a machine that is turned off. Saying that nothing is written
when the file stands there would be as bad as half a file.
"""

import signal
from pathlib import Path

import pytest

from tests.faults.launcher import Blow, Launcher, Launchers, Moments
from tests.faults.places import Place, Road, nothing_lost, others_survive

AT_WORK = ("tell", "read", "write", "write done", "read back")


@pytest.mark.parametrize(
    ("number", "chosen"),
    [
        (signal.SIGINT, [25]),
        (signal.SIGTERM, [8, "tell", "fsync done", "closed", "link done"]),
        (signal.SIGHUP, [8, "read", "write", "read back", "unlink"]),
    ],
    ids=["Ctrl-C", "terminated", "terminal gone"],
)
def test_stopped_at_many_moments(
    launchers: Launchers,
    road: Road,
    moments: Moments,
    tmp_path: Path,
    number: signal.Signals,
    chosen: tuple[int, *tuple[str, ...]],
) -> None:
    def story(launcher: Launcher, blow: Blow) -> None:
        place = Place(tmp_path / f"{blow.at}-{blow.nth}", road)
        with others_survive(place.ut):
            ran = launcher.run(place.folder, place.words, blows=[blow])
            if ran.code != -number:  # before and after the work nothing is under way
                assert place.new() <= {path.name for path in [place.sealed()] if path}
            if blow.at in AT_WORK and blow.nth > 1:
                assert ran.code == 4
            nothing_lost(launcher, place, ran, 0, 4, -number)

    launchers.each((Blow(*one, "signals", [number]) for one in moments.some(*chosen)), story)


@pytest.mark.parametrize("second", ["closed", "unlink", "unlink done"])
def test_an_impatient_second_ctrl_c_does_not_hinder_the_clearing_up(
    launchers: Launchers, road: Road, tmp_path: Path, second: str
) -> None:
    place = Place(tmp_path / "ett", road)
    again = [Blow(second, 1, "signals", [signal.SIGINT])]
    with others_survive(place.ut), launchers.one() as launcher:
        stop = Blow("write", 2, "signals", [signal.SIGINT])
        ran = launcher.run(place.folder, place.words, blows=[stop, *again])
        assert not place.new()
        nothing_lost(launcher, place, ran, 4)
