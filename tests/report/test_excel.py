"""The list of findings as Excel: readable, safe, and never on disk on the way."""

import io
from pathlib import Path

import openpyxl
import pytest

from iplos_desktop.flow.reports import heading, save_report
from iplos_desktop.report.excel import workbook
from iplos_desktop.watch import Watch
from tests.support import SMALL, check_text


def test_every_finding_stands_in_the_list(tmp_path: Path) -> None:
    checked = check_text(tmp_path, SMALL.replace("<tjTimerUke>3.5", "<tjTimerUke>169.00"))
    save_report(checked, tmp_path / "liste.xlsx", Watch())
    book = openpyxl.load_workbook(tmp_path / "liste.xlsx")
    rows = list(book["Feilliste"].iter_rows(values_only=True))
    assert len(rows) == 1 + len(checked.findings)
    assert ("Feil", "T-04", "1001", "TJENESTE", "8001", "tjTimerUke") in {row[:6] for row in rows}
    assert book["Feilliste"].freeze_panes == "A2"
    assert book["Sammendrag"]["A1"].value == "IPLOS-kontroll 2015"


def test_text_from_the_file_is_never_a_formula(tmp_path: Path) -> None:
    text = SMALL.replace("<peKjonn>K", "<peKjonn>=1+1")
    book = openpyxl.load_workbook(
        io.BytesIO(workbook(heading(c := check_text(tmp_path, text)), c.findings, Watch()))
    )
    cells = [cell for row in book["Feilliste"].iter_rows() for cell in row]
    assert any(cell.value == "=1+1" and cell.data_type == "s" for cell in cells)


def test_nothing_is_spooled_to_a_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = check_text(tmp_path, SMALL)
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(tmp_path / "ingen"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "ingen"))
    assert workbook(heading(checked), checked.findings, Watch())
