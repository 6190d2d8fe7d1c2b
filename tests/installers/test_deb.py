"""The Debian package in a bare system: installed, used by an ordinary user, and removed."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.installers.clean_root import Root, needs_root_and_debootstrap
from tests.installers.conftest import VERSION

HOME = "/usr/lib/iplos-desktop"
LARGEST = 60_000_000  # bytes
LARGEST_INSTALLED = 200_000_000


@pytest.fixture(scope="module", params=["bookworm", "trixie"])
def root(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Root]:
    """Debian 12 with Python 3.11; Debian 13 with 3.13 and the library names of Ubuntu 24.04."""
    needs_root_and_debootstrap()
    folder = tmp_path_factory.mktemp(request.param)
    yield Root(folder, request.param)
    subprocess.run(["rm", "-rf", "--one-file-system", folder], check=True)


@pytest.fixture(scope="module")
def installed(root: Root, deb: Path) -> Root:
    root.run("apt-get", "install", "-y", "-qq", "--no-install-recommends", root.lay(deb))
    return root


def test_it_is_no_larger_than_promised(deb: Path) -> None:
    assert deb.stat().st_size < LARGEST


def test_the_modules_are_compiled_for_the_python_of_the_system(installed: Root) -> None:
    sources = set((installed.path / HOME[1:] / "lib").rglob("*.py"))
    compiled = list((installed.path / HOME[1:] / "lib").rglob("*.pyc"))
    assert len(compiled) == len(sources) > 500


def test_installed_it_is_no_larger_than_promised(installed: Root) -> None:
    told = installed.run("du", "--summarize", "--bytes", HOME)
    assert int(told.split()[0]) < LARGEST_INSTALLED


def test_no_library_it_asks_for_is_missing(installed: Root) -> None:
    find = f"find {HOME} -type f -name '*.so*' -exec ldd {{}} +"
    told = installed.run("sh", "-c", find)
    assert "libQt6Core.so.6" in told
    assert [line for line in told.splitlines() if "not found" in line] == []


def test_an_ordinary_user_goes_the_whole_road(installed: Root) -> None:
    assert installed.as_kari("iplos", "--version").strip() == f"iplos {VERSION}"
    told = installed.as_kari("iplos", "demo", "--ut", "/home/kari/demo")
    assert "byte for byte" in told
    assert list((installed.path / "home/kari/demo").glob("IPLOS_*_TEST.p7m"))


def test_the_window_opens_without_a_screen(installed: Root) -> None:
    assert "shown on offscreen" in opened(installed, QT_QPA_PLATFORM="offscreen")


def test_the_window_opens_on_a_screen(installed: Root, screen: str) -> None:
    assert "shown on xcb" in opened(installed, DISPLAY=screen)


def opened(root: Root, **world: str) -> str:
    script = root.lay(Path(__file__).with_name("open_window.py"))
    starter = f"{HOME}/start/iplos-desktop.py"
    return root.as_kari("/usr/bin/python3", "-BIS", script, starter, **world)


def test_it_tells_whether_the_workstation_is_ready(installed: Root) -> None:
    told = installed.as_kari("iplos-desktop", "--self-test")
    assert told.startswith("Maskinen er klar."), told
    assert "er slik de ble bygd" in told
    assert "Første side er tegnet" in told
    page = installed.as_kari("iplos", "diagnose")
    assert page.startswith("Maskinen er klar."), page


def test_what_root_has_decided_is_in_force(installed: Root) -> None:
    folder = installed.path / "etc" / "iplos-desktop"
    folder.mkdir(mode=0o755)
    example = installed.path / "usr/share/doc/iplos-desktop/policies.json"
    policy = json.loads(example.read_text(encoding="utf-8"))
    policy |= {"TestMode": False, "OutputFolder": "~/IPLOS"}
    (folder / "policies.json").write_text(json.dumps(policy), encoding="utf-8")
    (folder / "policies.json").chmod(0o644)
    told = installed.as_kari("iplos", "diagnose")
    assert "(TestMode): nei; bestemt i /etc/iplos-desktop/policies.json" in told
    assert "(OutputFolder): /home/kari/IPLOS; bestemt" in told
    (folder / "policies.json").chmod(0o666)
    code = "iplos diagnose --json || echo ended with $?"
    told = installed.as_kari("sh", "-c", code)
    assert "andre enn root kan endre" in told
    assert "ended with 1" in told
    shutil.rmtree(folder)


def test_a_file_that_is_changed_is_named(installed: Root) -> None:
    path = installed.path / HOME[1:] / "lib" / "iplos_desktop" / "errors.py"
    before = path.read_bytes()
    path.write_bytes(before + b"\n# changed\n")
    told = installed.as_kari("sh", "-c", "iplos diagnose || true")
    path.write_bytes(before)
    assert "1 endret: lib/iplos_desktop/errors.py" in told


def test_nothing_of_python_elsewhere_is_let_in(installed: Root) -> None:
    trap = installed.path / "home/kari/cryptography.py"
    trap.write_text("raise SystemExit('trapped')", encoding="utf-8")
    told = installed.as_kari("sh", "-c", "cd && iplos --version", PYTHONPATH="/home/kari")
    trap.unlink()
    assert told.strip() == f"iplos {VERSION}"


def test_its_files_are_whole_and_those_the_list_names(installed: Root) -> None:
    assert installed.run("dpkg", "--verify", "iplos-desktop") == ""
    installed.run("sh", "-c", f"cd {HOME} && sha256sum --check --quiet files.sha256")


def test_an_upgrade_takes_its_place_and_a_downgrade_is_refused(
    installed: Root, deb: Path, tmp_path: Path
) -> None:
    newer = tmp_path / "iplos-desktop_99.0_amd64.deb"
    subprocess.run(["dpkg-deb", "-R", deb, tmp_path / "inn"], check=True)
    control = tmp_path / "inn" / "DEBIAN" / "control"
    text = control.read_text(encoding="utf-8")
    control.write_text(text.replace(f"Version: {VERSION}", "Version: 99.0"), encoding="utf-8")
    whole = ("--root-owner-group", "-Znone", "-b", tmp_path / "inn", newer)
    subprocess.run(["dpkg-deb", *whole], check=True, stdout=subprocess.DEVNULL)
    installed.run("apt-get", "install", "-y", "-qq", installed.lay(newer))
    version = ("dpkg-query", "-W", "-f", "${Version}", "iplos-desktop")
    assert installed.run(*version) == "99.0"
    assert installed.as_kari("iplos", "diagnose").startswith("Maskinen er klar.")
    older = installed.lay(deb)
    back = f"apt-get install -y -qq {older}"
    assert "ended with 100" in installed.run("sh", "-c", f"{back} || echo ended with $?")
    assert installed.run(*version) == "99.0"
    installed.run("sh", "-c", f"{back} --allow-downgrades")


def test_what_is_removed_leaves_only_what_the_user_made(installed: Root) -> None:
    journal = installed.path / "home/kari/.local/share/iplos-desktop/journal/kept"
    settings = installed.path / "home/kari/.config/iplos-desktop/innstillinger.json"
    for hers in (journal, settings):
        hers.parent.mkdir(parents=True, exist_ok=True)
        hers.write_text("{}", encoding="utf-8")
    installed.run("apt-get", "purge", "-y", "-qq", "iplos-desktop")
    assert journal.exists()
    assert settings.exists()
    left = [path for path in installed.found("*iplos*") if not path.startswith("/home/kari/demo/")]
    assert [path for path in left if not path.startswith("/home/kari/.")] == []


def test_the_desktop_knows_it(deb: Path, tmp_path: Path) -> None:
    subprocess.run(["dpkg-deb", "--extract", deb, tmp_path], check=True)
    share = tmp_path / "usr" / "share"
    entry = share / "applications" / "iplos-desktop.desktop"
    told = subprocess.run(
        ["desktop-file-validate", entry], check=True, capture_output=True, text=True
    )
    assert told.stdout == ""
    assert (share / "icons/hicolor/scalable/apps/iplos-desktop.svg").exists()
    subprocess.run(["update-mime-database", share / "mime"], check=True)
    # Whatever the case: small letters stand for both.
    globs = (share / "mime" / "globs2").read_text(encoding="utf-8")
    assert "60:application/x-iplos-encrypted:iplos_*.p7m" in globs
