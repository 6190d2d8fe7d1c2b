"""An identity number outside its own element is found wherever it hides, and never shown.

Why: the register is pseudonymous. A number in a comment or a free text would reach the bureau.
"""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iplos_desktop.catalogue.batch import Suspect
from iplos_desktop.intake.cells import Cells
from iplos_desktop.intake.export import Export
from iplos_desktop.intake.suspects import Search, masked
from iplos_desktop.register.elements import FORMAT_33
from iplos_desktop.register.guises import holds_number
from iplos_desktop.watch import Watch
from tests.support import SMALL

FNR = "03851598730"
SPLIT = "038515 98730"
REFERENCES = "".join(f"&#{ord(digit)};" for digit in FNR)


def suspects_of(folder: Path, text: str) -> list[Suspect]:
    path = folder / "uttrekk.xml"
    path.write_bytes(text.encode())
    export, found = Export(path), []
    for batch in export.batches(Watch()):
        tables = [suspect for table in batch.tables.values() for suspect in table.suspects]
        found += [*batch.loose, *tables]
        shown = [table.told for table in batch.tables.values()]
        assert FNR not in repr(shown)
        assert SPLIT not in repr(shown)
    assert FNR not in repr(export.outside)
    return found


def holds(number: int, suspects: list[Suspect]) -> bool:
    length = len(str(number))
    return any(holds_number(run, {number}, [length]) for one in suspects for run in one.runs)


PLACES = [
    ("<IPLOS", "<!-- {} --><IPLOS"),
    ("<IPLOS", "<?note {}?><IPLOS"),
    ('<IPLOS versjon="3.3"', '<IPLOS versjon="3.3" x="{}"'),
    ('<IPLOS versjon="3.3"', '<IPLOS versjon="3.3" xmlns:x="urn:{}"'),
    ('<IPLOS versjon="3.3"', '<IPLOS versjon="3.3" a{}="1"'),
    ('versjon="3.3"', 'versjon="{}"'),
    ("</IPLOS>\n", "</IPLOS>\n<!-- {} -->\n"),
    ("</IPLOS>\n", "</IPLOS>\n<?note {}?>\n"),
    ("</IPLOS>", "{}</IPLOS>"),
    ("</IPLOS>", "<x>{}</x></IPLOS>"),
    ("</IPLOS>", "<x{}/></IPLOS>"),
    ("<iiSysVersjon>1.0", "<iiSysVersjon>{}"),
    ("</INNHINFO>", "</INNHINFO><INNHINFO><iiSysID>{}</iiSysID></INNHINFO>"),
    ("</INNHINFO>", "<iiKontakt><Navn>{}</Navn></iiKontakt></INNHINFO>"),
    ("<peAlder>", "<!-- {} --><peAlder>"),
    ("<peAlder>", "<?note {}?><peAlder>"),
    ("<peAlder>", "{}<peAlder>"),
    ("<peAlder>", "<x>{}</x><peAlder>"),
    ("<peAlder>", "<x><y>{}</y></x><peAlder>"),
    ("<peAlder>", '<x><y z="{}"/></x><peAlder>'),
    ("<peAlder>", "<x><y{}/></x><peAlder>"),
    ("<peAlder>", "<x{}/><peAlder>"),
    ("<peAlder>81", "<peAlder>{}"),
    ("<peAlder>81", "<peAlder><![CDATA[{}]]>"),
    ("<peAlder>81", '<peAlder x="{}">81'),
    ("<peAlder>81", '<peAlder x{}="1">81'),
    ("<peAlder>81", '<peAlder xmlns:x="urn:{}">81'),
    ("<peAlder>81", "<peAlder>81<!--{}-->"),
    ('pePeID="1001"', 'pePeID="{}"'),
    ('tjTjID="8001"', 'tjTjID="8001" x="{}"'),
    ("<diDiagKode>A01", "<diDiagKode>{}"),
    ("</PERSON>", "<!-- {} --></PERSON>"),
    ("</PERSON>", "<x>{}</x></PERSON>"),
]


@pytest.mark.parametrize(("old", "new"), PLACES)
def test_it_is_found(old: str, new: str, tmp_path: Path) -> None:
    text = SMALL.replace(old, new.format(FNR), 1)
    assert text != SMALL
    assert holds(int(FNR), suspects_of(tmp_path, text))


