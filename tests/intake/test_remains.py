"""The last guard: an identity still in what goes to the bureau stops the sealing.

Why: the check looks for it too (P-10), but what is read back from the disk is what will be sent.
"""

import pytest

from iplos_desktop.errors import UserError
from iplos_desktop.intake.people import People
from iplos_desktop.intake.remains import Remains

ONE = "12853400023"
ZERO = "03851598730"
DUF = "201017238203"
PASSPORT = "CCC002014"
LONG = "191212121212345678"
ARABIC = "".join(chr(0x660 + int(one)) for one in "10075812345")
DANISH = "ÆØ1234567"


def stops(text: str, size: int = 1 << 18, codec: str = "utf-8") -> bool:
    """Whether the guard stops at a text that comes in pieces of so many bytes."""
    people = People()
    for number, identity in enumerate(
        (ONE, ZERO, DUF, PASSPORT, LONG, ARABIC, DANISH, "00000", "123", "20150101", "")
    ):
        people.add(str(number), identity)
    encoding = "UTF-16" if codec.startswith("utf-16") else "UTF-8"
    remains = Remains(people.known_by(), encoding)
    data = text.encode(codec)
    try:
        for at in range(0, len(data), size):
            remains.see(data[at : at + size])
    except UserError:
        return True
    return False


LEFT = {
    "as it is": f"<a>{ONE}</a>",
    "a space": f"<a>{ONE[:6]} {ONE[6:]}</a>",
    "a hyphen": f"<a>{ONE[:6]}-{ONE[6:]}</a>",
    "dots": f"<a>{ONE[:2]}.{ONE[2:4]}.{ONE[4:6]}_{ONE[6:]}</a>",
    "a long dash": f"<a>{ONE[:6]}\u2013{ONE[6:]}</a>",
    "a space that does not break": f"<a>{ONE[:6]}\u00a0{ONE[6:]}</a>",
    "references": f"<a>&#49;&#x32;{ONE[2:]}</a>",
    "a reference between": f"<a>{ONE[:6]}&#32;{ONE[6:]}</a>",
    "a comment": f"<!-- {ONE} -->",
    "a comment between": f"<a>{ONE[:6]}<!-- x7 -->{ONE[6:]}</a>",
    "an instruction between": f"<a>{ONE[:6]}<?x?>{ONE[6:]}</a>",
    "cdata between": f"<a>{ONE[:6]}<![CDATA[{ONE[6:]}]]></a>",
    "an attribute": f'<a b="{ONE}"/>',
    "a name": f"<a{ONE}/>",
    "within a longer number": f"<a>99{ONE}99</a>",
    "between letters": f"<a>fnr{ONE}x</a>",
    "other digits": f"<a>{''.join(chr(0xFF10 + int(one)) for one in ONE)}</a>",
    "without its zero": f"<a>{ZERO[1:]}</a>",
    "twelve digits": f"<a>{DUF}</a>",
    "somebody's number that stood in no field of the export": "<fnr>41819077302</fnr>",
    "a reference with zeros before it": f"<a>&#x00000031;{ONE[1:]}</a>",
    "eighteen digits": f"<a>{LONG}</a>",
    "without its zero, with another number after it": f"<a>{ZERO[1:]} 2015</a>",
    "held in another script": "<a>10075812345</a>",
    "written in superscript": f"<a>{''.join('⁰¹²³⁴⁵⁶⁷⁸⁹'[int(one)] for one in ONE)}</a>",
    "written in circles": f"<a>{''.join('⓪①②③④⑤⑥⑦⑧⑨'[int(one)] for one in ONE)}</a>",
    "a number with other letters": "<a>æø 1234567</a>",
    "somebody's number before a date": "<!-- 41819077302 2015-12-31 -->",
    "a passport": f"<a>{PASSPORT}</a>",
    "a passport with a space": f"<a>{PASSPORT[:3]} {PASSPORT[3:]}</a>",
    "a passport in small letters": f"<a>x {PASSPORT.lower()}, y</a>",
}
FINE = {
    "eleven digits that are nobody's number": "<a>41819077303</a>",
    "dates": "<a>20150101</a><b>20151231</b>",
    "ten digits of a local number": '<a b="2147483647"/>',
    "numbers in two elements": f"<a>{ONE[:6]}</a><b>{ONE[6:]}</b>",
    "short or ordinary words somebody wrote for a number": "<a>ukjent 00000 123 20150101</a>",
    "eleven digits less one": f"<a>{ONE[:-1]}</a>",
}


@pytest.mark.parametrize("size", [1 << 18, 1, 3])
@pytest.mark.parametrize("text", LEFT.values(), ids=LEFT)
def test_an_identity_that_is_left_stops(text: str, size: int) -> None:
    assert stops(f"<IPLOS>{text}</IPLOS>", size)


@pytest.mark.parametrize("size", [1 << 18, 1])
@pytest.mark.parametrize("text", FINE.values(), ids=FINE)
def test_what_is_no_identity_of_the_file_passes(text: str, size: int) -> None:
    assert not stops(f"<IPLOS>{text}</IPLOS>", size)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_in_two_bytes_a_letter_too(codec: str) -> None:
    assert stops(f"\ufeff<a>{ONE}</a>", codec=codec)
    assert not stops("\ufeff<a>41819077303</a>", codec=codec)


def test_across_pieces_and_far_into_the_file() -> None:
    filler = "<a>20150101</a>\n" * 30_000
    for size in (1000, 4097, 65_536):
        assert stops(f"{filler}<b>{ONE}</b>{filler}", size)
    assert not stops(filler, 1000)


def test_texts_that_go_along() -> None:
    remains = Remains([int(ONE)], "UTF-8")
    remains.see_texts("Kari Nordmann", "12345678")
    with pytest.raises(UserError) as caught:
        remains.see_texts("Kari", f"Kari {ONE[:6]} {ONE[6:]}")
    assert ONE[6:] not in caught.value.what + caught.value.advice


def test_marks_without_an_end_take_no_time() -> None:
    """Each was once looked for to the end of the piece: minutes for a quarter of a megabyte."""
    for mark in ("<?", "<!--", "<![CDATA["):
        assert not stops(mark * 60_000)
