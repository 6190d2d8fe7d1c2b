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


MORE = {
    "an attribute of the message": ("versjon=", 'notat="F20" versjon='),
    "an attribute of a contact": ("<Kontaktperson", '<Kontaktperson notat="F20"'),
    "an attribute of the institution": ("<Institusjon ", '<Institusjon notat="F20" '),
    "an attribute of a person": ("<PasientIdent ", '<PasientIdent notat="F20" '),
    "words for the institution": ('institusjonID="1"', 'institusjonID="F20.0 demens"'),
    "words for the type": ('typeID="1"', 'typeID="F20.0 demens"'),
    "words for the id": ('typeID="1"', 'typeID="1" pasientGUID="F20.0 demens"'),
    "words in a namespace": ("<PasientIdent ", '<PasientIdent xmlns:x="F20 demens" '),
    "text": ("</Institusjon>", "F20</Institusjon>"),
    "a comment": ("</Institusjon>", "<!-- F20 --></Institusjon>"),
    "a comment after all": ("</Melding>", "</Melding><!-- F20 -->"),
    "an instruction": ("</Institusjon>", "<?note F20?></Institusjon>"),
    "another element": ("</Institusjon>", "<Notat/></Institusjon>"),
}


@pytest.mark.parametrize(("old", "new"), MORE.values(), ids=MORE)
def test_what_the_manager_should_not_see_is_known_by_its_line(
    old: str, new: str, tmp_path: Path
) -> None:
    text = message(1, 2, head='<?xml version="1.0"?>\n').replace(old, new, 1)
    one, _ = read(tmp_path, text)
    assert one.more_at == 1 + text.count("\n", 0, text.index("F20" if "F20" in new else "<Notat"))


def test_what_a_message_should_hold_is_not_too_much(tmp_path: Path) -> None:
    whole = message(1, 2).replace('typeID="1"', 'typeID="1" pasientGUID="{0a1-B2}"')
    assert read(tmp_path, whole)[0].more_at is None
