"""Whatever bytes come as a sealed file: what was sealed opens, or a word says why not."""

import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path
from random import Random

import pytest

from iplos_desktop.errors import UserError
from iplos_desktop.sealing.open import open_with
from iplos_desktop.sealing.seal import seal
from iplos_desktop.watch import Watch
from tests.sealing.spoiling import Element, parsed, replanted, spoiled
from tests.sealing.support import NOW, Receiver, package, plain_norwegian
from tests.sealing.test_standard_tools import decrypt, encrypt

CONTENT = b"<IPLOS/>"
CASES = 400  # of each way, for each message
MOST_SECONDS = 2.0  # of the processor, for one small file
MOST_MEMORY = 8 * 1024 * 1024  # bytes


class Reader:
    """A receiver with an empty folder, who gets one file after another."""

    def __init__(self, receiver: Receiver, folder: Path) -> None:
        self.receiver = receiver
        self.folder = folder / "apnet"
        self.folder.mkdir()
        self.file = folder / "fil.p7m"

    def opens(self, data: bytes) -> bool:
        """Whether a file opens, and then to what was sealed; else it is refused in our words."""
        self.file.write_bytes(data)
        start = time.process_time()
        try:
            open_with(self.file, self.receiver.key, self.receiver.certificate, self.folder, Watch())
        except UserError as error:
            plain_norwegian(error)
            assert not list(self.folder.iterdir())
            return False
        finally:
            assert time.process_time() - start < MOST_SECONDS
        assert {path.name for path in self.folder.iterdir()} == {"innhold.xml", "manifest.json"}
        assert (self.folder / "innhold.xml").read_bytes() == CONTENT
        for path in self.folder.iterdir():
            path.unlink()
        return True


@contextmanager
def told_what_case(data: Callable[[], bytes]) -> Iterator[None]:
    """A case that fails is shown, so that it can become a story of its own."""
    try:
        yield
    except BaseException:
        print(f"failed on {data().hex()}")  # noqa: T201 - pytest shows it
        raise


@pytest.fixture(params=["RSA-3072", "P-256"])
def reader(
    request: pytest.FixtureRequest, receivers: dict[str, Receiver], tmp_path: Path
) -> Reader:
    return Reader(receivers[request.param], tmp_path)


@pytest.fixture
def messages(reader: Reader, out: Path, tmp_path: Path) -> list[bytes]:
    """The same content sealed by us, and by openssl in one piece and in many."""
    export = tmp_path / "liten.xml"
    export.write_bytes(CONTENT)
    ours = seal(package(export, reader.receiver.trusted), out, Watch(), NOW).path
    found = [ours.read_bytes()]
    decrypt(ours, reader.receiver, tmp_path / "o.zip")
    for more in ([], ["-stream"]):
        encrypt(tmp_path / "o.zip", reader.receiver, tmp_path / "o.p7m", *more)
        found.append((tmp_path / "o.p7m").read_bytes())
    return found


def test_random_changes_and_splices(reader: Reader, messages: list[bytes]) -> None:
    dice = Random(2015)
    opened = 0
    for whole in messages:
        for _ in range(CASES):
            other = dice.choice(messages)
            data = spoiled(whole, other, dice)
            with told_what_case(lambda data=data: data):  # type: ignore[misc]
                opened += reader.opens(data) and data not in messages
    assert opened == 0


def test_elements_changed_with_the_lengths_around_them_right(
    reader: Reader, messages: list[bytes]
) -> None:
    """Deeper than random bytes come. What means the same, as another form of length, may open."""
    dice = Random(2016)
    trees = [parsed(whole) for whole in messages]
    opened = 0
    for tree in trees:
        for _ in range(CASES):
            data = replanted(tree, dice.choice(trees), dice).encoded()
            with told_what_case(lambda data=data: data):  # type: ignore[misc]
                opened += reader.opens(data)
    assert 0 < opened < CASES / 4


def test_the_same_content_in_pieces_of_any_size(reader: Reader, messages: list[bytes]) -> None:
    """One piece or many, of known length or not: BER allows it, so others may write it."""
    dice = Random(2017)
    tree = parsed(messages[0])
    for _ in range(40):
        assert reader.opens(_in_pieces(tree, dice).encoded())


def _in_pieces(tree: Element, dice: Random) -> Element:
    inside = tree.held
    assert isinstance(inside, tuple)
    if tree.tag == 0xA0 and all(each.tag == 4 for each in inside):
        content = b"".join(each.held for each in inside if isinstance(each.held, bytes))
        pieces, at = [], 0
        while at < len(content):
            size = dice.choice((1, 7, 100, len(content)))
            pieces.append(Element(4, content[at : at + size]))
            at += size
        return Element(0xA0, tuple(pieces), dice.choice(("shortest", "indefinite")))
    changed = [_in_pieces(each, dice) if _may_change(each) else each for each in inside]
    return replace(tree, held=tuple(changed), form=dice.choice(("shortest", "indefinite")))


def _may_change(element: Element) -> bool:
    """The frame around the content; the small elements must stand in DER."""
    return element.form == "indefinite"


def test_nothing_but_noise(reader: Reader) -> None:
    dice = Random(2018)
    start = bytes.fromhex("3080060b2a864886f70d0109100117a0803080020100")
    for size in (*range(60), 1000, 100_000):
        for before in (b"", start[:2], start):
            assert not reader.opens(before + dice.randbytes(size))


def traps(whole: bytes) -> Iterator[bytes]:
    """What is made to use up memory, time or the stack."""
    start = bytes.fromhex("3080060b2a864886f70d0109100117a0803080020100")
    for tag in (0x30, 0x31, 0xA0, 0x24, 0x04):
        for length in (
            b"\x80",
            b"\x84\x7f\xff\xff\xff",
            b"\x88" + b"\x7f" * 8,
            b"\x83\x0f\xff\xff",
        ):
            yield (bytes([tag]) + length) * 100_000
            yield start + (bytes([tag]) + length) * 100_000
    recipients = whole.index(b"\x31", len(start))
    yield whole[:recipients] + Element(0x31, _nested(20_000)).encoded() + whole[recipients:]
    yield whole[:recipients] + Element(0x31, _nested(5_000)).encoded() + whole[recipients:]
    yield start + Element(0x31, bytes(70_000)).encoded()


def _nested(depth: int) -> bytes:
    inner = b""
    for _ in range(depth):
        inner = Element(0x30, inner).encoded()
        if len(inner) > 60_000:
            break
    return inner


def test_lengths_and_depths_that_would_use_up_the_machine(
    reader: Reader, messages: list[bytes]
) -> None:
    tried = count()
    for data in traps(messages[0]):
        next(tried)
        tracemalloc.start()
        try:
            assert not reader.opens(data)
            assert tracemalloc.get_traced_memory()[1] < MOST_MEMORY
        finally:
            tracemalloc.stop()
    assert next(tried) > 40
