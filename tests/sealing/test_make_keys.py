"""The registry makes its root once, and each year's keys under it."""

import os
import stat
from datetime import datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key

from iplos_desktop.errors import UserError
from iplos_desktop.sealing.certificate import check_usable, read_certificate
from iplos_desktop.sealing.keylist import read_key_list
from iplos_desktop.sealing.make_keys import Kind, make_keys
from tests.sealing.support import DAY, NOW, certificate, openssl, pem, plain_norwegian

YEARS = ["statistikk-{}.pem", "statistikk-{}-privat.pem", "pseudonym-{}.pem"]
YEARS += ["pseudonym-{}-privat.pem", "iplos-nokler-{}.jws"]


def names(year: int) -> set[str]:
    return {name.format(year) for name in YEARS}


@pytest.mark.parametrize("kind", ["rsa", "p256", "p384"])
def test_the_files_are_those_promised(tmp_path: Path, kind: Kind) -> None:
    written = make_keys(2015, tmp_path, None, None, NOW, kind)

    assert {path.name for path in written} == {"rot.pem", "rot-privat.pem"} | names(2015)
    assert set(written) == set(tmp_path.iterdir())
    for role in ("statistikk", "pseudonym"):
        made = tmp_path / f"{role}-2015.pem"
        check_usable(read_certificate(made), NOW)
        openssl("verify", "-no_check_time", "-CAfile", tmp_path / "rot.pem", made)


@pytest.mark.skipif(os.name == "nt", reason="modes are POSIX")
def test_private_keys_are_for_their_owner_alone(tmp_path: Path) -> None:
    for path in make_keys(2015, tmp_path, None, None, NOW, "p256"):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o600 if "-privat" in path.name else 0o644 & ~umask())


def umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_next_year_is_made_under_the_same_root_with_a_higher_version(tmp_path: Path) -> None:
    first, second = tmp_path / "rot", tmp_path / "neste"
    first.mkdir()
    second.mkdir()
    make_keys(2015, first, None, b"hemmelig", NOW, "p256")
    written = make_keys(2016, second, first, b"hemmelig", NOW + DAY, "p256")

    assert {path.name for path in written} == names(2016)
    roots = [read_certificate(first / "rot.pem")]
    old = read_key_list((first / "iplos-nokler-2015.jws").read_bytes(), roots, NOW)
    new = read_key_list((second / "iplos-nokler-2016.jws").read_bytes(), roots, NOW + DAY)
    assert new.version > old.version
    for private in ("rot/rot-privat.pem", "neste/statistikk-2016-privat.pem"):
        data = (tmp_path / private).read_bytes()
        load_pem_private_key(data, b"hemmelig")
        with pytest.raises(TypeError):
            load_pem_private_key(data, None)


def test_a_locked_root_needs_its_passphrase(tmp_path: Path) -> None:
    make_keys(2015, tmp_path, None, b"hemmelig", NOW, "p256")
    for passphrase, word in ((None, "låst med et passord"), (b"feil", "Passordet")):
        with pytest.raises(UserError, match=word):
            make_keys(2016, tmp_path, tmp_path, passphrase, NOW, "p256")


def test_a_file_that_is_there_is_kept_and_nothing_else_is_left(tmp_path: Path) -> None:
    taken = tmp_path / "pseudonym-2015.pem"
    taken.write_bytes(b"i bruk")
    with pytest.raises(UserError, match=r"pseudonym-2015\.pem"):
        make_keys(2015, tmp_path, None, None, NOW, "p256")
    assert list(tmp_path.iterdir()) == [taken]
    assert taken.read_bytes() == b"i bruk"


def test_no_folder_and_no_root(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="finnes ikke"):
        make_keys(2015, tmp_path / "borte", None, None, NOW, "p256")
    with pytest.raises(UserError, match="finnes ikke"):
        make_keys(2015, tmp_path, tmp_path, None, NOW, "p256")


def entries(folder: Path, year: int, root: Path) -> list[tuple[int, str, bool]]:
    data = (folder / f"iplos-nokler-{year}.jws").read_bytes()
    found = read_key_list(data, [read_certificate(root / "rot.pem")], NOW + DAY).entries
    return sorted((each.year, each.role.value, each.revoked) for each in found)


def test_the_next_years_list_carries_the_last_ones_keys_along(tmp_path: Path) -> None:
    """Corrections of one year are sent when the next has begun."""
    make_keys(2015, tmp_path, None, None, NOW, "p256")
    make_keys(2016, tmp_path, tmp_path, None, NOW, "p256")
    assert entries(tmp_path, 2016, tmp_path) == [
        (2015, "pseudonym", False), (2015, "statistikk", False),
        (2016, "pseudonym", False), (2016, "statistikk", False),
    ]  # fmt: skip


def test_a_year_made_again_revokes_its_former_keys(tmp_path: Path) -> None:
    again = tmp_path / "igjen"
    again.mkdir()
    make_keys(2015, tmp_path, None, None, NOW, "p256")
    make_keys(2015, again, tmp_path, None, NOW, "p256")
    assert entries(again, 2015, tmp_path) == [
        (2015, "pseudonym", False), (2015, "pseudonym", True),
        (2015, "statistikk", False), (2015, "statistikk", True),
    ]  # fmt: skip


def why_not_made(folder: Path, year: int, now: datetime = NOW) -> str:
    """Why no keys are made under the root in a folder; nothing may have been written."""
    before = {path: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(UserError) as caught:
        make_keys(year, folder, folder, None, now, "p256")
    plain_norwegian(caught.value)
    assert {path: path.read_bytes() for path in folder.iterdir()} == before
    return caught.value.what


def test_a_root_out_of_time_signs_nothing(tmp_path: Path) -> None:
    make_keys(2015, tmp_path, None, None, NOW, "p256")
    for now in (NOW + 4000 * DAY, NOW - DAY):
        assert "gjelder ikke nå" in why_not_made(tmp_path, 2030, now)


def test_nor_does_what_is_no_root(tmp_path: Path) -> None:
    key = ec.generate_private_key(ec.SECP384R1())
    (tmp_path / "rot.pem").write_bytes(certificate(key).public_bytes(Encoding.PEM))
    (tmp_path / "rot-privat.pem").write_bytes(pem(key))
    assert "ikke et rotsertifikat" in why_not_made(tmp_path, 2015)


@pytest.mark.parametrize("year", [0, 1999, 2100, 9999])
def test_a_year_no_list_may_name(tmp_path: Path, year: int) -> None:
    make_keys(2015, tmp_path, None, None, NOW, "p256")
    assert f"dataåret {year:04}" in why_not_made(tmp_path, year)


def test_a_damaged_list_is_not_passed_over(tmp_path: Path) -> None:
    """What it has taken back would be forgotten."""
    make_keys(2015, tmp_path, None, None, NOW, "p256")
    list_file = tmp_path / "iplos-nokler-2015.jws"
    list_file.write_bytes(list_file.read_bytes()[:-9])
    assert "iplos-nokler-2015.jws kan ikke føres videre" in why_not_made(tmp_path, 2016)
    other = tmp_path / "annen rot"
    other.mkdir()
    make_keys(2015, other, None, None, NOW, "p256")
    (other / list_file.name).replace(list_file)
    assert len(make_keys(2016, tmp_path, tmp_path, None, NOW, "p256")) == 5
