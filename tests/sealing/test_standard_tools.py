"""Whoever has openssl and unzip opens what we write, and we open what openssl writes."""

import hashlib
import subprocess
import zipfile
from pathlib import Path

import pytest

from iplos_desktop.errors import UserError
from iplos_desktop.sealing import write as writing
from iplos_desktop.sealing.seal import seal
from iplos_desktop.watch import Watch
from tests.sealing.support import EXPORT, NAME, NOW, Receiver, openssl, package

OAEP = ["-keyopt", "rsa_padding_mode:oaep", "-keyopt", "rsa_oaep_md:sha256"]
ECDH = ["-keyopt", "ecdh_kdf_md:sha256"]


def decrypt(sealed: Path, receiver: Receiver, to: Path) -> None:
    files: list[str | Path] = ["-in", sealed, "-out", to, "-inkey", receiver.key_file]
    openssl("cms", "-decrypt", "-inform", "DER", "-binary", *files)


def encrypt(content: Path, receiver: Receiver, to: Path, *more: str) -> None:
    how = OAEP if "RSA" in receiver.folder.name else ECDH
    cms = ["cms", "-encrypt", "-aes-256-gcm", "-binary", "-outform", "DER", *more]
    openssl(*cms, "-in", content, "-out", to, "-recip", receiver.certificate_file, *how)


def unzipped(archive: Path, name: str) -> bytes:
    return subprocess.run(["unzip", "-p", archive, name], check=True, capture_output=True).stdout


def test_openssl_and_unzip_open_it(
    each_receiver: Receiver, export: Path, out: Path, tmp_path: Path
) -> None:
    ident = tmp_path / "ident.xml"
    ident.write_bytes(b"<ident>\n</ident>")
    receipt = seal(package(export, each_receiver.trusted, ident=ident), out, Watch(), NOW)

    decrypt(receipt.path, each_receiver, tmp_path / "o.zip")

    subprocess.run(["unzip", "-t", tmp_path / "o.zip"], check=True, capture_output=True)
    assert unzipped(tmp_path / "o.zip", "innhold.xml") == EXPORT
    assert unzipped(tmp_path / "o.zip", "identmelding.xml") == b"<ident>\n</ident>"
    with zipfile.ZipFile(tmp_path / "o.zip") as archive:
        assert archive.namelist() == ["innhold.xml", "identmelding.xml", "manifest.json"]
        assert archive.getinfo("innhold.xml").compress_size < len(EXPORT) / 3


def test_the_receipt_tells_what_was_written(bureau: Receiver, export: Path, out: Path) -> None:
    receipt = seal(package(export, bureau.trusted), out, Watch(), NOW)

    data = (out / NAME).read_bytes()
    assert receipt.path == out / NAME
    assert (receipt.size, receipt.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    assert receipt.keys == (("statistikk", bureau.trusted.fingerprint, "liste"),)
    assert receipt.created == NOW


def test_content_of_many_pieces_and_an_archive_with_zip64(
    bureau: Receiver, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some megabytes that do not compress, and the size from which Zip64 is used brought down."""
    monkeypatch.setattr(writing, "_ZIP64_FROM", 1_000_000)
    export = tmp_path / "stor.xml"
    export.write_bytes(hashlib.shake_128(b"noise").digest(3_000_001))
    receipt = seal(package(export, bureau.trusted), out, Watch(), NOW)

    decrypt(receipt.path, bureau, tmp_path / "o.zip")

    assert unzipped(tmp_path / "o.zip", "innhold.xml") == export.read_bytes()
    ours = bureau.open(receipt.path, tmp_path)
    assert ours.entries[0][1] == 3_000_001
    assert (tmp_path / "innhold.xml").read_bytes() == export.read_bytes()


@pytest.mark.parametrize("stream", [[], ["-stream"]], ids=["definite", "indefinite"])
def test_we_open_what_openssl_writes(
    each_receiver: Receiver, export: Path, out: Path, tmp_path: Path, stream: list[str]
) -> None:
    """It writes one piece of known length, or with -stream many of its own size."""
    sealed = seal(package(export, each_receiver.trusted), out, Watch(), NOW).path
    decrypt(sealed, each_receiver, tmp_path / "o.zip")
    encrypt(tmp_path / "o.zip", each_receiver, tmp_path / "theirs.p7m", *stream)

    opened = each_receiver.open(tmp_path / "theirs.p7m", tmp_path)

    assert [name for name, _, _ in opened.entries] == ["innhold.xml", "manifest.json"]
    assert (tmp_path / "innhold.xml").read_bytes() == EXPORT


def test_openssl_with_its_old_defaults_is_refused(
    receivers: dict[str, Receiver], export: Path, out: Path, tmp_path: Path
) -> None:
    """CBC has no tag, PKCS#1 v1.5 and the SHA-1 key derivation are not ours."""
    rsa, curve = receivers["RSA-3072"], receivers["P-256"]
    for receiver, cipher in ((rsa, "-aes-256-gcm"), (curve, "-aes-256-gcm"), (rsa, "-aes-256-cbc")):
        cms = ["cms", "-encrypt", cipher, "-binary", "-outform", "DER"]
        files: list[str | Path] = ["-in", export, "-out", tmp_path / "o.p7m"]
        openssl(*cms, *files, "-recip", receiver.certificate_file)
        with pytest.raises(UserError):
            receiver.open(tmp_path / "o.p7m", out)
    assert not list(out.iterdir())
