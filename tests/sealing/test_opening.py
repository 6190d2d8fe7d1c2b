"""The receiver gets all of a sealed file or nothing, and a word on why."""

import hashlib
import os
import shutil
import uuid
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from iplos_desktop.errors import UserError
from iplos_desktop.sealing import open as opening
from iplos_desktop.sealing.landing import Landing
from iplos_desktop.sealing.manifest import Sending, bureau_manifest, manifest_bytes
from iplos_desktop.sealing.open import open_sealed
from iplos_desktop.sealing.package import Package
from iplos_desktop.sealing.seal import seal
from iplos_desktop.watch import Watch
from tests.sealing.support import EXPORT, NOW, Receiver, certificate, pem, plain_norwegian
from tests.sealing.test_standard_tools import encrypt


@pytest.fixture
def sealed(sealable: Package, tmp_path: Path) -> Path:
    folder = tmp_path / "sendt"
    folder.mkdir()
    return seal(sealable, folder, Watch(), NOW).path


def why_not(act: Callable[[], object]) -> str:
    with pytest.raises(UserError) as caught:
        act()
    plain_norwegian(caught.value)
    return caught.value.what


def test_the_entries_are_written_and_told(bureau: Receiver, sealed: Path, out: Path) -> None:
    opened = open_sealed(sealed, pem(bureau.key), None, bureau.certificate, out, Watch())

    assert {path.name for path in out.iterdir()} == {"manifest.json", "innhold.xml"}
    assert (out / "innhold.xml").read_bytes() == EXPORT
    assert opened.entries[0][:2] == ("innhold.xml", len(EXPORT))
    if os.name != "nt":
        assert (out / "innhold.xml").stat().st_mode & 0o777 == 0o600


def test_locked_keys(bureau: Receiver, sealed: Path, out: Path) -> None:
    lock = BestAvailableEncryption(b"hemmelig")
    locked = bureau.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock)

    def attempt(key: bytes, passphrase: bytes | None) -> Callable[[], object]:
        return lambda: open_sealed(sealed, key, passphrase, bureau.certificate, out, Watch())

    assert "låst med et passord" in why_not(attempt(locked, None))
    assert "låst med et passord" in why_not(attempt(locked, b""))
    assert "Passordet" in why_not(attempt(locked, b"feil"))
    assert not list(out.iterdir())
    attempt(locked, b"hemmelig")()
    (out / "innhold.xml").unlink()
    (out / "manifest.json").unlink()
    attempt(pem(bureau.key), b"overflodig")()


def test_keys_that_do_not_fit(
    bureau: Receiver, receivers: dict[str, Receiver], sealed: Path, out: Path
) -> None:
    other = ec.generate_private_key(ec.SECP256R1())
    strange = ed25519.Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    rsa_receiver = receivers["RSA-3072"]
    for key, made, word in (
        (b"", bureau.certificate, "ikke en privat nøkkel"),
        (b"garbage", bureau.certificate, "ikke en privat nøkkel"),
        (strange, bureau.certificate, "ikke en privat nøkkel"),
        (pem(other), bureau.certificate, "hører ikke sammen"),
        (pem(other), certificate(other), "til en annen nøkkel"),
        (pem(rsa_receiver.key), rsa_receiver.certificate, "til en annen nøkkel"),
        (pem(bureau.key), certificate(bureau.key), "til en annen nøkkel"),  # renewed
    ):
        act = lambda k=key, m=made: open_sealed(sealed, k, None, m, out, Watch())  # noqa: E731
        assert word in why_not(act)
    assert not list(out.iterdir())


def test_files_of_other_kinds(
    bureau: Receiver, rsa_key: rsa.RSAPrivateKey, out: Path, tmp_path: Path
) -> None:
    path = tmp_path / "annet"
    for data in (b"", b"<IPLOS/>", b"PK\x03\x04", b"\x30\x80", pem(rsa_key), bytes(500)):
        path.write_bytes(data)
        assert "ikke en kryptert IPLOS-fil" in why_not(lambda: bureau.open(path, out))
    assert "finnes ikke" in why_not(lambda: bureau.open(tmp_path / "borte", out))
    assert not list(out.iterdir())


