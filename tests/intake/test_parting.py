"""An export parted in two: every identity to one side, every other byte to the other.

Why: the bureau may not see who somebody is, and must get the rest exactly as it was checked.
"""

import codecs
import csv
import io
import re
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from iplos_desktop import madeup
from iplos_desktop.errors import UserError
from iplos_desktop.intake.ident_message import IdentMessage
from iplos_desktop.intake.parting import Parting
from iplos_desktop.intake.people import People, take_message
from iplos_desktop.watch import Watch

ONE, OTHER = "12853400023", "03851598730"  # synthetic


def parted(data: bytes, encoding: str = "UTF-8", size: int = 1 << 18) -> tuple[bytes, list[str]]:
    """The content, and the rows of identer.csv without their header."""
    parting = Parting(encoding)
    content = b"".join(parting.contents(in_pieces(data, size)))
    header, *rows = parting.identities().decode().splitlines()
    assert header == "pePeID;identitet;type"
    return content, rows


def in_pieces(data: bytes, size: int) -> Iterator[memoryview]:
    """The bytes as a file is read: each piece is written over when the next is asked for."""
    buffer = bytearray(size)
    for at in range(0, len(data), size):
        piece = data[at : at + size]
        buffer[: len(piece)] = piece
        yield memoryview(buffer)[: len(piece)]


def export(*persons: str) -> bytes:
    return f"<?xml version='1.0'?>\n<IPLOS>\n{''.join(persons)}</IPLOS>\n".encode()


def person(number: str = "7", identity: str = f"<peFnr>{ONE}</peFnr>", more: str = "") -> str:
    return f'<PERSON pePeID="{number}">{identity}<peAlder>81</peAlder>{more}</PERSON>\n'


def test_only_the_identity_goes() -> None:
    data = export(person("7"), person("8", f"\n  <peFnr>{OTHER}</peFnr>\n  "))

    content, rows = parted(data)

    assert content == export(person("7", ""), person("8", "\n  \n  "))
    assert rows == [f"7;{ONE};FNR", f"8;{OTHER};FNR"]


ODD_IDENTITIES = {
    "empty": ("<peFnr></peFnr>", ""),
    "no end tag": ("<peFnr/>", ""),
    "white space in the tags": (f"<peFnr  >{ONE}</peFnr\n>", ONE),
    "an attribute with an angle bracket": (f'<peFnr a="x>y">{ONE}</peFnr>', ONE),
    "references": (f"<peFnr>&#49;{ONE[1:]}</peFnr>", ONE),
    "cdata": (f"<peFnr><![CDATA[{ONE}]]></peFnr>", ONE),
    "a comment inside": (f"<peFnr>{ONE[:6]}<!-- </peFnr> -->{ONE[6:]}</peFnr>", ONE),
    "a prefix": (f'<x:peFnr xmlns:x="urn:x">{ONE}</x:peFnr>', ONE),
    "an element inside": (f"<peFnr><a>{ONE}</a></peFnr>", ONE),
    "itself inside": (f"<peFnr><peFnr>{ONE}</peFnr></peFnr>", ONE),
    "blanks around": (f"<peFnr>\n {ONE}\t</peFnr>", ONE),
}


@pytest.mark.parametrize("size", [1 << 18, 1, 7])
@pytest.mark.parametrize(("element", "identity"), ODD_IDENTITIES.values(), ids=ODD_IDENTITIES)
def test_however_the_identity_is_written(element: str, identity: str, size: int) -> None:
    content, rows = parted(export(person("7", element)), size=size)
    assert content == export(person("7", ""))
    assert next(csv.reader(rows, delimiter=";"))[:2] == ["7", identity]


def test_a_long_comment_beside_the_identity_takes_little_memory() -> None:
    """The parser that looks for its end, anew with each piece, once stayed with all it had read."""
    faces = "\U0001f600" * 1_000_000
    data = export(person("7", f"<peFnr>{ONE}<!--{faces}--></peFnr>"))
    del faces
    parting = Parting("UTF-8")
    tracemalloc.start()
    for _ in parting.contents(in_pieces(data, 1 << 18)):
        pass
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 14 * len(data)
    assert f"7;{ONE};FNR" in parting.identities().decode()


NO_IDENTITIES = {
    "in a comment": "<!-- <peFnr>1</peFnr> -->",
    "in cdata": "<![CDATA[<peFnr>1</peFnr>]]>",
    "in a processing instruction": "<?p <peFnr>1</peFnr>?>",
    "in an attribute": '<a b="peFnr>" c=\'"peFnr\'/>',
    "a longer name": "<peFnr2>1</peFnr2><xpeFnr>1</xpeFnr><peFnr.a/>",
    "text": "<a>peFnr, pePeID! og så?</a>",
    "another element with the number": '<FUNKSJON pePeID="9"/>',
    "a longer person": '<PERSONOPPL pePeID="9"/>',
}


