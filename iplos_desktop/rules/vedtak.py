"""TJENESTE: the days of a decision, and decisions beside each other."""

from datetime import date
from operator import gt, lt
from typing import Any

from iplos_desktop.catalogue.declare import overlapping, rule, same
from iplos_desktop.catalogue.levels import ADVARSEL, INFO
from iplos_desktop.rules.tjeneste import REFUSED
from iplos_desktop.year import Year

_LIKELY = "Egen vurdering: sannsynlighet"
_A, _B, _C = date(2015, 3, 1), date(2015, 6, 1), date(2015, 9, 1)


def _service(first: date, **values: Any) -> dict[str, Any]:  # noqa: ANN401 - of any element
    """An example: a service at a place, from a day on."""
    return {"tjTjenType": 21, "tjInstOrgnr": "974652269", "tjFraDato": first, **values}


@rule(
    "T-11", ADVARSEL, "Tjenesten fortsetter etter at personen døde {peDodDato}.",
    expected="en til-dato senest {peDodDato}", at="tjTilDato", source=_LIKELY,
    bad=[{"tjFraDato": _A, "tjTilDato": _C, "peDodDato": _B, "tjVedtDato": _A},
         {"tjTilDato": _C, "peDodDato": _B, "tjVedtDato": _A},
         {"tjFraDato": _A, "tjTilDato": None, "peDodDato": _B, "tjVedtDato": _A}],
    good=[{"tjFraDato": _A, "tjTilDato": _B, "peDodDato": _B, "tjVedtDato": _A},
          {"tjFraDato": _A, "tjTilDato": _C, "peDodDato": _B, "tjVedtDato": _C},
          {"tjFraDato": _A, "tjTilDato": None, "peDodDato": _B, "tjVedtDato": _A,
           "tjVedtak": "2"}],
)  # fmt: skip
def goes_on_after_death(
    tjVedtDato: date,
    peDodDato: date,
    tjTilDato: date | None = None,
    tjFraDato: date | None = None,
    tjVedtak: str | None = None,
) -> bool:
    """En tjeneste er ikke avsluttet da personen døde.

    Avslutt tjenesten i EPJ, eller rett dødsdatoen om den er feil.
    """
    if tjVedtak == REFUSED or tjVedtDato > peDodDato:
        return False
    if tjTilDato is None:  # without any day nothing is told of how long it lasts
        return tjFraDato is not None
    return tjTilDato > peDodDato


@rule(
    "T-12", ADVARSEL, "Vedtaket er fra {tjVedtDato}, etter at personen døde {peDodDato}.",
    expected="senest {peDodDato}", source=_LIKELY, only_where=gt,
    bad={"tjVedtDato": _C, "peDodDato": _B}, good={"tjVedtDato": _B, "peDodDato": _B},
)  # fmt: skip
def decided_after_death(tjVedtDato: date, peDodDato: date) -> bool:
    """Vedtaket er gjort etter at personen døde.

    En av datoene er trolig feil, eller vedtaket hører til en annen person. Se på begge i EPJ.
    """
    return tjVedtDato > peDodDato


@rule(
    "T-13", ADVARSEL, "Vedtaket er fra {tjVedtDato}, før søknaden kom {tjSoknadDato}.",
    expected="{tjSoknadDato} eller senere", source=_LIKELY, only_where=lt,
    bad={"tjVedtDato": _A, "tjSoknadDato": _B}, good={"tjVedtDato": _B, "tjSoknadDato": _B},
)  # fmt: skip
def decided_before_application(tjVedtDato: date, tjSoknadDato: date) -> bool:
    """Vedtaket er gjort før det ble søkt.

    En av datoene er trolig feil. Se på begge i EPJ.
    """
    return tjVedtDato < tjSoknadDato


@rule(
    "T-14", ADVARSEL, "Klagen er besvart {tjKlageBesvart}, før den kom {tjKlageMottatt}.",
    expected="{tjKlageMottatt} eller senere", source=_LIKELY, only_where=lt,
    bad={"tjKlageBesvart": _A, "tjKlageMottatt": _B},
    good={"tjKlageBesvart": _B, "tjKlageMottatt": _B},
)  # fmt: skip
def answered_before_complaint(tjKlageBesvart: date, tjKlageMottatt: date) -> bool:
    """Klagen er besvart før den kom.

    En av datoene er trolig feil. Se på begge i EPJ.
    """
    return tjKlageBesvart < tjKlageMottatt


