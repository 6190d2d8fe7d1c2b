"""A disk that really is full, read-only or gone: told, nothing half, and a rerun works.

Why: sticks and quotas are small, and the export is large. The disks here are real ones.
"""

import subprocess
from pathlib import Path

from tests.faults.launcher import Blow, Launcher, Launchers, Moments, spread
from tests.faults.openings import Part, entries_whole_or_none
from tests.faults.places import (
    Place,
    no_plaintext,
    nothing_lost,
    others_survive,
    whole_or_none,
    works_again,
)
from tests.faults.roads import Road
from tests.faults.small_disks import small_disk

PAGE = 4096  # bytes; such a disk gives room by the page
FILL = 'dd if=/dev/zero of="$0/annet" bs=4k 2>/dev/null; truncate -s -$1 "$0/annet"'


def test_disks_of_every_size(launchers: Launchers, road: Road, tmp_path: Path) -> None:
    """Too small ones are refused before a byte is written."""

    def story(launcher: Launcher, kilobytes: int) -> None:
        place = Place(tmp_path / str(kilobytes), road)
        with small_disk(place.ut, f"size={kilobytes}k"):
            ran = launcher.run(place.folder, place.words)
            assert ran.code == (0 if kilobytes > 1050 else 3)
            assert ran.code == 0 or "ikke plass" in ran.err
            whole_or_none(launcher, place, ran)
            assert ran.code == 0 or not place.new()

    launchers.each((4, 16, 64, 512, 1000, 1100, 4096), story)


def test_another_program_fills_the_disk_meanwhile(
    launchers: Launchers, larger: Road, tmp_path: Path
) -> None:
    """From no room for the first byte to just enough for the last one."""
    with launchers.one() as launcher:
        place = Place(tmp_path / "hel", larger)
        assert launcher.run(place.folder, place.words).code == 0
        sealed = place.sealed()
        assert sealed is not None
        pages = -(-sealed.stat().st_size // PAGE)
    assert pages > 12

    def story(launcher: Launcher, left: int) -> None:
        place = Place(tmp_path / str(left), larger)
        with small_disk(place.ut, "size=4m"):
            full = ["sh", "-c", FILL, str(place.ut), str(left * PAGE)]
            blow = Blow("statvfs done", 1, "meanwhile", full)
            with others_survive(place.ut):
                ran = launcher.run(place.folder, place.words, blows=[blow])
                (place.ut / "annet").unlink()
                assert ran.code == (0 if left >= pages else 3)
                assert ran.code == 0 or "ikke plass" in ran.err
                nothing_lost(launcher, place, ran, 0, 3)

    launchers.each([*spread(range(pages), 8), pages, pages + 1], story)


def test_the_disk_becomes_full_at_many_moments(
    launchers: Launchers, road: Road, moments: Moments, tmp_path: Path
) -> None:
    def story(launcher: Launcher, moment: tuple[str, int]) -> None:
        place = Place(tmp_path / f"{moment[0]}-{moment[1]}", road)
        with small_disk(place.ut, "size=4m"):
            full = ["sh", "-c", FILL, str(place.ut), "0"]
            blow = Blow(*moment, "meanwhile", full)
            ran = launcher.run(place.folder, place.words, blows=[blow])
            (place.ut / "annet").unlink()
            nothing_lost(launcher, place, ran, 0, 3)

    chosen = ("open", "open done", "write", "fsync", "read back", "closed", "link")
    launchers.each(moments.some(2, *chosen, since="statvfs"), story)


def test_a_disk_with_no_room_for_another_name(
    launchers: Launchers, road: Road, tmp_path: Path
) -> None:
    """Full at the creation, and full at the naming, with room for bytes all the time."""

    def story(launcher: Launcher, files: int) -> None:
        place = Place(tmp_path / str(files), road)
        with small_disk(place.ut, f"size=4m,nr_inodes={files}"):
            ran = launcher.run(place.folder, place.words)
            assert ran.code == (0 if files > 2 else 3)
            assert ran.code == 0 or "ikke plass" in ran.err
            whole_or_none(launcher, place, ran)
            assert ran.code == 0 or not place.new()

    launchers.each((1, 2, 3, 4), story)


def test_what_is_remembered_finds_no_room(launchers: Launchers, road: Road, tmp_path: Path) -> None:
    """The user's own folder is full: the file is sealed all the same."""
    place = Place(tmp_path / "ett", road)
    home = place.folder / "hjem"
    with launchers.one() as launcher, small_disk(home, "size=64k,nr_inodes=2"):
        ran = launcher.run(place.folder, place.words)
        assert "merk: " in ran.err
        nothing_lost(launcher, place, ran, 0)


def test_a_disk_one_may_only_read(launchers: Launchers, road: Road, tmp_path: Path) -> None:
    """Permissions do not bind root; a disk that is mounted so binds everybody."""
    read_only = ["mount", "-o", "remount,bind,ro"]

    def story(launcher: Launcher, moment: str) -> None:
        place = Place(tmp_path / moment, road)
        with small_disk(place.ut, "size=4m"), others_survive(place.ut):
            blow = Blow(moment, 2, "meanwhile", [*read_only, str(place.ut)])
            ran = launcher.run(place.folder, place.words, blows=[blow])
            assert "ikke lov til å skrive" in ran.err
            assert not place.new()
            subprocess.run(["mount", "-o", "remount,bind,rw", place.ut], check=True)
            nothing_lost(launcher, place, ran, 3)

    launchers.each(("read", "tell"), story)


def test_the_disk_is_taken_away_at_many_moments(
    launchers: Launchers, road: Road, moments: Moments, tmp_path: Path
) -> None:
    """What stood on it is gone with it; nothing is written beside it, and that is told."""

    def story(launcher: Launcher, moment: tuple[str, int]) -> None:
        place = Place(tmp_path / f"{moment[0]}-{moment[1]}", road)
        with small_disk(place.ut, "size=4m"):
            gone = ["umount", "--lazy", str(place.ut)]
            blow = Blow(*moment, "meanwhile", gone)
            ran = launcher.run(place.folder, place.words, blows=[blow])
            assert ran.code == 3
            assert "ikke lenger tilgjengelig" in ran.err
            assert not place.new()
            no_plaintext(place)
            works_again(launcher, place)

    names = ("statvfs", "tell", "write", "fsync done", "read back", "closed", "link")
    launchers.each(moments.some(1, *names, since="statvfs", until="link done"), story)


def test_the_disk_becomes_full_while_a_receiver_opens(
    launchers: Launchers, part: Part, tmp_path: Path
) -> None:
    """All of the entries or none, though the first of them had room enough."""
    pages = sum(-(-len(data) // PAGE) for data in part.entries.values())

    def story(launcher: Launcher, left: int) -> None:
        place = Place(tmp_path / str(left), part.road)
        with small_disk(place.ut, "size=4m"), others_survive(place.ut):
            full = ["sh", "-c", FILL, str(place.ut), str(left * PAGE)]
            blow = Blow("statvfs done", 1, "meanwhile", full)
            ran = launcher.run(place.folder, part.words(place.ut), blows=[blow])
            (place.ut / "annet").unlink()
            assert ran.code == (0 if left >= pages else 3)
            assert ran.code == 0 or "ikke plass" in ran.err
            entries_whole_or_none(part, place, ran)
            assert place.new() == ({*part.entries} if ran.code == 0 else set())

    launchers.each([*spread(range(pages), 5), pages], story)
