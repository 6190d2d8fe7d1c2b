"""Whatever the folder or the disk does, a whole sealed file stands there or none."""

import errno
import io
import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from iplos_desktop.errors import UserError
from iplos_desktop.sealing import seal as sealing
from iplos_desktop.sealing.landing import Landing
from iplos_desktop.sealing.package import Package
from iplos_desktop.sealing.seal import seal
from iplos_desktop.watch import Watch
from tests.sealing.support import EXPORT, NAME, NOW, Receiver, package, why_not_sealed

SIZE_VARIES = 20  # bytes, with how well the random delivery id compresses
posix = pytest.mark.skipif(os.name == "nt", reason="the fault is made with POSIX means")


def test_no_folder_and_a_file_in_its_place(sealable: Package, tmp_path: Path) -> None:
    assert "finnes ikke" in why_not_sealed(sealable, tmp_path / "borte")
    assert "er en fil og ikke en mappe" in why_not_sealed(sealable, sealable.export.path)
    assert sealable.export.path.read_bytes() == EXPORT


@contextmanager
def as_nobody() -> Iterator[None]:
    """Without root's right to everything, should the tests run as root."""
    was_root = os.geteuid() == 0
    if was_root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if was_root:
            os.seteuid(0)


@pytest.fixture
def open_place(sealable: Package, out: Path) -> Iterator[Path]:
    """A folder anybody may look into; pytest's own are root's alone."""
    seal(sealable, out, Watch(), NOW)  # loads what is loaded late, while it may be read
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        place.chmod(0o755)
        (place / "ut").mkdir()
        (place / "eksport.xml").write_bytes(EXPORT)
        yield place


@posix
def test_a_folder_one_may_not_write_in(bureau: Receiver, open_place: Path) -> None:
    made = package(open_place / "eksport.xml", bureau.trusted)
    (open_place / "ut").chmod(0o555)
    with as_nobody():
        assert "ikke lov til å skrive" in why_not_sealed(made, open_place / "ut")


@posix
def test_an_export_one_may_not_read(bureau: Receiver, open_place: Path) -> None:
    made = package(open_place / "eksport.xml", bureau.trusted)
    (open_place / "eksport.xml").chmod(0)
    (open_place / "ut").chmod(0o777)
    with as_nobody():
        assert "låst" in why_not_sealed(made, open_place / "ut")


@posix
def test_a_sealed_file_is_its_owners_alone(sealable: Package, out: Path) -> None:
    assert seal(sealable, out, Watch(), NOW).path.stat().st_mode & 0o777 == 0o600


def test_a_name_that_is_taken(sealable: Package, out: Path) -> None:
    (out / NAME).write_bytes(b"fra i stad")
    assert NAME in why_not_sealed(sealable, out)
    assert (out / NAME).read_bytes() == b"fra i stad"


def test_a_name_that_is_taken_in_the_last_moment(sealable: Package, out: Path) -> None:
    def take(done: int, total: int) -> None:
        if done == total:
            (out / NAME).write_bytes(b"en annens")

    with pytest.raises(UserError, match=NAME):
        seal(sealable, out, Watch(take), NOW)
    assert list(out.iterdir()) == [out / NAME]
    assert (out / NAME).read_bytes() == b"en annens"


