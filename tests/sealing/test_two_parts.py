"""Two receivers: the manager learns who, the bureau learns what, and neither learns the other.

Why: the register is pseudonymous by law. Every file here is opened as its receivers would.
"""

import hashlib
import io
import os
import subprocess
import uuid
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from iplos_desktop.errors import Cancelled, UserError
from iplos_desktop.intake.ident_message import IdentMessage
from iplos_desktop.intake.parting import Parting
from iplos_desktop.intake.people import People, take_message
from iplos_desktop.sealing.certificate import Role, fingerprint
from iplos_desktop.sealing.open import open_with
from iplos_desktop.sealing.package import Package
from iplos_desktop.sealing.seal import Receipt, seal
from iplos_desktop.sealing.trust import TrustedKey
from iplos_desktop.watch import Watch
from tests.sealing.support import (
    NOW,
    Receiver,
    certificate,
    checked,
    package,
    trusted,
    why_not_sealed,
)
from tests.sealing.test_standard_tools import decrypt, unzipped
from tests.sealing.test_stopped_on_the_way import StopsAt

ONE, OTHER = "12853400023", "03851598730"  # synthetic
EXPORT = f"""<?xml version="1.0" encoding="UTF-8"?>
<IPLOS versjon="3.3">
<PERSON pePeID="7"><peFnr>{ONE}</peFnr><peAlder>81</peAlder></PERSON>
<PERSON pePeID="8">
  <peFnr>{OTHER}</peFnr>
  <peAlder>80</peAlder><!-- æøå -->
</PERSON>
</IPLOS>
""".encode()
CONTENT = EXPORT.replace(f"<peFnr>{ONE}</peFnr>".encode(), b"").replace(
    f"<peFnr>{OTHER}</peFnr>".encode(), b""
)
IDENTITIES = f"pePeID;identitet;type\n7;{ONE};FNR\n8;{OTHER};FNR\n"


@dataclass(frozen=True)
class Two:
    """The two receivers of a year, and the package for them."""

    bureau: Receiver
    manager: Receiver
    package: Package

    def again(self, parting: Parting | None = None) -> Package:
        """The same package to be sealed once more: a parting is one reading."""
        return replace(self.package, parting=parting or Parting("UTF-8"))


def to_both(bureau: Receiver, manager: Receiver, export: Path, folder: Path) -> Two:
    made = certificate(manager.key, "IPLOS 2015 pseudonym")
    named = Receiver(manager.key, made, folder)
    named.key_file.write_bytes(manager.key_file.read_bytes())
    named.certificate_file.write_bytes(made.public_bytes(Encoding.PEM))
    keys = (bureau.trusted, trusted(made, Role.PSEUDONYM))
    return Two(bureau, named, replace(package(export, *keys), parting=Parting("UTF-8")))


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "eksport.xml"
    path.write_bytes(EXPORT)
    return path


@pytest.fixture
def two(receivers: dict[str, Receiver], export: Path, tmp_path: Path) -> Two:
    folder = tmp_path / "forvalter"
    folder.mkdir()
    return to_both(receivers["P-256"], receivers["P-384"], export, folder)


PAIRS = [("RSA-3072", "RSA-4096"), ("RSA-4096", "P-256"), ("P-256", "P-384"), ("P-384", "RSA-3072")]


@pytest.mark.parametrize("kinds", PAIRS)
def test_each_opens_its_own_part_with_openssl_and_unzip(
    receivers: dict[str, Receiver], export: Path, tmp_path: Path, kinds: tuple[str, str]
) -> None:
    bureau, manager = kinds
    two = to_both(receivers[bureau], receivers[manager], export, tmp_path)

    receipt = seal(two.package, tmp_path, Watch(), NOW)

    decrypt(receipt.path, two.manager, tmp_path / "ytre.zip")
    assert names(tmp_path / "ytre.zip") == ["innhold.p7m", "identer.csv", "manifest.json"]
    assert unzipped(tmp_path / "ytre.zip", "identer.csv").decode() == IDENTITIES
    inner = tmp_path / "innhold.p7m"
    inner.write_bytes(unzipped(tmp_path / "ytre.zip", "innhold.p7m"))
    decrypt(inner, two.bureau, tmp_path / "indre.zip")
    assert names(tmp_path / "indre.zip") == ["innhold.xml", "manifest.json"]
    assert unzipped(tmp_path / "indre.zip", "innhold.xml") == CONTENT


def names(archive: Path) -> list[str]:
    subprocess.run(["unzip", "-tqq", archive], check=True, capture_output=True)
    with zipfile.ZipFile(archive) as opened:
        return opened.namelist()