@pytest.mark.parametrize("size", [1 << 18, 1, 5])
@pytest.mark.parametrize("other", NO_IDENTITIES.values(), ids=NO_IDENTITIES)
def test_what_only_looks_like_one_stays(other: str, size: int) -> None:
    content, rows = parted(export(person("7", more=other), person("8", other)), size=size)
    assert content == export(person("7", "", other), person("8", other))
    assert rows == [f"7;{ONE};FNR", "8;;XXX"]


@pytest.mark.parametrize(
    ("encoding", "codec", "mark"),
    [
        ("UTF-8", "utf-8", b""),
        ("UTF-8", "utf-8", codecs.BOM_UTF8),
        ("ISO-8859-1", "iso-8859-1", b""),
        ("WINDOWS-1252", "windows-1252", b""),
        ("UTF-16", "utf-16-le", codecs.BOM_UTF16_LE),
        ("UTF-16", "utf-16-be", codecs.BOM_UTF16_BE),
    ],
)
@pytest.mark.parametrize("size", [1 << 18, 3])
def test_in_every_encoding_byte_for_byte(encoding: str, codec: str, mark: bytes, size: int) -> None:
    def written(identity: str) -> bytes:
        text = person("7", identity, "<a>blåbær\r\n\r</a>")
        return mark + export(text).decode().encode(codec)

    content, rows = parted(written(f"<peFnr>{ONE}</peFnr>"), encoding, size)

    assert content == written("")
    assert rows == [f"7;{ONE};FNR"]


def test_the_tag_of_a_person_in_other_words() -> None:
    for tag in (
        "<PERSON a='pePeID' pePeID = '&#55;' >",
        '<x:PERSON xmlns:x="urn:x" b=">" pePeID="7">',
        '<PERSON\n\tpePeID=" 7 "\n>',
    ):
        end = "</x:PERSON>" if "x:" in tag else "</PERSON>"
        content, rows = parted(export(f"{tag}<peFnr>{ONE}</peFnr>{end}"), size=4)
        assert content == export(f"{tag}{end}")
        assert rows == [f"7;{ONE};FNR"]


def test_every_kind_of_number_by_its_code() -> None:
    kinds = {ONE: "FNR", "41819077302": "DNR", "20456914702": "XXX", "12345": "XXX"}
    kinds |= {"201017238203": "DUF", "80000000002": "XXX", "CCC002014": "XXX"}
    people = [person(str(i), f"<peFnr>{one}</peFnr>") for i, one in enumerate(kinds)]
    _, rows = parted(export(*people))
    assert [row.split(";")[1] for row in rows] == [*kinds]
    assert [row.split(";")[2] for row in rows][:2] == ["FNR", "DNR"]
    assert {row.split(";")[2] for row in rows} <= {"FNR", "DNR", "HNR", "FHN", "DUF", "XXX"}


def test_local_numbers_of_any_length() -> None:
    """The check tells of them; who sends it all the same still gets it parted."""
    long = "1" * 5000
    content, rows = parted(export(person(long)))
    assert content == export(person(long, ""))
    assert rows == [f"{long};{ONE};FNR"]


@pytest.mark.parametrize(
    "beside", ["N F20.0 demens", f"{ONE} demens", "ukjent", "F20.0", "1" * 21, f"{ONE};{ONE}"]
)
def test_what_is_no_identity_never_goes_to_the_manager(beside: str) -> None:
    """Text beside the number, or in its place, could be about her health."""
    with pytest.raises(UserError) as caught:
        parted(export(person(identity=f"<peFnr>{beside}</peFnr>")))
    assert "noe annet enn et fødselsnummer" in caught.value.what
    assert beside not in caught.value.what + caught.value.advice


def test_a_comment_that_names_a_person_begins_no_other() -> None:
    content, rows = parted(export(person(identity=f"<!-- <PERSON --><peFnr>{ONE}</peFnr>")))
    assert content == export(person(identity="<!-- <PERSON -->"))
    assert rows == [f"7;{ONE};FNR"]


def test_a_local_number_in_other_digits_is_the_same_number() -> None:
    _, rows = parted(export(person("7"), person("\uff17")))
    assert rows == [f"7;{ONE};FNR"]


def test_the_same_person_twice_is_one_row() -> None:
    _, rows = parted(export(person("7"), person("8", f"<peFnr>{OTHER}</peFnr>"), person("07")))
    assert rows == [f"7;{ONE};FNR", f"8;{OTHER};FNR"]


