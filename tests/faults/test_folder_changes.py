"""The folder written to goes away, is another, or may not be written in: told, and nothing half.

Why: sticks are pulled out, shares are unmounted, and IT tidies.
"""

from pathlib import Path

import pytest

from tests.faults.launcher import Blow, Launcher, Launchers, Moments
from tests.faults.places import Place, no_plaintext, nothing_lost, works_again
from tests.faults.roads import Road

CHANGES = {
    "removed": 'rm -r "$0"',
    "moved": 'mv "$0" "$0-flyttet"',
    "another in its place": 'mv "$0" "$0-flyttet"; mkdir "$0"',
    "a file in its place": 'mv "$0" "$0-flyttet"; touch "$0"',
    "a link to another in its place": 'mv "$0" "$0-flyttet"; mkdir "$0-ny"; ln -s "$0-ny" "$0"',
    "our file removed": 'rm -f "$0"/.iplos-*.tmp',
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_folder_changes_while_it_is_written_to(
    launchers: Launchers, road: Road, moments: Moments, tmp_path: Path, change: str
) -> None:
    chosen = moments.some(1, "statvfs", "tell", "write", "read back", "closed", since="statvfs")
    assert len(chosen) > 4

    def story(launcher: Launcher, moment: tuple[str, int]) -> None:
        place = Place(tmp_path / f"{moment[0]}-{moment[1]}", road)
        does = ["sh", "-c", CHANGES[change], str(place.ut)]
        blow = Blow(*moment, "meanwhile", does)
        ran = launcher.run(place.folder, place.words, blows=[blow])
        assert ran.code == 3, ran.err
        told = ("tilgjengelig", "lar seg", "gikk ikke", "er en fil og ikke en mappe")
        assert any(words in ran.err for words in told)
        assert not [*place.folder.rglob("IPLOS*")]
        no_plaintext(place)
        if place.ut.is_symlink() or place.ut.is_file():
            place.ut.unlink()
        place.ut.mkdir(exist_ok=True)
        if not place.is_as_at_first():
            works_again(launcher, place)

    launchers.each(chosen, story)


def test_what_was_left_in_a_folder_that_came_back_is_swept(
    launchers: Launchers, road: Road, tmp_path: Path
) -> None:
    place = Place(tmp_path / "ett", road)
    away = tmp_path / "borte"
    with launchers.one() as launcher:
        blow = Blow("write", 2, "meanwhile", ["mv", str(place.ut), str(away)])
        ran = launcher.run(place.folder, place.words, blows=[blow])
        assert len([*away.iterdir()]) == 1
        away.rename(place.ut)
        nothing_lost(launcher, place, ran, 3)
