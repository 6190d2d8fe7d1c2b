"""The page of what is new between two years tells every kind of change, once."""

from dataclasses import replace

from iplos_desktop.report.year_changes import changes_page
from iplos_desktop.year import load_year
from iplos_desktop.year.package import FunctionType, ServiceType

YEAR = load_year(2015)


def news(**changed: object) -> list[str]:
    """What the page says of a year that is like another but for this."""
    page = changes_page(YEAR, replace(YEAR, **changed))  # type: ignore[arg-type]
    same = set(changes_page(YEAR, YEAR).splitlines())
    return [line for line in page.splitlines() if line not in same]


def test_two_like_years_have_no_news() -> None:
    assert news() == []


def test_codes() -> None:
    first, second = YEAR.services[1], YEAR.services[2]
    services = {
        **YEAR.services,
        1: replace(first, text="Annet"),
        27: ServiceType("Ny", "G", outdated=False),
    }
    services[2] = replace(second, outdated=True, organisation="kan")
    del services[6]
    assert news(services=services) == [
        f"- 1 Annet: het før «{first.text}»",
        (
            f"- 2 {second.text}: utgått (før: gyldig), organisasjonsnummer: kan (før:"
            " organisasjonsnummer: kreves)"
        ),
        "- 6 Trygghetsalarm: koden er tatt ut",
        (
            "- 27 Ny: ny kode (gruppe: G, gyldig, gis ikke i timer, organisasjonsnummer: vurderes"
            " ikke)"
        ),
    ]
    functions = {**YEAR.functions, 18: FunctionType("Økonomi", demanded=False)}
    assert news(functions=functions) == ["- 18 Økonomi: ny kode (kreves ikke for alle)"]


def test_municipalities_and_districts() -> None:
    municipalities = {**YEAR.municipalities, "0199": "Halden", "0198": "Nyby", "0104": "Mosse"}
    del municipalities["0101"], municipalities["0105"]
    assert news(municipalities=municipalities)[:4] == [
        "- Halden: nytt nummer 0199, før 0101",
        "- 0198 Nyby: ny",
        "- 0105 Sarpsborg: gått ut",
        "- 0104 Mosse: nytt navn, før Moss",
    ]
    oslo = YEAR.municipality("0301")
    districts = {**YEAR.districts, "0301": {**YEAR.districts["0301"], "01": "Gamlebyen"}}
    assert news(districts=districts) == [
        f"- 0301.01 Gamlebyen ({oslo}): nytt navn, før Gamle Oslo ({oslo})"
    ]


def test_days_addresses_levels_and_format() -> None:
    calendar = replace(YEAR.calendar, deadline=YEAR.calendar.opens, assumed=frozenset({"apner"}))
    assert news(calendar=calendar) == [
        "- Innsendingen åpner: 04.01.2016; dagen er ikke kunngjort, men antatt lik andre år",
        "- Frist: 04.01.2016 (før: 15.01.2016)",
    ]
    addresses = replace(YEAR.addresses, phones=("21 09 00 00",))
    (told,) = news(addresses=addresses)
    assert told.startswith("- Telefon: 21 09 00 00 (før: 21 09 45 49")
    assert news(levels={"T-02": "av"}) == ["- T-02: av (før: som i regelboka)"]
    assert news(format="3.5") == ["- Versjon av formatet: 3.5 (før: 3.3)"]
