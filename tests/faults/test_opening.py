"""The receiver's opening is hit: whole entries or none, and what a kill leaves is swept.

Why: what is written here is in the clear. A half-read file could be taken for the whole, and a
leftover nobody knows of would lie there for good.
"""

import errno
import itertools
import signal
import stat
from pathlib import Path

import pytest

from tests.faults.launcher import PIECE, Blow, Launcher, Launchers, Moments, Ran
from tests.faults.places import (
    OTHERS,
    OWN,
    Place,
    Road,
    no_plaintext,
    others_survive,
    says_what_is_promised,
    sha256,
)

ENTRIES = {"manifest.json", "innhold.xml"}


@pytest.fixture(scope="module")
def sealed(
    launchers: Launchers, road: Road, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    place = Place(tmp_path_factory.mktemp("kryptert"), road)
    assert launchers.all[0].run(place.folder, place.words).code == 0
    path = place.sealed()
    assert path is not None
    return path


def words(place: Place, sealed: Path) -> list[str | Path]:
    private, certificate = place.road.receivers[0]
    pair = ("--privat", private, "--sertifikat", certificate)
    return ["mottak", "apne", sealed, *pair, "--ut", place.ut]


@pytest.fixture(scope="module")
def moments(
    launchers: Launchers, road: Road, sealed: Path, tmp_path_factory: pytest.TempPathFactory
) -> Moments:
    """The moments of an opening that nothing disturbs."""
    place = Place(tmp_path_factory.mktemp("uforstyrret"), road)
    ran = launchers.all[0].run(place.folder, words(place, sealed))
    assert ran.code == 0, ran.err
    return Moments(ran.reached)


def entries_whole_or_none(place: Place, ran: Ran) -> set[str]:
    """Every entry that has its name is whole; all are there, or none when the command ended so."""
    there = place.new() & ENTRIES
    if "innhold.xml" in there:
        assert (place.ut / "innhold.xml").read_bytes() == place.road.export.read_bytes()
    if ran.code >= 0:
        assert there == (ENTRIES if ran.code == 0 else set())
    says_what_is_promised(ran)
    for left in place.ut.glob(OWN):
        assert left.name in OTHERS or stat.S_IMODE(left.stat().st_mode) == 0o600
    return there


def nothing_lost(launcher: Launcher, place: Place, sealed: Path, blow: Blow, *codes: int) -> None:
    """Open, and be hit: whole entries or none, the sealed file as it was, and a rerun works."""
    before = sha256(sealed)
    with others_survive(place.ut):
        ran = launcher.run(place.folder, words(place, sealed), blows=[blow])
        assert ran.code in codes, ran.err
        there = entries_whole_or_none(place, ran)
        assert sha256(sealed) == before
        no_plaintext(place, *place.ut.iterdir())
        if there:
            again = launcher.run(place.folder, words(place, sealed), piece=PIECE)
            assert again.code == 3
            assert "Det finnes allerede en fil" in again.err
            assert there <= place.new()
            for name in there:
                (place.ut / name).unlink()
        again = launcher.run(place.folder, words(place, sealed), piece=PIECE)
        assert again.code == 0, again.err
        entries_whole_or_none(place, again)
        assert place.new() == ENTRIES


def test_killed_at_many_moments(
    launchers: Launchers, road: Road, sealed: Path, moments: Moments, tmp_path: Path
) -> None:
    def story(launcher: Launcher, moment: tuple[str, int]) -> None:
        place = Place(tmp_path / f"{moment[0]}-{moment[1]}", road)
        blow = Blow(*moment, "signals", [signal.SIGKILL])
        nothing_lost(launcher, place, sealed, blow, -signal.SIGKILL)

    launchers.each(moments.some(16), story)


def test_stopped_at_many_moments(
    launchers: Launchers, road: Road, sealed: Path, moments: Moments, tmp_path: Path
) -> None:
    numbers = itertools.cycle((signal.SIGINT, signal.SIGTERM, signal.SIGHUP))

    def story(launcher: Launcher, blow: Blow) -> None:
        place = Place(tmp_path / f"{blow.at}-{blow.nth}", road)
        late = {"closed", "link", "link done", "unlink", "unlink done"}
        codes = {"tell": [4], "write": [4], "read": [4]}.get(blow.at, [0, 4])
        nothing_lost(launcher, place, sealed, blow, *([0] if blow.at in late else codes))

    blows = (Blow(*one, "signals", [next(numbers)]) for one in moments.some(16))
    launchers.each(blows, story)


def test_refused_at_many_moments(
    launchers: Launchers, road: Road, sealed: Path, moments: Moments, tmp_path: Path
) -> None:
    numbers = itertools.cycle((errno.EIO, errno.ESTALE, errno.ENOSPC, errno.EACCES, errno.EDQUOT))

    def story(launcher: Launcher, blow: Blow) -> None:
        place = Place(tmp_path / f"{blow.at}-{blow.nth}", road)
        nothing_lost(launcher, place, sealed, blow, *([3] if blow.at == "write" else [0, 3]))

    asked = [one for one in moments.some(16) if "done" not in one[0] and one[0] != "tell"]
    launchers.each((Blow(*one, "fail", next(numbers)) for one in asked), story)


def test_the_sealed_file_changes_while_it_is_opened(
    launchers: Launchers, road: Road, sealed: Path, moments: Moments, tmp_path: Path
) -> None:
    """Verified, then changed: the last look finds it."""

    def story(launcher: Launcher, moment: tuple[str, int]) -> None:
        place = Place(tmp_path / f"{moment[0]}-{moment[1]}", road)
        own = place.folder / sealed.name
        own.write_bytes(sealed.read_bytes())
        change = ["sh", "-c", 'printf "\\377\\0" | dd of="$0" bs=1 seek=9000 conv=notrunc', str(own)]
        ran = launcher.run(
            place.folder, words(place, own), blows=[Blow(*moment, "meanwhile", change)]
        )
        assert ran.code == 3
        assert "skadet" in ran.err or "innholdet er ikke slik" in ran.err
        assert not place.new()

    launchers.each(moments.some(8, "statvfs", "write", until="closed"), story)