def test_the_receivers_commands_open_both(two: Two, out: Path, tmp_path: Path) -> None:
    receipt = seal(two.package, out, Watch(), NOW)

    outer, inner = opened(two, receipt, tmp_path)

    assert (tmp_path / "ytre" / "identer.csv").read_text(encoding="utf-8") == IDENTITIES
    assert (tmp_path / "indre" / "innhold.xml").read_bytes() == CONTENT
    assert outer["innhold_p7m_sha256"] == receipt.inner_sha256 == sha256(
        tmp_path / "ytre" / "innhold.p7m"
    )  # fmt: skip
    assert inner["innhold_sha256"] == receipt.content_sha256 == sha256(
        tmp_path / "indre" / "innhold.xml"
    )  # fmt: skip
    assert (outer["receiver"], inner["receiver"]) == ("pseudonym", "statistikk")
    assert outer["parts"] == inner["parts"] == receipt.parts == 2
    assert outer["delivery_id"] == inner["delivery_id"] == receipt.delivery_id
    assert outer["keys"] == inner["keys"]
    assert {key["fingerprint"] for key in outer["keys"]} == {
        fingerprint(each.certificate) for each in (two.bureau, two.manager)
    }


def opened(two: Two, receipt: Receipt, tmp_path: Path) -> tuple[dict[str, Any], ...]:
    """Both manifests, the manager's first."""
    for folder in ("ytre", "indre"):
        (tmp_path / folder).mkdir()
    outer = two.manager.open(receipt.path, tmp_path / "ytre")
    inner = two.bureau.open(tmp_path / "ytre" / "innhold.p7m", tmp_path / "indre")
    return outer.manifest, inner.manifest


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_neither_can_open_the_others_part(two: Two, out: Path, tmp_path: Path) -> None:
    receipt = seal(two.package, out, Watch(), NOW)
    opened(two, receipt, tmp_path)
    for receiver, path in (
        (two.bureau, receipt.path),
        (two.manager, tmp_path / "ytre" / "innhold.p7m"),
    ):
        with pytest.raises(UserError, match="annen nøkkel"):
            open_with(path, receiver.key, receiver.certificate, out, Watch())


def test_no_identity_in_anything_for_the_bureau(two: Two, out: Path, tmp_path: Path) -> None:
    opened(two, seal(two.package, out, Watch(), NOW), tmp_path)
    for path in (tmp_path / "indre").iterdir():
        assert ONE.encode() not in path.read_bytes()
        assert OTHER.encode() not in path.read_bytes()


def test_the_ident_message_goes_to_the_manager_as_it_is(
    two: Two, out: Path, tmp_path: Path
) -> None:
    """Version 3.5: the identities stand in a message of their own."""
    ident = tmp_path / "ident.xml"
    ident.write_text(
        '<Melding xmlns="http://www.npr.no/xmlstds/53_1_2_ide" lopenr="1"><Institusjon>'
        f'<PasientIdent pid="8" fid="{OTHER}" typeID="1"/><PasientIdent pid="7" fid="AB1234567"'
        ' typeID="4"/></Institusjon></Melding>',
        encoding="utf-8",
    )
    two.package.export.path.write_bytes(CONTENT)
    people = People()
    for batch in IdentMessage(ident).batches(Watch()):
        take_message(people, batch)
    made = package(two.package.export.path, *two.package.keys, ident=ident)

    receipt = seal(replace(made, parting=Parting("UTF-8", people)), out, Watch(), NOW)

    outer, inner = opened(two, receipt, tmp_path)
    assert (tmp_path / "ytre" / "identmelding.xml").read_bytes() == ident.read_bytes()
    assert (tmp_path / "ytre" / "identer.csv").read_text(encoding="utf-8") == (
        f"pePeID;identitet;type\n8;{OTHER};FNR\n7;AB1234567;XXX\n"
    )
    assert (tmp_path / "indre" / "innhold.xml").read_bytes() == CONTENT
    assert outer["identmelding_sha256"] == sha256(ident)
    assert inner["identmelding_sha256"] is None


LEFT = {
    "in a comment": (b"<peAlder>81", f"<!-- {ONE} --><peAlder>81".encode()),
    "as a local number": (b'pePeID="8"', f'pePeID="{OTHER[1:]}"'.encode()),
    "of another person": (b"<peAlder>80", f"<x>{ONE[:6]} {ONE[6:]}</x><peAlder>80".encode()),
}


@pytest.mark.parametrize(("old", "new"), LEFT.values(), ids=LEFT)
def test_an_identity_left_in_the_content_stops_it(
    two: Two, out: Path, old: bytes, new: bytes
) -> None:
    """Beside the check's own rule, which would not have let it come so far."""
    path = two.package.export.path
    path.write_bytes(EXPORT.replace(old, new))
    made = replace(package(path, *two.package.keys), parting=Parting("UTF-8"))
    assert "Fødselsnummeret til en person i fila" in why_not_sealed(made, out)


