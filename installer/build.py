"""From wheels to packages, the whole way."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from installer import (
    compiled,
    deb,
    icons,
    licences,
    msi,
    offline,
    policies,
    runtime,
    sbom,
    source,
    tree,
)
from installer.wheels import LINUX, PYTHONS, WINDOWS, Target, download

_ICON = source.ROOT / "resources" / "icons" / "iplos.svg"


def build_all(python: tuple[Path, str], work: Path, out: Path) -> list[Path]:
    """Make every package in `out`; gives them.

    python: the ZIP of Python for Windows, and its SHA-256. work: a folder for what is made on the
    way; wheels fetched before are there.
    """
    version = source.version()
    tree.empty(out)
    program = source.program_wheel(work, tree.empty(work / "program"))
    _windows(python, program, work, out, version)
    if os.name != "nt":
        _linux(program, work, out, version)
        every = (wheel for target in (WINDOWS, LINUX) for wheel in _wheels(target, work))
        offline.make_offline(every, program, out / f"iplos-desktop-{version}-offline")
    policies.write_policies(tree.empty(out / f"iplos-desktop-{version}-policies"))
    _write_sums(out)
    return sorted(out.iterdir())


def folder_size(folder: Path) -> int:
    """Bytes in a folder's files."""
    return sum(path.stat().st_size for path in tree.files(folder))


def _wheels(target: Target, work: Path) -> Iterator[Path]:
    """The locked wheels for a system and every Python it may have; most suit them all."""
    for python in PYTHONS:
        folder = work / "wheels" / f"{target.name}-{python}"
        yield from download(target, python, source.REQUIREMENTS, folder)


def _windows(python: tuple[Path, str], program: Path, work: Path, out: Path, version: str) -> None:
    root = tree.empty(work / "windows" / "program")
    (root / "python").mkdir()
    runs = runtime.lay_python(*python, root / "python")
    wheels = download(WINDOWS, runs, source.REQUIREMENTS, work / "wheels" / f"windows-{runs}")
    tree.lay_wheels([*wheels, program], root / "lib", source.HERE / "windows" / "qt.txt")
    shutil.copytree(source.HERE / "windows" / "bin", root / "bin")
    compiled.compile_modules(root, work / "wine")
    _finish(root, out, version, "windows")
    icon = work / "windows" / "iplos.ico"
    icons.write_ico(_ICON, icon)
    msi.make_msi(root, icon, out / f"iplos-desktop-{version}.msi", version)


def _linux(program: Path, work: Path, out: Path, version: str) -> None:
    root = tree.empty(work / "linux" / "program")
    wheels = {wheel.name: wheel for wheel in _wheels(LINUX, work)}.values()
    tree.lay_wheels([*wheels, program], root / "lib", source.HERE / "linux" / "qt.txt")
    _finish(root, out, version, "linux")
    name = f"iplos-desktop_{version}_amd64.deb"
    deb.make_deb(root, work / "linux" / "package", out / name, version)


def _finish(root: Path, out: Path, version: str, system: str) -> None:
    """What both systems have: the starters, the licences, the hashes; and the list of parts."""
    shutil.copytree(source.HERE / "start", root / "start")
    licences.write_licences(root, version)
    tree.write_hashes(root)
    tree.settle(root, source.epoch())
    sbom.write_sbom(root, out / f"iplos-desktop-{version}-{system}.cdx.json", version, system)
    shutil.copyfile(root / "LICENSES.txt", out / f"iplos-desktop-{version}-{system}-LICENSES.txt")


def _write_sums(out: Path) -> None:
    lines = [
        f"{tree.sha256(path)}  {path.relative_to(out).as_posix()}\n" for path in tree.files(out)
    ]
    (out / "SHA256SUMS").write_text("".join(lines), encoding="utf-8", newline="\n")
