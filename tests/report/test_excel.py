"""The list of findings as Excel: readable, safe, and never on disk on the way."""

import io
import re
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from iplos_desktop.catalogue.findings import Findings
from iplos_desktop.errors import Cancelled
from iplos_desktop.flow.checked import Checked
from iplos_desktop.flow.reports import heading, save_report
from iplos_desktop.report.excel import LAST_ROW, write_workbook
from iplos_desktop.report.order import first_of_each
from iplos_desktop.report.safe import visible
from iplos_desktop.watch import Watch
from tests.report.support import TRICKS, findings_saying, texts, with_findings


def opened(checked: Checked, last_row: int = LAST_ROW) -> Workbook:
    whole = io.BytesIO()
    write_workbook(heading(checked), checked.findings, whole, Watch(), last_row)
    return openpyxl.load_workbook(whole)


def rows(sheet: Worksheet) -> list[tuple[str | None, ...]]:
    """The rows below the head, as text."""
    return [tuple(map(shown, row)) for row in sheet.iter_rows(min_row=2, values_only=True)]


def shown(value: object) -> str | None:
    """A value as Excel shows it; openpyxl leaves _x005F_, which Excel reads as a sign."""
    sign = re.compile("_x([0-9a-fA-F]{4})_")
    return None if value is None else sign.sub(lambda code: chr(int(code[1], 16)), str(value))


def expected(findings: Findings) -> list[tuple[str | None, ...]]:
    return [
        (
            one.level.word, one.rule, one.person, one.record, one.record_id, one.element,
            str(one.line), visible(one.found or "") or None, visible(one.expected or "") or None,
            visible(one.text) or None,
        )
        for one in findings
    ]  # fmt: skip


def test_every_finding_stands_in_the_list(faulty: Checked, tmp_path: Path) -> None:
    save_report(faulty, tmp_path / "liste.xlsx", Watch())
    book = openpyxl.load_workbook(tmp_path / "liste.xlsx")
    sheet = book["Feilliste"]
    assert rows(sheet) == expected(faulty.findings)
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:J{len(faulty.findings) + 1}"
    assert all(sheet.column_dimensions[column].width > 6 for column in "ABCDEFGHIJ")
    assert all(isinstance(row[6].value, int) for row in sheet.iter_rows(min_row=2))


def test_every_sheet_is_made_for_paper(faulty: Checked) -> None:
    for sheet in opened(faulty).worksheets:
        setup, top, foot = sheet.page_setup, sheet.oddHeader, sheet.oddFooter
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (setup.orientation, setup.fitToHeight) == ("landscape", 0)
        assert top is not None
        assert foot is not None
        assert "0301 Oslo" in str(top.right.text)
        assert str(foot.right.text) == "Side &P av &N"
    assert opened(faulty)["Feilliste"].print_title_rows == "$1:$1"


def test_the_summary_names_what_was_checked_and_what_not(faulty: Checked) -> None:
    sheet = opened(faulty)["Sammendrag"]
    words = {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value}
    assert "IPLOS-kontroll 2015" in words
    assert {value for _, value in heading(faulty).lines} <= words
    assert {*faulty.findings.made, *dict(faulty.findings.not_applicable)} <= words
    for _, why in faulty.findings.not_applicable:
        assert any(word.endswith(why) for word in words)


def test_links_lead_to_the_rule_and_to_its_first_finding(faulty: Checked) -> None:
    book = opened(faulty)
    targets: dict[str, list[str]] = {}
    for row in book["Sammendrag"].iter_rows():
        for cell in row:
            if cell.hyperlink is not None:
                targets.setdefault(str(row[0].value), []).append(str(cell.hyperlink.location))
    assert set(targets) == set(faulty.findings.counts)
    for rule, (to_rule, to_list) in targets.items():
        name, _, place = to_rule.partition("!")
        assert str(book[name.strip("'")][place].value).startswith(f"{rule} ")
        name, _, place = to_list.partition("!")
        found = book[name.strip("'")]
        row = found[place].row
        above = [found.cell(number, 2).value for number in range(2, row)]
        assert found.cell(row, 2).value == rule
        assert rule not in above


def test_each_rule_that_found_something_is_explained(faulty: Checked) -> None:
    book = opened(faulty)
    assert book.sheetnames == ["Sammendrag", "Feilliste", *faulty.findings.counts]
    told = {row[0]: row[1] for row in rows(book["T-04"])[2:]}
    assert told["Nivå"] == "Feil"
    assert told["Antall funn"] == str(faulty.findings.counts["T-04"])
    assert told["Eksempel på feil"] == "timer per uke: 168,25"
    assert book["T-04"]["A2"].hyperlink.location == "'Sammendrag'!A1"


@pytest.mark.parametrize("last_row", [5, 6, 11])
def test_a_full_sheet_is_followed_by_another(faulty: Checked, last_row: int) -> None:
    findings = findings_saying([str(number) for number in range(10)])
    book = opened(with_findings(faulty, findings), last_row)
    lists = [name for name in book.sheetnames if name.startswith("Feilliste")]
    assert len(lists) == -(-10 // (last_row - 1))
    assert [row for name in lists for row in rows(book[name])] == expected(findings)
    for name in lists:
        assert book[name].auto_filter.ref == f"A1:J{book[name].max_row}"
        assert book[name].freeze_panes == "A2"


def test_a_list_without_findings_can_be_opened(faulty: Checked) -> None:
    book = opened(with_findings(faulty, Findings([], [])))
    assert book.sheetnames == ["Sammendrag", "Feilliste"]
    assert rows(book["Feilliste"]) == []


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(texts, min_size=1, max_size=8))
def test_text_from_a_file_is_only_text(faulty: Checked, said: list[str]) -> None:
    _is_only_text(faulty, said)


def test_tricks_are_only_text(faulty: Checked) -> None:
    _is_only_text(faulty, list(TRICKS))


def _is_only_text(faulty: Checked, said: list[str]) -> None:
    findings = findings_saying(said)
    sheet = opened(with_findings(faulty, findings))["Feilliste"]
    assert rows(sheet) == expected(findings)
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            assert cell.hyperlink is None
            assert cell.data_type == ("n" if cell.column == 7 or cell.value is None else "s")


def test_the_place_of_each_first_finding_is_known_without_making_texts(faulty: Checked) -> None:
    rules = [one.rule for one in faulty.findings]
    assert first_of_each(faulty.findings) == {rule: rules.index(rule) for rule in set(rules)}


def test_nothing_is_spooled_to_a_temporary_folder(
    faulty: Checked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(tmp_path / "ingen"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "ingen"))
    assert opened(faulty).sheetnames


@pytest.mark.parametrize("ending", ["xlsx", "html"])
def test_a_report_that_is_stopped_leaves_nothing_and_the_older_one(
    faulty: Checked, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"liste.{ending}"
    path.write_text("den forrige")
    watch = Watch()
    watch.cancel()
    with pytest.raises(Cancelled):
        save_report(faulty, path, watch)
    assert [one.name for one in tmp_path.iterdir()] == [path.name]
    assert path.read_text() == "den forrige"
