"""Killed at any moment: a whole file or none, and what is left is ciphertext and swept away.

Why: machines lose power and users end programs from outside. Nothing tells the program then.
"""

import signal
from pathlib import Path

import pytest

from tests.faults.launcher import PIECE, Blow, Launcher, Launchers, Moments
from tests.faults.places import Place, nothing_lost, others_survive
from tests.faults.roads import ONE, TWO, Road

KILL = [signal.SIGKILL]


@pytest.mark.parametrize("road", [ONE, TWO], indirect=True)
def test_killed_while_it_checks_writes_reads_back_and_names(
    launchers: Launchers, road: Road, moments: Moments, tmp_path: Path
) -> None:
    """From the first step to the last; in one part from where something is written."""

    def story(launcher: Launcher, blow: Blow) -> None:
        place = Place(tmp_path / f"{blow.at}-{blow.nth}", road)
        with others_survive(place.ut):
            ran = launcher.run(place.folder, place.words, blows=[blow])
            nothing_lost(launcher, place, ran, -signal.SIGKILL)

    since = "statvfs" if len(road.receivers) == 1 else ""
    chosen = {
        *moments.some(1, since=since),
        *moments.some(5, "tell", "read", "write", "read back", since=since),
    }
    launchers.each((Blow(*one, "signals", KILL) for one in chosen), story)


def test_killed_again_and_again_in_one_folder(
    launchers: Launchers, road: Road, moments: Moments, tmp_path: Path
) -> None:
    """What nine runs left is swept by the one that is let be."""
    place = Place(tmp_path / "ett", road)
    with others_survive(place.ut), launchers.one() as launcher:
        for at, nth in moments.some(3, "write", "write done", "read back"):
            killed = Blow(at, nth, "signals", KILL)
            ran = launcher.run(place.folder, place.words, blows=[killed])
            assert ran.code == -signal.SIGKILL
        nothing_lost(launcher, place, ran, -signal.SIGKILL)


def test_killed_with_pieces_of_the_size_the_program_takes(
    launchers: Launchers, larger: Road, tmp_path: Path
) -> None:
    with launchers.one() as launcher:
        place = Place(tmp_path / "hel", larger)
        ran = launcher.run(place.folder, place.words, piece=PIECE)
        assert ran.code == 0, ran.err

    def story(launcher: Launcher, moment: tuple[str, int]) -> None:
        place = Place(tmp_path / f"{moment[0]}-{moment[1]}", larger)
        with others_survive(place.ut):
            blow = Blow(*moment, "signals", KILL)
            ran = launcher.run(place.folder, place.words, blows=[blow], piece=PIECE)
            nothing_lost(launcher, place, ran, -signal.SIGKILL)

    names = ("tell", "write done", "read back", "link done")
    launchers.each(Moments(ran.reached).some(2, *names), story)
