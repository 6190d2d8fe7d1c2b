"""Organisation numbers: which institution or housing gives a service."""

from iplos_desktop.catalogue.declare import rule
from iplos_desktop.catalogue.levels import ADVARSEL, INFO
from iplos_desktop.register.organisation import is_organisation_number
from iplos_desktop.rules.tjeneste import REFUSED
from iplos_desktop.year import Year

_LETTER = "Veiledning for innsending av IPLOS-data: minimumskrav"
_NUMBERS = [{"number": "tjInstOrgnr"}, {"number": "dgInstOrgnr"}]


@rule(
    "T-06", ADVARSEL,
    "{tjTjenType.meaning}: Organisasjonsnummeret til stedet som gir tjenesten, mangler.",
    expected="et organisasjonsnummer", at="tjInstOrgnr", source=f"{_LETTER}; veilederen for IPLOS",
    bad=[{"tjTjenType": 21, "tjInstOrgnr": None, "tjVedtak": "1"},
         {"tjTjenType": 1, "tjInstOrgnr": " "}],
    good=[{"tjTjenType": 21, "tjInstOrgnr": "974652269"}, {"tjTjenType": 5, "tjInstOrgnr": None},
          {"tjTjenType": 21, "tjInstOrgnr": None, "tjVedtak": "2"}],
)  # fmt: skip
def number_missing(
    tjTjenType: int, tjInstOrgnr: str | None = None, tjVedtak: str | None = None, *, year: Year
) -> bool:
    """Tjenesten skal ha organisasjonsnummeret til institusjonen eller boligen.

    Kommunen må selv registrere boliger med bemanning i Bedrifts- og foretaksregisteret.
    Knytt nummeret til enheten i EPJ, så kommer det med neste gang du eksporterer.
    """
    return _demand(tjTjenType, tjVedtak, year) == "kreves" and _is_blank(tjInstOrgnr)


@rule(
    "T-07", ADVARSEL, "{tjTjenType.meaning} har et organisasjonsnummer, men skal ikke ha noe.",
    expected="ikke noe organisasjonsnummer", at="tjInstOrgnr", source="Veilederen for IPLOS",
    bad={"tjTjenType": 26, "tjInstOrgnr": "974652269"},
    good=[{"tjTjenType": 26, "tjInstOrgnr": None}, {"tjTjenType": 21, "tjInstOrgnr": "974652269"}],
)  # fmt: skip
def number_not_expected(
    tjTjenType: int, tjInstOrgnr: str | None = None, tjVedtak: str | None = None, *, year: Year
) -> bool:
    """Denne tjenesten gis ikke fra en institusjon eller bolig.

    Se etter i EPJ om tjenestetypen er riktig.
    """
    return _demand(tjTjenType, tjVedtak, year) == "ikke" and not _is_blank(tjInstOrgnr)


@rule(
    "T-08", INFO, "{tjTjenType.meaning} har ikke noe organisasjonsnummer.",
    expected="et organisasjonsnummer hvis boligen har fast tilknyttet personell",
    at="tjInstOrgnr", source=_LETTER,
    bad={"tjTjenType": 12, "tjInstOrgnr": None, "tjVedtak": "1"},
    good=[{"tjTjenType": 12, "tjInstOrgnr": "974652269"},
          {"tjTjenType": 13, "tjInstOrgnr": None, "tjVedtak": "2"}],
)  # fmt: skip
def housing_without_number(
    tjTjenType: int, tjInstOrgnr: str | None = None, tjVedtak: str | None = None, *, year: Year
) -> bool:
    """Boliger med fast tilknyttet personell skal ha organisasjonsnummer.

    Har boligen ikke fast personell, er alt i orden. Har den det, så knytt nummeret til
    boligen i EPJ.
    """
    return _demand(tjTjenType, tjVedtak, year) == "bolig" and _is_blank(tjInstOrgnr)


@rule(
    "T-09", ADVARSEL, "{number} er ikke et gyldig organisasjonsnummer.",
    expected="ni sifre som begynner med 8 eller 9, med riktig kontrollsiffer", over=_NUMBERS,
    source="Brønnøysundregistrene", rejects=("number",),
    bad=[{"number": "974652268"}, {"number": "12"}], good=[{"number": "974652269"},
                                                           {"number": ""}],
)  # fmt: skip
def no_such_number(number: str) -> bool:
    """Organisasjonsnummeret har feil form eller feil kontrollsiffer.

    Rett nummeret på enheten i EPJ og eksporter på nytt.
    """
    return bool(number.strip()) and not is_organisation_number(number.strip())


@rule(
    "T-10", ADVARSEL, "Organisasjonsnummeret {number} står ikke i lista for {year.year}.",
    expected="et nummer i årets liste fra SSB", over=_NUMBERS,
    source="Veiledning for innsending av IPLOS-data: SSBs liste over numre i bruk",
    bad={"number": "974652269", "organisations": frozenset({"910000004"})},
    good=[{"number": "974652269", "organisations": frozenset({"974652269"})},
          {"number": "", "organisations": frozenset({"974652269"})}],
)  # fmt: skip
def number_not_listed(number: str, organisations: frozenset[str], year: Year) -> bool:
    """Organisasjonsnummeret står ikke i årets liste over numre i bruk.

    Nummeret kan være nytt eller skrevet feil. Se etter i EPJ. Er det riktig, så gi beskjed
    til SSB.
    """
    return bool(number.strip()) and number.strip() not in organisations


def _demand(service: int, decision: str | None, year: Year) -> str:
    """What the year says of the organisation that gives a service; nothing for a refusal."""
    known = year.services.get(service)
    return "" if known is None or decision == REFUSED else known.organisation


def _is_blank(number: str | None) -> bool:
    return number is None or not number.strip()
