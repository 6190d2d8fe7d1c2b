"""Whatever the system refuses, at whatever moment: told in words, and nothing half is left.

Why: shares that go away, sticks that wear out, disks that say so only at the end. Some refusals
hinder nothing (what is remembered for the next check, a folder that cannot be swept): then the
file is there, whole.
"""

import errno
import itertools
from pathlib import Path

import pytest

from tests.faults.launcher import Blow, Launcher, Launchers, Moments
from tests.faults.places import Place, nothing_lost, others_survive
from tests.faults.roads import ONE, TWO, Road

HINDERS = ("read", "open to read", "write", "read back")


@pytest.mark.parametrize("road", [ONE, TWO], indirect=True)
def test_refused_at_many_moments(
    launchers: Launchers, road: Road, moments: Moments, tmp_path: Path
) -> None:
    numbers = itertools.cycle((errno.EIO, errno.ESTALE, errno.EACCES, errno.ENODEV, errno.EROFS))
    since = "statvfs" if len(road.receivers) == 1 else ""
    asked = [
        (at, nth)
        for at, nth in moments.some(2, since=since)
        if not at.endswith(" done") and at != "tell"
    ]  # fmt: skip

    def story(launcher: Launcher, blow: Blow) -> None:
        place = Place(tmp_path / f"{blow.at}-{blow.nth}", road)
        with others_survive(place.ut):
            ran = launcher.run(place.folder, place.words, blows=[blow])
            assert ran.code == 3 or blow.at not in HINDERS
            nothing_lost(launcher, place, ran, 0, 3)

    launchers.each((Blow(*one, "fail", next(numbers)) for one in asked), story)


def test_what_a_disk_may_say_while_the_file_is_made(
    launchers: Launchers, road: Road, moments: Moments, tmp_path: Path
) -> None:
    """Each in words of its own, at the last write, the sync, the close and the naming."""
    words = {
        errno.ENOSPC: "ikke plass",
        errno.EDQUOT: "ikke plass",
        errno.EFBIG: "for stor for disken",
        errno.EIO: "gikk ikke å skrive",
        errno.EACCES: "ikke lov til å skrive",
        errno.ENOTDIR: "ikke lenger tilgjengelig",
    }
    write, sync = (moments.last(name, before="read back") for name in ("write", "fsync"))
    places = [("write", write), ("fsync", sync), ("fsync", sync + 1), ("closed", 1), ("link", 1)]

    def story(launcher: Launcher, blow: Blow) -> None:
        place = Place(tmp_path / f"{blow.at}-{blow.nth}-{blow.arg}", road)
        ran = launcher.run(place.folder, place.words, blows=[blow])
        # A folder that cannot be synchronised and a disk without links are no hindrance.
        allowed = {0, 3} if blow.arg == errno.EACCES and blow.at in {"fsync", "link"} else {3}
        assert ran.code in allowed
        assert ran.code == 0 or words[blow.arg] in ran.err
        nothing_lost(launcher, place, ran, *allowed)

    blows = [Blow(*at, "fail", number) for at in places for number in words]
    launchers.each(blows, story)
