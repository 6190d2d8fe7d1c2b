"""The ident message is read as hard-headedly as the export, and holds no more than a batch.

Why: it is chosen by hand too, and it is nothing but identity numbers.
"""

import tracemalloc
from pathlib import Path

import pytest

from iplos_desktop.intake.ident_message import IdentMessage
from iplos_desktop.watch import Watch

SPACE = "http://www.npr.no/xmlstds/53_1_2_ide"
ROW = '<PasientIdent pid="{}" fid="03851598730" typeID="1"/>\n'


def message(*rows: int, head: str = "") -> str:
    inside = "".join(ROW.format(row) for row in rows)
    return (
        f'{head}<Melding xmlns="{SPACE}" versjon="53.1.2" lopenr="17">\n<Kontaktperson/>\n'
        f'<Institusjon institusjonID="1">\n{inside}</Institusjon></Melding>'
    )


def read(folder: Path, text: str, encoding: str = "utf-8") -> tuple[IdentMessage, list[int]]:
    path = folder / "ident.xml"
    path.write_bytes(text.encode(encoding))
    one, lines = IdentMessage(path), []
    for batch in one.batches(Watch()):
        lines += batch.tables["PasientIdent"].lines
        assert set(batch.tables["PasientIdent"].columns["fid"]) == {"03851598730"}
    return one, lines


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "utf-16"])
def test_a_good_one(encoding: str, tmp_path: Path) -> None:
    head = f'<?xml version="1.0" encoding="{encoding}"?>\n'
    one, lines = read(tmp_path, message(1, 2, 3, head=head), encoding)
    assert one.unusable is None
    assert one.lopenr == "17"
    assert lines == [5, 6, 7]
    assert one.size == (tmp_path / "ident.xml").stat().st_size


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "tom"),
        ("hei", "xml"),
        (message(1)[:-3], "kuttet"),
        (message(1).replace(SPACE, "urn:x"), "rot"),
        ("<IPLOS/>", "rot"),
        (message(1, head="<!DOCTYPE x>"), "doctype"),
        (message(1).replace("<Kontaktperson/>", "<x>" * 1000), "dypt"),
        (message(1).replace("<Kontaktperson/>", "<!--" + "x" * 3_000_000 + "-->"), "stor"),
        (message(1).replace("<Kontaktperson/>", "".join(f"<a{n}/>" for n in range(3000))), "stor"),
    ],
    ids=lambda value: value[:20] if len(value) < 20 else "",
)
def test_a_bad_one(text: str, reason: str, tmp_path: Path) -> None:
    one, _ = read(tmp_path, text)
    assert one.unusable is not None
    assert one.unusable.reason == reason


def test_a_long_one_takes_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "ident.xml"
    path.write_text(message(*range(100_000)), encoding="utf-8")
    one, count = IdentMessage(path), 0
    tracemalloc.start()
    try:
        for batch in one.batches(Watch()):
            count += len(batch.tables["PasientIdent"])
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 100_000
    assert peak < 30_000_000
