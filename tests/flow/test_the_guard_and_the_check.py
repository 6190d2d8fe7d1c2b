"""What the sealing would refuse, the check has found: nobody is stuck after a clean check.

Why: a refusal at the end, of a file the check had nothing against, leaves her with nowhere to go.
"""

import re
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iplos_desktop.catalogue.levels import KRITISK
from iplos_desktop.errors import UserError
from iplos_desktop.flow.check import check
from iplos_desktop.flow.checked import Order
from iplos_desktop.intake.ident_message import IdentMessage
from iplos_desktop.intake.parting import Parting
from iplos_desktop.intake.people import People, take_message
from iplos_desktop.madeup import write_export, write_ident_message
from iplos_desktop.watch import Watch
from tests.intake.test_identities_elsewhere import PLACES
from tests.support import NOW, SMALL, WOMAN, check_text

Place = tuple[str, str]
MARK = "(number)"
OTHER = "41819077302"  # synthetic, of nobody in the file
SIGNS = st.sampled_from([*"0123456789", *" -./_,:", "\u00a0", "\u2013", "x", "Æ", "&#49;", "\n"])
SHAPES: tuple[Callable[[str], str], ...] = (
    str,
    lambda number: f"{number[:6]} {number[6:]}",
    ".-. ".join,
    lambda number: "".join(chr(0x660 + int(one)) for one in number),
    lambda number: "".join("⓪①②③④⑤⑥⑦⑧⑨"[int(one)] for one in number),
    lambda number: "".join(f"&#x{ord(one):x};" for one in number),
    lambda number: f"99{number}2015",
    lambda number: f"{number} 2015-12-31",
)
places = st.sampled_from([place for place in PLACES if "<{}" not in place[1]])
many = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def is_refused(text: str, people: People | None = None) -> bool:
    """Whether the file cannot be parted, or the guard stops at what is left."""
    data, parting = text.encode(), Parting("UTF-8", people)
    try:
        content = b"".join(parting.contents([memoryview(data)]))
        parting.remains().see(content)
    except (UserError, ValueError):
        return True
    return False


def put(place: Place, what: str) -> str:
    text = SMALL.replace(place[0], place[1].format(what), 1)
    assert text != SMALL
    return text


@many
@given(places, st.sampled_from(SHAPES))
def test_the_number_of_somebody_in_the_file(
    tmp_path: Path, place: Place, shape: Callable[[str], str]
) -> None:
    text = put(place, shape(WOMAN))
    assert is_refused(text)
    assert check_text(tmp_path, text).findings.blocked


@many
@given(places, st.lists(SIGNS, min_size=8, max_size=30).map("".join))
def test_whatever_is_refused_is_found_before(tmp_path: Path, place: Place, what: str) -> None:
    for text in (put(place, what), put(place, what[:4] + OTHER + what[4:])):
        assert check_text(tmp_path, text).findings.blocked or not is_refused(text)


@many
@given(st.lists(SIGNS, max_size=14).map("".join))
def test_whatever_stands_where_the_number_should(tmp_path: Path, what: str) -> None:
    text = SMALL.replace(WOMAN, what, 1)
    assert check_text(tmp_path, text).findings.blocked or not is_refused(text)


PERSON = SMALL[SMALL.index("<PERSON ") : SMALL.index("</IPLOS>")]
FIELD = f"<peFnr>{WOMAN}</peFnr>"
WHO_IS_WHO: dict[str, tuple[str, str]] = {
    "no local number": (' pePeID="1001"', ""),
    "a local number that is none": ('pePeID="1001"', 'pePeID="x"'),
    "a local number in other digits": ('pePeID="1001"', 'pePeID="\uff11\uff10\uff10\uff11"'),
    "two persons with an empty one": (
        PERSON,
        PERSON.replace("1001", "") + PERSON.replace("1001", "").replace(WOMAN, OTHER),
    ),
    "two identities": (FIELD, FIELD + FIELD),
    "an identity in a record": ("<fnFunkType>", "<peFnr>123</peFnr><fnFunkType>"),
    "an empty one in a record": ("<fnFunkType>", "<peFnr/><fnFunkType>"),
    "one among the file's own": ("<iiKomnr>", "<peFnr>1</peFnr><iiKomnr>"),
    "one in a second INNHINFO": ("</INNHINFO>", "</INNHINFO><INNHINFO><peFnr/></INNHINFO>"),
    "one in a contact": ("</INNHINFO>", "<iiKontakt><peFnr/></iiKontakt></INNHINFO>"),
    "one outside all persons": ("<PERSON ", "<peFnr/><PERSON "),
    "one deep outside all persons": ("</IPLOS>", "<x><y><peFnr>1</peFnr></y></x></IPLOS>"),
    "one inside something else": ("<peAlder>", "<y><z><peFnr>2</peFnr></z></y><peAlder>"),
    "one with a prefix": ("<peAlder>", '<x:peFnr xmlns:x="urn:x"/><peAlder>'),
    "a person in a person": ("<peAlder>", '<y><PERSON pePeID="1001"/></y><peAlder>'),
    "a person with a prefix": ("</IPLOS>", '<x:PERSON xmlns:x="u" pePeID="1001"/></IPLOS>'),
    "a number used again without identity": (PERSON, PERSON + PERSON.replace(FIELD, "")),
    "more than a number inside": (WOMAN, f"{WOMAN}<a>demens</a>"),
}


