"""PERSON: where she lives and how old she is, beside what the year and the export say."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from iplos_desktop.catalogue.declare import rule
from iplos_desktop.catalogue.levels import ADVARSEL, INFO
from iplos_desktop.register.identity import Identity, Kind
from iplos_desktop.year import Year

_DIVISION = "SSBs kommuneinndeling; samme krav som til uttrekkets kommune"
_LIKELY = "Egen vurdering: sannsynlighet"
_UNKNOWN = "9999"
_OF_1969 = Identity(Kind.FNR, valid=True, born=date(1969, 3, 20), male=True)
_OLDEST = 120  # years; people over 100 are usual, and nobody in Norway has reached this


@rule(
    "P-13", ADVARSEL, "Personens kommunenummer {peKomnr} finnes ikke i dataåret {year.year}.",
    expected="et kommunenummer som gjaldt i dataåret", source=_DIVISION, rejects=("peKomnr",),
    bad={"peKomnr": "4601"}, good=[{"peKomnr": "0301"}, {"peKomnr": "9999"}],
)  # fmt: skip
def no_such_municipality(peKomnr: str, year: Year) -> bool:
    """Kommunen personen er registrert i, fantes ikke i dataåret.

    Det er nummeret som gjaldt i dataåret som teller. Rett det i EPJ.
    """
    return peKomnr != _UNKNOWN and peKomnr not in year.municipalities


@rule(
    "P-14", INFO, "Personen er registrert i kommune {peKomnr}, uttrekket er for {info[iiKomnr]}.",
    expected="{info[iiKomnr]}", source=_LIKELY,
    bad={"peKomnr": "0219", "info": {"iiKomnr": "0301"}},
    good=[{"peKomnr": "0301", "info": {"iiKomnr": "0301"}}, {"peKomnr": "0219", "info": {}},
          {"peKomnr": "0219", "info": {"iiKomnr": "9999"}}],
)  # fmt: skip
def of_another_municipality(peKomnr: str, year: Year, info: Mapping[str, Any]) -> bool:
    """Personen hører til en annen kommune enn uttrekket.

    Det kan være riktig, for eksempel når personen har flyttet eller kommunene samarbeider.
    """
    own = info.get("iiKomnr")
    return own in year.municipalities and peKomnr not in {own, _UNKNOWN}


@rule(
    "P-15", ADVARSEL, "Personen døde {peDodDato}, før perioden uttrekket gjelder.",
    expected="{year.first:%d.%m.%Y} eller senere", source=_LIKELY, rejects=("peDodDato",),
    bad={"peDodDato": date(2014, 12, 31)}, good={"peDodDato": date(2015, 1, 1)},
)  # fmt: skip
def died_before_the_period(peDodDato: date, year: Year) -> bool:
    """Personen døde før dataåret, men er med i uttrekket.

    Dødsdatoen kan være feil, eller en tjeneste er ikke avsluttet. Se på personen i EPJ.
    """
    return peDodDato < year.first


@rule(
    "P-16", ADVARSEL, "Dødsdatoen {peDodDato} er etter at uttrekket ble laget.",
    expected="senest den dagen uttrekket ble laget", source=_LIKELY, rejects=("peDodDato",),
    bad={"peDodDato": date(2016, 1, 8), "info": {"iiLagetDato": date(2016, 1, 4)}},
    good=[{"peDodDato": date(2016, 1, 4), "info": {"iiLagetDato": date(2016, 1, 4)}},
          {"peDodDato": date(2015, 12, 8), "info": {"iiLagetDato": date(2015, 12, 1)}},
          {"peDodDato": date(2016, 1, 8), "info": {}}],
)  # fmt: skip
def died_after_the_export(peDodDato: date, info: Mapping[str, Any], year: Year) -> bool:
    """Personen er registrert død på en dag som ikke var kommet ennå.

    Rett dødsdatoen i EPJ.
    """
    made = info.get("iiLagetDato")
    return isinstance(made, date) and peDodDato > max(made, year.last)


@rule(
    "P-17", ADVARSEL, "Alderen {peAlder} kan ikke stemme.",
    expected="0 til 120 år", source=_LIKELY,
    bad=[{"peAlder": -1}, {"peAlder": 121}],
    good=[{"peAlder": 0}, {"peAlder": 105}, {"peAlder": 150, "identity": _OF_1969}],
)  # fmt: skip
def impossible_age(peAlder: int, identity: Identity | None = None) -> bool:
    """Alderen er lavere enn 0 eller høyere enn 120.

    Se etter fødselsdatoen i EPJ.
    """
    told_by_number = identity is not None and identity.born is not None
    return not told_by_number and not 0 <= peAlder <= _OLDEST


@rule(
    "P-18", INFO, "Bydelen {peBydelsnr} finnes ikke i kommune {peKomnr}.",
    expected="en av kommunens bydeler", source="Kodeliste 3403",
    bad={"peBydelsnr": "77", "peKomnr": "0301"},
    good=[{"peBydelsnr": "01", "peKomnr": "0301"}, {"peBydelsnr": "00", "peKomnr": "0301"},
          {"peBydelsnr": "77", "peKomnr": "0101"}],
)  # fmt: skip
def no_such_district(peBydelsnr: str, peKomnr: str, year: Year) -> bool:
    """Bydelen personen er registrert i, er ikke kjent.

    Rett bydelen i EPJ om den er feil. Det gjelder bare kommuner som er delt i bydeler.
    """
    known = year.districts.get(peKomnr)
    return bool(known) and peBydelsnr not in {"00", *(known or ())}
