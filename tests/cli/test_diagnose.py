"""What IT staff see of a workstation on one page; nothing is changed by looking.

Why: what is missing is found when the program is rolled out, and not on the last day of January.
"""

import os
from pathlib import Path

import pytest

from iplos_desktop.flow.demo import Demo
from iplos_desktop.flow.sender import SenderForm
from iplos_desktop.flow.settings import Settings, SettingsFile
from tests.cli.machine import iplos_with
from tests.cli.support import Ran, iplos

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has its registry")


def lines(ran: Ran, area: str) -> list[str]:
    """What is told of an area, each line with its state."""
    return [f"{one['state']} {one['text']}" for one in ran.json["lines"] if one["area"] == area]


def test_a_fresh_workstation_is_ready_and_stays_as_it_was(tmp_path: Path) -> None:
    page = iplos("diagnose", home=tmp_path)
    assert page.code == 0, page.out
    assert page.out.startswith("Maskinen er klar.")
    assert page.err == ""
    assert list(tmp_path.rglob("*")) == []
    told = iplos("diagnose", "--json", home=tmp_path).json
    assert told["ready"]
    for line in told["lines"]:
        if line["area"] not in {"Klokke", "Mapper"}:  # they change by themselves
            assert line["text"] in page.out
    assert {line["area"] for line in told["lines"]} == {
        "Program",
        "Filer",
        "Mapper",
        "Innstillinger for maskinen",
        "Nøkler",
        "Nett",
        "Klokke",
        "Årspakker",
        "Vindu",
    }


def test_the_window_is_tried_where_there_is_no_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    window = lines(iplos("diagnose", "--json", home=tmp_path), "Vindu")
    assert any("offscreen" in line for line in window)
    assert any("Første side er tegnet" in line for line in window)
    assert not any(line.startswith("feil") for line in window)  # printers may be told as missing


def test_a_window_that_cannot_be_opened_is_told_in_qts_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "finnesikke")
    ran = iplos("diagnose", "--json", home=tmp_path)
    assert ran.code == 1
    (line,) = lines(ran, "Vindu")
    assert line.startswith("feil Vinduet kan ikke åpnes")
    assert "finnesikke" in line


def test_what_has_been_decided_and_where(tmp_path: Path) -> None:
    policy = {"TestMode": False, "OutputFolder": str(tmp_path / "IPLOS"), "Farge": "blå"}
    ran = iplos_with(policy, "diagnose", "--json", home=tmp_path)
    place = tmp_path / "iplos-desktop" / "policies.json"
    told = lines(ran, "Innstillinger for maskinen")
    assert f"ok Tillat testmodus (TestMode): nei; bestemt i {place}" in told
    assert any(line.startswith("merk «Farge» brukes ikke") for line in told)
    assert any(str(tmp_path / "IPLOS") in line for line in lines(ran, "Mapper"))
    assert ran.code == 0
    assert not (tmp_path / "IPLOS").exists()


def test_a_policy_that_cannot_be_believed(tmp_path: Path) -> None:
    ran = iplos_with(b"{", "diagnose", "--json", home=tmp_path)
    assert ran.code == 1
    assert lines(ran, "Innstillinger for maskinen")[0].startswith("feil Innstillingene")


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "XDG_CONFIG_HOME").write_text("")  # a file in the folder's place
    ran = iplos("diagnose", "--json", home=tmp_path)
    assert ran.code == 1
    (wrong,) = [line for line in lines(ran, "Mapper") if line.startswith("feil")]
    assert "Innstillinger" in wrong
    assert "kan ikke skrives i" in wrong


def test_what_is_damaged_is_told_and_left_as_it_is(tmp_path: Path) -> None:
    settings = tmp_path / "XDG_CONFIG_HOME" / "iplos-desktop" / "innstillinger.json"
    journal = tmp_path / "XDG_DATA_HOME" / "iplos-desktop" / "journal" / "journal.sqlite3"
    for path in (settings, journal):
        path.parent.mkdir(parents=True)
        path.write_bytes(b"{skadet" * 1000)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    ran = iplos("diagnose", "--json", home=tmp_path)
    assert ran.code == 1
    wrong = [line for line in lines(ran, "Mapper") if line.startswith("feil")]
    assert [str(path) in line for path, line in zip((settings, journal), wrong, strict=True)]
    assert not [line for line in lines(ran, "Vindu") if line.startswith("feil")]
    after = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert after == before


def test_a_list_for_everybody_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "XDG_DATA_DIRS" / "iplos-desktop" / "nokler" / "liste.jws").mkdir(parents=True)
    ran = iplos("diagnose", "--json", home=tmp_path)
    assert ran.code == 1
    assert any("kan ikke leses" in line for line in lines(ran, "Nøkler"))


def test_the_keys_that_lie_there(demo: Demo, tmp_path: Path) -> None:
    policy = {"PinnedRoots": (demo.key.parent / "rot.pem").read_text()}
    assert iplos_with(policy, "nokkel", "importer", demo.key_list, home=tmp_path).code == 0
    told = lines(iplos_with(policy, "diagnose", "--json", home=tmp_path), "Nøkler")
    assert "ok Røtter som godtas: 1" in told
    assert any(demo.fingerprint in line for line in told)
    # Without the root the list is no longer believed.
    ran = iplos("diagnose", "--json", home=tmp_path)
    assert any(line.startswith("feil") for line in lines(ran, "Nøkler"))
    assert ran.code == 1


def test_who_sends_and_who_signs_in_to_the_proxy_are_not_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sender = SenderForm("0301", "00", "974760673", "Kari Nordmann", "kari@kommune.example")
    SettingsFile(tmp_path / "XDG_CONFIG_HOME" / "iplos-desktop").save(Settings(senders=(sender,)))
    monkeypatch.setenv("https_proxy", "http://kari:hemmelig@proxy.example:3128")
    policy = {"KeyListAddress": "https://example.no/{aar}"}
    told = iplos_with(policy, "diagnose", home=tmp_path)
    assert "example.no" in told.out
    for secret in ("Kari", "kari", "hemmelig"):
        assert secret not in told.out + told.err
