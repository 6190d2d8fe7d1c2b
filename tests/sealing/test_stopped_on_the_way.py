"""A cancel leaves nothing; a killed program leaves ciphertext, which the next start sweeps away."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from iplos_desktop.errors import Cancelled
from iplos_desktop.sealing.landing import Landing, retrying, sweep
from iplos_desktop.sealing.package import Package
from iplos_desktop.sealing.seal import seal
from iplos_desktop.watch import Watch
from tests.sealing.support import NOW, Receiver


class StopsAt(Watch):
    """Asks for a stop the n-th time it is told something."""

    def __init__(self, moment: int) -> None:
        super().__init__(self._listen)
        self.told = 0
        self.moment = moment

    def _listen(self, _done: int, _total: int) -> None:
        self.told += 1
        if self.told == self.moment:
            self.cancel()


def test_cancelled_at_every_moment(many_pieces: Package, out: Path) -> None:
    whole = StopsAt(0)
    seal(many_pieces, out, whole, NOW).path.unlink()
    assert whole.told > 15
    for moment in range(1, whole.told):
        with pytest.raises(Cancelled):
            seal(many_pieces, out, StopsAt(moment), NOW)
        assert not list(out.iterdir()), moment


def test_cancelled_before_it_began(sealable: Package, out: Path) -> None:
    watch = Watch()
    watch.cancel()
    with pytest.raises(Cancelled):
        seal(sealable, out, watch, NOW)
    assert not list(out.iterdir())


def test_opening_cancelled_at_every_moment(
    many_pieces: Package, bureau: Receiver, out: Path, tmp_path: Path
) -> None:
    sealed = seal(many_pieces, out, Watch(), NOW).path
    folder = tmp_path / "innhold"
    folder.mkdir()
    whole = StopsAt(0)
    bureau.open(sealed, folder, whole)
    for path in folder.iterdir():
        path.unlink()
    for moment in range(1, whole.told):
        with pytest.raises(Cancelled):
            bureau.open(sealed, folder, StopsAt(moment))
        assert not list(folder.iterdir()), moment


KILLED = """
import os, signal, sys
from pathlib import Path
from iplos_desktop.sealing.certificate import read_certificate
from iplos_desktop.sealing.seal import seal
from iplos_desktop.watch import Watch
from tests.sealing.support import NOW, package, trusted

export, certificate, folder = map(Path, sys.argv[1:4])
moment, told = int(sys.argv[4]), []

def listen(done, total):
    told.append(done)
    if len(told) == moment:
        os.kill(os.getpid(), signal.SIGKILL)

seal(package(export, trusted(read_certificate(certificate))), folder, Watch(listen), NOW)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
@pytest.mark.parametrize("moment", [1, 4, 12])
def test_killed_and_started_again(
    many_pieces: Package, bureau: Receiver, out: Path, moment: int
) -> None:
    files = [many_pieces.export.path, bureau.certificate_file, out]
    done = subprocess.run(
        [sys.executable, "-c", KILLED, *files, str(moment)],
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == -signal.SIGKILL
    assert all(path.name.endswith(".tmp") for path in out.iterdir())

    receipt = seal(many_pieces, out, Watch(), NOW)

    assert list(out.iterdir()) == [receipt.path]
    bureau.open(receipt.path, out)


LEFT = ".iplos-0123456789abcdef.tmp"


def test_only_our_own_leftovers_are_swept(out: Path) -> None:
    others = [
        ".iplos-0123456789abcde.tmp",
        ".iplos-0123456789ABCDEF.tmp",
        "iplos-0123456789abcdef.tmp",
        ".iplos-0123456789abcdef.tmp.txt",
        "notater.tmp",
    ]
    for name in others:
        (out / name).write_bytes(b"x")
    (out / ".iplos-00000000000000aa.tmp").mkdir()
    (out / LEFT).write_bytes(b"x")

    assert sweep(out) == 1

    assert not (out / LEFT).exists()
    assert len(list(out.iterdir())) == len(others) + 1


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_of_our_name_is_not_followed(out: Path, tmp_path: Path) -> None:
    (tmp_path / "viktig").write_bytes(b"x")
    (out / LEFT).symlink_to(tmp_path / "viktig")
    assert sweep(out) == 0
    assert (tmp_path / "viktig").exists()


def test_another_running_programs_file_is_left(sealable: Package, out: Path) -> None:
    """Two windows sealing into one folder at once, one starting while the other works."""
    with Landing(out) as other:
        other.file.write(b"x")
        assert sweep(out) == 0
        receipt = seal(sealable, out, Watch(), NOW)
        assert other.keep("den andre") == out / "den andre"
    assert set(out.iterdir()) == {receipt.path, out / "den andre"}


def test_a_folder_that_cannot_be_swept_does_no_harm(tmp_path: Path) -> None:
    assert sweep(tmp_path / "borte") == 0


class Busy(OSError):
    """What Windows says while an antivirus looks at the file."""

    winerror = 32


def test_a_file_held_for_moments_is_tried_again() -> None:
    waits: list[float] = []

    def at_last() -> None:
        if len(waits) < 3:
            raise Busy

    retrying(at_last, waits.append)
    assert waits == sorted(waits)
    assert len(waits) == 3


def test_a_file_held_for_good_and_other_troubles_are_told() -> None:
    waits: list[float] = []

    def busy() -> None:
        raise Busy

    with pytest.raises(Busy):
        retrying(busy, waits.append)
    assert 2 < sum(waits) < 5

    def gone() -> None:
        raise FileNotFoundError

    waits.clear()
    with pytest.raises(FileNotFoundError):
        retrying(gone, waits.append)
    assert waits == []
