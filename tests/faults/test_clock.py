"""A clock that is wrong by a year: the file is whole all the same, or it is told why there is none.

Why: a machine in a secure zone has nobody to ask for the time.
"""

import os
import shutil
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.faults.launcher import Blow, Launchers
from tests.faults.places import Place, nothing_lost, others_survive
from tests.faults.real import run
from tests.faults.roads import Road, made_road

YEAR = timedelta(days=365)

pytestmark = pytest.mark.skipif(
    shutil.which("faketime") is None, reason="Debian's faketime is not here"
)


def wrong(clock: str) -> tuple[str, ...]:
    """The wall clock alone; the one that measures how long something takes stays right."""
    return ("env", "FAKETIME_DONT_FAKE_MONOTONIC=1", "faketime", "-m", "-f", clock)


@pytest.fixture(scope="module")
def long_lasting(tmp_path_factory: pytest.TempPathFactory) -> Road:
    """Keys of a year ago, good for five hundred days."""
    now = datetime.now().astimezone()
    return made_road(tmp_path_factory.mktemp("lenge") / "to", 2, now=now - YEAR - timedelta(1))


def test_a_year_late_and_a_year_early(
    launchers: Launchers, long_lasting: Road, tmp_path: Path
) -> None:
    """Sealed a year early with keys that are good then, and again with the clock put right."""
    place = Place(tmp_path / "ett", long_lasting)
    with others_survive(place.ut), launchers.one() as launcher:
        ran = run(place.folder, place.words, *wrong("-365d"))
        sealed = place.sealed()
        assert sealed is not None, ran.err
        early = datetime.now().astimezone() - YEAR
        assert f"_2015_{early:%Y}" in sealed.name
        nothing_lost(launcher, place, ran, 0)


@pytest.mark.parametrize("clock", ["-365d", "+365d"])
def test_keys_of_today_under_a_wrong_clock(
    launchers: Launchers, road: Road, tmp_path: Path, clock: str
) -> None:
    """A year early they are not good yet, and that is told; a year late they are good still."""
    place = Place(tmp_path / "ett", road)
    with others_survive(place.ut), launchers.one() as launcher:
        ran = run(place.folder, place.words, *wrong(clock))
        early = clock == "-365d"
        assert ("om datoen på maskinen er riktig" in ran.err) == early
        nothing_lost(launcher, place, ran, 3 if early else 0)


def test_what_a_killed_run_left_is_swept_whatever_its_date(
    launchers: Launchers, road: Road, tmp_path: Path
) -> None:
    place = Place(tmp_path / "ett", road)
    with others_survive(place.ut), launchers.one() as launcher:
        for years in (-1, 1):
            kill = Blow("write", 2, "signals", [9])
            ran = launcher.run(place.folder, place.words, blows=[kill])
            for name in place.new():
                when = time.time() + years * YEAR.total_seconds()
                os.utime(place.ut / name, (when, when))
            nothing_lost(launcher, place, ran, -9)


def test_a_second_file_in_the_same_second(launchers: Launchers, road: Road, tmp_path: Path) -> None:
    """The clock stands still, so it wants the same name: it is told, and the first is not touched.

    One after the other, since threads that wait under a clock that stands still cost much.
    """
    place = Place(tmp_path / "ett", road)
    still = wrong(f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S}")
    with others_survive(place.ut), launchers.one() as launcher:
        first = run(place.folder, place.words, *still)
        assert first.code == 0, first.err
        sealed = place.sealed()
        assert sealed is not None
        before = sealed.read_bytes()
        second = run(place.folder, place.words, *still)
        assert second.code == 3
        assert "Det finnes allerede en fil" in second.err
        assert sealed.read_bytes() == before
        nothing_lost(launcher, place, first, 0)
