"""The folder of wheels: enough for both systems and every Python, and no network is asked."""

import subprocess
import sys
from pathlib import Path

import pytest

from installer.tools import pip
from installer.wheels import LINUX, PYTHONS, WINDOWS, Target
from tests.installers.conftest import VERSION


@pytest.fixture(scope="module")
def folder(dist: Path) -> Path:
    return dist / f"iplos-desktop-{VERSION}-offline"


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("target", [WINDOWS, LINUX], ids=lambda target: target.name)
def test_it_holds_all_that_a_system_and_a_python_need(
    folder: Path, target: Target, python: str, tmp_path: Path
) -> None:
    tags = [word for tag in target.platforms for word in ("--platform", tag)]
    where = ("--python-version", python, "--implementation", "cp", *tags)
    alone = ("--isolated", "--no-index", "--find-links", folder / "wheels")
    hold = ("--require-hashes", "--only-binary", ":all:", "-r", folder / "requirements.txt")
    pip("download", *alone, *hold, *where, "--dest", tmp_path)
    assert (tmp_path / f"iplos_desktop-{VERSION}-py3-none-any.whl").exists()


def test_the_script_takes_nobody_elses_folder(folder: Path, tmp_path: Path) -> None:
    kept = tmp_path / "notater" / "viktig.txt"
    kept.parent.mkdir()
    kept.write_text("viktig")
    world = {"PYTHON": sys.executable, "HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    ran = subprocess.run(
        ["sh", folder / "install.sh", tmp_path],
        check=False,
        env=world,
        capture_output=True,
        encoding="utf-8",
    )
    assert ran.returncode == 1
    assert "noe annet" in ran.stderr
    assert kept.read_text() == "viktig"


def test_the_script_installs_and_the_program_goes_the_whole_road(
    folder: Path, tmp_path: Path
) -> None:
    alone = ["unshare", "--user", "--map-root-user", "--net"]  # with no network at all
    if subprocess.run([*alone, "true"], check=False).returncode:
        alone = []
    there = tmp_path / "program"
    world = {"PYTHON": sys.executable, "HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    for _ in range(2):  # the second time in place of the first
        subprocess.run([*alone, "sh", folder / "install.sh", there], check=True, env=world)
    done = subprocess.run(
        [*alone, there / "bin" / "iplos", "demo", "--ut", tmp_path / "demo"],
        check=False,
        env=world,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "byte for byte" in done.stdout + done.stderr
    told = subprocess.run(
        [there / "bin" / "iplos", "diagnose"],
        check=False,
        env=world,
        capture_output=True,
        encoding="utf-8",
    )
    assert told.stdout.startswith("Maskinen er klar."), told.stdout
    assert "Python-pakkene er slik de ble bygd" in told.stdout