@pytest.mark.parametrize(
    "written",
    [
        SPLIT, "038515-98730", "038515\u00a098730", REFERENCES, "03851<!-- -->598730",
        "038<![CDATA[515]]>98730", "038515<?x y?>98730", f"fnr={FNR};", f"99{FNR}20150101",
        f"{FNR} 41819077302 12345678901", "038515.98730", "\u0660\u0663\u066851598730",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    ("old", "new"),
    [("<diDiagKode>A01", "<diDiagKode>{}"), ("<peAlder>", "<x><y>{}</y></x><peAlder>")],
)
def test_however_it_is_written(written: str, old: str, new: str, tmp_path: Path) -> None:
    assert holds(int(FNR), suspects_of(tmp_path, SMALL.replace(old, new.format(written))))


@pytest.mark.parametrize(
    "odd", [FNR + "<peAlder>", f'<peAlder x="{FNR}">', f"<x>{FNR}</x><peAlder>"]
)
def test_in_every_person_not_only_in_the_first(odd: str, tmp_path: Path) -> None:
    """The layout of the first is learnt; what could hold a number is read each time."""
    person = SMALL[SMALL.index("<PERSON") : SMALL.index("</IPLOS>")]
    odd = person.replace("<peAlder>", odd)
    path = tmp_path / "uttrekk.xml"
    path.write_bytes(SMALL.replace(person, odd * 5).encode())
    batches = [*Export(path).batches(Watch())]
    persons = batches[-1].tables["PERSON"]
    assert sorted(suspect.row or 0 for suspect in persons.suspects) == [0, 1, 2, 3, 4]
    assert sorted(suspect.line for suspect in persons.suspects) == sorted(persons.lines)


def test_a_local_number_that_has_lost_its_zero(tmp_path: Path) -> None:
    """02018515900 is a good number; as an integer it is 2018515900 and fits in 32 bits."""
    from iplos_desktop.register.identity import check_digits  # noqa: PLC0415

    start = next(nine for n in range(999) if check_digits(nine := f"020385{n:03}"))
    number = int(start + str(check_digits(start)))
    text = SMALL.replace('pePeID="1001"', f'pePeID="{number}"')
    assert holds(number, suspects_of(tmp_path, text))


def test_its_own_place_is_no_other_place(tmp_path: Path) -> None:
    assert not suspects_of(tmp_path, SMALL)
    doubled = SMALL.replace("<peAlder>", f"<peFnr>{FNR}</peFnr><peAlder>")
    assert not suspects_of(tmp_path, doubled)


@pytest.mark.parametrize(
    "text",
    [FNR, SPLIT, f"a{FNR}b", "0385159873", "3851598730", "038515.98730", "038515\t98730"],
)
def test_what_is_shown_hides_it(text: str) -> None:
    shown = masked(f"x {text} y")
    assert not any(char.isdigit() for char in shown)


@pytest.mark.parametrize("text", ["20150101", "2015-01-01", "01.01.2015", "12345678", "3,5"])
def test_what_is_shown_leaves_dates_alone(text: str) -> None:
    assert masked(text) == text
    assert Search().in_text(text, 1) is None


def test_many_local_numbers_of_ten_digits_are_nothing_strange() -> None:
    """So many once counted as long numbers that the file was called no export."""
    cells = Cells(FORMAT_33.classes["FUNKSJON"].by_name["fnFnID"], Search())
    for first in range(10**9, 10**9 + 450_000, 9000):
        column = cells.column([*map(str, range(first, first + 9000))], 0, [1] * 9000)
        assert len(column.suspects) < 900


@given(
    st.sampled_from(["25889349908", "25889349900", "201017238203"]),
    st.lists(st.from_regex(r"[\W_]{0,6}", fullmatch=True), min_size=11, max_size=11),
    st.sampled_from(["0123456789", "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"]),
)
def test_whatever_stands_between_the_digits_it_is_not_shown(
    number: str, between: list[str], script: str
) -> None:
    written = "".join(
        script[int(digit)] + signs for digit, signs in zip(number, [*between, ""], strict=False)
    )
    assert not any(sign.isdigit() for sign in masked(f"a {written} b"))