@rule(
    "T-15", ADVARSEL, "Klagen er besvart {tjKlageBesvart}, men det står ikke når den kom.",
    expected="datoen klagen kom", source=_LIKELY,
    bad={"tjKlageBesvart": _A, "tjKlageMottatt": None},
    good={"tjKlageBesvart": _A, "tjKlageMottatt": _A},
)  # fmt: skip
def answered_without_complaint(tjKlageBesvart: date, tjKlageMottatt: date | None = None) -> bool:
    """En klage er besvart uten å være mottatt.

    Fyll ut datoen klagen kom, i EPJ.
    """
    return tjKlageMottatt is None


@rule(
    "T-19", ADVARSEL, "Klagen kom {tjKlageMottatt}, før vedtaket {tjVedtDato}.",
    expected="{tjVedtDato} eller senere", source=_LIKELY, only_where=lt,
    bad={"tjKlageMottatt": _A, "tjVedtDato": _B}, good={"tjKlageMottatt": _B, "tjVedtDato": _B},
)  # fmt: skip
def complaint_before_decision(tjKlageMottatt: date, tjVedtDato: date) -> bool:
    """Det er klaget på vedtaket før det ble gjort.

    En av datoene er trolig feil. Se på begge i EPJ.
    """
    return tjKlageMottatt < tjVedtDato


@rule(
    "T-21", INFO, "Tjenesten var slutt {tjTilDato}, før perioden uttrekket gjelder.",
    expected="{year.first:%d.%m.%Y} eller senere", source=_LIKELY,
    bad={"tjTilDato": date(2014, 12, 31)}, good={"tjTilDato": date(2015, 1, 1)},
)  # fmt: skip
def over_before_the_period(tjTilDato: date, year: Year) -> bool:
    """Tjenesten var avsluttet før dataåret begynte.

    Den hører til et tidligere år. Er datoen riktig, trenger du ikke gjøre noe.
    """
    return tjTilDato < year.first


@same(
    "T-16", ADVARSEL, "{tjTjenType.meaning} er registrert to ganger, helt likt.",
    key=("tjTjenType", "tjTjenUnderType", "tjSoknadDato", "tjVedtDato", "tjVedtak", "tjTimerUke",
         "tjResTimerUke", "tjRullerende", "tjInstOrgnr", "tjFraDato", "tjTilDato",
         "tjKlageMottatt", "tjKlageBesvart"),
    expected="én gang", source="Egen vurdering: dobbel registrering", rejects=("tjFraDato",),
    bad=[[{"tjTjenType": 1, "tjVedtDato": _A}, {"tjTjenType": 1, "tjVedtDato": _A}]],
    good=[[{"tjTjenType": 1, "tjVedtDato": _A}, {"tjTjenType": 1, "tjVedtDato": _B}]],
)  # fmt: skip
def same_service_twice(tjTjenType: int) -> bool:
    """To tjenester hos samme person er like i alt.

    Tjenesten er trolig registrert to ganger. Fjern den ene i EPJ.
    """
    return True


@overlapping(
    "T-17", ADVARSEL, "{tjTjenType.meaning} fra {tjFraDato} gjelder samtidig med et annet vedtak av"
    " samme type på samme sted.",
    key=("tjTjenType", "tjTjenUnderType", "tjInstOrgnr"), period=("tjFraDato", "tjTilDato"),
    expected="tidligst den dagen den forrige sluttet", source="Egen vurdering: dobbel registrering",
    bad=[[_service(_A), _service(_B)], [_service(_B), _service(_A)]],
    good=[[_service(_A), _service(_B, tjVedtak=REFUSED)],
          [_service(_A), _service(_B, tjTjenType=8)],
          [_service(_A, tjInstOrgnr=""), _service(_B, tjInstOrgnr="")]],
)  # fmt: skip
def same_service_at_once(
    tjFraDato: date,
    tjInstOrgnr: str,
    tjTjenType: int,
    tjVedtak: str | None = None,
    tjVedtak_before: str | None = None,
) -> bool:
    """To tjenester av samme type gjelder samtidig på samme sted.

    Det gamle vedtaket er trolig ikke avsluttet. Rett til-datoen i EPJ.
    """
    return bool(tjInstOrgnr.strip()) and REFUSED not in {tjVedtak, tjVedtak_before}
