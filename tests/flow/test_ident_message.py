"""With a 3.5 export the identities come in a message of their own, and the same rules hold."""

from pathlib import Path

from iplos_desktop.flow.check import check
from iplos_desktop.flow.checked import Order
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


def told_of(export: Path, ident: Path | None) -> list[tuple[str, str | None, str | None]]:
    findings = check(Order(export, ident, test=True), Watch(), NOW).findings
    return [
        (one.rule, one.person, one.element) for one in findings if one.rule not in {"L-15", "T-08"}
    ]


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_message_of_another_export_is_told_by_its_number(tmp_path: Path) -> None:
    export, ident = pair(tmp_path)
    rewrite(ident, 'lopenr="2018', 'lopenr="2017')
    assert told_of(export, ident) == [("M-01", None, "iiLopenr")]


def test_persons_of_only_one_of_the_two_files_are_told_one_by_one(tmp_path: Path) -> None:
    export, ident = pair(tmp_path)
    rewrite(ident, 'pid="1004"', 'pid="7777"')
    assert sorted(told_of(export, ident)) == [("M-02", "1004", "pePeID"), ("M-03", "7777", "pid")]


def test_a_type_that_is_not_the_numbers_is_told_and_a_passport_is_not_called_invalid(
    tmp_path: Path,
) -> None:
    export, ident = pair(tmp_path)
    rewrite(ident, 'typeID="1"', 'typeID="2"')
    assert [rule for rule, _, _ in told_of(export, ident)] == ["M-04"]
    foreign = tmp_path / "pass.xml"
    text = ident.read_text(encoding="utf-8").replace('typeID="2"', 'typeID="4"', 1)
    foreign.write_text(text.replace(first_identity(text), "CCC002014", 1), encoding="utf-8")
    assert told_of(export, foreign) == []


def test_gender_and_age_are_held_against_the_number_in_the_message(tmp_path: Path) -> None:
    export, ident = pair(tmp_path)
    text = export.read_text(encoding="utf-8")
    start = text.index("<peKjonn>")
    other = "M" if text[start + 9] == "K" else "K"
    export.write_text(text[: start + 9] + other + text[start + 10 :], encoding="utf-8")
    rewrite(export, "<peAlder>", "<peAlder>1")
    assert [(rule, element) for rule, _, element in told_of(export, ident)] == [
        ("P-06", "peAlder"),
        ("P-05", "peKjonn"),
    ]


def test_without_the_message_what_needs_it_is_listed_as_not_checked(tmp_path: Path) -> None:
    export, _ = pair(tmp_path)
    findings = check(Order(export, test=True), Watch(), NOW).findings
    missed = {rule for rule, why in findings.not_checked if why == "Identmeldingen er ikke lest."}
    assert {"P-01", "P-02", "P-05", "P-06", "P-07", "P-09", "K-04", "M-02", "M-03"} <= missed
    assert not findings.is_clean


def test_a_contact_the_export_does_not_name_is_worth_a_word(tmp_path: Path) -> None:
    export, ident = pair(tmp_path)
    for address, wanted in (("kari@annen.no", {"I-10"}), ("ASE@kommune.example", set())):
        order = Order(export, ident, test=True, email=lambda *_, told=address: told)
        rules = rules_told(check(order, Watch(), NOW))
        assert rules - {"L-15", "T-08"} == wanted


def test_contacts_without_their_type_or_address_are_told(tmp_path: Path) -> None:
    export, ident = pair(tmp_path)
    rewrite(export, "<Type>2<", "<Type>1<")
    rewrite(export, "ase@kommune.example", "ase.kommune.example")
    assert [(rule, element) for rule, _, element in told_of(export, ident)] == [
        ("I-08", "iiKontakt"),
        ("I-09", "Epost"),
    ]


def test_made_up_persons_are_told_once_each_outside_test_mode(tmp_path: Path) -> None:
    export, ident = pair(tmp_path)
    findings = check(Order(export, ident), Watch(), NOW).findings
    assert findings.counts["P-03"] == 10
    assert {one.record for one in findings if one.rule == "P-03"} == {"PasientIdent"}


def test_half_an_export_is_not_said_to_lack_the_other_half(tmp_path: Path) -> None:
    export, ident = pair(tmp_path)
    text = export.read_text(encoding="utf-8")
    export.write_text(text[: text.index('<PERSON pePeID="1006"')], encoding="utf-8")
    counts = check(Order(export, ident, test=True), Watch(), NOW).findings.counts
    assert counts.keys() - {"L-15", "T-08"} == {"L-03"}


def test_half_a_message_is_not_said_to_lack_the_other_half(tmp_path: Path) -> None:
    export, ident = pair(tmp_path)
    text = ident.read_text(encoding="utf-8")
    ident.write_text(text[: text.index('pid="1006"')], encoding="utf-8")
    findings = check(Order(export, ident, test=True), Watch(), NOW).findings
    assert findings.counts.keys() - {"L-15", "T-08"} == {"L-16"}
    missed = dict(findings.not_checked)
    for rule in ("M-02", "M-03", "P-02", "P-10", "K-04"):
        assert missed[rule] == "Identmeldingen kunne ikke leses til slutt."


def test_without_the_message_nobody_can_say_that_no_identity_stands_in_a_wrong_place(
    tmp_path: Path,
) -> None:
    export, _ = pair(tmp_path)
    assert "P-10" in dict(check(Order(export, test=True), Watch(), NOW).findings.not_checked)


def test_a_person_twice_in_the_message_is_told_to_be_so_there(tmp_path: Path) -> None:
    export, ident = pair(tmp_path)
    text = ident.read_text(encoding="utf-8")
    start = text.index("<PasientIdent")
    end = text.index("</PasientIdent>") + len("</PasientIdent>")
    ident.write_text(text[:end] + text[start:end] + text[end:], encoding="utf-8")
    (finding,) = [
        one
        for one in check(Order(export, ident, test=True), Watch(), NOW).findings
        if one.rule == "P-08"
    ]
    assert finding.text == "Person 1001 står flere ganger i fila (i identmeldingen)."


def test_a_person_of_the_message_without_a_number_is_told_at_her_line(tmp_path: Path) -> None:
    for number in ("", "x", "99999999999"):
        folder = tmp_path / f"med {number}"
        folder.mkdir()
        export, ident = pair(folder)
        rewrite(ident, 'pid="1004"', f'pid="{number}"')
        findings = [*check(Order(export, ident, test=True), Watch(), NOW).findings]
        (finding,) = [one for one in findings if one.rule == "M-06"]
        lines = ident.read_text(encoding="utf-8").splitlines()
        assert f'pid="{number}"' in lines[finding.line - 1]
        assert number not in f"{finding.found} {finding.text}" or number in {"", "x"}


def test_where_more_stands_in_the_message_is_told(tmp_path: Path) -> None:
    export, ident = pair(tmp_path)
    rewrite(ident, "</Institusjon>", "F20.0</Institusjon>")
    findings = [*check(Order(export, ident, test=True), Watch(), NOW).findings]
    (finding,) = [one for one in findings if one.rule == "M-05"]
    line = 1 + ident.read_text(encoding="utf-8").split("F20.0")[0].count("\n")
    assert finding.text == f"Identmeldingen inneholder mer enn hvem personene er, på linje {line}."