def test_what_looks_like_a_number_in_our_own_codes_stops_nothing(
    two: Two, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Random ids and digests have eleven good digits now and then, which are nobody's number."""
    by_chance = uuid.UUID(f"aaaaaaaa-aaaa-4aaa-aaaa-{ONE}a")
    monkeypatch.setattr(uuid, "uuid4", lambda: by_chance)
    assert seal(two.package, tmp_path, Watch(), NOW).delivery_id == str(by_chance)


def test_an_identity_in_what_she_typed_stops_it(two: Two, out: Path) -> None:
    sender = replace(two.package.sender, name=f"Kari ({ONE})")
    made = replace(two.package, sender=sender)
    assert "om kontaktpersonen" in why_not_sealed(made, out)


def test_two_identities_on_one_local_number_stop_it(two: Two, out: Path) -> None:
    path = two.package.export.path
    path.write_bytes(EXPORT.replace(b'"8"', b'"7"'))
    made = replace(package(path, *two.package.keys), parting=Parting("UTF-8"))
    assert "to ulike personer" in why_not_sealed(made, out)


@pytest.mark.parametrize("change", [b"X", b"\xff", b"<"])
def test_a_file_changed_since_the_check_is_told_as_that(two: Two, out: Path, change: bytes) -> None:
    """Also when it is no XML any more, so that it cannot be parted."""
    path = two.package.export.path
    path.write_bytes(EXPORT[:-8] + change + EXPORT[-7:])
    assert "endret etter at den ble kontrollert" in why_not_sealed(two.package, out)


def test_a_key_in_the_wrong_place_never_gets_the_other_part(two: Two, out: Path) -> None:
    """The bureau's certificate in the manager's place would give it the identities."""
    bureau, manager = two.package.keys
    exchanged = [replace(bureau, role=Role.PSEUDONYM), replace(manager, role=Role.STATISTIKK)]
    assert "er laget for" in why_not_sealed(replace(two.package, keys=exchanged), out)
    twice = [bureau, replace(bureau, role=Role.PSEUDONYM)]
    assert why_not_sealed(replace(two.package, keys=twice), out)
    unnamed = [unnamed_key(two.bureau, role) for role in Role]
    assert "samme nøkkel" in why_not_sealed(replace(two.package, keys=unnamed), out)
    only_manager = replace(two.package, keys=[manager])
    assert "Statistikkbyråets nøkkel" in why_not_sealed(only_manager, out)


def unnamed_key(receiver: Receiver, role: Role) -> TrustedKey:
    return trusted(certificate(receiver.key, "En nøkkel"), role)


def test_with_both_keys_there_is_no_way_back_to_one_part(two: Two, out: Path) -> None:
    for made in (
        replace(two.package, parting=None),
        replace(two.package, keys=two.package.keys[:1]),
    ):
        with pytest.raises(ValueError, match="go together"):
            seal(made, out, Watch(), NOW)
    assert not list(out.iterdir())


def test_cancelled_at_every_moment(two: Two, out: Path) -> None:
    whole = StopsAt(0)
    seal(two.again(), out, whole, NOW).path.unlink()
    assert whole.told > 5
    for moment in range(1, whole.told):
        with pytest.raises(Cancelled):
            seal(two.again(), out, StopsAt(moment), NOW)
        assert not list(out.iterdir()), moment


def test_a_byte_changed_on_the_disk_is_found_in_both_parts(
    two: Two, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever byte of either message went wrong between writing and reading back."""
    receipt = seal(two.again(), out, Watch(), NOW)
    size = receipt.size
    receipt.path.unlink()
    for at in range(0, size - 40, 23):
        monkeypatch.setattr("iplos_desktop.sealing.landing.os.fsync", flipping(at))
        said = why_not_sealed(two.again(), out)
        assert "ikke lik det som skulle skrives" in said, at


def flipping(at: int) -> Callable[[int], None]:
    """In place of bringing a file to the disk: change a byte of it there."""

    def fsync(descriptor: int) -> None:
        byte = os.pread(descriptor, 1, at)
        os.pwrite(descriptor, bytes([byte[0] ^ 4]), at)

    return fsync


def test_a_share_that_gives_a_single_byte_first(
    two: Two, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = EXPORT.decode().replace("UTF-8", "UTF-16")
    path = two.package.export.path
    path.write_bytes(text.encode("UTF-16"))

    class Slow(io.FileIO):
        """Its first bytes come one by one."""

        def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
            return super().readinto(buffer if self.tell() > 3 else buffer[:1])

    usual: Any = io.open

    def opened(file: Path, mode: str, *how: int) -> object:
        return Slow(file) if file == path else usual(file, mode, *how)

    package = replace(two.again(Parting("UTF-16")), export=checked(path))
    monkeypatch.setattr(io, "open", opened)
    receipt = seal(package, out, Watch(), NOW)
    assert receipt.parts == 2
