"""The Windows package under Wine: installed, used, upgraded, kept from going back, and removed."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from installer import tree
from installer.msi import make_msi
from tests.installers.conftest import BUILT, VERSION
from tests.installers.windows import ENVIRONMENT, PROGRAM, Windows, needs_wine

LARGEST = 90_000_000  # bytes
LARGEST_INSTALLED = 200_000_000
NEWER = "99.0.0"
REFUSED = 1603 % 256  # how msiexec ends when nothing is installed; Linux hands on the last byte
POLICIES = r"Software\Policies\IPLOS Desktop"
MACHINE = r"Software\IPLOS Desktop\Settings"
_DIAGNOSE = """@set QT_QPA_PLATFORM=offscreen
@call iplos diagnose --json
@exit 0
"""
LINK = "IPLOS Desktop.lnk"


@pytest.fixture(scope="module")
def windows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    needs_wine()
    made = Windows(tmp_path_factory.mktemp("windows"))
    yield made
    made.end()


@pytest.fixture(scope="module")
def installed(windows: Windows, msi: Path) -> Windows:
    """As IT staff install it: silently, with iplos on PATH."""
    windows.run("msiexec", "/i", path(msi), "/qn", "ADDTOPATH=1")
    return windows


@pytest.fixture(scope="module")
def ready(installed: Windows) -> Windows:
    installed.lay_what_wine_lacks()
    return installed


@pytest.fixture(scope="module")
def newer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return another_build(tmp_path_factory.mktemp("newer"), NEWER)


def another_build(folder: Path, version: str) -> Path:
    """A package with one file more and one less."""
    root = folder / "program"
    shutil.copytree(BUILT / "windows" / "program", root)
    (root / "bin" / "iplos.cmd").rename(root / "bin" / "annet.cmd")
    tree.write_hashes(root)
    shutil.copyfile(BUILT / "windows" / "iplos.ico", folder / "iplos.ico")
    made = folder / "iplos-desktop.msi"
    make_msi(root, folder / "iplos.ico", made, version)
    shutil.rmtree(root)
    return made


def path(file: Path) -> str:
    return "Z:" + str(file).replace("/", "\\")


def test_it_is_no_larger_than_promised(msi: Path) -> None:
    assert msi.stat().st_size < LARGEST


def test_installed_it_is_no_larger_than_promised(installed: Windows) -> None:
    assert sum(file.stat().st_size for file in tree.files(installed.program)) < LARGEST_INSTALLED


def test_it_stands_in_the_list_of_programs_and_in_the_start_menu(installed: Windows) -> None:
    assert installed.products() == [VERSION]
    (link,) = installed.drive.rglob(LINK)
    for name in ("python\\pythonw.exe", "start\\iplos-desktop.py"):
        told = link.read_bytes()
        assert name.encode() in told or name.encode("utf-16-le") in told
        assert installed.program.joinpath(*name.split("\\")).exists()
    assert VERSION in installed.registry(r"HKLM\Software\IPLOS Desktop")


def test_the_installed_files_are_those_of_the_list(installed: Windows) -> None:
    listed = (installed.program / tree.HASHES).read_text(encoding="utf-8").splitlines()
    found = [
        f"{tree.sha256(file)}  {file.relative_to(installed.program).as_posix()}"
        for file in tree.files(installed.program)
        if file.name != tree.HASHES
    ]
    assert found == listed


def test_iplos_is_on_path_where_that_was_asked_for(installed: Windows) -> None:
    assert str(PROGRAM / "bin") in installed.registry(ENVIRONMENT)


def test_the_command_line_goes_the_whole_road(ready: Windows) -> None:
    assert ready.run("cmd", "/c", "iplos --version").strip() == f"iplos {VERSION}"
    assert "byte for byte" in ready.run("cmd", "/c", r"iplos demo --ut C:\demo")
    assert list((ready.drive / "demo").glob("IPLOS_*_TEST.p7m"))


def test_the_exit_code_reaches_who_called(ready: Windows) -> None:
    ready.run("cmd", "/c", "iplos finnes-ikke", code=2)


def test_the_window_opens(ready: Windows) -> None:
    script = path(Path(__file__).with_name("open_window.py"))
    python, starter = PROGRAM / "python/python.exe", PROGRAM / "start/iplos-desktop.py"
    told = ready.run(str(python), "-B", script, str(starter), "-platform", "offscreen")
    assert "shown on offscreen" in told


def test_it_tells_whether_the_workstation_is_ready(ready: Windows) -> None:
    """Not quite, as Wine 8 needs another Qt and random bytes laid in: those files it names."""
    told = diagnosed(ready)
    assert "mangler" in told["Filer"][0]
    assert "endret: lib/PySide6" in told["Filer"][0]
    assert "lib/iplos_desktop" not in told["Filer"][0]
    assert any("Qt-modul platforms: qwindows.dll" in line for line in told["Vindu"]), told
    assert any("Første side er tegnet" in line for line in told["Vindu"])


def test_the_registry_decides_in_the_order_that_is_promised(ready: Windows) -> None:
    """Policies, which both views share; the machine's own in the 64-bit view, then the 32-bit."""
    decide(ready, POLICIES, "64", ("Proxy", "REG_SZ", "first:1"), ("TestMode", "REG_DWORD", "0"))
    decide(ready, MACHINE, "64", ("Proxy", "REG_SZ", "second:2"),
           ("OutputFolder", "REG_EXPAND_SZ", r"%SystemDrive%\IPLOS"),
           ("Senders", "REG_MULTI_SZ", r"0301;00;974760673\01103;00;964965226"),
           ("TrustByHand", "REG_DWORD", "0"))  # fmt: skip
    decide(ready, MACHINE, "32", ("OutputFolder", "REG_SZ", r"D:\third"),
           ("LogFolder", "REG_SZ", r"C:\logg"))  # fmt: skip
    told = "\n".join(diagnosed(ready)["Innstillinger for maskinen"])
    assert f"(Proxy): first:1; bestemt i HKLM\\{POLICIES} (64 bit)" in told
    assert "(TestMode): nei" in told
    assert f"(OutputFolder): C:\\IPLOS; bestemt i HKLM\\{MACHINE} (64 bit)" in told
    assert f"(LogFolder): C:\\logg; bestemt i HKLM\\{MACHINE} (32 bit)" in told
    assert "(Senders): 0301/00, 1103/00" in told
    # Trust rests on it, so the machine's own settings have no say.
    assert "(TrustByHand): ja; standard" in told
    assert "«TrustByHand i HKLM" in told
    for key in (POLICIES, MACHINE):
        for view in ("64", "32"):
            ready.forget(key, view)
    assert "bestemt i HKLM" not in "\n".join(diagnosed(ready)["Innstillinger for maskinen"])


