"""The licences of all that the package holds, in one text."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from email import message_from_bytes
from email.message import Message
from pathlib import Path

from installer import source

_OURS = source.HERE / "licences"
_LINE = "=" * 78
_QT = ("PySide6_Essentials", "shiboken6")
_HEAD = """IPLOS Desktop {version}: licences

The program itself comes under the MIT licence. It is delivered together with the packages below,
each under its own licence. Qt, PySide6 and Shiboken are used under the GNU LGPL 3: their files lie
as they came, beside the program, and may be exchanged for others of the same interface. Their
source is to be had from https://download.qt.io/ and https://code.qt.io/. What Qt in turn is made
of is told with each licence at https://doc.qt.io/qt-6/licenses-used-in-qt.html.
"""


def write_licences(root: Path, version: str) -> None:
    """Write `LICENSES.txt` in the root: a list, then each text once."""
    notes = sorted((root / "lib").glob("*.dist-info"))
    lines = [_line(_told(folder)) for folder in notes]
    parts = dict(_parts(root))
    told = [f"{name}: {where}" for name, where in parts.items()]
    text = [_HEAD.format(version=version), *lines, "\nInside these packages:\n", *told, ""]
    for title, body in [*_texts(root, notes), *_texts_of(parts)]:
        text += [_LINE, title, _LINE, "", body.strip(), ""]
    (root / "LICENSES.txt").write_text("\n".join(text), encoding="utf-8", newline="\n")


def _line(told: Message) -> str:
    return f"{told['Name']} {told['Version']}: {told['License-Expression'] or told['License']}"


def _told(folder: Path) -> Message:
    return message_from_bytes((folder / "METADATA").read_bytes())


def _parts(root: Path) -> Iterator[tuple[str, str]]:
    """What lies inside the packages: its name; its licence and the files it is in."""
    listed = tomllib.loads((source.HERE / "bundled.toml").read_text(encoding="utf-8"))["part"]
    where: dict[tuple[str, str], list[str]] = {}
    for part in listed:
        found = sorted(path.relative_to(root).as_posix() for path in root.glob(part["file"]))
        where.setdefault((part["name"], part["licence"]), []).extend(found)
    for (name, licence), files in where.items():
        if files:
            yield name, f"{licence} (in {', '.join(files)})"


def _texts_of(parts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The licences of those parts that no package brings the text of."""
    for name in parts:
        path = _OURS / "parts" / f"{name}.txt"
        if path.exists():
            yield name, path.read_text(encoding="utf-8")


def _texts(root: Path, notes: list[Path]) -> Iterator[tuple[str, str]]:
    for folder in notes:
        name = _told(folder)["Name"]
        if name in _QT:  # they name a commercial licence too, which is not the one used here
            continue
        for path in sorted(p for p in folder.rglob("*") if re.match("LICEN[CS]E|AUTHORS", p.name)):
            yield f"{name}: {path.name}", path.read_text(encoding="utf-8")
    for path in sorted(_OURS.glob("*.txt")):
        yield f"PySide6, Shiboken, Qt: {path.stem}", path.read_text(encoding="utf-8")
    inter = root / "lib" / "iplos_desktop" / "resources" / "fonts" / "OFL.txt"
    yield "Inter: OFL-1.1", inter.read_text(encoding="utf-8")
    python = root / "python" / "LICENSE.txt"
    if python.exists():
        yield "CPython and what it holds", python.read_text(encoding="utf-8")
