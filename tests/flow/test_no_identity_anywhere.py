"""Whatever the program writes or says, no identity number is in it.

Why: the register is pseudonymous by law. Marker identities are planted in the right place and in
every wrong one, the whole road is gone, and everything written is searched.
"""

import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

from iplos_desktop.flow.demo import Demo, make_demo
from tests.cli.support import Ran, iplos
from tests.cli.test_the_whole_road import SENDER
from tests.support import SMALL, WOMAN

OTHER = "03851598730"  # synthetic too
SMALL_ENOUGH = "01890000025"  # without its zero it fits in a local number
FORMS = [
    form
    for number in (WOMAN, OTHER, SMALL_ENOUGH)
    for form in (
        number,
        number.lstrip("0"),
        f"{number[:6]} {number[6:]}",
        f"{number[:6]}-{number[6:]}",
        f"{number[:6]}_{number[6:]}",
        f"{number[:2]}.{number[2:4]}.{number[4:6]} {number[6:]}",
    )
]


def spoilt() -> dict[str, str]:
    """Exports with an identity where none may stand, by where."""
    return {
        "nowhere else": SMALL,
        "system": SMALL.replace("<iiSysVersjon>1.0", f"<iiSysVersjon>{WOMAN}"),
        "comment": SMALL.replace("<peAlder>", f"<!--{WOMAN}--><peAlder>"),
        "organisation": SMALL.replace(
            "</tjTimerUke>", f"</tjTimerUke><tjInstOrgnr>{WOMAN}</tjInstOrgnr>"
        ),
        "dotted": SMALL.replace("<fnFunkVerdi>3", f"<fnFunkVerdi>{FORMS[5]}"),
        "underscored": SMALL.replace("<fnFunkVerdi>3", f"<fnFunkVerdi>{FORMS[4]}"),
        "code": SMALL.replace("<fnFunkVerdi>3", f"<fnFunkVerdi>{WOMAN}"),
        "date": SMALL.replace("<tjVedtDato>20150302", f"<tjVedtDato>{WOMAN}"),
        "local number": SMALL.replace('"1001"', f'"{OTHER}"').replace(WOMAN, OTHER),
        "local number without its zero": SMALL.replace('"1001"', f'"{SMALL_ENOUGH}"').replace(
            WOMAN, SMALL_ENOUGH
        ),
        "record number": SMALL.replace('"8001"', f'"{WOMAN}"'),
        "element": SMALL.replace("<peAlder>", f"<x{WOMAN}/><peAlder>"),
        "attribute": SMALL.replace("<peAlder>", f'<peAlder x{WOMAN}="{WOMAN}">'),
        "version": SMALL.replace('versjon="3.3"', f'versjon="{WOMAN}"'),
        "namespace": SMALL.replace('versjon="3.3"', f'versjon="3.3" xmlns="{WOMAN}"'),
        "encoding": SMALL.replace('encoding="UTF-8"', f'encoding="X{WOMAN}"'),
        "root": SMALL.replace("IPLOS", f"I{WOMAN}"),
        "municipality": SMALL.replace("<iiKomnr>0301", f"<iiKomnr>{WOMAN}"),
        "not well-formed": SMALL.replace("</peKjonn>", f"</{WOMAN}>"),
        "two persons": SMALL.replace("</IPLOS>", _again(WOMAN) + "</IPLOS>"),
        "two identities": SMALL.replace("</IPLOS>", _again(OTHER) + "</IPLOS>"),
    }


def _again(identity: str) -> str:
    start, end = SMALL.index("<PERSON "), SMALL.index("</IPLOS>")
    return SMALL[start:end].replace(WOMAN, identity)


def found_in(text: str) -> list[str]:
    return [form for form in FORMS if form in text]


def test_no_identity_in_anything_said_or_written(tmp_path: Path) -> None:
    home = tmp_path / "home"
    demo = make_demo(tmp_path / "nokler", persons=1)
    for where, text in spoilt().items():
        export = tmp_path / "uttrekk.xml"
        export.write_text(text, encoding="utf-8")
        said = check(export, home) + seal(export, demo, tmp_path / "ut", home)
        for ran in said:
            assert not found_in(ran.out + ran.err), f"said with an identity in: {where}"
            assert "Traceback" not in ran.err
    written = [one for folder in (home, tmp_path / "ut") for one in folder.rglob("*")]
    assert any(one.suffix == ".p7m" for one in written)
    assert any(one.suffix == ".xlsx" for one in written)
    assert any(one.name == "journal.sqlite3" for one in written)
    for one in written:
        assert not found_in(one.name)
        if one.is_file():
            assert not found_in(all_text(one)), f"written to {one.name}"


def check(export: Path, home: Path) -> list[Ran]:
    home.mkdir(exist_ok=True)
    report = home / f"feilliste-{len(list(home.iterdir()))}.xlsx"
    return [
        iplos("kontroller", export, "--test", "--json", "--rapport", report, home=home),
        iplos("kontroller", export, home=home),
    ]


def seal(export: Path, demo: Demo, folder: Path, home: Path) -> list[Ran]:
    folder.mkdir(exist_ok=True)
    key = ("--nokkel", f"statistikk={demo.key}", "--fingeravtrykk", demo.fingerprint[-19:])
    words = ("krypter", export, "--test", "--bekreft-feil", "--ut", folder, *key, *SENDER)
    return [iplos(*words, home=home)]


def all_text(path: Path) -> str:
    """A file's text; an archive's, of every part of it; a database's, of every row too."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            return "".join(
                archive.read(name).decode("utf-8", "replace") for name in archive.namelist()
            )
    text = path.read_bytes().decode("utf-8", "replace")
    if path.suffix == ".sqlite3":
        with closing(sqlite3.connect(path)) as base:
            text += "\n".join(base.iterdump())  # also what goes on from one page to another
    return text
