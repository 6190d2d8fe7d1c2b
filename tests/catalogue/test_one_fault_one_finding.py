"""One fault is told once: what is rejected is judged no more, what is missing told once."""

from pathlib import Path

import pytest

from iplos_desktop.catalogue.group import Finding
from iplos_desktop.register.identity import check_digits
from tests.support import SMALL, check_text

SERVICE = "<tjVedtak>2</tjVedtak><tjTimerUke>3.5</tjTimerUke>"
GRANTED = "<tjVedtak>1</tjVedtak><tjTimerUke>3.5</tjTimerUke><tjInstOrgnr>974652269</tjInstOrgnr>"
SCORES = "".join(
    f'<FUNKSJON fnPeID="1001" fnFnID="{7100 + function}"><fnFunkType>{function}</fnFunkType>'
    "<fnFunkVerdi>3</fnFunkVerdi><fnFraDato>20150101</fnFraDato><fnTilDato>20151231</fnTilDato>"
    "</FUNKSJON>"
    for function in range(2, 18)
)
RECEIVES = SMALL.replace(SERVICE, GRANTED).replace("<TJENESTE ", f"{SCORES}<TJENESTE ")


def found(folder: Path, text: str) -> list[Finding]:
    return [one for one in check_text(folder, text).findings if one.rule != "L-15"]


@pytest.mark.parametrize(
    ("old", "new", "rule", "element"),
    [
        # an unlikely day is not held against other days as well
        ("<tjVedtDato>20150302", "<tjSoknadDato>20150201</tjSoknadDato><tjVedtDato>18150302",
         "K-03", "tjVedtDato"),
        ("<fnTilDato>20151231", "<fnTilDato>20991231", "K-06", "fnTilDato"),
        ("<fnTilDato>20151231", "<fnTilDato>18151231", "K-03", "fnTilDato"),
        # a period that is turned round overlaps nothing
        ("<fnFraDato>20150101</fnFraDato><fnTilDato>20151231",
         "<fnFraDato>20151231</fnFraDato><fnTilDato>20150101", "K-02", "fnFraDato"),
        # hours out of all measure are not called missing, nor a comma
        ("<tjTimerUke>3.5", "<tjTimerUke>-1", "T-20", "tjTimerUke"),
        ("<tjTimerUke>3.5", "<tjTimerUke>169", "T-04", "tjTimerUke"),
        ("<tjTimerUke>3.5", "<tjTimerUke>3,5", "S-07", "tjTimerUke"),
        # a type that does not exist demands nothing
        ("<tjTjenType>1<", "<tjTjenType>99<", "T-01", "tjTjenType"),
        ("<fnFunkType>1<", "<fnFunkType>99<", "F-01", "fnFunkType"),
        # a wrong number is not missing, and not unlisted
        ("974652269", "974652268", "T-09", "tjInstOrgnr"),
        # a municipality there is none of has no districts
        ("<peKomnr>0301", "<peKomnr>9998", "P-13", "peKomnr"),
        ("<iiKomnr>0301</iiKomnr><iiBydelsnr>00", "<iiKomnr>9998</iiKomnr><iiBydelsnr>77",
         "I-01", "iiKomnr"),
        # an age that cannot be is told by the number when it can tell
        ("<peAlder>81", "<peAlder>130", "P-06", "peAlder"),
        # what is missing is told where it should stand, and its day is not called alone
        ("<poErnPlan>2</poErnPlan>", "<poErnPlanDato>20150301</poErnPlanDato>", "S-11",
         "poErnPlan"),
        ("<diDiagKode>A01", "<diDiagKode>4", "D-01", "diDiagKode"),
    ],
)  # fmt: skip
def test_one_fault_gives_one_finding(
    old: str, new: str, rule: str, element: str, tmp_path: Path
) -> None:
    assert old in RECEIVES
    (finding,) = found(tmp_path, RECEIVES.replace(old, new, 1))
    assert (finding.rule, finding.element) == (rule, element)


def test_the_person_who_receives_a_service_has_nothing_wrong_with_her(tmp_path: Path) -> None:
    assert found(tmp_path, RECEIVES) == []


def test_an_identity_number_of_another_is_told_by_the_age_and_not_by_every_day(
    tmp_path: Path,
) -> None:
    """Her number says born 1996, so that most days lie before her birth."""
    young = RECEIVES.replace("12853400023", "03851598730")
    assert {one.rule for one in found(tmp_path, young)} <= {"P-05", "P-06"}
    assert "P-06" in {one.rule for one in found(tmp_path, young)}


def test_a_record_exported_twice_is_told_once(tmp_path: Path) -> None:
    start, end = RECEIVES.index("<TJENESTE "), RECEIVES.index("<DIAGNOSE ")
    service = RECEIVES[start:end].replace(
        "</TJENESTE>", "<tjFraDato>20150401</tjFraDato></TJENESTE>"
    )
    twice = RECEIVES[:start] + service + service + RECEIVES[end:]
    assert [one.rule for one in found(tmp_path, twice)] == ["P-11"]
    renumbered = service.replace('"8001"', '"8002"')
    same = RECEIVES[:start] + service + renumbered + RECEIVES[end:]
    assert [(one.rule, one.record_id) for one in found(tmp_path, same)] == [("T-16", "8002")]


