"""Nothing that was changed, cut or added to on the way is opened."""

from pathlib import Path

import pytest

from iplos_desktop.errors import UserError
from iplos_desktop.sealing.seal import seal
from iplos_desktop.watch import Watch
from tests.sealing.support import NOW, Receiver, package, plain_norwegian
from tests.sealing.test_standard_tools import decrypt, encrypt

THREE_WAYS = (0x01, 0x80, 0xFF)


@pytest.fixture(params=["RSA-3072", "P-256", "P-384"])
def receiver(request: pytest.FixtureRequest, receivers: dict[str, Receiver]) -> Receiver:
    return receivers[request.param]


@pytest.fixture(params=["ours", "openssl's"])
def sealed(request: pytest.FixtureRequest, receiver: Receiver, out: Path, tmp_path: Path) -> bytes:
    """A small message of indefinite length by us, or of definite length by openssl."""
    export = tmp_path / "liten.xml"
    export.write_bytes(b"<IPLOS/>")
    path = seal(package(export, receiver.trusted), out, Watch(), NOW).path
    if request.param == "openssl's":
        decrypt(path, receiver, tmp_path / "o.zip")
        encrypt(tmp_path / "o.zip", receiver, path)
    data = path.read_bytes()
    path.unlink()
    return data


def refused(data: bytes, receiver: Receiver, path: Path, folder: Path) -> bool:
    path.write_bytes(data)
    try:
        receiver.open(path, folder)
    except UserError as error:
        plain_norwegian(error)
        return True
    return False


def test_every_change_of_one_byte_is_refused(
    receiver: Receiver, sealed: bytes, out: Path, tmp_path: Path
) -> None:
    accepted = []
    for at in range(len(sealed)):
        for change in THREE_WAYS:
            data = bytearray(sealed)
            data[at] ^= change
            if not refused(bytes(data), receiver, tmp_path / "endret.p7m", out):
                accepted.append((at, change))
    assert not accepted
    assert not list(out.iterdir())


def test_every_cut_and_everything_added_is_refused(
    receiver: Receiver, sealed: bytes, out: Path, tmp_path: Path
) -> None:
    path = tmp_path / "endret.p7m"
    assert all(refused(sealed[:end], receiver, path, out) for end in range(len(sealed)))
    for more in (b"\x00", b"\x00\x00", b"\n", sealed):
        assert refused(sealed + more, receiver, path, out)
    assert not list(out.iterdir())
    path.write_bytes(sealed)
    receiver.open(path, out)  # unchanged, it opens
