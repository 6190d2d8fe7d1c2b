"""FUNKSJON: scores of what a person needs help with."""

from collections.abc import Set as AbstractSet
from datetime import date

from iplos_desktop.catalogue.declare import of_person, overlapping, rule
from iplos_desktop.catalogue.levels import ADVARSEL, FEIL, INFO
from iplos_desktop.year import Year

_LETTER = "Veiledning for innsending av IPLOS-data: minimumskrav"
_REFUSED = "2"
_NOT_RELEVANT = "9"


def _score(score: str, first: int, last: int) -> dict[str, object]:
    """An example: a score from the first of a month to the first of another."""
    days = {"fnFraDato": date(2015, first, 1), "fnTilDato": date(2015, last, 1)}
    return {"fnFunkType": 1, "fnFunkVerdi": score, **days}


@rule(
    "F-01", FEIL, "Funksjonen {fnFunkType} finnes ikke i dataåret {year.year}.",
    expected="en kode i kodeliste 9111", source="Kodeliste 9111", rejects=("fnFunkType",),
    bad=[{"fnFunkType": 99}, {"fnFunkType": 0}], good={"fnFunkType": 17},
)  # fmt: skip
def unknown_function(fnFunkType: int, year: Year) -> bool:
    """Koden for funksjon finnes ikke i dataåret.

    Rett bistandsbehovet i EPJ og eksporter på nytt. Er koden riktig i EPJ, så meld feilen
    til leverandøren.
    """
    return fnFunkType not in year.functions


@of_person(
    "F-02", ADVARSEL, "Personen får tjenester, men bistandsbehovet er ikke registrert.",
    expected="skår for alle funksjonene", at="FUNKSJON", source=_LETTER, versions=("3.5",),
    bad={"tjVedtak": {"1"}, "fnFnID": set()},
    good=[{"tjVedtak": {"1"}, "fnFnID": {1}}, {"tjVedtak": {"2"}, "fnFnID": set()},
          {"tjVedtak": set(), "fnFnID": set()}],
)  # fmt: skip
def no_scores(tjVedtak: AbstractSet[str | None], fnFnID: AbstractSet[int]) -> bool:
    """En person som får tjenester, har ingen skår for bistandsbehov.

    Bistandsbehov er med i minimumskravet. Kartlegg personen og registrer skårene i EPJ.
    Fila kan sendes uten.
    """
    return receives_service(tjVedtak) and not fnFnID


@of_person(
    "F-03", ADVARSEL, "Personen får tjenester, men mangler skår for {fault}.",
    expected="skår for alle funksjonene", at="FUNKSJON", source=_LETTER,
    bad={"tjVedtak": {"1"}, "fnFunkType": {1, 2, 3}},
    good=[{"tjVedtak": {None}, "fnFunkType": set(range(1, 18))},
          {"tjVedtak": {"2"}, "fnFunkType": {1}}, {"tjVedtak": {"1"}, "fnFunkType": set()}],
)  # fmt: skip
def lacks_scores(
    tjVedtak: AbstractSet[str | None], fnFunkType: AbstractSet[int], year: Year
) -> str:
    """En person som får tjenester, mangler skår for noen av funksjonene.

    Alle funksjonene skal vurderes. Registrer de skårene som mangler, i EPJ. Fila kan sendes
    uten.
    """
    if not receives_service(tjVedtak) or not fnFunkType:
        return ""
    missing = [
        function.text
        for code, function in year.functions.items()
        if function.demanded and code not in fnFunkType
    ]
    return " og ".join([", ".join(missing[:-1]), missing[-1]] if missing[1:] else missing)


@overlapping(
    "F-04", ADVARSEL, "{fnFunkType.meaning} har skår {fnFunkVerdi} fra {fnFraDato}, men en annen"
    " skår ({fnFunkVerdi_before}) gjelder samtidig.",
    key=("fnFunkType",), period=("fnFraDato", "fnTilDato"), at="fnFunkVerdi",
    expected="én skår om gangen", source="Egen vurdering: bare én skår kan gjelde om gangen",
    bad=[[_score("2", 1, 12), _score("3", 3, 12)], [_score("3", 3, 4), _score("2", 1, 12)]],
    good=[[_score("2", 1, 12), _score("2", 3, 12)], [_score("2", 1, 3), _score("3", 3, 12)]],
)  # fmt: skip
def two_scores_at_once(
    fnFunkVerdi: str, fnFunkVerdi_before: str, fnFunkType: int, fnFraDato: date
) -> bool:
    """To ulike skår for samme funksjon gjelder samtidig.

    Den gamle skåren skal avsluttes når den nye begynner. Rett datoene i EPJ.
    """
    return fnFunkVerdi != fnFunkVerdi_before


@of_person(
    "F-05", INFO, "Alle skårene til personen er 9 (ikke relevant).",
    at="FUNKSJON", source="Egen vurdering: kartleggingen kan mangle",
    bad={"fnFunkVerdi": {"9"}}, good=[{"fnFunkVerdi": {"9", "1"}}, {"fnFunkVerdi": set()}],
)  # fmt: skip
def nothing_is_relevant(fnFunkVerdi: AbstractSet[str]) -> bool:
    """Ingen av funksjonene er vurdert som relevante.

    Det kan bety at personen ikke er kartlagt. Se på det i EPJ.
    """
    return fnFunkVerdi == {_NOT_RELEVANT}


def receives_service(tjVedtak: AbstractSet[str | None]) -> bool:
    """Whether some decision is not a refusal."""
    return bool(tjVedtak - {_REFUSED})