def decide(windows: Windows, key: str, view: str, *values: tuple[str, str, str]) -> None:
    for name, kind, value in values:
        words = ("reg", "add", f"HKLM\\{key}", "/v", name, "/t", kind, "/d", value, "/f")
        windows.run(*words, f"/reg:{view}")


def diagnosed(windows: Windows) -> dict[str, list[str]]:
    """What iplos diagnose tells, by area; Wine's Qt has no screen to open a window on."""
    (windows.drive / "diagnose.cmd").write_text(_DIAGNOSE, encoding="ascii", newline="\r\n")
    told = windows.run("cmd", "/c", r"C:\diagnose.cmd")
    lines = json.loads(told[told.index("{") : told.rindex("}") + 1])["lines"]
    areas: dict[str, list[str]] = {}
    for line in lines:
        areas.setdefault(line["area"], []).append(line["text"])
    return areas


def test_python_there_writes_nothing_beside_the_program(ready: Windows) -> None:
    listed = (ready.program / tree.HASHES).read_text(encoding="utf-8")
    names = {line.split("  ", 1)[1] for line in listed.splitlines()}
    there = {file.relative_to(ready.program).as_posix() for file in tree.files(ready.program)}
    added = there - names - {tree.HASHES, "python/bcryptprimitives.dll"}
    assert [name for name in added if "PySide6" not in name] == []


def test_it_is_upgraded_in_place_and_keeps_what_was_chosen(ready: Windows, newer: Path) -> None:
    ready.run("msiexec", "/i", path(newer), "/qn")
    assert ready.products() == [NEWER]
    assert (ready.program / "bin" / "annet.cmd").exists()
    assert not (ready.program / "bin" / "iplos.cmd").exists()
    assert str(PROGRAM / "bin") in ready.registry(ENVIRONMENT)


def test_an_older_one_is_refused(ready: Windows, msi: Path) -> None:
    ready.run("msiexec", "/i", path(msi), "/qn", code=REFUSED)
    assert ready.products() == [NEWER]


def test_what_is_removed_leaves_nothing(ready: Windows, newer: Path) -> None:
    (hers,) = ready.drive.glob("users/*/AppData/Local")
    kept = hers / "iplos-desktop" / "innstillinger.json"
    kept.parent.mkdir(exist_ok=True)
    kept.write_text("{}", encoding="utf-8")
    shutil.rmtree(ready.program / "lib", ignore_errors=True)  # what was laid there for Wine
    (ready.program / "python" / "bcryptprimitives.dll").unlink(missing_ok=True)
    ready.run("msiexec", "/x", path(newer), "/qn")
    assert not ready.program.exists()
    assert kept.exists()
    assert ready.products() == []
    assert list(ready.drive.rglob(LINK)) == []
    assert "IPLOS" not in ready.registry(ENVIRONMENT)
    assert "Version" not in ready.registry(r"HKLM\Software\IPLOS Desktop")


def test_a_double_click_installs_it_too(ready: Windows, msi: Path) -> None:
    """Explorer runs msiexec /i and the file, and no more; iplos is then not on PATH."""
    ready.run("msiexec", "/i", path(msi))
    assert ready.products() == [VERSION]
    assert "IPLOS" not in ready.registry(ENVIRONMENT)


def test_another_build_of_the_same_version_takes_its_place(ready: Windows, tmp_path: Path) -> None:
    other = another_build(tmp_path, VERSION)
    ready.run("msiexec", "/i", path(other), "/qn", "ADDTOPATH=1")
    assert ready.products() == [VERSION]
    assert (ready.program / "bin" / "annet.cmd").exists()
    assert "IPLOS" in ready.registry(ENVIRONMENT)


def test_an_upgrade_may_take_iplos_off_path(ready: Windows, newer: Path) -> None:
    ready.run("msiexec", "/i", path(newer), "/qn", "ADDTOPATH=0")
    assert "IPLOS" not in ready.registry(ENVIRONMENT)
    ready.run("msiexec", "/x", path(newer), "/qn")
    assert not ready.program.exists()
