"""The export as a whole: marks of a faulty export, and what has changed since the last one."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import TypeVar

from iplos_desktop.catalogue.counts import Counts
from iplos_desktop.catalogue.declare import whole
from iplos_desktop.catalogue.levels import ADVARSEL, INFO
from iplos_desktop.year import Year

_MARK = "Veilederen for IPLOS: tegn på feil i eksporten"
_FEW = 50  # persons; in a smaller file chance may do as much
_LIKELY = "Egen vurdering: endringer over 20 prosent"
_SHARE, _LEAST = 5, 5  # a fifth more or less, and at least so many

_Key = TypeVar("_Key")
_WORDS = {
    "PERSON": "personer",
    "PERSONOPPL": "opplysninger om husstand, bolig og bistand",
    "FUNKSJON": "skårer for bistandsbehov",
    "TJENESTE": "tjenester",
    "DIAGNOSE": "diagnoser",
    "DOGNTILBUD": "døgntilbud",
}


@whole(
    "L-17", ADVARSEL, "Alle vedtakene i uttrekket er avslag.",
    expected="også tildelte tjenester", source=_MARK, least_persons=_FEW,
    bad={"tjVedtak": {"2": 90}}, good=[{"tjVedtak": {"2": 9, "1": 81}}, {"tjVedtak": {}},
                                       {"tjVedtak": {"2": 9, None: 2}}],
)  # fmt: skip
def only_refusals(tjVedtak: AbstractSet[str | None]) -> bool:
    """Det er bare avslag i uttrekket.

    Det tyder på at EPJ oversetter svarene feil. Meld det til leverandøren av EPJ.
    """
    return set(tjVedtak) == {"2"}


@whole(
    "L-18", ADVARSEL, "Alle skårene i uttrekket er {fault}.",
    expected="ulike skårer", source=_MARK, least_persons=_FEW,
    bad={"fnFunkVerdi": {"1": 900}}, good=[{"fnFunkVerdi": {"1": 9, "2": 5}}, {"fnFunkVerdi": {}}],
)  # fmt: skip
def only_one_score(fnFunkVerdi: AbstractSet[str]) -> str:
    """Alle personene har samme skår for alle funksjoner.

    Det tyder på at EPJ ikke henter skårene riktig. Meld det til leverandøren av EPJ.
    """
    scores = set(fnFunkVerdi)
    return str(*scores) if len(scores) == 1 else ""


@whole(
    "L-19", ADVARSEL, "Det er ingen diagnoser i uttrekket.",
    expected="diagnoser der de er registrert", source=_MARK, least_persons=_FEW,
    bad={"peDiagReserv": {"2": 60}, "counts": Counts(60, {"DIAGNOSE": 0})},
    good=[{"peDiagReserv": {"1": 60}, "counts": Counts(60, {"DIAGNOSE": 0})},
          {"peDiagReserv": {"2": 60}, "counts": Counts(60, {"DIAGNOSE": 1})}],
)  # fmt: skip
def no_diagnoses(peDiagReserv: AbstractSet[str] | None = None, *, counts: Counts) -> bool:
    """Ingen personer i uttrekket har diagnose.

    Se etter i EPJ om diagnoser er registrert, og om de er valgt med i eksporten. Brevet om
    innsending ber særskilt om diagnoseopplysninger.
    """
    all_reserved = peDiagReserv is not None and set(peDiagReserv) == {"1"}
    return not counts.records.get("DIAGNOSE") and not all_reserved


@whole(
    "L-20", ADVARSEL, "Det er ingen organisasjonsnumre i uttrekket.",
    expected="organisasjonsnummer på institusjoner og bemannede boliger", source=_MARK,
    least_persons=_FEW,
    bad={"tjInstOrgnr": {None: 90}, "tjTjenType": {21: 40, 1: 50}},
    good=[{"tjInstOrgnr": {None: 90, "974652269": 1}, "tjTjenType": {21: 91}},
          {"tjInstOrgnr": {None: 90}, "tjTjenType": {6: 90}}],
)  # fmt: skip
def no_organisation_numbers(
    tjInstOrgnr: AbstractSet[str | None], tjTjenType: AbstractSet[int], year: Year
) -> bool:
    """Ingen tjenester i uttrekket har organisasjonsnummer.

    Numrene skal følge med når enhetene i EPJ er satt opp med dem. Be den som har ansvar for
    EPJ, se etter i oppsettet.
    """
    demanded = any(
        code in year.services and year.services[code].organisation == "kreves"
        for code in tjTjenType
    )
    return demanded and set(tjInstOrgnr) <= {None, ""}


@whole(
    "L-21", ADVARSEL, "Ingen personer i uttrekket har {fault}.",
    expected="opplysninger i alle gruppene", source=_MARK, least_persons=_FEW,
    bad={"counts": Counts(60, {"PERSONOPPL": 60, "FUNKSJON": 0, "TJENESTE": 90})},
    good={"counts": Counts(60, {"PERSONOPPL": 60, "FUNKSJON": 900, "TJENESTE": 90})},
)  # fmt: skip
def a_class_is_empty(counts: Counts) -> str:
    """En hel gruppe av opplysninger mangler i uttrekket.

    Se etter i EPJ at alt er valgt med i eksporten. Hjelper ikke det, så meld det til
    leverandøren av EPJ.
    """
    classes = ("PERSONOPPL", "FUNKSJON", "TJENESTE")
    return " eller ".join(_WORDS[name] for name in classes if not counts.records.get(name))


@whole(
    "L-22", INFO, "Mye er endret siden forrige innsending: {fault}.",
    expected="høyst 20 prosent mer eller mindre", source=_LIKELY,
    bad={"counts": Counts(150, {"PERSON": 150}), "last_sent": Counts(100, {"PERSON": 100})},
    good=[{"counts": Counts(110, {"PERSON": 110}), "last_sent": Counts(100, {"PERSON": 100})},
          {"counts": Counts(6, {"PERSON": 6}), "last_sent": Counts(4, {"PERSON": 4})}],
)  # fmt: skip
def much_has_changed(counts: Counts, last_sent: Counts) -> str:
    """Antallet er mye høyere eller lavere enn sist.

    Det kan være riktig. Se etter at hele kommunen og hele året er med i eksporten.
    """
    return "; ".join(_changed(counts.records, last_sent.records, _WORDS))


@whole(
    "L-23", INFO, "Tjenestene er mye endret siden forrige innsending: {fault}.",
    expected="høyst 20 prosent mer eller mindre", source=_LIKELY,
    bad={"counts": Counts(9, {}, {21: 50}), "last_sent": Counts(9, {}, {21: 90})},
    good={"counts": Counts(9, {}, {21: 89}), "last_sent": Counts(9, {}, {21: 90})},
)  # fmt: skip
def services_have_changed(counts: Counts, last_sent: Counts, year: Year) -> str:
    """Antallet av en tjenestetype er mye høyere eller lavere enn sist.

    Det kan være riktig. Se etter at alle enhetene som gir tjenesten, er med i eksporten.
    """
    names = {code: service.text for code, service in year.services.items()}
    return "; ".join(_changed(counts.services, last_sent.services, names))


def _changed(
    now: Mapping[_Key, int], before: Mapping[_Key, int], names: Mapping[_Key, str]
) -> Iterator[str]:
    for key in names:
        a, b = before.get(key, 0), now.get(key, 0)
        if abs(b - a) >= _LEAST and abs(b - a) * _SHARE > a:
            yield f"{names[key]} fra {a} til {b}"
