"""With a 3.5 export the identities come in a message of their own, and the same rules hold."""

from pathlib import Path

from iplos_desktop.flow.check import Order, check
from iplos_desktop.flow.demo import make_demo
from iplos_desktop.madeup import write_export, write_ident_message
from iplos_desktop.watch import Watch
from tests.support import NOW as NOW_2016
from tests.support import rules_told

NOW = NOW_2016.replace(year=2019)


def pair(folder: Path) -> tuple[Path, Path]:
    export, ident = folder / "uttrekk.xml", folder / "ident.xml"
    write_export(export, persons=10, version="3.5")
    write_ident_message(ident, persons=10)
    return export, ident


def first_identity(ident: str) -> str:
    start = ident.index('fid="') + len('fid="')
    return ident[start : ident.index('"', start)]


def test_a_made_up_pair_is_clean_in_test_mode_and_stopped_in_a_real_submission(
    tmp_path: Path,
) -> None:
    export, ident = pair(tmp_path)
    told = rules_told(check(Order(export, ident, test=True), Watch(), NOW))
    assert told <= {"L-15", "T-08"}  # no finding above info
    real = check(Order(export, ident), Watch(), NOW)
    assert real.findings.blocked
    finding = next(one for one in real.findings if one.rule == "P-03")
    assert finding.record == "PasientIdent"
    assert finding.person is not None
    assert finding.found is None


def test_one_local_number_with_two_identities_stops_everything(tmp_path: Path) -> None:
    export, ident = pair(tmp_path)
    text = ident.read_text(encoding="utf-8")
    start = text.index("<PasientIdent")
    row = text[start : text.index(">", start) + 1]
    if not row.endswith("/>"):
        row = row[:-1] + "/>"
    other = row.replace(first_identity(text), "03851598730")
    ident.write_text(text[:start] + other + text[start:], encoding="utf-8")
    told = rules_told(check(Order(export, ident, test=True), Watch(), NOW))
    assert "P-09" in told


def test_an_identity_of_the_message_found_in_the_export_stops_everything(tmp_path: Path) -> None:
    export, ident = pair(tmp_path)
    number = first_identity(ident.read_text(encoding="utf-8"))
    text = export.read_text(encoding="utf-8")
    export.write_text(text.replace("<peAlder>", f"<!-- {number} --><peAlder>", 1), encoding="utf-8")
    checked = check(Order(export, ident, test=True), Watch(), NOW)
    assert "P-10" in rules_told(checked)


def test_another_file_in_its_place_is_told(tmp_path: Path) -> None:
    demo = make_demo(tmp_path / "demo", persons=3, version="3.5")
    checked = check(Order(demo.export, demo.export, test=True), Watch(), NOW)
    assert "L-16" in rules_told(checked)
    assert checked.findings.blocked
