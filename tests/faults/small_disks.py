"""Real disks of a few kilobytes, which root can have, or anybody in a namespace of his own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def small_disk(folder: Path, options: str) -> Iterator[None]:
    """A disk in memory, mounted on a folder: `options` as for `mount -t tmpfs -o`."""
    mount: list[str | Path] = ["mount", "-t", "tmpfs", "-o", options, "none", folder]
    if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("no disk can be mounted here, not even by root")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", folder], capture_output=True, check=False)


def told_as_root(item: pytest.Function) -> bool:
    """Tell a story that mounts disks in a namespace where we are root, unless we are already."""
    if os.geteuid() == 0:
        return False
    as_root = ["unshare", "--user", "--map-root-user", "--mount"]
    if subprocess.run([*as_root, "true"], capture_output=True, check=False).returncode != 0:
        pytest.skip("neither root nor a namespace of one's own: no small disk can be mounted")
    done = subprocess.run(
        [*as_root, sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q", item.nodeid],
        cwd=item.config.rootpath,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout
    if " skipped" in done.stdout:
        pytest.skip("no disk can be mounted, not even in a namespace of one's own")
    return True
