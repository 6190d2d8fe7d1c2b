"""Nothing that was changed, cut or added to on the way is opened."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from iplos_desktop.errors import UserError
from iplos_desktop.sealing.package import Package
from iplos_desktop.sealing.seal import seal
from iplos_desktop.watch import Watch
from tests.sealing.support import NOW, Receiver, package, plain_norwegian, receiver
from tests.sealing.test_standard_tools import decrypt, encrypt, unzipped
from tests.sealing.test_two_parts import to_both

THREE_WAYS = (0x01, 0x80, 0xFF)
CASES = [
    *((kind, by) for kind in ("RSA-3072", "P-256", "P-384") for by in ("ours", "openssl's")),
    ("P-256", "the manager's of two parts"),
    ("P-256", "the bureau's of two parts"),
]


@dataclass(frozen=True)
class Sealed:
    """A small message and who can open it."""

    data: bytes
    receiver: Receiver


@pytest.fixture(params=CASES, ids=", ".join)
def sealed(
    request: pytest.FixtureRequest, receivers: dict[str, Receiver], tmp_path: Path
) -> Sealed:
    """Of indefinite length by us, or of definite length by openssl."""
    kind, which = request.param
    bureau = receivers[kind]
    export = tmp_path / "liten.xml"
    export.write_bytes(b"<IPLOS/>")
    if which.endswith("of two parts"):
        return of_two_parts(bureau, export, tmp_path, which.startswith("the manager"))
    path = sealed_file(package(export, bureau.trusted), tmp_path)
    if which == "openssl's":
        decrypt(path, bureau, tmp_path / "o.zip")
        encrypt(tmp_path / "o.zip", bureau, path)
    return Sealed(path.read_bytes(), bureau)


def sealed_file(made: Package, folder: Path) -> Path:
    to = folder / "forseglet"
    to.mkdir()
    return seal(made, to, Watch(), NOW).path


def of_two_parts(bureau: Receiver, export: Path, folder: Path, managers: bool) -> Sealed:  # noqa: FBT001
    own = folder / "forvalter"
    own.mkdir()
    manager = receiver(ec.generate_private_key(ec.SECP256R1()), own)
    two = to_both(bureau, manager, export, own)
    outer = sealed_file(two.package, folder)
    if managers:
        return Sealed(outer.read_bytes(), two.manager)
    decrypt(outer, two.manager, folder / "o.zip")
    return Sealed(unzipped(folder / "o.zip", "innhold.p7m"), bureau)


def refused(data: bytes, receiver: Receiver, path: Path, folder: Path) -> bool:
    path.write_bytes(data)
    try:
        receiver.open(path, folder)
    except UserError as error:
        plain_norwegian(error)
        return True
    return False


def test_every_change_of_one_byte_is_refused(sealed: Sealed, out: Path, tmp_path: Path) -> None:
    accepted = []
    for at in range(len(sealed.data)):
        for change in THREE_WAYS:
            data = bytearray(sealed.data)
            data[at] ^= change
            if not refused(bytes(data), sealed.receiver, tmp_path / "endret.p7m", out):
                accepted.append((at, change))
    assert not accepted
    assert not list(out.iterdir())


def test_every_cut_and_everything_added_is_refused(
    sealed: Sealed, out: Path, tmp_path: Path
) -> None:
    path, whole, who = tmp_path / "endret.p7m", sealed.data, sealed.receiver
    assert all(refused(whole[:end], who, path, out) for end in range(len(whole)))
    for more in (b"\x00", b"\x00\x00", b"\n", whole):
        assert refused(whole + more, who, path, out)
    assert not list(out.iterdir())
    path.write_bytes(whole)
    who.open(path, out)  # unchanged, it opens
