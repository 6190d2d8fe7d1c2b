"""Folders of unusual kinds and names, a limit on the size of files, and two runs in one folder."""

import os
from pathlib import Path

from tests.faults.launcher import Blow, Launcher, Launchers
from tests.faults.places import (
    Place,
    nothing_lost,
    opened,
    others_survive,
    says_what_is_promised,
)
from tests.faults.real import IPLOS
from tests.faults.roads import Road


def test_the_folder_is_the_exports_own(launchers: Launchers, road: Road, tmp_path: Path) -> None:
    place = Place(tmp_path / "ett", road)
    place.ut.rmdir()
    with launchers.one() as launcher:
        ran = launcher.run(place.folder, place.words_to(place.folder))
        assert ran.code == 0, ran.err
        sealed = Path(ran.out.rstrip("\n"))
        assert sealed.parent == place.folder
        content, _ = opened(launcher, road, sealed, place.folder / "innhold")
        assert content == road.sent(place.export)[0]


def test_the_folder_is_a_link_to_one(launchers: Launchers, road: Road, tmp_path: Path) -> None:
    place = Place(tmp_path / "ett", road)
    place.ut.rename(place.folder / "egentlig")
    place.ut.symlink_to("egentlig")
    with others_survive(place.ut), launchers.one() as launcher:
        nothing_lost(launcher, place, launcher.run(place.folder, place.words), 0)
    assert place.ut.is_symlink()


def test_a_name_that_is_no_text(launchers: Launchers, road: Road, tmp_path: Path) -> None:
    """Bytes of an older system, which are not UTF-8: the name is shown with its odd byte marked."""
    place = Place(tmp_path / "ett", road)
    place.ut = place.ut.rename(os.fsdecode(os.fsencode(place.folder) + b"/ut-bl\xe5"))
    place.export = place.export.rename(os.fsdecode(os.fsencode(place.folder) + b"/fil\xe5.xml"))
    with launchers.one() as launcher:
        ran = launcher.run(place.folder, place.words)
        assert ran.code == 0, ran.err
        assert r"/ut-bl\udce5/IPLOS_" in ran.out
        sealed = place.sealed()
        assert sealed is not None
        content, _ = opened(launcher, road, sealed, place.folder / "innhold")
        assert content == road.sent(road.export)[0]
        place.export.unlink()
        ran = launcher.run(place.folder, place.words)
        assert ran.code == 3
        assert r"fil\udce5.xml" in ran.err


def test_a_path_longer_than_the_system_takes(
    launchers: Launchers, road: Road, tmp_path: Path
) -> None:
    place = Place(tmp_path / "ett", road)
    with launchers.one() as launcher:
        ran = launcher.run(place.folder, place.words_to(place.ut / ("a/" * 2100)))
        nothing_lost(launcher, place, ran, 3)


def test_files_may_not_be_larger(launchers: Launchers, road: Road, tmp_path: Path) -> None:
    """As on a stick with FAT, which takes 4 GB."""

    def story(launcher: Launcher, most: int) -> None:
        place = Place(tmp_path / str(most), road)
        ran = launcher.run(place.folder, place.words, limits={"RLIMIT_FSIZE": most})
        assert "for stor for disken" in ran.err
        nothing_lost(launcher, place, ran, 3)

    launchers.each((512, 4096, 8192), story)


def test_a_second_program_at_work_in_the_same_folder(
    launchers: Launchers, road: Road, tmp_path: Path
) -> None:
    """It does all of its work while the first has a file begun, or finished and not yet named.

    In the same second only one can have the name; the other is told.
    """

    def story(launcher: Launcher, at: str) -> None:
        place = Place(tmp_path / at, road)
        second = [*IPLOS, *map(str, place.words)]
        with others_survive(place.ut):
            blow = Blow(at, 1, "meanwhile", second)
            ran = launcher.run(place.folder, place.words, blows=[blow])
            assert ran.code in {0, 3}
            says_what_is_promised(ran)
            files = [place.ut / name for name in place.new()]
            assert len(files) == (2 if ran.code == 0 else 1)
            for sealed in files:
                found = opened(launcher, road, sealed, place.folder / "innhold")
                assert found == road.sent(road.export)

    launchers.each(("write", "link"), story)
