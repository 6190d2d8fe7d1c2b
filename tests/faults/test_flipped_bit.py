"""A disk that gives back another bit than was written: seen before the file has its name.

Why: a worn stick. A receiver could not open the file, and the deadline would have passed.
"""

from pathlib import Path

import pytest

from tests.faults.launcher import Blow, Launcher, Launchers, Moments
from tests.faults.places import Place, nothing_lost, others_survive, says_what_is_promised
from tests.faults.roads import ONE, TWO, Road


@pytest.mark.parametrize("road", [ONE, TWO], indirect=True)
def test_a_bit_flipped_between_writing_and_reading_back(
    launchers: Launchers, road: Road, moments: Moments, tmp_path: Path
) -> None:
    own = moments.last("fsync done", before="read back")

    def story(launcher: Launcher, percent: int) -> None:
        place = Place(tmp_path / str(percent), road)
        with others_survive(place.ut):
            flip = Blow("fsync done", own, "flip", percent / 100)
            ran = launcher.run(place.folder, place.words, blows=[flip])
            assert "lest tilbake" in ran.err
            nothing_lost(launcher, place, ran, 3)

    launchers.each(range(0, 101, 8), story)


def test_a_bit_flipped_while_it_is_read_back_is_no_fault_of_the_programs(
    launchers: Launchers, road: Road, moments: Moments, tmp_path: Path
) -> None:
    """What was read already cannot be known to change; what is read yet is seen, and told."""

    def story(launcher: Launcher, moment: tuple[str, int]) -> None:
        place = Place(tmp_path / str(moment[1]), road)
        flip = Blow(*moment, "flip", 0.6)
        ran = launcher.run(place.folder, place.words, blows=[flip])
        assert ran.code in {0, 3}
        says_what_is_promised(ran)

    launchers.each(moments.some(8, "read back"), story)
