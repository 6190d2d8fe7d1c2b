"""The commands in docs/format.md are run as they stand there, so the page never goes stale."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "format.md").read_text(encoding="utf-8")
VECTORS = ROOT / "tests" / "vectors"
INDEX: dict[str, Any] = json.loads((VECTORS / "index.json").read_text(encoding="utf-8"))

COMMON, ONE_PART, WITH_IDENT, MANAGER, MANAGER_WITH_IDENT, BUREAU = re.findall(
    r"```bash\n(.*?)```", PAGE, re.DOTALL
)


def named(name: str) -> dict[str, Any]:
    every = {Path(each["file"]).stem: each for each in [*INDEX["good"], *INDEX["broken"]]}
    found: dict[str, Any] = every[name]
    return found


def lay(vector: dict[str, Any], folder: Path, bureau: str | None = None) -> None:
    """The file and the keys, under the names the page calls them by."""
    shutil.copy(VECTORS / vector["file"], folder / "IPLOS.p7m")
    for name in filter(None, (vector["key"], bureau)):
        key = INDEX["keys"][name]
        shutil.copy(VECTORS / key["certificate"], folder / f"{key['role']}.pem")
        shutil.copy(VECTORS / key["private"], folder / f"{key['role']}-privat.pem")


def run(folder: Path, *blocks: str) -> int:
    """The exit code of the blocks, typed one after the other."""
    text = "\n".join((COMMON, *blocks))
    return subprocess.run(
        ["bash", "-c", text], cwd=folder, check=False, capture_output=True, stdin=subprocess.DEVNULL
    ).returncode


@pytest.mark.parametrize("name", ["one-part-rsa", "one-part-p256"])
def test_one_part(name: str, tmp_path: Path) -> None:
    vector = named(name)
    lay(vector, tmp_path)
    assert run(tmp_path, ONE_PART) == 0
    clear = VECTORS / vector["expected"]["innhold.xml"]
    assert (tmp_path / "innhold" / "innhold.xml").read_bytes() == clear.read_bytes()


def test_one_part_with_an_ident_message(tmp_path: Path) -> None:
    """The page says: the last four lines are others."""
    lay(named("one-part-3.5"), tmp_path)
    assert run(tmp_path, ONE_PART) != 0
    shutil.rmtree(tmp_path / "innhold", ignore_errors=True)
    first = "\n".join(ONE_PART.splitlines()[:-4])
    assert run(tmp_path, first, WITH_IDENT) == 0
    assert len(list((tmp_path / "innhold").iterdir())) == 3


@pytest.mark.parametrize("name", ["two-part-rsa", "two-part-ec", "two-part-hard"])
def test_two_parts(name: str, tmp_path: Path) -> None:
    vector = named(name)
    lay(vector, tmp_path, vector["inner"]["key"])
    assert run(tmp_path, MANAGER, BUREAU) == 0
    for entry, folder in (("innhold.xml", "innhold"), ("identer.csv", "forvalter")):
        clear = VECTORS / vector["expected"][entry]
        assert (tmp_path / folder / entry).read_bytes() == clear.read_bytes()


def test_two_parts_with_an_ident_message(tmp_path: Path) -> None:
    vector = named("two-part-3.5")
    lay(vector, tmp_path, vector["inner"]["key"])
    assert run(tmp_path, MANAGER) != 0
    shutil.rmtree(tmp_path / "forvalter", ignore_errors=True)
    first = "\n".join(MANAGER.splitlines()[:-4])
    assert run(tmp_path, first, MANAGER_WITH_IDENT, BUREAU) == 0
    for entry, folder in (("innhold.xml", "innhold"), ("identmelding.xml", "forvalter")):
        clear = VECTORS / vector["expected"][entry]
        assert (tmp_path / folder / entry).read_bytes() == clear.read_bytes()


@pytest.mark.parametrize(
    "vector",
    [each for each in INDEX["broken"] if each["must"]],
    ids=lambda each: Path(each["file"]).stem,
)
def test_every_file_that_must_be_refused_is(vector: dict[str, Any], tmp_path: Path) -> None:
    """Also those openssl opens: the page's first block looks at the frame."""
    lay(vector, tmp_path)
    role = INDEX["keys"][vector["key"]]["role"]
    assert run(tmp_path, ONE_PART if role == "statistikk" else MANAGER) != 0


def test_the_programs_command_opens_it_too(tmp_path: Path) -> None:
    commands = re.search(r"```\n(iplos mottak apne .*?)\n```", PAGE)
    assert commands is not None
    vector = named("one-part-rsa")
    lay(vector, tmp_path)
    words = commands[1].split()
    python = ["-m", "iplos_desktop.cli.main"]
    assert words[0] == "iplos"
    done = subprocess.run(
        [sys.executable, *python, *words[1:]],
        cwd=tmp_path,
        check=False,
        capture_output=True,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "innhold" / "innhold.xml").is_file()
