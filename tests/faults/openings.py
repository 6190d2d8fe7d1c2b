"""A receiver's opening, and what must hold when it has been hit."""

import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.faults.launcher import PIECE, Blow, Launcher, Moments, Ran
from tests.faults.places import (
    OTHERS,
    OWN,
    Place,
    no_plaintext,
    others_survive,
    says_what_is_promised,
    words_to_open,
)
from tests.faults.roads import Road


@dataclass(frozen=True)
class Part:
    """A sealed file, and what its first receiver finds in it when nothing disturbs."""

    road: Road
    path: Path
    entries: Mapping[str, bytes]
    moments: Moments

    def words(self, folder: Path) -> list[str | Path]:
        return words_to_open(self.path, self.road.receivers[0], folder)


def entries_whole_or_none(part: Part, place: Place, ran: Ran) -> set[str]:
    """Every entry that has its name is whole; all are there, or none when the command ended so."""
    there = place.new() & {*part.entries}
    assert all((place.ut / name).read_bytes() == part.entries[name] for name in there)
    if ran.code >= 0:
        assert there == ({*part.entries} if ran.code == 0 else set())
    says_what_is_promised(ran)
    for left in place.ut.glob(OWN):
        assert left.name in OTHERS or stat.S_IMODE(left.stat().st_mode) == 0o600
    return there


def nothing_lost(launcher: Launcher, part: Part, folder: Path, blow: Blow, *codes: int) -> None:
    """Open, and be hit: whole entries or none, the sealed file as it was, and a rerun works."""
    place, before = Place(folder / f"{blow.at}-{blow.nth}", part.road), part.path.read_bytes()
    words = part.words(place.ut)
    with others_survive(place.ut):
        ran = launcher.run(place.folder, words, blows=[blow])
        assert ran.code in codes, ran.err
        there = entries_whole_or_none(part, place, ran)
        assert part.path.read_bytes() == before
        no_plaintext(place, *place.ut.iterdir())
        if there:
            again = launcher.run(place.folder, words, piece=PIECE)
            assert again.code == 3
            assert "Det finnes allerede en fil" in again.err
            assert there <= place.new()
            for name in there:
                (place.ut / name).unlink()
        again = launcher.run(place.folder, words, piece=PIECE)
        assert again.code == 0, again.err
        entries_whole_or_none(part, place, again)
        assert place.new() == {*part.entries}
