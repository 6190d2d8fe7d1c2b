"""The engine: one fault, one finding, at the right place, and nothing hidden."""

from pathlib import Path

import pytest

from tests.support import SMALL, WOMAN, check_text, rules_told


def test_a_finding_names_person_record_element_and_line(tmp_path: Path) -> None:
    checked = check_text(tmp_path, SMALL.replace("<tjTimerUke>3.5", "\n<tjTimerUke>169.00"))
    (finding,) = (one for one in checked.findings if one.rule == "T-04")
    assert finding.person == "1001"
    assert (finding.record, finding.record_id) == ("TJENESTE", "8001")
    assert finding.element == "tjTimerUke"
    assert finding.line == 8
    assert (finding.found, finding.expected) == ("169.00", "høyst 168")
    assert finding.text == "169,00 timer per uke er flere enn uken har (168)."


def test_an_identity_in_the_wrong_place_is_told_where_it_stands(tmp_path: Path) -> None:
    text = SMALL.replace("<iiSysVersjon>1.0", f"\n<iiSysVersjon>{WOMAN}")
    text = text.replace("<diDiagKode>A01", f"\n\n<diDiagKode>{WOMAN[:6]} {WOMAN[6:]}")
    found = [one for one in check_text(tmp_path, text).findings if one.rule == "P-10"]
    assert [one.line for one in found] == [4, 11]
    assert [one.element for one in found] == ["iiSysVersjon", "diDiagKode"]


@pytest.mark.parametrize("sign", ["_", ".", "–", "/", "  ", " - "])
def test_an_identity_with_any_sign_in_it_is_told_and_not_shown(sign: str, tmp_path: Path) -> None:
    for spread in (
        f"{WOMAN[:6]}{sign}{WOMAN[6:]}",
        f"{WOMAN[:2]}{sign}{WOMAN[2:4]}{sign}{WOMAN[4:6]} {WOMAN[6:]}",
    ):
        checked = check_text(tmp_path, SMALL.replace("<fnFunkVerdi>3", f"<fnFunkVerdi>{spread}"))
        assert "P-10" in rules_told(checked)
        for finding in checked.findings:
            assert WOMAN[6:] not in f"{finding.found} {finding.text}"


def test_a_value_with_elements_inside_is_told_once(tmp_path: Path) -> None:
    text = SMALL.replace("<peBydelsnr>00<", "<peBydelsnr><b>00</b><")
    assert rules_told(check_text(tmp_path, text)) == {"S-10", "L-15"}


def test_a_value_already_rejected_is_judged_no_more(tmp_path: Path) -> None:
    checked = check_text(tmp_path, SMALL.replace("<fnFraDato>20150101", "<fnFraDato>20159901"))
    assert rules_told(checked) == {"K-01", "L-15"}


def test_a_rule_that_could_read_nothing_is_listed_and_no_fault_is_not_said(
    tmp_path: Path,
) -> None:
    checked = check_text(tmp_path, SMALL.replace("<tjTjenType>1<", "<tjTjenType>x<"))
    not_checked = {rule for rule, _ in checked.findings.not_checked}
    assert not_checked == {"T-01", "T-02", "T-05", "T-06", "T-07", "T-08", "T-16", "T-17"}
    assert not not_checked & {*checked.findings.made}
    assert not checked.findings.is_clean


def test_without_information_about_the_export_its_rules_are_not_checked(tmp_path: Path) -> None:
    start, end = SMALL.index("<INNHINFO>"), SMALL.index("<PERSON ")
    checked = check_text(tmp_path, SMALL[:start] + SMALL[end:], year=2015)
    assert "S-02" in rules_told(checked)
    assert {"I-01", "I-04"} <= {rule for rule, _ in checked.findings.not_checked}


def test_a_file_that_stops_early_has_checked_no_rule(tmp_path: Path) -> None:
    checked = check_text(tmp_path, SMALL.replace("</IPLOS>", ""))
    assert checked.findings.blocked
    assert "T-04" in {rule for rule, _ in checked.findings.not_checked}


def test_two_persons_with_one_local_number_and_two_identities_stop_everything(
    tmp_path: Path,
) -> None:
    start, end = SMALL.index("<PERSON "), SMALL.index("</IPLOS>")
    person = SMALL[start:end]
    other = person.replace(WOMAN, "03851598730")
    checked = check_text(tmp_path, SMALL[:end] + other + SMALL[end:])
    assert "P-09" in rules_told(checked)
    assert checked.findings.blocked


def test_the_same_person_twice_is_told_once(tmp_path: Path) -> None:
    start, end = SMALL.index("<PERSON "), SMALL.index("</IPLOS>")
    checked = check_text(tmp_path, SMALL[:end] + SMALL[start:end] + SMALL[end:])
    assert rules_told(checked) == {"P-08", "L-15"}
    assert checked.findings.counts["P-08"] == 1


def test_a_made_up_person_stops_a_real_submission_and_a_real_one_stops_a_test(
    tmp_path: Path,
) -> None:
    assert "P-03" in rules_told(check_text(tmp_path, SMALL, test=False))
    real = SMALL.replace(WOMAN, "20036914700")
    assert "P-04" in rules_told(check_text(tmp_path, real))
    assert not {"P-03", "P-04"} & rules_told(check_text(tmp_path, real, test=False))
