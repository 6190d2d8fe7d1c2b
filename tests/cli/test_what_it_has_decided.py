"""What the IT staff have decided holds for the command line too, and is told when it hinders.

Why: a script that puts a file elsewhere than the machine allows must not go on in silence.
"""

import os
from pathlib import Path
from typing import Any

import pytest

from iplos_desktop.flow.demo import Demo
from tests.cli.machine import iplos_with
from tests.cli.support import Ran

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has its registry")
_LOCKED = "Styres av IT-avdelingen"


def seal(policy: dict[str, Any], demo: Demo, home: Path, *words: str | Path) -> Ran:
    """Seal the demo's export with keys whose root the machine trusts."""
    given = {"PinnedRoots": (demo.key.parent / "rot.pem").read_text(), **policy}
    who = ("--orgnr", "974760673", "--epost", "kari@kommune.example", "--navn", "Kari")
    return iplos_with(
        given, "krypter", demo.export, "--nokkel", demo.key_list, *who, *words, "--test", home=home
    )


def test_the_folder_is_made_and_need_not_be_named(demo: Demo, tmp_path: Path) -> None:
    folder = tmp_path / "sikker" / "IPLOS"
    ran = seal({"OutputFolder": str(folder)}, demo, tmp_path)
    assert ran.code == 0, ran.err
    sealed = Path(ran.out.strip())
    assert sealed.parent == folder
    sealed.unlink()  # two of the same second have the same name
    ran = seal({"OutputFolder": str(folder)}, demo, tmp_path, "--ut", folder / "." / "x" / "..")
    assert ran.code == 0, ran.err


def test_another_folder_is_refused_before_anything_is_done(demo: Demo, tmp_path: Path) -> None:
    other = tmp_path / "annet"
    other.mkdir()
    ran = seal({"OutputFolder": str(tmp_path / "IPLOS")}, demo, tmp_path, "--ut", other)
    assert ran.code == 3
    assert _LOCKED in ran.err
    assert str(tmp_path / "IPLOS") in ran.err
    assert not list(other.iterdir())


def test_a_folder_that_cannot_be_made(demo: Demo, tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("")
    ran = seal({"OutputFolder": str(tmp_path / "fil" / "IPLOS")}, demo, tmp_path)
    assert ran.code == 3
    assert "kan ikke lages" in ran.err


def test_without_a_policy_the_folder_must_be_named(demo: Demo, tmp_path: Path) -> None:
    ran = seal({}, demo, tmp_path)
    assert (ran.code, "--ut" in ran.err) == (2, True)


def test_test_mode_that_is_off(demo: Demo, tmp_path: Path) -> None:
    for words in (
        ("kontroller", demo.export, "--test"),
        ("demo", "--ut", tmp_path / "demo"),
    ):
        ran = iplos_with({"TestMode": False}, *words, home=tmp_path)
        assert ran.code == 3
        assert "Testmodus er slått av" in ran.err
        assert _LOCKED in ran.err
    assert not (tmp_path / "demo").exists()


def test_the_organisation_number_of_a_place(demo: Demo, tmp_path: Path) -> None:
    policy = {"Senders": ["0301;00;964965226"]}
    ran = seal(policy, demo, tmp_path, "--ut", tmp_path)
    assert ran.code == 3
    assert "964965226" in ran.err
    assert _LOCKED in ran.err
