"""A receiver's opening is hit: whole entries or none, and what a kill leaves is swept.

Why: what is written here is in the clear. A half-read file could be taken for the whole, and a
leftover nobody knows of would lie there for good.
"""

import errno
import itertools
import signal
from pathlib import Path

from tests.faults.launcher import Blow, Launcher, Launchers
from tests.faults.openings import Part, nothing_lost
from tests.faults.places import Place


def test_killed_at_many_moments(launchers: Launchers, part: Part, tmp_path: Path) -> None:
    def story(launcher: Launcher, blow: Blow) -> None:
        nothing_lost(launcher, part, tmp_path, blow, -signal.SIGKILL)

    kill = [signal.SIGKILL]
    launchers.each((Blow(*one, "signals", kill) for one in part.moments.some(3)), story)


def test_stopped_at_many_moments(launchers: Launchers, part: Part, tmp_path: Path) -> None:
    numbers = itertools.cycle((signal.SIGINT, signal.SIGTERM, signal.SIGHUP))
    at_work = ("tell", "read", "write")
    named = ("closed", "link", "link done", "unlink", "unlink done")

    def story(launcher: Launcher, blow: Blow) -> None:
        codes = (4,) if blow.at in at_work else (0,) if blow.at in named else (0, 4)
        nothing_lost(launcher, part, tmp_path, blow, *codes)

    stops = (Blow(*one, "signals", [next(numbers)]) for one in part.moments.some(3))
    launchers.each(stops, story)


def test_refused_at_many_moments(launchers: Launchers, part: Part, tmp_path: Path) -> None:
    numbers = itertools.cycle((errno.EIO, errno.ESTALE, errno.ENOSPC, errno.EACCES, errno.EDQUOT))

    def story(launcher: Launcher, blow: Blow) -> None:
        nothing_lost(launcher, part, tmp_path, blow, *((3,) if blow.at == "write" else (0, 3)))

    asked = [one for one in part.moments.some(3) if "done" not in one[0] and one[0] != "tell"]
    launchers.each((Blow(*one, "fail", next(numbers)) for one in asked), story)


def test_the_sealed_file_changes_while_it_is_opened(
    launchers: Launchers, part: Part, tmp_path: Path
) -> None:
    """Verified, then changed: the last look finds it."""
    change = 'printf "\\377\\0" | dd of="$0" bs=1 seek=4000 conv=notrunc'

    def story(launcher: Launcher, moment: tuple[str, int]) -> None:
        place = Place(tmp_path / f"{moment[0]}-{moment[1]}", part.road)
        own = place.folder / "egen.p7m"
        own.write_bytes(part.path.read_bytes())
        blow = Blow(*moment, "meanwhile", ["sh", "-c", change, str(own)])
        words = [own if word == part.path else word for word in part.words(place.ut)]
        ran = launcher.run(place.folder, words, blows=[blow])
        assert ran.code == 3
        assert "skadet" in ran.err or "innholdet er ikke slik" in ran.err
        assert not place.new()

    launchers.each(part.moments.some(5, "statvfs", "write", until="closed"), story)
