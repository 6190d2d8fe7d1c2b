"""Clean data obey the checks of rules 16 to 31 as well, which the book will have later."""

from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from iplos_desktop.madeup import write_export
from iplos_desktop.register.organisation import is_organisation_number
from iplos_desktop.year import load_year
from tests.madeup.support import YEARS, persons

BY_THE_HOUR = {"1", "2", "3", "4", "7", "9", "11", "15", "17", "22"}
AT_A_PLACE = {"1", "2", "3", "4", "8", "15", "17", "18", "19", "20", "21", "22", "25"}
FOR_EVER = "99991231"


@pytest.fixture(scope="module", params=["3.3", "3.5"])
def people(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> list[dict[str, Any]]:
    path: Path = tmp_path_factory.mktemp("clean") / "a.xml"
    write_export(path, persons=1500, version=request.param)
    year = YEARS[request.param]
    found: list[dict[str, Any]] = [*persons(path)]
    return [one | {"year": year} for one in found]


def test_everyone_is_scored_and_has_a_service_or_a_refusal(people: list[dict[str, Any]]) -> None:
    for one in people:
        functions = {int(score["fnFunkType"]) for score in one["FUNKSJON"]}
        assert functions == {*load_year(one["year"]).functions}
        assert one["TJENESTE"]


def test_granted_services_have_their_hours_and_their_place(people: list[dict[str, Any]]) -> None:
    for service in granted(people):
        if service["tjTjenType"] in BY_THE_HOUR:
            assert float(service["tjTimerUke"]) > 0
        if service["tjTjenType"] in AT_A_PLACE:
            assert is_organisation_number(service["tjInstOrgnr"])
        if service["tjTjenType"] == "26":
            assert "tjInstOrgnr" not in service


def granted(people: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [s for one in people for s in one["TJENESTE"] if s["tjVedtak"] == "1"]


def test_nothing_goes_on_after_death(people: list[dict[str, Any]]) -> None:
    for one in people:
        for service in one["TJENESTE"] if "peDodDato" in one else ():
            assert service["tjVedtDato"] <= one["peDodDato"]
            if service["tjVedtak"] == "1":
                assert service["tjTilDato"] <= one["peDodDato"]


def test_application_decision_complaint_and_answer_follow_each_other(
    people: list[dict[str, Any]],
) -> None:
    for one in people:
        for service in one["TJENESTE"]:
            assert service.get("tjSoknadDato", "") <= service["tjVedtDato"]
            if "tjKlageBesvart" in service:
                assert service["tjKlageMottatt"] <= service["tjKlageBesvart"]


def test_like_services_and_like_scores_never_overlap(people: list[dict[str, Any]]) -> None:
    for one in people:
        for name, kind, first, last in (
            ("TJENESTE", "tjTjenType", "tjFraDato", "tjTilDato"),
            ("FUNKSJON", "fnFunkType", "fnFraDato", "fnTilDato"),
        ):
            for a, b in combinations(one[name], 2):
                if a[kind] == b[kind]:
                    a_last, b_last = a.get(last, FOR_EVER), b.get(last, FOR_EVER)
                    assert a_last < b[first] or b_last < a[first]


def test_answers_agree_with_each_other(people: list[dict[str, Any]]) -> None:
    for one in people:
        for told in one["PERSONOPPL"]:
            for name in ("poLegeMiddGj", "poErnKartlagt", "poErnRisiko", "poErnPlan"):
                assert (told[name] == "1") is (f"{name}Dato" in told)
            for name in ("poArbBist", "poArbTransp", "poFriBist", "poFriTransp"):
                assert told[f"{name}Behov"] == "1" or told[f"{name}Mottar"] in "39"
            assert max(told["poVurdLege"], told["poVurdTann"]) <= f"{one['year']}12"


def test_no_diagnosis_of_someone_who_is_reserved(people: list[dict[str, Any]]) -> None:
    reserved = [one for one in people if one.get("peDiagReserv") == "1"]
    assert not any("DIAGNOSE" in one for one in reserved)
    assert bool(reserved) is (people[0]["year"] == 2015)