def test_a_damaged_file_is_told_from_one_of_another_kind(
    bureau: Receiver, sealed: Path, out: Path
) -> None:
    data = bytearray(sealed.read_bytes())
    data[-40] ^= 1
    sealed.write_bytes(data)
    assert "skadet" in why_not(lambda: bureau.open(sealed, out))


def test_nothing_is_written_before_the_tag_is_right(
    bureau: Receiver, sealed: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = bytearray(sealed.read_bytes())
    data[-10] ^= 1
    sealed.write_bytes(data)

    def never(*_: object) -> None:
        raise AssertionError("something was to be written")

    monkeypatch.setattr(Landing, "__init__", never)
    assert "skadet" in why_not(lambda: bureau.open(sealed, out))


def test_a_file_changed_while_it_is_opened(
    bureau: Receiver, many_pieces: Package, out: Path
) -> None:
    """Verified first, changed after: the second verification finds it."""
    sealed = seal(many_pieces, out, Watch(), NOW).path
    folder = out / "innhold"
    folder.mkdir()
    size, whole = many_pieces.export.size, sealed.read_bytes()

    def change(done: int, _total: int) -> None:
        if done > size * 1.5:
            with sealed.open("r+b") as file:
                file.seek(5000)  # long since read and written out
                file.write(bytes([whole[5000] ^ 1]))

    assert "skadet" in why_not(lambda: bureau.open(sealed, folder, Watch(change)))
    assert not list(folder.iterdir())


@pytest.mark.parametrize("taken", ["manifest.json", "innhold.xml"])
def test_nothing_is_overwritten(bureau: Receiver, sealed: Path, out: Path, taken: str) -> None:
    (out / taken).write_bytes(b"fra i stad")
    assert taken in why_not(lambda: bureau.open(sealed, out))
    assert [path.read_bytes() for path in out.iterdir()] == [b"fra i stad"]


def test_a_name_taken_in_the_last_moment_takes_the_other_away_too(
    bureau: Receiver, sealed: Path, out: Path
) -> None:
    def take(done: int, total: int) -> None:
        if done == total:
            (out / "innhold.xml").write_bytes(b"en annens")

    assert "innhold.xml" in why_not(lambda: bureau.open(sealed, out, Watch(take)))
    assert [path.read_bytes() for path in out.iterdir()] == [b"en annens"]


def test_no_folder_and_no_room(
    bureau: Receiver, sealed: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "finnes ikke" in why_not(lambda: bureau.open(sealed, tmp_path / "borte"))

    class Full:
        free = 10

    monkeypatch.setattr(shutil, "disk_usage", lambda _: Full())
    assert "ikke plass" in why_not(lambda: bureau.open(sealed, out))


# Anybody can seal anything to a public key: the tag being right says nothing of what is inside.


def sealed_archive(
    bureau: Receiver, folder: Path, entries: list[tuple[str, bytes]], tail: bytes = b""
) -> Path:
    plain = folder / "o.zip"
    with zipfile.ZipFile(plain, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    plain.write_bytes(plain.read_bytes() + tail)
    encrypt(plain, bureau, folder / "o.p7m")
    return folder / "o.p7m"


@pytest.fixture
def manifest(sealable: Package) -> dict[str, Any]:
    sending = Sending(sealable, sealable.keys, str(uuid.uuid4()), NOW)
    return bureau_manifest(sending, {"innhold.xml": sealable.export.sha256})


def test_only_known_names_are_written(
    bureau: Receiver, manifest: dict[str, Any], out: Path, tmp_path: Path
) -> None:
    good = [("manifest.json", manifest_bytes(manifest)), ("innhold.xml", EXPORT)]
    for name in ("../ut.xml", "/ut.xml", "C:\\ut.xml", "mappe/", "innhold.xml/x", "a.exe"):
        path = sealed_archive(bureau, tmp_path, [*good, (name, b"x")])
        assert "ikke slik" in why_not(lambda path=path: bureau.open(path, out))  # type: ignore[misc]
    for entries in ([], good[:1], good[1:], [("innhold.xml", EXPORT), ("identmelding.xml", b"")]):
        path = sealed_archive(bureau, tmp_path, entries)
        assert "ikke slik" in why_not(lambda path=path: bureau.open(path, out))  # type: ignore[misc]
    assert not list(out.iterdir())
    bureau.open(sealed_archive(bureau, tmp_path, good), out)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_twice_is_refused(
    bureau: Receiver, manifest: dict[str, Any], out: Path, tmp_path: Path
) -> None:
    good = [("manifest.json", manifest_bytes(manifest)), ("innhold.xml", EXPORT)]
    path = sealed_archive(bureau, tmp_path, [*good, ("innhold.xml", b"<en annen/>")])
    assert "ikke slik" in why_not(lambda: bureau.open(path, out))


def test_a_bomb_is_refused(
    bureau: Receiver, manifest: dict[str, Any], out: Path, tmp_path: Path
) -> None:
    """A thousand times its size; ours grow about twenty times."""
    good = [("manifest.json", manifest_bytes(manifest))]
    path = sealed_archive(bureau, tmp_path, [*good, ("innhold.xml", bytes(40_000_000))])
    assert path.stat().st_size < 100_000
    assert "ikke slik" in why_not(lambda: bureau.open(path, out))
    assert not list(out.iterdir())


def test_garbage_inside_is_refused(bureau: Receiver, out: Path, tmp_path: Path) -> None:
    for data in (b"", b"hei", b"PK\x05\x06" + bytes(18), b"PK\x03\x04" + bytes(100)):
        (tmp_path / "o").write_bytes(data)
        encrypt(tmp_path / "o", bureau, tmp_path / "o.p7m")
        why_not(lambda: bureau.open(tmp_path / "o.p7m", out))
    assert not list(out.iterdir())


def test_a_manifest_that_says_something_else(
    bureau: Receiver, manifest: dict[str, Any], out: Path, tmp_path: Path
) -> None:
    content = ("innhold.xml", EXPORT)
    for data, word in (
        (b"{", "ikke slik"),
        (b"[]", "ikke slik"),
        (b'{"format": 1, "format": 1}', "ikke slik"),
        (b"[" * 200_000, "ikke slik"),
        (b"{}", "annen utgave"),
        (manifest_bytes({**manifest, "format": 2}), "annen utgave"),
        (manifest_bytes({**manifest, "receiver": "pseudonym"}), "følgebrevet"),
        (manifest_bytes({**manifest, "innhold_p7m_sha256": "0" * 64}), "følgebrevet"),
        (manifest_bytes({**manifest, "innhold_sha256": "0" * 64}), "følgebrevet"),
        (manifest_bytes({**manifest, "identmelding_sha256": "0" * 64}), "følgebrevet"),
    ):
        path = sealed_archive(bureau, tmp_path, [("manifest.json", data), content])
        assert word in why_not(lambda path=path: bureau.open(path, out))  # type: ignore[misc]
    assert not list(out.iterdir())


def test_archives_changed_by_a_byte_never_trip_the_reader(
    bureau: Receiver,
    manifest: dict[str, Any],
    out: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The ZIP inside is read by the standard library: whatever it raises becomes our word."""
    sealed = sealed_archive(
        bureau, tmp_path, [("manifest.json", manifest_bytes(manifest)), ("innhold.xml", EXPORT)]
    )
    whole = (tmp_path / "o.zip").read_bytes()

    class Changed:
        data = b""

        def __init__(self, *_: object) -> None:
            pass

        def verify(self, _: object) -> None:
            pass

        def plain(self) -> Any:  # noqa: ANN401 - a binary file
            import io  # noqa: PLC0415

            return io.BytesIO(self.data)

    monkeypatch.setattr(opening, "Message", Changed)
    for at in range(len(whole)):
        for change in (0x01, 0xFF):
            Changed.data = whole[:at] + bytes([whole[at] ^ change]) + whole[at + 1 :]
            try:
                bureau.open(sealed, out)
            except UserError as error:
                plain_norwegian(error)
            for path in out.iterdir():  # changed where nothing depends on it, as in a time
                assert path.name == "manifest.json" or path.read_bytes() == EXPORT
                path.unlink()


SPOILT_FIELDS: dict[str, dict[str, Any]] = {
    "a true format": {"format": True},
    "a format with decimals": {"format": 1.0},
    "three parts": {"parts": 3},
    "a person too many": {"persons": "1"},
    "fewer than nobody": {"persons": -1},
    "no flag": {"test": "ja"},
    "a contact that is a text": {"contact": "Kari Nordmann"},
    "a contact without e-mail": {"contact": {"name": "Kari", "phone": None}},
    "no key at all": {"keys": []},
    "trust of another kind": {"keys": [{"role": "statistikk", "trusted_by": "håp"}]},
    "a time without its offset": {"created": "2016-01-10T12:30:15"},
    "records that are no numbers": {"records": {"PERSON": None}},
    "findings without a level": {"findings": {"T-04": {"count": 2}}},
    "a hash of another length": {"identmelding_sha256": "00"},
}


@pytest.mark.parametrize("change", SPOILT_FIELDS.values(), ids=SPOILT_FIELDS)
def test_a_manifest_with_a_field_of_another_kind_is_refused(
    bureau: Receiver, manifest: dict[str, Any], out: Path, tmp_path: Path, change: dict[str, Any]
) -> None:
    entries = [("manifest.json", manifest_bytes(manifest | change)), ("innhold.xml", EXPORT)]
    path = sealed_archive(bureau, tmp_path, entries)
    assert "ikke det følgebrevet" in why_not(lambda: bureau.open(path, out))
    assert not list(out.iterdir())


def test_a_manifest_without_one_of_its_fields_is_refused(
    bureau: Receiver, manifest: dict[str, Any], out: Path, tmp_path: Path
) -> None:
    for name in manifest.keys() - {"format"}:
        less = {field: value for field, value in manifest.items() if field != name}
        entries = [("manifest.json", manifest_bytes(less)), ("innhold.xml", EXPORT)]
        path = sealed_archive(bureau, tmp_path, entries)
        assert "ikke det følgebrevet" in why_not(lambda path=path: bureau.open(path, out))  # type: ignore[misc]
    assert not list(out.iterdir())


def test_a_field_of_a_later_version_is_no_hindrance(
    bureau: Receiver, manifest: dict[str, Any], out: Path, tmp_path: Path
) -> None:
    entries = [("manifest.json", manifest_bytes(manifest | {"new": 1})), ("innhold.xml", EXPORT)]
    bureau.open(sealed_archive(bureau, tmp_path, entries), out)


def test_the_bureau_of_two_receivers_gets_no_ident_message(
    bureau: Receiver, manifest: dict[str, Any], out: Path, tmp_path: Path
) -> None:
    told = manifest | {"parts": 2, "identmelding_sha256": hashlib.sha256(b"<x/>").hexdigest()}
    entries = [
        ("manifest.json", manifest_bytes(told)),
        ("innhold.xml", EXPORT),
        ("identmelding.xml", b"<x/>"),
    ]
    path = sealed_archive(bureau, tmp_path, entries)
    assert "ikke det følgebrevet" in why_not(lambda: bureau.open(path, out))


def test_what_is_for_the_bureau_is_not_opened_with_a_key_named_for_the_manager(
    receivers: dict[str, Receiver], manifest: dict[str, Any], out: Path, tmp_path: Path
) -> None:
    """Keys that have been exchanged would let each see what is for the other."""
    named = certificate(receivers["P-256"].key, "IPLOS 2015 pseudonym")
    folder = tmp_path / "forvalter"
    folder.mkdir()
    (folder / "sertifikat.pem").write_bytes(named.public_bytes(Encoding.PEM))
    manager = Receiver(receivers["P-256"].key, named, folder)
    entries = [("manifest.json", manifest_bytes(manifest)), ("innhold.xml", EXPORT)]
    sealed = sealed_archive(manager, tmp_path, entries)
    assert "er til statistikkbyrået" in why_not(lambda: manager.open(sealed, out))
    assert not list(out.iterdir())
