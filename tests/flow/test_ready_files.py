"""A workstation's files are held against the sums the package was built with."""

import hashlib
import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from iplos_desktop.flow.ready import program
from iplos_desktop.flow.ready.files import LIST, PACKAGES, files
from iplos_desktop.flow.ready.guarded import guarded
from iplos_desktop.flow.ready.line import Line, State


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An installed folder with ten files and their sums."""
    listed = []
    for number in range(10):
        path = tmp_path / "lib" / f"del{number}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{number}\n")
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        listed.append(f"{digest}  lib/{path.name}\n")
    (tmp_path / LIST).write_text("".join(listed))
    return tmp_path


def test_a_whole_installation(root: Path) -> None:
    (line,) = files(root)
    assert (line.state, line.text.split()[0]) == (State.OK, "10")


def test_compiled_modules_are_made_on_the_machine(root: Path) -> None:
    (root / "lib" / "__pycache__").mkdir()
    (root / "lib" / "__pycache__" / "del0.cpython-313.pyc").write_bytes(b"x")
    assert files(root)[0].state is State.OK


def test_a_file_that_is_changed_missing_or_one_too_many_is_named(root: Path) -> None:
    (root / "lib" / "del1.py").write_text("noe annet")
    (root / "lib" / "del2.py").unlink()
    (root / "lib" / "del99.py").write_text("")
    (line,) = files(root)
    assert line.state is State.WRONG
    assert "1 endret: lib/del1.py" in line.text
    assert "1 mangler: lib/del2.py" in line.text
    assert "1 for mye: lib/del99.py" in line.text
    assert "på nytt" in line.advice


def test_many_are_counted_and_a_few_named(root: Path) -> None:
    for path in (root / "lib").iterdir():
        path.unlink()
    text = files(root)[0].text
    assert "10 mangler" in text
    assert text.count("del") == 5


def test_an_installation_without_its_list_is_not_whole(root: Path) -> None:
    (root / LIST).unlink()
    (root / "start").mkdir()
    (line,) = files(root)
    assert line.state is State.WRONG
    assert LIST in line.text


def test_an_empty_list_is_not_whole(tmp_path: Path) -> None:
    (tmp_path / LIST).write_text("")
    assert files(tmp_path)[0].state is State.WRONG


def test_every_package_that_is_locked_is_looked_at() -> None:
    locked = Path(__file__).parents[2] / "requirements.txt"
    named = re.findall(r"(?m)^([A-Za-z0-9-]+)==", locked.read_text(encoding="utf-8"))
    assert {name.casefold() for name in named} | {"iplos-desktop"} == {
        name.casefold() for name in PACKAGES
    }


def test_a_look_that_fails_is_a_line_of_its_own() -> None:
    def looked() -> Iterator[Line]:
        yield Line("Filer", State.OK, "en")
        raise PermissionError(13, "Ikke tilgang", "/et/sted")

    first, second = guarded("Filer", looked)
    assert first.text == "en"
    assert second.state is State.WRONG
    assert "/et/sted" in second.text


def test_without_a_list_of_sums_the_packages_own_are_used(tmp_path: Path) -> None:
    (line,) = files(tmp_path)
    assert line.state is State.OK
    assert "Python-pakkene" in line.text


def test_a_clock_from_before_the_program_was_built(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program, "home", lambda: root)
    built = datetime(2026, 11, 1, tzinfo=UTC)
    os.utime(root / LIST, (built.timestamp(), built.timestamp()))
    assert [line.state for line in program.clock(built)] == [State.OK]
    (line,) = program.clock(built - timedelta(days=400))
    assert line.state is State.WRONG
    assert "Still klokka" in line.advice
