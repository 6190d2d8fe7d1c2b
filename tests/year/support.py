"""Year packages as an official would make them: the built-in one, with changes."""

import shutil
import zipfile
from pathlib import Path

from iplos_desktop.shipped import resource

Edit = tuple[str, str, str]
"""A file of the package, a text in it, and what is written in its place."""


def package(folder: Path, *edits: Edit, version: str = "2015.2") -> Path:
    """The package of 2015 with changes and a version of its own, in a folder of that name."""
    target = folder / version
    shutil.copytree(resource("years", "2015"), target)
    change(target / "aar.toml", '"2015.1"', f'"{version}"')
    for name, old, new in edits:
        change(target / name, old, new)
    return target


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path.name} has no {old}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def level(rule: str, word: str) -> Edit:
    return ("regler.csv", "regel;nivaa\n", f"regel;nivaa\n{rule};{word}\n")


def zipped(folder: Path, *, top: str = "") -> Path:
    """A zip of the folder's files, under a folder in the zip where one is named."""
    target = folder.with_name(f"{folder.name}.zip")
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(folder.iterdir()):
            archive.write(path, f"{top}/{path.name}" if top else path.name)
    return target