@posix
def test_a_disk_without_hard_links(
    sealable: Package, bureau: Receiver, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """FAT and some network shares."""

    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", no_links)
    receipt = seal(sealable, out, Watch(), NOW)
    assert list(out.iterdir()) == [receipt.path]
    assert NAME in why_not_sealed(sealable, out)
    bureau.open(receipt.path, out)


def test_too_little_room_is_found_out_beforehand(
    sealable: Package, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "_ROOM_BESIDES", 2**62)
    assert "ikke plass" in why_not_sealed(sealable, out)


class FillingDisk(io.FileIO):
    """A file on a disk with `room` bytes left: the last write before it is full is a short one."""

    room = 0
    full_at_close = False

    def write(self, data: Any, /) -> int:  # noqa: ANN401 - any buffer
        count = min(len(data), type(self).room)
        if count == 0:
            raise OSError(errno.ENOSPC, "full")
        type(self).room -= count
        written = super().write(memoryview(data)[:count])
        assert written is not None
        return written

    def close(self) -> None:
        was_open = not self.closed
        super().close()
        if was_open and type(self).full_at_close:
            raise OSError(errno.EDQUOT, "over quota")


@pytest.fixture
def filling_disk(monkeypatch: pytest.MonkeyPatch) -> type[FillingDisk]:
    class Disk(FillingDisk):
        room = 2**62

    monkeypatch.setattr(os, "fdopen", lambda fd, *_, **__: Disk(fd, "r+b"))
    return Disk


def test_a_disk_that_is_full_after_any_number_of_bytes(
    many_pieces: Package, sealable: Package, out: Path, filling_disk: type[FillingDisk]
) -> None:
    size = seal(sealable, out, Watch(), NOW).size
    (out / NAME).unlink()
    for room in [*range(0, size - SIZE_VARIES, 40), size - SIZE_VARIES]:
        filling_disk.room = room
        assert "ikke plass" in why_not_sealed(sealable, out)
    for room in range(0, 5 * 262_144, 100_000):
        filling_disk.room = room
        assert "ikke plass" in why_not_sealed(many_pieces, out)


def test_a_disk_that_says_so_only_when_the_file_is_closed(
    sealable: Package, out: Path, filling_disk: type[FillingDisk]
) -> None:
    """As network shares do."""
    filling_disk.full_at_close = True
    assert "ikke plass" in why_not_sealed(sealable, out)


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (errno.ENOSPC, "ikke plass"),
        (errno.EROFS, "ikke lov til å skrive"),
        (errno.EFBIG, "for stor for disken"),
        (errno.ESTALE, "ikke lenger tilgjengelig"),
        (errno.EIO, "gikk ikke å skrive"),
    ],
)
def test_what_a_disk_says_when_all_is_to_reach_it(
    sealable: Package, out: Path, monkeypatch: pytest.MonkeyPatch, number: int, word: str
) -> None:
    def fsync(_: int) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(os, "fsync", fsync)
    assert word in why_not_sealed(sealable, out)


@posix
def test_a_folder_that_does_not_keep_the_name(
    sealable: Package, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file itself is on the disk; its name is not."""
    calls: list[int] = []
    fsync = os.fsync

    def second_fails(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == 2:
            raise OSError(errno.EIO, "no")
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", second_fails)
    assert "gikk ikke å skrive" in why_not_sealed(sealable, out)


@posix
def test_a_file_larger_than_the_disk_takes(many_pieces: Package, out: Path) -> None:
    """A limit on the size of files, as FAT32 has at 4 GB, at many sizes."""
    import resource  # noqa: PLC0415 - not on Windows

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    for limit in (0, 1, 600, 300_000, 262_144 * 4, many_pieces.export.size):
        try:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
            why = why_not_sealed(many_pieces, out)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert "for stor for disken" in why


@posix
def test_a_small_disk_that_really_is_full(
    many_pieces: Package, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same as the filling disk above, made by the system; needs root."""
    mount: list[str | Path] = ["mount", "-t", "tmpfs", "-o", "size=1m", "none", out]
    if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("a small disk can be mounted by root alone; the simulated one was tested")
    try:
        monkeypatch.setattr(sealing, "_ROOM_BESIDES", 0)
        assert "ikke plass" in why_not_sealed(many_pieces, out)
    finally:
        subprocess.run(["umount", out], check=True)


SETTLE = Landing.settle


def flip(offset: int) -> Callable[[Landing], None]:
    """A disk that gives back another bit than was written."""

    def settle_and_flip(self: Landing) -> None:
        SETTLE(self)
        self.file.seek(offset)
        byte = self.file.read(1)
        self.file.seek(-1, os.SEEK_CUR)
        self.file.write(bytes([byte[0] ^ 4]))

    return settle_and_flip


def test_a_bit_flipped_on_the_disk_is_seen_before_the_file_has_a_name(
    sealable: Package, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = seal(sealable, out, Watch(), NOW).size
    (out / NAME).unlink()
    for offset in range(0, size - SIZE_VARIES, 5):
        monkeypatch.setattr(Landing, "settle", flip(offset))
        assert "lest tilbake" in why_not_sealed(sealable, out)
