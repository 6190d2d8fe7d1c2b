"""Small exports of people who do not exist, and what must come out of them in two parts."""

import re
from dataclasses import dataclass
from pathlib import Path

from iplos_desktop import madeup

_PERSONS = 2
_IDENTITY = re.compile(r"<peFnr>([0-9]+)</peFnr>")
_HEADER = "pePeID;identitet;type\n"


@dataclass(frozen=True)
class Export:
    """An export. content, identities: what the bureau and the manager get of it."""

    year: int
    path: Path
    ident: Path | None
    content: Path
    identities: Path


def write_exports(folder: Path) -> dict[str, Export]:
    """The exports by name, with their files in `folder`.

    What must come out is made here by simpler means than the program's own.
    """
    folder.mkdir()
    return {"3.3": _plain(folder), "3.3-hard": _hard(folder), "3.5": _with_ident(folder)}


def _plain(folder: Path) -> Export:
    path = folder / "export-3.3.xml"
    madeup.write_export(path, persons=_PERSONS)
    text = path.read_text(encoding="utf-8")
    content = folder / "export-3.3-content.xml"
    content.write_text(_IDENTITY.sub("", text), encoding="utf-8")
    return Export(2015, path, None, content, _table(folder, "3.3", _IDENTITY.findall(text)))


def _table(folder: Path, name: str, numbers: list[str]) -> Path:
    """Local numbers of made-up people are 1001, 1002 and so on."""
    path = folder / f"export-{name}-identities.csv"
    rows = [f"{local};{number};FNR\n" for local, number in enumerate(numbers, 1001)]
    path.write_text(_HEADER + "".join(rows), encoding="utf-8")
    return path


def _with_ident(folder: Path) -> Export:
    path, ident = folder / "export-3.5.xml", folder / "export-3.5-ident-message.xml"
    madeup.write_export(path, persons=_PERSONS, version="3.5")
    madeup.write_ident_message(ident, persons=_PERSONS)
    numbers = re.findall(r'fid="([0-9]+)"', ident.read_text(encoding="utf-8"))
    return Export(2018, path, ident, path, _table(folder, "3.5", numbers))


def _hard(folder: Path) -> Export:
    """One whose markup is as another system might write it: ISO-8859-1, CRLF, spaces, CDATA.

    The third person's local number is written with a reference, the fourth has no identity.
    """
    path = folder / "export-3.3-hard.xml"
    madeup.write_export(path, persons=4)
    text = path.read_text(encoding="utf-8")
    one, two, three, four = _IDENTITY.findall(text)
    ways = {
        one: f"<peFnr>\n      {one}\n    </peFnr>",
        two: f"<peFnr ><![CDATA[{two}]]></peFnr\n>",
        three: f"<peFnr>&#{ord(three[0])};{three[1:]}</peFnr>",
        four: "",
    }
    text = text.replace('encoding="UTF-8"', 'encoding="ISO-8859-1"')
    text = text.replace('<PERSON pePeID="1003">', "<PERSON  pePeID = '&#49;003' >")
    before = f"<!-- <peFnr> comes next --><peFnr>{three}</peFnr>"
    whole = left = text.replace(f"<peFnr>{three}</peFnr>", before)
    for number, way in ways.items():
        whole = whole.replace(f"<peFnr>{number}</peFnr>", way)
        left = left.replace(f"<peFnr>{number}</peFnr>", "")
    content = folder / "export-3.3-hard-content.xml"
    for file, written in ((path, whole), (content, left)):
        file.write_bytes(written.replace("\n", "\r\n").encode("iso-8859-1"))
    identities = _table(folder, "3.3-hard", [one, two, three])
    with identities.open("a", encoding="utf-8") as table:
        table.write("1004;;XXX\n")
    return Export(2015, path, None, content, identities)
