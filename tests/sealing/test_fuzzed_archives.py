"""Anybody can seal anything to a public key: what was meant opens, or nothing does."""

import json
import tracemalloc
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from iplos_desktop.sealing.manifest import Sending, bureau_manifest, manifest_bytes
from iplos_desktop.sealing.package import Package
from tests.sealing.odd_archives import Entry, archive, deflated
from tests.sealing.spoiling import TELLING, spoiled
from tests.sealing.support import NOW, Receiver, package, sealed_bytes
from tests.sealing.test_fuzzed_messages import CONTENT, Reader, told_what_case

CASES = 800
MOST_MEMORY = 32 * 1024 * 1024  # bytes


@pytest.fixture
def reader(bureau: Receiver, tmp_path: Path) -> Reader:
    return Reader(bureau, tmp_path)


@pytest.fixture
def sealable(bureau: Receiver, tmp_path: Path) -> Package:
    export = tmp_path / "liten.xml"
    export.write_bytes(CONTENT)
    return package(export, bureau.trusted)


@pytest.fixture
def manifest(sealable: Package) -> dict[str, Any]:
    sending = Sending(sealable, sealable.keys, str(uuid.uuid4()), NOW)
    return bureau_manifest(sending, {"innhold.xml": sealable.export.sha256})


@pytest.fixture
def good(manifest: dict[str, Any]) -> list[Entry]:
    return [Entry(b"innhold.xml", CONTENT), Entry(b"manifest.json", manifest_bytes(manifest))]


def opens(reader: Reader, content: bytes) -> bool:
    with told_what_case(lambda: content):
        return reader.opens(sealed_bytes(content, reader.receiver.certificate))


def test_an_archive_made_by_hand_opens_when_all_is_right(reader: Reader, good: list[Entry]) -> None:
    """Else what follows would be refused for the wrong reason."""
    assert opens(reader, archive(good))
    assert opens(reader, archive(good, end64={}))
    assert opens(reader, archive(good[::-1]))
    assert opens(reader, archive([replace(each, method=0) for each in good]))


def test_archives_changed_at_random(reader: Reader, good: list[Entry]) -> None:
    dice = Random(2015)
    whole, other = archive(good), archive(good, end64={})
    for _ in range(CASES):
        opens(reader, spoiled(dice.choice((whole, other)), other, dice))
    for size in range(40):
        assert not opens(reader, dice.randbytes(size))


HUGE = (2**32, 2**63 - 1, 2**63, 2**64 - 1)
LARGEST = 2**32 - 1  # says that the value stands in the Zip64 field


def lies(content: Entry, manifest: Entry) -> Iterator[list[Entry]]:
    """One field of an entry after another says what is not so."""
    fields = {
        "crc": (0, 1, LARGEST),
        "packed": (0, 1, len(content.stored()) - 1, len(content.stored()) + 1, LARGEST),
        "size": (0, 1, len(CONTENT) - 1, len(CONTENT) + 1, LARGEST),
        "offset": (1, 30, 2**31, LARGEST),
        "flags": (1, 0x20, 0x40),  # encrypted, patched, strongly encrypted
        "version": (64, 99, 65535),
    }
    for name, values in fields.items():
        for value in values:
            yield [replace(content, central={name: value}), manifest]
    for method in (1, 9, 12, 14, 93, 95, 99, 65535):
        yield [replace(content, method=method), manifest]
    for sizes in ((value,) * n for value in HUGE for n in (1, 2, 3)):
        for names in (("size", "packed", "offset"), ("offset",)):
            lie = dict.fromkeys(names, LARGEST)
            yield [replace(content, central=lie, zip64=sizes), manifest]
    for packed in (deflated(CONTENT)[:-2], b"\xff" * 9, b"", deflated(CONTENT + b" ")):
        yield [replace(content, packed=packed), manifest]
    yield [replace(content, data=CONTENT + b" "), manifest]


def lies_at_the_end(good: list[Entry]) -> Iterator[bytes]:
    """The records that say where the directory stands and how large it is."""
    for value in HUGE:
        for name in ("number", "size", "start", "at"):
            for end in (None, dict.fromkeys(("size", "start"), LARGEST)):
                yield archive(good, end, {name: value})
    for name in ("number", "all", "size", "start"):
        for lie in (0, 1, 0xFFFF):
            yield archive(good, {name: lie})


def test_headers_that_lie(reader: Reader, good: list[Entry]) -> None:
    opened = [each for each in lies(*good) if opens(reader, archive(each))]
    # Only a packed size that is not the true one where nothing hangs on it.
    assert all(each[0].central.keys() <= {"packed"} for each in opened)
    for data in lies_at_the_end(good):  # said more than once, so a lie may be passed over
        opens(reader, data)


