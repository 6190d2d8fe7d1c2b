"""TJENESTE: services applied for, granted and refused."""

from collections.abc import Set as AbstractSet
from decimal import Decimal

from iplos_desktop.catalogue.declare import of_person, rule
from iplos_desktop.catalogue.levels import ADVARSEL, FEIL
from iplos_desktop.year import Year

HOURS_IN_A_WEEK = 168
REFUSED = "2"

_GUIDE = "Veilederen for IPLOS"
_LETTER = "Veiledning for innsending av IPLOS-data: minimumskrav"
_HOURS = [{"hours": "tjTimerUke"}, {"hours": "tjResTimerUke"}]


@rule(
    "T-01", FEIL, "Tjenestetypen {tjTjenType} finnes ikke i dataåret {year.year}.",
    expected="en kode i kodeliste 9151", source="Kodeliste 9151", rejects=("tjTjenType",),
    bad=[{"tjTjenType": 99}, {"tjTjenType": 10}], good={"tjTjenType": 21},
)  # fmt: skip
def unknown_service(tjTjenType: int, year: Year) -> bool:
    """Koden for tjenestetype finnes ikke i dataåret.

    Rett tjenesten i EPJ og eksporter på nytt. Er koden riktig i EPJ, så meld feilen til
    leverandøren.
    """
    return tjTjenType not in year.services


@rule(
    "T-02", ADVARSEL, "Tjenestetypen {tjTjenType} ({tjTjenType.meaning}) er utgått.",
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
    expected="høyst 168", source=_GUIDE, over=_HOURS, rejects=("hours",),
    bad={"hours": Decimal("168.25")}, good={"hours": Decimal(168)},
)  # fmt: skip
def more_hours_than_the_week(hours: Decimal) -> bool:
    """Timer per uke kan ikke være over 168.

    Månedstimer deles på 4. Rett vedtaket i EPJ og eksporter på nytt.
    """
    return hours > HOURS_IN_A_WEEK


@rule(
    "T-05", ADVARSEL,
    "{tjTjenType.meaning}: Det står ikke hvor mange timer per uke som er innvilget.",
    expected="flere enn 0 timer", at="tjTimerUke", source="SSB: tjenester som innvilges i timer",
    bad=[{"tjTjenType": 1, "tjTimerUke": None, "tjVedtak": "1"},
         {"tjTjenType": 15, "tjTimerUke": Decimal(0)}],
    good=[{"tjTjenType": 1, "tjTimerUke": Decimal("3.5")}, {"tjTjenType": 21, "tjTimerUke": None},
          {"tjTjenType": 1, "tjTimerUke": None, "tjVedtak": "2"}],
)  # fmt: skip
def hours_missing(
    tjTjenType: int, tjTimerUke: Decimal | None = None, tjVedtak: str | None = None, *, year: Year
) -> bool:
    """En tjeneste som innvilges i timer, mangler antall timer.

    Fyll ut timer per uke på vedtaket i EPJ. Fila kan sendes uten.
    """
    service = year.services.get(tjTjenType)
    hourly = service is not None and service.by_the_hour and tjVedtak != REFUSED
    return hourly and (tjTimerUke is None or tjTimerUke == 0)


@of_person(
    "T-18", ADVARSEL, "Personen har verken tjeneste eller avslag.",
    expected="minst én tjeneste eller ett avslag", at="TJENESTE", source=_LETTER,
    versions=("3.5",), bad={"tjTjID": set()}, good={"tjTjID": {1}},
)  # fmt: skip
def no_service(tjTjID: AbstractSet[int]) -> bool:
    """En person i uttrekket har verken fått eller fått avslag på tjenester.

    Tildelte tjenester og avslag er med i minimumskravet. Registrer vedtaket i EPJ, eller se
    etter om personen skal være med. Fila kan sendes uten.
    """
    return not tjTjID


@rule(
    "T-20", ADVARSEL, "{hours} timer per uke er mindre enn null.",
    expected="0 eller flere timer", source="Egen vurdering", over=_HOURS, rejects=("hours",),
    bad={"hours": Decimal(-1)}, good={"hours": Decimal(0)},
)  # fmt: skip
def fewer_hours_than_none(hours: Decimal) -> bool:
    """Timer per uke kan ikke være et negativt tall.

    Rett vedtaket i EPJ og eksporter på nytt.
    """
    return hours < 0
