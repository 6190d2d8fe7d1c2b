"""Every fault is told on the line where its element starts, or its record when it has none.

Why: the line is what an EPJ vendor searches by, in files far longer than the 65 535 lines
at which XML libraries begin to count wrong.
"""

from pathlib import Path

import pytest

from tests.intake.support import told_in
from tests.support import SMALL, WOMAN

LINES = SMALL.replace("><", ">\n<")
ABOVE = 4 * 20_000  # lines of good persons before the one at fault

SECOND = (
    '<FUNKSJON fnPeID="1001" fnFnID="7002"><fnFunkType>1</fnFunkType><fnFunkVerdi>4</fnFunkVerdi>'
    "<fnFraDato>20150101</fnFraDato><fnTilDato>20151231</fnTilDato></FUNKSJON>"
)


def spoilt(old: str, new: str) -> str:
    assert LINES.count(old) == 1
    return LINES.replace(old, new)


def line_of(text: str, part: str) -> int:
    assert text.count(part) == 1, part
    return text.count("\n", 0, text.index(part)) + 1


@pytest.mark.parametrize(
    ("old", "new", "rule", "element", "where"),
    [
        ("<peAlder>81", "<peAlder>x", "S-07", "peAlder", "<peAlder>"),
        ("<peKjonn>K", "<peKjonn>X", "S-08", "peKjonn", "<peKjonn>"),
        ("<peKjonn>K</peKjonn>\n", "", "S-02", "peKjonn", "<PERSON "),
        ("<tjVedtDato>20150302</tjVedtDato>\n", "", "S-02", "tjVedtDato", "<TJENESTE "),
        (' fnFnID="7001"', "", "S-05", "fnFnID", "<FUNKSJON "),
        (' fnFnID="7001"', ' fnFnID="7001" x="1"', "S-06", "x", "<FUNKSJON "),
        ("<fnFunkVerdi>3", '<fnFunkVerdi x="1">3', "S-13", "fnFunkVerdi", "<fnFunkVerdi "),
        ("<fnFunkVerdi>", "<x>\n\n</x>\n<fnFunkVerdi>", "S-01", "x", "<x>"),
        ("<fnFunkVerdi>3</fnFunkVerdi>", "<fnFunkVerdi>\n3<x/></fnFunkVerdi>", "S-10",
         "fnFunkVerdi", "<fnFunkVerdi>"),
        ("<fnFraDato>", "<fnFunkVerdi>4</fnFunkVerdi>\n<fnFraDato>", "S-04", "fnFunkVerdi",
         "<fnFunkVerdi>4"),
        ("<fnFunkType>1</fnFunkType>\n<fnFunkVerdi>3</fnFunkVerdi>",
         "<fnFunkVerdi>3</fnFunkVerdi>\n<fnFunkType>1</fnFunkType>", "S-03", "fnFunkVerdi",
         "<fnFunkVerdi>"),
        ("<TJENESTE ", "<peDodDato>20150101</peDodDato>\n<TJENESTE ", "S-03", "peDodDato",
         "<peDodDato>"),
        ("<DIAGNOSE ", SECOND + "\n<DIAGNOSE ", "S-03", "FUNKSJON", SECOND[:38]),
        ("</IPLOS>", "\n<SLUTT/></IPLOS>", "S-01", "SLUTT", "<SLUTT/>"),
        ("</IPLOS>", "\n hei\n</IPLOS>", "S-09", "IPLOS", "hei"),
        ("<iiSysID>Prøve-EPJ", "<iiSysID>Prøve-EPJ altfor lang", "S-07", "iiSysID", "<iiSysID>"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("before", [0, 2])
def test_the_line(  # noqa: PLR0913, PLR0917 - a table of cases
    old: str, new: str, rule: str, element: str, where: str, ends: str, before: int, tmp_path: Path
) -> None:
    text = spoilt(old, new)
    expected = (rule, element, line_of(text, where) + before * LINES.count("\n"))
    persons = LINES[LINES.index("<PERSON ") : LINES.index("</IPLOS>")]
    above = before * LINES.count("\n") // persons.count("\n")
    extra = before * LINES.count("\n") - above * persons.count("\n")
    if where != "<iiSysID>":
        text = text.replace("<PERSON ", persons * above + "\n" * extra + "<PERSON ")
    elif before:
        return
    assert told_in(tmp_path, text.replace("\n", ends)) == [expected]


def test_far_down(tmp_path: Path) -> None:
    person = LINES[LINES.index("<PERSON ") : LINES.index("</IPLOS>")]
    count = ABOVE // person.count("\n") + 1
    bad = person.replace("<peKjonn>K", "<peKjonn>X").replace("<fnFunkVerdi>3", "<fnFunkVerdi>7")
    text = LINES.replace(person, person * count + bad)
    lines = text.split("\n")
    kjonn = lines.index("<peKjonn>X</peKjonn>") + 1
    assert kjonn > 2**16
    verdi = lines.index("<fnFunkVerdi>7</fnFunkVerdi>") + 1
    assert told_in(tmp_path, text) == [
        ("S-08", "peKjonn", kjonn),
        ("S-08", "fnFunkVerdi", verdi),
    ]


def test_on_one_line_everything_is_on_line_one(tmp_path: Path) -> None:
    text = (
        SMALL.replace("\n", "").replace("<peKjonn>K", "<peKjonn>X").replace("<fnFunkType>", "<x/>")
    )
    text = text.replace("1</fnFunkType>", "")
    assert {line for *_, line in told_in(tmp_path, text)} == {1}


def test_one_fault_is_told_once(tmp_path: Path) -> None:
    assert WOMAN in LINES
    text = spoilt("<peKjonn>K</peKjonn>", "<peKjonn><K/></peKjonn>")
    assert [rule for rule, *_ in told_in(tmp_path, text)] == ["S-10"]
