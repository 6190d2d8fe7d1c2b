"""The export goes, is cut or changes while it is read: what is sealed is what was checked, or none.

Why: it lies on a share, and the EPJ may write it again.
"""

from pathlib import Path

import pytest

from tests.faults.launcher import Blow, Launcher, Launchers, Moments
from tests.faults.places import Place, no_plaintext, others_survive, whole_or_none, works_again
from tests.faults.roads import Road

CHANGES = {
    "gone": 'rm "$0"',
    "empty": 'truncate -s 0 "$0"',
    "cut in the middle": 'truncate -s 50000 "$0"',
    "longer": 'printf \\  >> "$0"',
    "another of the same size": 'tr 1 2 < "$0" > "$0.ny"; mv "$0.ny" "$0"',
    "a byte changed near the end": 'printf 2 | dd of="$0" bs=1 seek=90000 conv=notrunc',
    "a folder in its place": 'rm "$0"; mkdir "$0"',
}


@pytest.mark.parametrize("change", CHANGES)
def test_changed_while_it_is_checked_and_sealed(
    launchers: Launchers, road: Road, moments: Moments, tmp_path: Path, change: str
) -> None:
    def story(launcher: Launcher, moment: tuple[str, int]) -> None:
        place = Place(tmp_path / str(moment[1]), road)
        does = ["sh", "-c", CHANGES[change], str(place.export)]
        with others_survive(place.ut):
            blow = Blow(*moment, "meanwhile", does)
            ran = launcher.run(place.folder, place.words, blows=[blow])
            assert ran.code in {0, 1, 3}  # 1 when what it has become is no good export
            whole_or_none(launcher, place, ran)
            no_plaintext(place)
            if place.export.is_dir():
                place.export.rmdir()
            place.export.write_bytes(road.export.read_bytes())
            if not place.is_as_at_first():
                works_again(launcher, place)

    launchers.each(moments.some(4, "read"), story)


def test_changed_between_the_check_and_the_sealing(
    launchers: Launchers, road: Road, moments: Moments, tmp_path: Path
) -> None:
    """The moment between the two reads, when nothing of the file is open."""
    assert moments.count("open to read") == 2
    assert moments.last("open to read", before="statvfs") == 1

    def story(launcher: Launcher, change: str) -> None:
        place = Place(tmp_path / change, road)
        does = ["sh", "-c", CHANGES[change], str(place.export)]
        blow = Blow("statvfs", 1, "meanwhile", does)
        ran = launcher.run(place.folder, place.words, blows=[blow])
        assert ran.code == 3
        assert not place.new()
        word = {"gone": "finnes ikke lenger", "a folder in its place": "lese"}
        assert word.get(change, "er endret etter at den ble kontrollert") in ran.err
        no_plaintext(place)

    launchers.each(CHANGES, story)
