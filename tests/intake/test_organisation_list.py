"""A list is read however it is laid out, and what is wrong with a row is told at its place."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iplos_desktop.intake.organisation_list import ListFault
from tests.intake.list_support import BAD, ONE, THREE, TWO, Rows, excel, numbers, read, text

# The folder is only a place to lay the file of each example; the next one overwrites it.
_SHARED = settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
HEADINGS = (
    "Organisasjonsnummer", "organisasjonsnummer ", "ORGANISASJONSNUMMER", "Organisasjonsnumre",
    "Organisasjons-nummer", "Org.nr", "Org.nr.", "Org nr.", "Org. nr", "Orgnr", "orgnr.", "OrgNo",
    "Organisasjonsnr", "Organisasjonsnr.", "Bedriftsnummer", "Bedr.nr", "Virksomhetsnummer",
    "Virksomhetens organisasjonsnummer", "Orgnr bedrift", "orgnr_virksomhet", "tjInstOrgnr",
    "Organisasjonsnummer (9 siffer)", "Enhetens orgnr", "Org.\N{NO-BREAK SPACE}nr",
    "Institusjonens organisasjonsnummer", "Underenhetens org.nr",
)  # fmt: skip
NAMES = ("Navn", "Virksomhet", "Virksomhetsnavn", "Navn på virksomheten", "Institusjon")
OTHERS = ("Kommunenummer", "Kommune", "Postnr", "Kommunenr", "Merknad", "Antall", "", "Fylkesnr")
WRITTEN = (
    str, int, float,
    lambda n: f"{n[:3]} {n[3:6]} {n[6:]}",
    lambda n: "\N{NO-BREAK SPACE}".join((n[:3], n[3:6], n[6:])),
    lambda n: f" {n}\t",
    lambda n: f"{n}.0",
    lambda n: f"{n},00",
    lambda n: f"{n[:3]}.{n[3:6]}.{n[6:]}",
    lambda n: f"NO {n} MVA",
    lambda n: f"no{n}mva",
    lambda n: f"'{n}",
    lambda n: f"{n}\N{ZERO WIDTH SPACE}",
)  # fmt: skip


def test_the_usual_list(tmp_path: Path) -> None:
    rows: Rows = [
        ["Organisasjonsnummer i bruk i kommunale pleie- og omsorgstjenester 2015"],
        [],
        ["Sist oppdatert", date(2016, 1, 4).isoformat()],
        [],
        ["Kommunenummer", "Kommune", "Navn", "Org.nr", "År"],
        ["0301", "Oslo", "Solbakken  sykehjem", int(ONE), 2015],
        ["1103", "Stavanger", "Åsly, omsorg; bolig", TWO, 2015],
        ["Kilde: SSB"],
    ]
    found = read(tmp_path, excel({"Om lista": [["Les meg"]], "Liste": rows}))
    assert found.numbers == {ONE: "Solbakken sykehjem", TWO: "Åsly, omsorg; bolig"}
    assert (found.source, found.faults, found.duplicates) == ("liste.xlsx", (), 0)
    assert found.years == (2015,)


@_SHARED
@given(st.data())
def test_any_order_and_spelling_gives_the_same_from_excel_and_csv(
    tmp_path: Path, data: st.DataObject
) -> None:
    wanted = data.draw(st.sampled_from([numbers(many) for many in (1, 2, 5)]))
    columns = [
        [data.draw(st.sampled_from(HEADINGS), "heading")]
        + [data.draw(st.sampled_from(WRITTEN))(number) for number in wanted],
        [data.draw(st.sampled_from(NAMES)), *(f"Sted {at} æøå" for at in range(len(wanted)))],
    ]
    others = data.draw(st.lists(st.sampled_from(OTHERS), max_size=3))
    columns += [[other, *(f"{at:04}" for at in range(len(wanted)))] for other in others]
    columns = data.draw(st.permutations(columns))
    above = data.draw(st.lists(st.sampled_from([[], ["Organisasjonsnummer 2015"], ["Liste"]])))
    rows: list[list[Any]] = [*above[:5], *map(list, zip(*columns, strict=True))]

    book = read(tmp_path, excel({"Ark1": rows}))
    assert book.numbers == {number: f"Sted {at} æøå" for at, number in enumerate(wanted)}
    assert not book.faults
    encoding = data.draw(
        st.sampled_from(["utf-8", "utf-8-sig", "windows-1252", "utf-16", "utf-16-le", "utf-16-be"])
    )
    if encoding == "windows-1252":
        rows = [[str(cell).replace("\N{ZERO WIDTH SPACE}", "") for cell in row] for row in rows]
    saved = text(rows, data.draw(st.sampled_from(";,\t|")), encoding)
    assert read(tmp_path, saved, "liste.csv").numbers == book.numbers


@_SHARED
@given(st.lists(st.sampled_from([ONE, TWO, BAD, "12", "ukjent", "", 9.5, int(THREE)]), min_size=1))
def test_the_same_rows_have_the_same_faults_in_excel_and_csv(
    tmp_path: Path, cells: list[Any]
) -> None:
    rows = [["Navn", "Orgnr"], ["Sted", ONE], *(["Sted", cell] for cell in cells)]
    book, saved = read(tmp_path, excel({"A": rows})), read(tmp_path, text(rows), "a.csv")
    assert (book.numbers, book.duplicates) == (saved.numbers, saved.duplicates)
    assert [one.what for one in book.faults] == [one.what for one in saved.faults]
    assert [one.where.rsplit(" ", 1)[1] for one in book.faults] == [
        one.where.rsplit(" ", 1)[1] for one in saved.faults
    ]
    assert len(book.numbers) + book.duplicates + len(book.faults) == len(rows) - 1


def test_each_fault_is_told_at_its_sheet_and_row_and_the_rest_is_used(tmp_path: Path) -> None:
    cells = [BAD, "12345678", "123456785", "ukjent", None, "9,74761E+08", "01019012345", ONE]
    rows: Rows = [["Tittel"], [], ["Orgnr", "Navn"], *([cell, "Et sted"] for cell in cells)]
    found = read(tmp_path, excel({"Østlandet": rows}))
    assert found.numbers == {ONE: "Et sted"}
    assert found.faults == tuple(
        ListFault(f"ark «Østlandet», rad {row}", what)
        for row, what in (
            (4, f"Kontrollsifferet i «{BAD}» stemmer ikke."),
            (5, "«12345678» har ikke ni sifre."),
            (6, "«123456785» begynner ikke med 8 eller 9."),
            (7, "«ukjent» er ikke et organisasjonsnummer."),
            (8, "Organisasjonsnummeret mangler."),
            (9, "«9,74761E+08» er et avrundet tall. Vis alle sifrene i Excel, og lagre på nytt."),
            (10, "Verdien (vises ikke) har ikke ni sifre."),
        )
    )


def test_a_number_that_may_be_a_persons_is_never_shown_nor_kept(tmp_path: Path) -> None:
    identity = "01019012345"
    written = [identity, f"{identity[:6]} {identity[6:]}", f"{identity[:6]}-{identity[6:]}"]
    rows = [["Orgnr", "Navn"], [ONE, f"Ola {identity}"], *([one, one] for one in written)]
    found = read(tmp_path, text(rows), f"liste {identity}.csv")
    assert len(found.faults) == len(written)
    assert "12345" not in str(found)


def test_the_line_in_a_text_file_is_where_the_row_begins(tmp_path: Path) -> None:
    data = f'Orgnr;Navn\r\n{ONE};"Et\r\nsted"\r\n\r\n{BAD};x\r\n'.encode()
    found = read(tmp_path, data, "liste.txt")
    assert found.numbers == {ONE: "Et sted"}
    assert [one.where for one in found.faults] == ["linje 5"]


def test_a_number_twice_is_harmless_and_counted(tmp_path: Path) -> None:
    found = read(tmp_path, text([["Orgnr", "Navn"], [ONE, ""], [TWO, "B"], [ONE, "A"], [ONE, "C"]]))
    assert found.numbers == {ONE: "A", TWO: "B"}
    assert found.duplicates == 2
    assert not found.faults


def test_every_sheet_with_a_heading_counts_and_a_heading_may_be_repeated(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {
        "Om": [["Orgnr er ni sifre"]],
        "Nord": [["Orgnr"], [ONE], ["Orgnr"], [TWO]],
        "Sør": [["x", "Bedriftsnr."], [None, THREE]],
    }
    found = read(tmp_path, excel(sheets))
    assert set(found.numbers) == {ONE, TWO, THREE}
    assert not found.faults


@pytest.mark.parametrize("owner", ["Foretakets orgnr", "Orgnr hovedenhet", "Juridisk enhet orgnr"])
def test_the_places_own_number_is_read_not_its_owners(tmp_path: Path, owner: str) -> None:
    for heading in ("Orgnr", "Virksomhetsnummer"):
        for rows in ([[owner, heading], [ONE, TWO]], [[heading, owner], [TWO, ONE]]):
            assert set(read(tmp_path, excel({"A": rows})).numbers) == {TWO}
    assert set(read(tmp_path, excel({"A": [[owner], [ONE]]})).numbers) == {ONE}


@pytest.mark.parametrize(
    ("name", "heading", "cell", "years"),
    [
        ("orgnr.csv", "x", "", ()),
        ("orgnr_2015.csv", "x", "", (2015,)),
        ("orgnr-20150104.csv", "x", "", ()),
        ("orgnr 2016.csv", "År", "2015", (2015,)),
        ("orgnr.csv", "Dataår", "2015.0", (2015,)),
        ("2014-2015.csv", "x", "", (2014, 2015)),
    ],
)
def test_the_years_it_says_it_is_for(
    tmp_path: Path, name: str, heading: str, cell: str, years: tuple[int, ...]
) -> None:
    assert read(tmp_path, text([["Orgnr", heading], [ONE, cell]]), name).years == years


@pytest.mark.parametrize(
    "line",
    [
        f'{ONE};"Bo og omsorg',
        f'{ONE};"Bo" og omsorg',
        f'"{ONE}" ;Bo',
        f'="{ONE}";Bo',
        f"{ONE}",
        f"{ONE};Bo;;;;",
    ],
)
def test_a_row_with_odd_quotes_or_too_few_cells_is_read(tmp_path: Path, line: str) -> None:
    found = read(tmp_path, f"sep=;\nOrgnr;Navn\n{line}\n{TWO};Bo\n".encode(), "liste.csv")
    assert set(found.numbers) == {ONE, TWO}
    assert not found.faults


def test_a_title_of_the_same_word_is_no_heading(tmp_path: Path) -> None:
    for row in ([ONE, "Sted"], ["Sted", ONE]):
        heading = ["Navn" if cell == "Sted" else "Orgnr" for cell in row]
        found = read(tmp_path, excel({"A": [["Organisasjonsnumre"], heading, row]}))
        assert found.numbers == {ONE: "Sted"}
        assert not found.faults


def test_a_column_of_other_numbers_is_passed_over(tmp_path: Path) -> None:
    rows = [["Institusjonsnr", "Orgnr"], ["17", ONE], ["18", TWO]]
    found = read(tmp_path, text(rows), "liste.csv")
    assert set(found.numbers) == {ONE, TWO}
    assert not found.faults
