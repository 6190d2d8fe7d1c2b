"""Only a package's own files are taken from a folder or a zip, and only so much of them."""

import os
import sys
import zipfile
from pathlib import Path

import pytest

from iplos_desktop.year.faults import FaultyPackageError
from iplos_desktop.year.files import HELP, NAMES, read_files
from tests.year.support import package, zipped


def refusal(path: Path, *, guarded: bool = True) -> str:
    with pytest.raises(FaultyPackageError) as refused:
        read_files(path, guarded=guarded)
    return str(refused.value)


@pytest.mark.parametrize("top", ["", "2015"])
def test_a_zip_of_the_folder_is_the_same_package(top: str, tmp_path: Path) -> None:
    folder = package(tmp_path)
    assert read_files(zipped(folder, top=top)) == read_files(folder)
    assert sorted(read_files(folder)) == sorted(NAMES)


def test_what_file_managers_leave_behind_is_passed_over(tmp_path: Path) -> None:
    folder = package(tmp_path)
    for name in (HELP, "Thumbs.db", ".DS_Store", "~$kommuner.csv"):
        (folder / name).write_text("x")
    assert sorted(read_files(folder)) == sorted(NAMES)
    path = zipped(folder, top="2015")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("__MACOSX/2015/._aar.toml", "x")
    assert sorted(read_files(path)) == sorted(NAMES)


@pytest.mark.parametrize(
    "name", ["../aar.toml", "/aar.toml", "2015/mer/aar.toml", "kommune.csv", "..\\aar.toml"]
)
def test_a_file_that_does_not_belong_in_a_zip_refuses_it(name: str, tmp_path: Path) -> None:
    path = zipped(package(tmp_path))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, "x")
    assert "hører ikke hjemme" in refusal(path)


def test_the_same_file_twice_refuses_a_zip(tmp_path: Path) -> None:
    path = zipped(package(tmp_path))
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("aar.toml", "x")
    assert "to ganger" in refusal(path)


def test_a_zip_that_swells_is_not_swallowed(tmp_path: Path) -> None:
    path = tmp_path / "bombe.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("kommuner.csv", b"0" * 50_000_000)
    assert path.stat().st_size < 100_000
    assert refusal(path) == "kommuner.csv: fila er altfor stor"


def test_a_zip_with_very_many_files_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mange.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(1000):
            archive.writestr(f"{number}.csv", "")
    assert "altfor mange filer" in refusal(path)


@pytest.mark.parametrize("content", [b"", b"<IPLOS/>", b"PK\x03\x04" + b"\x00" * 60])
def test_what_is_no_zip_is_told_plainly(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "pakke.zip"
    path.write_bytes(content)
    assert refusal(path) == "den er ingen hel zip-fil"


def test_a_cut_zip_is_told_plainly(tmp_path: Path) -> None:
    path = zipped(package(tmp_path))
    whole = path.read_bytes()
    path.write_bytes(whole[:400] + whole[500:])
    assert refusal(path) == "den er ingen hel zip-fil"


def test_a_file_that_is_gone_is_told_plainly(tmp_path: Path) -> None:
    assert refusal(tmp_path / "borte.zip") == "den finnes ikke lenger"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such mark")
@pytest.mark.parametrize("part", [".", "kommuner.csv"])
def test_what_everybody_may_write_is_not_taken_from_a_guarded_folder(
    part: str, tmp_path: Path
) -> None:
    folder = package(tmp_path)
    os.chmod(folder / part, 0o777)  # noqa: PTH101, S103 - the fault of the story
    assert "andre enn deg og IT-avdelingen" in refusal(folder)
    assert read_files(folder, guarded=False)
