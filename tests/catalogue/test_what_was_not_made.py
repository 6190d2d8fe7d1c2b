"""A rule that could not be made is listed with what it lacked, and rejected values tell nothing."""

from pathlib import Path

import pytest

from iplos_desktop.flow.checked import Checked
from tests.catalogue.test_one_fault_one_finding import RECEIVES
from tests.support import SMALL, check_text


def missed(checked: Checked) -> dict[str, str]:
    return dict(checked.findings.not_checked)


@pytest.mark.parametrize(
    ("old", "new", "rules", "element"),
    [
        ("<fnFunkVerdi>3", "<fnFunkVerdi>7", {"F-04", "F-05"}, "fnFunkVerdi"),
        ("<fnFunkType>1<", "<fnFunkType>x<", {"F-01", "F-03", "F-04"}, "fnFunkType"),
        ("<tjVedtak>2<", "<tjVedtak>J<", {"F-03", "T-05", "T-06"}, "tjVedtak"),
        ("<peDiagReserv>2", "<peDiagReserv>3", {"D-02"}, "peDiagReserv"),
        ("<fnFraDato>2015", "<fnFraDato>x", {"K-02", "F-04"}, "fnFraDato"),
        ("<peFnr>12853400023", "<peFnr>12853400024", {"P-05", "P-06", "P-07", "K-04"}, "peFnr"),
        ("<iiKomnr>0301", "<iiKomnr>9999", {"I-03"}, "iiKomnr"),
    ],
)
def test_it_is_listed_with_the_element_that_could_not_be_read(
    old: str, new: str, rules: set[str], element: str, tmp_path: Path
) -> None:
    assert old in SMALL
    checked = check_text(tmp_path, SMALL.replace(old, new))
    found = missed(checked)
    assert rules <= found.keys()
    for rule in rules:
        assert found[rule].startswith("Fila har ingen brukbare verdier av ")
        assert found[rule].endswith(f" ({element}).")
        assert " og " not in found[rule]
    assert not rules & {*checked.findings.made}
    assert not checked.findings.is_clean


def sixty(text: str) -> str:
    """The small export with sixty persons in it, each with numbers and an identity of her own."""
    start, end = text.index("<PERSON "), text.index("</IPLOS>")
    person = text[start:end]
    many = (person.replace("1001", str(2000 + at)).replace("12853400023", "") for at in range(60))
    return text[:start] + "".join(many) + text[end:]


def test_marks_of_an_export_fault_are_not_read_from_rejected_values(tmp_path: Path) -> None:
    for old, new, rule in (
        ("<fnFunkVerdi>3", "<fnFunkVerdi>7", "L-18"),
        ("<tjVedtak>2", "<tjVedtak>J", "L-17"),
    ):
        checked = check_text(tmp_path, sixty(SMALL.replace(old, new)))
        assert rule not in checked.findings.counts
        assert rule in missed(checked)
    assert "L-18" in check_text(tmp_path, sixty(SMALL)).findings.counts


def test_without_information_about_the_export_nothing_is_held_against_a_guessed_year(
    tmp_path: Path,
) -> None:
    start, end = RECEIVES.index("<INNHINFO>"), RECEIVES.index("<PERSON ")
    checked = check_text(tmp_path, RECEIVES[:start] + RECEIVES[end:])
    assert checked.findings.counts == {"L-15": 1, "S-02": 1}
    found = missed(checked)
    for rule in ("F-01", "F-03", "T-01", "P-06", "I-01"):
        assert found[rule] == "Fila sier ikke hvilket dataår den gjelder."


@pytest.mark.parametrize("broken", ["", "<x/>", "\0", "&x;", "</PERSON>"])
def test_a_small_file_that_breaks_off_keeps_what_it_said_of_itself(
    broken: str, tmp_path: Path
) -> None:
    checked = check_text(tmp_path, RECEIVES.replace("</IPLOS>", broken))
    assert checked.findings.blocked
    assert (checked.year.year, checked.file.municipality) == (2015, "0301")
    assert {one.rule[0] for one in checked.findings} <= {"L", "S"}


INFO = ["iiInnhType", "iiKomnr", "iiBydelsnr", "iiLagetDato", "iiSysID", "iiSysVersjon"]


@pytest.mark.parametrize("name", INFO)
def test_what_is_missing_of_the_information_is_told_once(name: str, tmp_path: Path) -> None:
    start = SMALL.index(f"<{name}>")
    end = SMALL.index(f"</{name}>") + len(f"</{name}>")
    checked = check_text(tmp_path, SMALL[:start] + SMALL[end:])
    assert checked.findings.counts == {"L-15": 1, "S-02": 1}


def test_a_stranger_in_the_information_is_told_once(tmp_path: Path) -> None:
    checked = check_text(tmp_path, SMALL.replace("<iiSysID>", "<iiNytt>1</iiNytt><iiSysID>"))
    assert checked.findings.counts == {"L-15": 1, "S-01": 1}
