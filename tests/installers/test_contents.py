"""What is in the packages is told, licensed, and enough."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from installer import source, tree
from tests.installers.conftest import BUILT, VERSION

SYSTEMS = ("linux", "windows")
# Libraries of Windows 10 itself, version 1809 and later.
OF_WINDOWS = re.compile(
    r"""(?x) api-ms-win-[a-z0-9-]+\.dll | ( advapi32 | authz | bcrypt | bcryptprimitives | cabinet
    | comdlg32 | crypt32 | d3d9 | d3d11 | d3d12 | dnsapi | dwmapi | dwrite | dxgi | gdi32 | icuuc
    | imm32 | iphlpapi | kernel32 | mpr | msi | ncrypt | netapi32 | ntdll | ole32 | oleaut32
    | propsys | rpcrt4 | secur32 | setupapi | shell32 | shlwapi | uiautomationcore | user32
    | userenv | uxtheme | version | winhttp | winmm | ws2_32 | wtsapi32 )\.dll | winspool\.drv"""
)


@pytest.fixture(params=SYSTEMS)
def parts(request: pytest.FixtureRequest, dist: Path) -> dict[str, Any]:
    path = dist / f"iplos-desktop-{VERSION}-{request.param}.cdx.json"
    told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return told


def test_the_sums_are_those_of_the_files(dist: Path) -> None:
    subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=dist, check=True)
    listed = (dist / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert len(listed) == len(list(tree.files(dist))) - 1


def test_every_part_is_told_once_with_its_licence(parts: dict[str, Any]) -> None:
    names = [part["bom-ref"] for part in parts["components"]]
    assert len(set(names)) == len(names)
    assert all(part["licenses"][0]["expression"] for part in parts["components"])
    assert parts["metadata"]["component"]["version"] == VERSION


def test_what_lies_inside_the_packages_is_told_with_its_version(parts: dict[str, Any]) -> None:
    told = {part["name"] for part in parts["components"] if "version" in part}
    expected = {"Qt", "OpenSSL", "pyside6-essentials", "cryptography", "openpyxl"}
    if parts["metadata"]["properties"][0]["value"] == "windows":  # else the system has its own
        expected |= {"CPython", "SQLite", "Expat"}
    assert expected <= told


@pytest.mark.parametrize("system", SYSTEMS)
def test_the_licences_of_all_parts_are_in_one_text(dist: Path, system: str) -> None:
    text = (dist / f"iplos-desktop-{VERSION}-{system}-LICENSES.txt").read_text(encoding="utf-8")
    for words in (
        "GNU LESSER GENERAL PUBLIC LICENSE",
        "SIL OPEN FONT LICENSE",
        "openpyxl: LICENCE",
        "cryptography: LICENSE.BSD",
        "University of Cambridge",
        "PNG Reference Library License",
        "HarfBuzz",
        "Martin Mitáš",
    ):
        assert words in text
    assert ("UNICODE LICENSE V3" in text) == (system == "linux")
    assert ("The FreeType Project LICENSE" in text) == (system == "windows")
    assert "**" not in text.partition("====")[0]  # files by name
    assert ("CPython and what it holds" in text) == (system == "windows")


def test_every_library_the_windows_package_asks_for_is_in_it_or_in_windows() -> None:
    program = BUILT / "windows" / "program"
    files = [path for path in tree.files(program) if path.suffix in {".dll", ".pyd", ".exe"}]
    there = {path.name.lower() for path in files}
    asked: set[str] = set()
    for path in files:
        told = subprocess.run(["objdump", "-p", path], check=True, capture_output=True, text=True)
        asked.update(name.lower() for name in re.findall(r"DLL Name: (\S+)", told.stdout))
    assert "qt6core.dll" in asked
    missing = {name for name in asked - there if not OF_WINDOWS.fullmatch(name)}
    assert missing == set()


def test_a_line_of_qt_that_matches_nothing_stops_the_build(tmp_path: Path) -> None:
    listed = tmp_path / "qt.txt"
    listed.write_text("PySide6/QtGone.pyd\n", encoding="utf-8")
    with pytest.raises(tree.TrimError, match=r"QtGone\.pyd"):
        tree.lay_wheels([], tmp_path / "lib", listed)


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_part_of_qt_the_program_imports_is_kept(system: str) -> None:
    imported: set[str] = set()
    for path in (source.ROOT / "iplos_desktop").rglob("*.py"):
        imported.update(re.findall(r"from PySide6\.(Qt\w+) import", path.read_text("utf-8")))
    assert "QtWidgets" in imported
    there = {path.name.split(".")[0] for path in (BUILT / system / "program/lib/PySide6").iterdir()}
    assert imported - there == set()
