"""A folder to carry in where there is no network: every wheel, and a short script."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from installer import source, tree

_SCRIPTS = ("install.sh", "install.cmd")


def make_offline(wheels: Iterable[Path], program: Path, out: Path) -> None:
    """Lay the wheels of every system and Python in `out`, with the script that installs them.

    requirements.txt there is the locked one and the program's own wheel, with its hash.
    """
    tree.empty(out)
    (out / "wheels").mkdir()
    for wheel in {wheel.name: wheel for wheel in (*wheels, program)}.values():
        shutil.copyfile(wheel, out / "wheels" / wheel.name)
    locked = source.REQUIREMENTS.read_text(encoding="utf-8").rstrip()
    own = f"iplos-desktop=={source.version()} \\\n    --hash=sha256:{tree.sha256(program)}\n"
    (out / "requirements.txt").write_text(f"{locked}\n{own}", encoding="utf-8", newline="\n")
    for name in _SCRIPTS:
        shutil.copyfile(source.HERE / "offline" / name, out / name)
    tree.settle(out, source.epoch())