def test_names_that_are_not_ours(reader: Reader, good: list[Entry]) -> None:
    names = (
        b"../innhold.xml ..\\innhold.xml /innhold.xml //vert/del/innhold.xml C:\\innhold.xml"
        b" C:innhold.xml ./innhold.xml innhold.xml/ innhold.xml/. INNHOLD.XML innhold.xml."
        b" manifest.json:strom innhold.xml\0.exe a\0b CON nul \xff\xfe \xc3\xa6"
        b" .iplos-0123456789abcdef.tmp"
    ).split(b" ")
    for name in [*names, b"", b"innhold.xml ", b" innhold.xml", b"x" * 65_000]:
        for flags in (0, 0x800):  # the second: the name is said to be UTF-8
            odd = Entry(name, CONTENT, central={"flags": flags}, local={"flags": flags})
            assert not opens(reader, archive([*good, odd])), name
            assert not opens(reader, archive([odd, good[1]])) or name.startswith(b"innhold.xml\0")
    for twice in good:
        assert not opens(reader, archive([*good, twice]))
        assert not opens(reader, archive([*good, replace(twice, data=b"noe annet")]))
    assert not opens(reader, archive(good[:1]))
    assert not opens(reader, archive(good[1:]))
    assert not opens(reader, archive([]))


def manifests(manifest: dict[str, Any], dice: Random) -> Iterator[bytes]:
    whole = manifest_bytes(manifest)
    for deep in (b"[", b'{"a":'):
        yield deep * 100_000
        yield b'{"format": 1, "a": ' + deep * 100_000
    yield whole.replace(b"{", b'{"format": 1,', 1)
    for number in (b"1e999", b"-1", b"1.0", b"true", b"9" * 5000, b"NaN", b"Infinity", b'"1"'):
        yield whole.replace(b'"format": 1', b'"format": ' + number)
    yield whole.decode().encode("utf-16")
    yield b"\xef\xbb\xbf" + whole
    yield whole.replace(b"Kari", b"\xff")
    yield whole.replace(b"Kari", b"\\ud800")
    yield whole[:-2] + b"\0}"
    yield b" " * (5 * 1024 * 1024) + whole
    others: list[Any] = [None, True, 0, [], {}, "", "0" * 64, ["x"], 2**70]
    for value in others:
        for name in ("innhold_sha256", "identmelding_sha256", "format"):
            if manifest[name] != value:
                yield json.dumps({**manifest, name: value}).encode()
    for _ in range(CASES // 2):
        yield spoiled(whole, dice.choice(TELLING), dice)


def test_manifests_of_every_kind(
    reader: Reader, good: list[Entry], manifest: dict[str, Any]
) -> None:
    dice = Random(2016)
    for data in manifests(manifest, dice):
        opens(reader, archive([good[0], replace(good[1], data=data)]))


def test_a_manifest_that_could_not_be_shown_is_refused(
    reader: Reader, good: list[Entry], manifest: dict[str, Any]
) -> None:
    """Half a character, which JSON can write and no terminal can print."""
    whole = manifest_bytes(manifest)
    for name in (b'"Kari', b'"program_version'):
        data = whole.replace(name, b'"\\ud800')
        assert not opens(reader, archive([good[0], replace(good[1], data=data)]))


def bombs(good: list[Entry]) -> Iterator[bytes]:
    content, manifest = good
    zeros = deflated(bytes(100 * 1024 * 1024))  # 100 kB
    few = {"size": 100}
    yield archive([replace(content, packed=zeros, central=few), manifest])
    yield archive([content, replace(manifest, packed=zeros, central=few)])
    yield archive([content, replace(manifest, packed=zeros)])
    yield archive([content, replace(manifest, packed=zeros, central={"size": 100 * 1024 * 1024})])
    yield archive([content, replace(manifest, data=bytes(5_000_000), method=0)])
    yield archive([replace(manifest, name=b"%d" % each) for each in range(20_000)])
    yield archive([replace(content, extra=bytes(65_000), name=b"%d" % n) for n in range(500)])
    yield archive(good) + b"PK\5\6" * 100_000


def test_bombs_use_up_neither_memory_nor_disk(reader: Reader, good: list[Entry]) -> None:
    for data in bombs(good):
        sealed = sealed_bytes(data, reader.receiver.certificate)
        tracemalloc.start()
        try:
            assert not reader.opens(sealed)
            assert tracemalloc.get_traced_memory()[1] < MOST_MEMORY
        finally:
            tracemalloc.stop()
