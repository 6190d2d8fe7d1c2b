"""TJENESTE: services applied for, granted and refused."""

from decimal import Decimal

from iplos_desktop.catalogue.declare import rule
from iplos_desktop.catalogue.levels import ADVARSEL, FEIL
from iplos_desktop.year import Year

HOURS_IN_A_WEEK = 168


@rule(
    "T-01", FEIL, "Tjenestetypen {tjTjenType} finnes ikke i dataåret {year.year}.",
    expected="en kode i kodeliste 9151", source="Kodeliste 9151",
    bad=[{"tjTjenType": 99}, {"tjTjenType": 10}], good={"tjTjenType": 21},
)  # fmt: skip
def unknown_service(tjTjenType: int, year: Year) -> bool:
    """Koden for tjenestetype finnes ikke i dataåret.

    Rett tjenesten i EPJ og eksporter på nytt. Er koden riktig i EPJ, så meld feilen til
    leverandøren.
    """
    return tjTjenType not in year.services


@rule(
    "T-02", ADVARSEL, "Tjenestetypen {tjTjenType} er utgått.",
    expected="en kode i kodeliste 9151 som fortsatt er i bruk", source="Kodeliste 9151",
    bad={"tjTjenType": 10, "year": {"outdated_service": 10}}, good={"tjTjenType": 21},
)  # fmt: skip
def outdated_service(tjTjenType: int, year: Year) -> bool:
    """Koden for tjenestetype er gått ut av bruk.

    Velg tjenestetypen som har kommet i stedet i EPJ, og eksporter på nytt.
    """
    return tjTjenType in year.services and year.services[tjTjenType].outdated


@rule(
    "T-04", FEIL, "{hours} timer per uke er flere enn uken har (168).",
    expected="høyst 168", source="Veilederen for IPLOS",
    over=[{"hours": "tjTimerUke"}, {"hours": "tjResTimerUke"}],
    bad={"hours": Decimal("168.25")}, good={"hours": Decimal(168)},
)  # fmt: skip
def more_hours_than_the_week(hours: Decimal) -> bool:
    """Timer per uke kan ikke være over 168.

    Månedstimer deles på 4. Rett vedtaket i EPJ og eksporter på nytt.
    """
    return hours > HOURS_IN_A_WEEK