def test_missing_scores_are_told_once_and_by_name(tmp_path: Path) -> None:
    start = RECEIVES.index('<FUNKSJON fnPeID="1001" fnFnID="7113"')
    end = RECEIVES.index("<FUNKSJON ", RECEIVES.index("<FUNKSJON ", start + 1) + 1)
    (finding,) = found(tmp_path, RECEIVES[:start] + RECEIVES[end:])
    assert (finding.rule, finding.record, finding.element) == ("F-03", "PERSON", "FUNKSJON")
    assert finding.text == "Personen får tjenester, men mangler skår for Syn og Hørsel."


def test_a_class_that_is_missing_is_told_by_the_structure_alone(tmp_path: Path) -> None:
    start, end = RECEIVES.index("<FUNKSJON "), RECEIVES.index("<TJENESTE ")
    assert [one.rule for one in found(tmp_path, RECEIVES[:start] + RECEIVES[end:])] == ["S-12"]


@pytest.mark.parametrize(
    ("old", "new", "rule", "element"),
    [
        ("<poVurdTann>201503", "<poVurdTann>180001", "K-03", "poVurdTann"),
        ("<poVurdTann>201503", "<poVurdTann>193001", "O-06", "poVurdTann"),
        ("<iiFraDato>20150101</iiFraDato><iiTilDato>20151231",
         "<iiFraDato>20150201</iiFraDato><iiTilDato>20151130", "I-04", "iiFraDato"),
        ("<peKjonn>", '<peKjonn x="1">', "S-13", "peKjonn"),
    ],
)  # fmt: skip
def test_what_fresh_eyes_missed_is_told_once(
    old: str, new: str, rule: str, element: str, tmp_path: Path
) -> None:
    assert old in RECEIVES
    (finding,) = found(tmp_path, RECEIVES.replace(old, new, 1))
    assert (finding.rule, finding.element) == (rule, element)


def test_a_period_that_is_wrong_at_both_ends_is_told_with_both(tmp_path: Path) -> None:
    text = RECEIVES.replace("<iiFraDato>20150101", "<iiFraDato>20150201")
    (finding,) = found(tmp_path, text.replace("<iiTilDato>20151231", "<iiTilDato>20151130"))
    assert "01.02.2015–30.11.2015" in finding.text


def test_a_number_that_says_a_later_birth_gives_one_finding_and_not_one_a_date(
    tmp_path: Path,
) -> None:
    """Her number says born on 1 December 2015, and her age agrees with it."""
    nine = next(
        f"019215{individual}"
        for individual in range(900, 500, -2)
        if check_digits(f"019215{individual}") is not None
    )
    text = RECEIVES.replace("12853400023", f"{nine}{check_digits(nine)}")
    rules = [one.rule for one in found(tmp_path, text.replace("<peAlder>81", "<peAlder>0"))]
    assert rules.count("K-04") == 1
    assert set(rules) <= {"K-04", "O-06"}


def test_a_date_of_the_first_century_is_shown_as_it_is_written(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, RECEIVES.replace("<peFraDato>20130501", "<peFraDato>00010101"))
    assert (finding.rule, finding.found) == ("K-03", "00010101")
    assert "01.01.0001" in finding.text


def test_a_service_without_a_first_day_may_also_go_on_after_death(tmp_path: Path) -> None:
    dead = RECEIVES.replace("<peEndrDato>", "<peDodDato>20150601</peDodDato><peEndrDato>")
    text = dead.replace("</tjInstOrgnr>", "</tjInstOrgnr><tjTilDato>20151231</tjTilDato>")
    assert [(one.rule, one.element) for one in found(tmp_path, text)] == [("T-11", "tjTilDato")]


def test_a_number_that_stands_in_for_none_is_invalid_and_not_called_the_same(
    tmp_path: Path,
) -> None:
    start, end = RECEIVES.index("<PERSON "), RECEIVES.index("</IPLOS>")
    person = RECEIVES[start:end].replace("12853400023", "00000000000")
    text = RECEIVES[:start] + person + person.replace("1001", "1002") + RECEIVES[end:]
    assert {one.rule for one in found(tmp_path, text)} == {"P-02"}


def test_the_beginning_of_an_identity_number_is_not_shown(tmp_path: Path) -> None:
    """What is missing of it can be worked out."""
    for old, cut in (("A01", "1285340002"), ("974652269", "128534000")):
        for finding in found(tmp_path, RECEIVES.replace(old, cut, 1)):
            told = f"{finding.found} {finding.expected} {finding.text}"
            assert cut not in told, finding


def test_two_periods_of_the_same_single_day_are_at_the_same_time(tmp_path: Path) -> None:
    score = RECEIVES[RECEIVES.index("<FUNKSJON ") : RECEIVES.index("</FUNKSJON>") + 11]
    day = score.replace("20151231", "20150101")
    other = day.replace('"7001"', '"7900"').replace("<fnFunkVerdi>3", "<fnFunkVerdi>2")
    (finding,) = found(tmp_path, RECEIVES.replace(score, day + other))
    assert (finding.rule, finding.record_id) == ("F-04", "7900")
