"""The Debian package: a plain folder on the system's own Python."""

import hashlib
import shutil
from pathlib import Path

from installer import source, tree
from installer.policies import policies_json
from installer.tools import run

_HERE = source.HERE / "linux"
_ICON = source.ROOT / "resources" / "icons" / "iplos.svg"


def make_deb(program: Path, work: Path, deb: Path, version: str) -> None:
    """Make a package of the folder `program`, which becomes /usr/lib/iplos-desktop."""
    root = tree.empty(work)
    home = root / "usr" / "lib" / "iplos-desktop"
    shutil.copytree(program, home)
    share = root / "usr" / "share"
    notes = share / "doc" / "iplos-desktop"
    _copy(_HERE / "iplos-desktop.desktop", share / "applications")
    _copy(_HERE / "iplos-desktop.xml", share / "mime" / "packages")
    scalable = share / "icons" / "hicolor" / "scalable" / "apps"
    _copy(_ICON, scalable).rename(scalable / "iplos-desktop.svg")
    _copy(source.ROOT / "CHANGELOG.md", notes)
    _copy(home / "LICENSES.txt", notes).rename(notes / "copyright")
    (notes / "policies.json").write_text(policies_json(), encoding="utf-8", newline="\n")
    commands = root / "usr" / "bin"
    commands.mkdir()
    for name in ("iplos", "iplos-desktop"):
        (commands / name).symlink_to(f"../lib/iplos-desktop/start/{name}.py")
    _write_control(root, version)
    tree.settle(root, source.epoch())
    _pack(root, deb)


def _copy(path: Path, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copyfile(path, folder / path.name))


def _write_control(root: Path, version: str) -> None:
    """The notes dpkg reads; `dpkg --verify` holds the files against the MD5 sums."""
    files = list(tree.files(root))
    sums = "".join(
        f"{hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()}"
        f"  {path.relative_to(root).as_posix()}\n"
        for path in files
    )
    lines = (_HERE / "depends.txt").read_text(encoding="utf-8").splitlines()
    depends = ", ".join(line for line in lines if line and not line.startswith("#"))
    text = (_HERE / "control").read_text(encoding="utf-8")
    kilobytes = sum(path.stat().st_size // 1024 + 1 for path in files)
    control = root / "DEBIAN"
    control.mkdir()
    (control / "control").write_text(
        text.format(version=version, depends=depends, kilobytes=kilobytes), encoding="utf-8"
    )
    (control / "md5sums").write_text(sums, encoding="utf-8")
    for name in ("postinst", "prerm"):
        _copy(_HERE / name, control)


def _pack(root: Path, deb: Path) -> None:
    """One thread and a given level, so that the bytes do not follow the machine."""
    how = ("--root-owner-group", "-Zxz", "-z6", "--threads-max=1")
    run("dpkg-deb", *how, "--build", root, deb, env={"SOURCE_DATE_EPOCH": str(source.epoch())})
