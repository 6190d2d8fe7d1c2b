"""The made-up municipality looks like the register's own figures of 2015, within a little."""

from collections.abc import Iterator
from typing import Any

import pytest

from iplos_desktop.madeup import write_export
from tests.madeup.support import persons

N = 5000


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    path = tmp_path_factory.mktemp("spread") / "a.xml"
    write_export(path, persons=N)
    assert 7_500 < path.stat().st_size / N < 10_000
    return [*persons(path)]


def share(of: Iterator[bool]) -> float:
    return sum(of) / N


def about(value: float, by: float = 0.02) -> object:
    """Equal to what is no further from it than that."""
    return pytest.approx(value, abs=by)


def test_ages_and_gender(people: list[dict[str, Any]]) -> None:
    ages = [int(one["peAlder"]) for one in people]
    assert share(age < 18 for age in ages) == about(0.05, 0.01)
    assert share(age < 50 for age in ages) == about(0.25)
    assert share(age < 67 for age in ages) == about(0.39)
    assert any(age > 100 for age in ages)
    assert share(one["peKjonn"] == "K" for one in people) == about(0.60)
    young = [one["peKjonn"] for one in people if int(one["peAlder"]) < 18]
    assert young.count("M") > young.count("K")


def test_services(people: list[dict[str, Any]]) -> None:
    assert sum(len(one["TJENESTE"]) for one in people) / N == about(786_416 / 348_858, 0.05)
    assert share(lives_with_staff(one) for one in people) == about(0.18)
    refused = share(any(s["tjVedtak"] == "2" for s in one["TJENESTE"]) for one in people)
    assert 0.01 < refused < 0.06
    ends = {service.get("tjTilDato") for one in people for service in one["TJENESTE"]}
    assert {None, "99991231", "20151231"} < ends


def lives_with_staff(one: dict[str, Any]) -> bool:
    return any(
        s["tjVedtak"] == "1" and s["tjTjenType"] in {"12", "21"} and "tjInstOrgnr" in s
        for s in one["TJENESTE"]
    )


def test_long_stays_are_for_the_old(people: list[dict[str, Any]]) -> None:
    stays = [
        int(one["peAlder"])
        for one in people
        if any(s["tjTjenType"] == "21" and s["tjVedtak"] == "1" for s in one["TJENESTE"])
    ]
    assert sum(age >= 80 for age in stays) / len(stays) == about(0.76, 0.05)
    assert sum(age < 50 for age in stays) / len(stays) == about(0.01, 0.01)


def test_the_rest(people: list[dict[str, Any]]) -> None:
    assert sum(len(one["FUNKSJON"]) for one in people) / N == about(34, 1)
    assert sum(len(one.get("DIAGNOSE", ())) for one in people) / N == about(1, 0.1)
    assert 0 < share("DOGNTILBUD" in one for one in people) < 0.03
    assert 0.03 < share("peDodDato" in one for one in people) < 0.12
