"""A bare Debian in a folder, so that what a package forgets to ask for is missed."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from installer.tools import run

# The mounts are made in a namespace of their own and are gone when the command is.
_ENTER = """
set -e
mount -t proc proc "$1/proc"
mount --rbind /dev "$1/dev"
mkdir -p "$1/tmp/.X11-unix"
if [ -d /tmp/.X11-unix ]; then mount --bind /tmp/.X11-unix "$1/tmp/.X11-unix"; fi
root=$1; shift
exec chroot "$root" "$@"
"""
_WORLD = {
    "HOME": "/root",
    "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "LANG": "C.UTF-8",
    "DEBIAN_FRONTEND": "noninteractive",
}


class Root:
    """A bare system: `run` a command in it, lay a `file` in it, look at it by `path`."""

    def __init__(self, folder: Path, suite: str) -> None:
        self.path = folder
        run("debootstrap", "--variant=minbase", suite, folder)
        folder.chmod(0o755)  # it is everybody's / in there
        for name in ("apt/apt.conf.d", "apt/auth.conf.d"):
            if Path("/etc", name).is_dir():
                shutil.copytree(Path("/etc", name), folder / "etc" / name, dirs_exist_ok=True)
        for name in ("resolv.conf", "hosts"):
            shutil.copyfile(Path("/etc", name), folder / "etc" / name)
        self.run("useradd", "--create-home", "kari")
        self.run("apt-get", "-qq", "update")

    def run(self, *words: str, world: Mapping[str, str] = _WORLD) -> str:
        """Run a command as root; its output, both kinds. It must succeed."""
        apart = ("unshare", "--mount", "--pid", "--fork", "--propagation", "private")
        enter = ("sh", "-c", _ENTER, "enter", str(self.path), "/usr/bin/env", "-i")
        done = subprocess.run(
            (*apart, *enter, *(f"{name}={value}" for name, value in world.items()), *words),
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        assert done.returncode == 0, f"{words}: {done.returncode}\n{done.stdout[-4000:]}"
        return done.stdout

    def as_kari(self, *words: str, **world: str) -> str:
        """Run a command as an ordinary user, in her own folder."""
        hers = {**_WORLD, "HOME": "/home/kari", **world}
        return self.run(
            "setpriv", "--reuid=kari", "--regid=kari", "--init-groups", *words, world=hers
        )

    def lay(self, path: Path) -> str:
        """Copy a file to /tmp; gives its path in there."""
        shutil.copyfile(path, self.path / "tmp" / path.name)
        return f"/tmp/{path.name}"

    def found(self, words: str) -> list[str]:
        """Every path with a name like that, but those of the kernel and of /tmp."""
        told = self.run(
            "find", "/", "-xdev", "-path", "/tmp", "-prune", "-o", "-iname", words, "-print"
        )
        return sorted(line for line in told.splitlines() if not line.startswith(("/proc", "/dev")))


def needs_root_and_debootstrap() -> None:
    if os.geteuid() != 0:
        pytest.skip("A bare Debian is made by root alone; as another user this is not tried.")
    if shutil.which("debootstrap") is None:
        pytest.skip("debootstrap is missing, so nothing is installed in a bare Debian.")
