"""INNHINFO: which municipality and which period the export is for."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from iplos_desktop.catalogue.declare import rule, whole
from iplos_desktop.catalogue.levels import ADVARSEL, FEIL, INFO
from iplos_desktop.register.email import is_among, is_email
from iplos_desktop.year import Year

_GUIDE = "Veiledning for innsending av IPLOS-data"
_UNKNOWN = "9999"
WHOLE_MUNICIPALITY = "00"


@rule(
    "I-01", FEIL, "Kommunenummeret {iiKomnr} finnes ikke i dataåret {year.year}.",
    expected="et kommunenummer som gjaldt i dataåret", source="SSBs kommuneinndeling; KOSTRA",
    rejects=("iiKomnr",), bad=[{"iiKomnr": "9999"}, {"iiKomnr": "4601"}], good={"iiKomnr": "0301"},
)  # fmt: skip
def no_such_municipality(iiKomnr: str, year: Year) -> bool:
    """Kommunenummeret i uttrekket finnes ikke i dataåret.

    Det er kommunenummeret som gjaldt i dataåret som teller, også når kommunen har fått
    nytt nummer siden. Rett kommunenummeret i oppsettet i EPJ og eksporter på nytt.
    """
    return iiKomnr == _UNKNOWN or iiKomnr not in year.municipalities


@rule(
    "I-02", FEIL, "Uttrekket er for kommune {iiKomnr}, men du sender for {own_municipality}.",
    expected="{own_municipality}", source="KOSTRA",
    bad={"iiKomnr": "0301", "own_municipality": "1103"},
    good={"iiKomnr": "0301", "own_municipality": "0301"},
)  # fmt: skip
def another_municipality(iiKomnr: str, own_municipality: str) -> bool:
    """Uttrekket gjelder en annen kommune enn den du sender for.

    Det er trolig valgt feil fil, eller kommunen er satt feil på siden Avsender.
    """
    return iiKomnr != own_municipality


@rule(
    "I-03", ADVARSEL, "Bydelsnummeret {iiBydelsnr} er ikke en bydel i kommune {iiKomnr}.",
    expected="00 for hele kommunen, eller en av kommunens bydeler", source=_GUIDE,
    bad=[{"iiBydelsnr": "01", "iiKomnr": "0101"}, {"iiBydelsnr": "77", "iiKomnr": "0301"}],
    good=[{"iiBydelsnr": "00", "iiKomnr": "0101"}, {"iiBydelsnr": "01", "iiKomnr": "0301"}],
)  # fmt: skip
def no_such_district(iiBydelsnr: str, iiKomnr: str, year: Year) -> bool:
    """Bydelsnummeret er ikke kjent.

    Alle kommuner skal bruke 00 i bydel, med mindre noe annet er avtalt med SSB. Rett
    bydelsnummeret i oppsettet i EPJ.
    """
    return iiBydelsnr != WHOLE_MUNICIPALITY and iiBydelsnr not in year.districts.get(iiKomnr, {})


@rule(
    "I-04", FEIL, "Perioden er {iiFraDato}–{iiTilDato}. Dataåret er {year.first:%d.%m.%Y}–"
    "{year.last:%d.%m.%Y}.",
    expected="{year.first:%Y%m%d}", source=_GUIDE,
    bad={"iiFraDato": date(2015, 2, 1)}, good={"iiFraDato": date(2015, 1, 1)},
)  # fmt: skip
def begins_on_another_day(iiFraDato: date, iiTilDato: date | None = None, *, year: Year) -> bool:
    """Uttrekket begynner ikke på dataårets første dag.

    Innsendingen skal ha alle registreringer fra 1. januar til 31. desember. Velg hele
    dataåret når du eksporterer fra EPJ.
    """
    return iiFraDato != year.first


@rule(
    "I-05", FEIL, "Perioden slutter {iiTilDato}. Dataåret slutter {year.last:%d.%m.%Y}.",
    expected="{year.last:%Y%m%d}", at="iiTilDato", source=_GUIDE,
    bad={"iiTilDato": date(2015, 11, 30), "iiFraDato": date(2015, 1, 1)},
    good=[{"iiTilDato": date(2015, 12, 31), "iiFraDato": date(2015, 1, 1)},
          {"iiTilDato": date(2015, 11, 30), "iiFraDato": date(2015, 2, 1)}],
)  # fmt: skip
def ends_on_another_day(iiTilDato: date, iiFraDato: date, year: Year) -> bool:
    """Uttrekket slutter ikke på dataårets siste dag.

    Innsendingen skal ha alle registreringer fra 1. januar til 31. desember. Velg hele
    dataåret når du eksporterer fra EPJ.
    """
    return iiTilDato != year.last and iiFraDato == year.first


@rule(
    "I-06", ADVARSEL, "Uttrekket er laget {iiLagetDato}, før perioden var slutt.",
    expected="etter {year.last:%d.%m.%Y}", source="Egen vurdering: sannsynlighet",
    bad={"iiLagetDato": date(2015, 12, 30)}, good={"iiLagetDato": date(2016, 1, 4)},
)  # fmt: skip
def made_before_the_period_ended(iiLagetDato: date, year: Year) -> bool:
    """Uttrekket er laget før dataåret var slutt.

    Det som er registrert etter den dagen, er ikke med. Eksporter på nytt.
    """
    return iiLagetDato < year.last


@rule(
    "I-07", ADVARSEL, "Uttrekket er laget {iiLagetDato}, og den dagen har ikke vært ennå.",
    expected="senest i dag", source="Egen vurdering: sannsynlighet",
    bad={"iiLagetDato": date(2016, 1, 5), "today": date(2016, 1, 4)},
    good={"iiLagetDato": date(2016, 1, 4), "today": date(2016, 1, 4)},
)  # fmt: skip
def made_in_the_future(iiLagetDato: date, today: date) -> bool:
    """Uttrekket er laget i framtiden.

    Klokka på denne maskinen eller på maskinen med EPJ går feil.
    """
    return iiLagetDato > today


@whole(
    "I-08", FEIL, "Uttrekket mangler kontaktpersonen: {fault}.",
    expected="en innsendingsansvarlig og en IPLOS-kontaktperson", at="iiKontakt",
    source="Formatet for IPLOS-uttrekk, 3.5; kodeliste 9341",
    bad={"Type": {"1": 2}}, good=[{"Type": {"1": 1, "2": 1}}, {"Type": {"1": 1}}],
)  # fmt: skip
def contact_missing(Type: Mapping[str, int]) -> str:
    """Uttrekket skal navngi to kontaktpersoner, og en av dem mangler.

    Fyll ut kontaktpersonene i oppsettet i EPJ og eksporter på nytt.
    """
    if sum(Type.values()) < 2 or not set(Type) <= {"1", "2", "3"}:
        return ""  # told already as a fault of structure
    missing = [word for code, word in _CONTACTS.items() if code not in Type]
    return " og ".join(missing)


@rule(
    "I-09", FEIL, "E-postadressen {Epost} ser ikke riktig ut.",
    expected="en adresse som navn@kommune.no", source="Formatet for IPLOS-uttrekk, 3.5",
    bad=[{"Epost": "kari.kommune.no"}, {"Epost": ""}], good={"Epost": "kari@kommune.no"},
)  # fmt: skip
def no_address(Epost: str) -> bool:
    """E-postadressen til en kontaktperson er skrevet feil eller mangler.

    Rett adressen i oppsettet i EPJ og eksporter på nytt.
    """
    return not is_email(Epost)


@whole(
    "I-10", INFO, "E-postadressen du har oppgitt, {own_email}, står ikke i uttrekket.",
    expected="en av kontaktpersonene i uttrekket", at="iiKontakt",
    source="Egen vurdering: kvitteringen bør gå til en som kjenner innsendingen",
    bad={"Epost": {"ola@kommune.no": 1}, "own_email": "kari@kommune.no"},
    good={"Epost": {"Kari@kommune.no": 1}, "own_email": "kari@kommune.no"},
)  # fmt: skip
def another_contact(Epost: Mapping[Any, int], own_email: str) -> bool:
    """Kvitteringen går til en annen enn kontaktpersonene i uttrekket.

    Det kan være riktig. Se etter at adressen ikke er skrevet feil.
    """
    return not is_among(own_email, [one for one in Epost if isinstance(one, str)])


_CONTACTS = {"1": "innsendingsansvarlig", "2": "IPLOS-kontaktperson"}