@pytest.mark.parametrize(
    ("persons", "word"),
    [
        ((person("7"), person("7", f"<peFnr>{OTHER}</peFnr>")), "to ulike personer"),
        ((person("7"), person("7", "")), "to ulike personer"),
        ((person("7", f"<peFnr>{ONE}</peFnr><peFnr>{OTHER}</peFnr>"),), "hvem"),
        ((f"<PERSON><peFnr>{ONE}</peFnr></PERSON>",), "hvem"),
        ((person("7", ""), f"<PERSON><peFnr>{ONE}</peFnr></PERSON>"), "hvem"),
        ((f"<peFnr>{ONE}</peFnr>",), "hvem"),
        ((f'<PERSON pePeID="7"/><peFnr>{ONE}</peFnr>',), "hvem"),
    ],
)
@pytest.mark.parametrize("size", [1 << 18, 2])
def test_an_identity_is_never_joined_to_the_wrong_person(
    persons: tuple[str, ...], word: str, size: int
) -> None:
    with pytest.raises(UserError) as caught:
        parted(export(*persons), size=size)
    assert word in caught.value.what
    assert ONE not in caught.value.what + caught.value.advice


@pytest.mark.parametrize("data", [b"<a", b"<!-- x", b"<PERSON pePeID='7'", b"<peFnr>1", b"<!D a>"])
def test_what_cannot_have_been_checked_is_a_fault(data: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parted(data)
    with pytest.raises(ValueError, match=r".+"):
        parted(b"\xff\xff", "UTF-8")


def test_a_whole_made_up_export(tmp_path: Path) -> None:
    path = tmp_path / "uttrekk.xml"
    madeup.write_export(path, persons=40, version="3.3")
    data = path.read_bytes()

    content, rows = parted(data)

    assert content == re.sub(rb"<peFnr>\d*</peFnr>", b"", data)
    assert len(rows) == 40
    numbers = re.findall(rb'pePeID="(\d+)">\s*<peFnr>(\d*)<', data)
    assert [row.split(";")[:2] for row in rows] == [[a.decode(), b.decode()] for a, b in numbers]


def test_who_is_who_from_an_ident_message(tmp_path: Path) -> None:
    path, ident = tmp_path / "uttrekk.xml", tmp_path / "ident.xml"
    madeup.write_export(path, persons=40, version="3.5")
    madeup.write_ident_message(ident, persons=40)
    people = People()
    for batch in IdentMessage(ident).batches(Watch()):
        take_message(people, batch)
    parting = Parting("UTF-8", people)

    content = b"".join(parting.contents(in_pieces(path.read_bytes(), 1 << 16)))

    assert content == path.read_bytes()
    root = etree.parse(ident).getroot()
    codes = {"1": "FNR", "2": "DNR", "3": "HNR", "10": "DUF", "12": "FHN"}
    expected = [
        [each.get("pid"), each.get("fid"), codes.get(each.get("typeID", ""), "XXX")]
        for each in root.iter("{*}PasientIdent")
    ]
    table = csv.reader(io.StringIO(parting.identities().decode()), delimiter=";")
    assert [*table][1:] == expected
    assert len(expected) == 40


texts = st.sampled_from(
    [" ", "\n", "peFnr", "pePeID", "!", "?", "&lt;peFnr>", "<!-- <peFnr> -->", "<?x <peFnr>?>",
     "<![CDATA[<peFnr>]]>", "ø", "&#49;", "-", ">"]
)  # fmt: skip
inner = st.recursive(
    texts,
    lambda within: st.builds(
        "<{0}{1}>{2}</{0}>".format,
        st.sampled_from(["a", "peFnr", "PERSONOPPL", "peFnr2", "FUNKSJON"]),
        st.sampled_from(["", " ", ' b=">"', " b='peFnr'", ' pePeID="3"']),
        st.lists(within, max_size=3).map("".join),
    ),
    max_leaves=8,
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(inner, max_size=4).map("".join), max_size=4), st.integers(1, 40))
def test_an_xml_parser_sees_the_same_document_without_its_identities(
    persons: list[str], size: int
) -> None:
    """Held against lxml, whatever stands in a person, and wherever the pieces are cut."""
    data = export(*(f'<PERSON pePeID="{i}">{one}</PERSON>' for i, one in enumerate(persons)))
    wanted = etree.fromstring(data)
    for each in [*wanted.iter("peFnr")]:
        if each.getparent() is not None:
            _take_out(each)
    parting = Parting("UTF-8", People())  # many identities a person are no matter here

    content = b"".join(parting.contents(in_pieces(data, size)))

    assert canonical(etree.fromstring(content)) == canonical(wanted)
    assert b"".join(Parting("UTF-8", People()).contents(in_pieces(content, size))) == content


def canonical(root: etree._Element) -> bytes:
    return etree.tostring(root, method="c14n")


def _take_out(element: etree._Element) -> None:
    """Remove an element and leave the text behind it."""
    parent, before = element.getparent(), element.getprevious()
    assert parent is not None
    tail = element.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)