@pytest.mark.parametrize(("old", "new"), WHO_IS_WHO.values(), ids=WHO_IS_WHO)
def test_where_nobody_can_say_who_is_who_the_check_says_so_at_the_line(
    tmp_path: Path, old: str, new: str
) -> None:
    assert old in SMALL
    start, end = (SMALL.index(old), SMALL.index(old) + len(old))
    text = f"{SMALL[:start]}{new}{SMALL[end:]}"
    grave = [one for one in check_text(tmp_path, text).findings if one.level is KRITISK]
    assert {one.rule for one in grave} <= {"S-14", "P-09"}
    assert grave
    lines = range(text.count("\n", 0, start) + 1, text.count("\n", 0, start + len(new)) + 2)
    assert all(one.line in lines for one in grave)


@pytest.mark.parametrize(
    "aside", ["<!-- <PERSON -->", "<!-- <PERSON pePeID='1'> -->", "<?x </PERSON> ?>"]
)
def test_what_only_looks_like_a_person_is_none(tmp_path: Path, aside: str) -> None:
    text = SMALL.replace("<peFnr>", f"{aside}<peFnr>")
    assert not is_refused(text)
    assert not check_text(tmp_path, text).findings.blocked


@settings(max_examples=12, deadline=None)
@given(st.integers(1, 4), st.sampled_from(["3.3", "3.5"]), st.integers(1, 40))
def test_clean_exports_are_never_refused(seed: int, version: str, persons: int) -> None:
    with TemporaryDirectory() as name:
        export, ident = Path(name) / "a.xml", Path(name) / "ident.xml"
        write_export(export, persons=persons, version=version, seed=seed)
        people = None
        if version == "3.5":
            write_ident_message(ident, persons=persons, seed=seed)
            people = people_of(ident)
        parting = Parting("UTF-8", people)
        content = b"".join(parting.contents([memoryview(export.read_bytes())]))
        parting.remains().see(content)


def people_of(ident: Path) -> People:
    people, message = People(), IdentMessage(ident)
    for batch in message.batches(Watch()):
        take_message(people, batch)
    assert message.more_at is None
    return people


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(["3.3", "3.5"]),
    st.sampled_from(SHAPES),
    st.sampled_from([f"<!-- {MARK} -->", f"<x>{MARK}</x>", f'<x y="{MARK}"/>', f"<?note {MARK}?>"]),
    st.sampled_from(["</PERSON>", "<PERSON ", "<FUNKSJON ", "</IPLOS>", "<peAlder>", "<IPLOS "]),
    st.integers(0, 5),
)
def test_anybodys_number_anywhere_in_a_made_up_export(
    version: str, shape: Callable[[str], str], markup: str, before: str, whose: int
) -> None:
    with TemporaryDirectory() as name:
        export, ident = Path(name) / "a.xml", Path(name) / "ident.xml"
        write_export(export, persons=6, version=version)
        write_ident_message(ident, persons=6)
        text = export.read_text("utf-8")
        field = r'fid="(\d+)"' if version == "3.5" else r"<peFnr>(\d+)<"
        numbers = re.findall(field, (ident if version == "3.5" else export).read_text("utf-8"))
        written = markup.replace(MARK, shape(numbers[whose]))
        if "<x" in markup and before == "<IPLOS ":
            written = f"<!-- {shape(numbers[whose])} -->"  # nothing else may stand there
        export.write_text(text.replace(before, written + before), encoding="utf-8")
        order = Order(export, ident if version == "3.5" else None, test=True)
        assert check(order, Watch(), NOW).findings.blocked
        assert is_refused(export.read_text("utf-8"), people_of(ident) if "3.5" in version else None)
