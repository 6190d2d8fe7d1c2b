"""What is no list of organisation numbers is refused, each kind with words and advice of its own.

Why: she is sent an .xls, a locked workbook or a PDF as often as the list itself.
"""

import io
import zipfile
from pathlib import Path

import pytest

from iplos_desktop.errors import Cancelled, UserError
from iplos_desktop.intake import list_kinds
from iplos_desktop.intake.organisation_list import read_organisation_list
from iplos_desktop.watch import Watch
from tests.intake.list_support import BAD, ONE, TWO, excel, read, repacked, text

GOOD = excel({"Liste": [["Orgnr", "Navn"], [ONE, "Et sted"]]})
_OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
_LAUGHS = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "cc">]><a>&b;</a>'


def _zip(**parts: bytes) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return whole.getvalue()


def _with_password() -> bytes:
    """A zip whose parts say they are encrypted."""
    data = bytearray(_zip(x=b"x"))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + flags] |= 1
    return bytes(data)


WRONG = {
    "nothing": (b"", "er tom"),
    "blank lines": (b" \r\n\r\n", "er tom"),
    "an empty workbook": (excel({"Ark1": []}), "er tom"),
    "old Excel": (_OLE + "Workbook".encode("utf-16-le"), "gamle typen (.xls)"),
    "a locked workbook": (_OLE + "EncryptedPackage".encode("utf-16-le"), "passord"),
    "a locked zip": (_with_password(), "passord"),
    "macros": (repacked(GOOD, xl__vbaProject_bin=b"x"), "makroer"),
    "a PDF": (b"%PDF-1.7\n", "PDF"),
    "a web page": (b"\xef\xbb\xbf <html><body>", "nettside"),
    "an export": (b'<?xml version="1.0"?><IPLOS/>', "XML-fil"),
    "another zip": (_zip(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), ".xlsx"),
    "half a workbook": (GOOD[: len(GOOD) // 2], "skadet"),
    "a workbook with garbage in it": (repacked(GOOD, xl__worksheets__sheet1_xml=b"<a"), "skadet"),
    "a workbook that lacks a part": (repacked(GOOD, xl__sharedStrings_xml=None), "skadet"),
    "a workbook with a DOCTYPE": (repacked(GOOD, xl__sharedStrings_xml=_LAUGHS), "ikke laget av"),
    "bytes of another kind": (b"\x89PNG\r\n\x1a\n" + bytes(64), "verken"),
    "no heading": (text([[ONE, "Et sted"], [TWO, "Et annet"]]), "Fant ingen kolonne"),
    "no heading in Excel": (excel({"A": [["Liste 2015"], [ONE, "x"]]}), "Fant ingen kolonne"),
    "a heading alone": (text([["Orgnr", "Navn"]]), "har overskrift, men ingen"),
    "only bad numbers": (text([["Orgnr", "Navn"], [BAD, "x"]]), "Ingen av numrene"),
}


@pytest.mark.parametrize(("data", "what"), WRONG.values(), ids=WRONG)
def test_it_is_refused_with_its_own_words(data: bytes, what: str, tmp_path: Path) -> None:
    with pytest.raises(UserError) as told:
        read(tmp_path, data, "valgt fil")
    assert what in told.value.what
    assert "valgt fil" in told.value.what
    assert told.value.advice.endswith((".", "no."))


def test_the_good_workbook_is_good(tmp_path: Path) -> None:
    assert read(tmp_path, GOOD).numbers == {ONE: "Et sted"}


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    for path, what in ((tmp_path / "borte.xlsx", "Finner ikke"), (tmp_path, "ingen vanlig fil")):
        with pytest.raises(UserError, match=what):
            read_organisation_list(path, Watch())


def test_a_workbook_that_unpacks_to_too_much_is_never_unpacked(tmp_path: Path) -> None:
    bomb = repacked(GOOD, xl__worksheets__sheet2_xml=bytes(100_000_001))
    assert len(bomb) < 200_000
    with pytest.raises(UserError, match="for stor"):
        read(tmp_path, bomb)


def test_more_rows_than_a_list_has_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for room in ("list_excel", "list_csv"):
        monkeypatch.setattr(f"iplos_desktop.intake.{room}.MOST_ROWS", 3)
    rows = [["Orgnr"], [ONE], [], [TWO]]
    assert len(read(tmp_path, excel({"A": rows})).numbers) == 2
    assert len(read(tmp_path, text(rows)).numbers) == 2
    for data in (excel({"A": rows, "B": [["x"]]}), text([*rows, ["x"]])):
        with pytest.raises(UserError, match="for stor"):
            read(tmp_path, data)


def test_a_file_of_too_many_bytes_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_kinds, "_LARGEST", len(GOOD) - 1)
    with pytest.raises(UserError, match="for stor"):
        read(tmp_path, GOOD)


def test_a_row_far_down_and_a_column_far_out_cost_nothing(tmp_path: Path) -> None:
    far = excel({"A": [["Orgnr"], [ONE]]})
    with zipfile.ZipFile(io.BytesIO(far)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    for row in (b"999999999999", b"1048576"):
        more = b'<row r="%b"><c r="XFD%b"><v>1</v></c></row></sheetData>' % (row, row)
        spoiled = sheet.replace(b"</sheetData>", more)
        assert spoiled != sheet
        found = read(tmp_path, repacked(far, xl__worksheets__sheet1_xml=spoiled))
        assert set(found.numbers) == {ONE}


def test_a_wrong_size_written_in_the_sheet_is_not_believed(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    small = sheet.replace(b'<dimension ref="A1:B2"/>', b'<dimension ref="A1"/>')
    assert small != sheet
    found = read(tmp_path, repacked(GOOD, xl__worksheets__sheet1_xml=small))
    assert found.numbers == {ONE: "Et sted"}


def test_nothing_is_spooled_to_a_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(tmp_path / "ingen"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "ingen"))
    assert read(tmp_path, GOOD).numbers == {ONE: "Et sted"}
    assert [one.name for one in tmp_path.iterdir()] == ["liste.xlsx"]


def test_reading_can_be_stopped(tmp_path: Path) -> None:
    path = tmp_path / "liste.xlsx"
    path.write_bytes(excel({"A": [["Orgnr"], *([ONE] for _ in range(1000))]}))
    watch = Watch()
    watch.cancel()
    with pytest.raises(Cancelled):
        read_organisation_list(path, watch)
