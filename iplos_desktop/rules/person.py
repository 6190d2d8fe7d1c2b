"""PERSON: who it is, and that every record belongs to her."""

from collections.abc import Mapping
from datetime import date
from operator import ne
from typing import Any

from iplos_desktop.catalogue.declare import across, rule, same, told
from iplos_desktop.catalogue.levels import ADVARSEL, FEIL, KRITISK
from iplos_desktop.catalogue.rule import Edit
from iplos_desktop.register.guises import is_clean
from iplos_desktop.register.identity import Identity, Kind, identify
from iplos_desktop.rules.identmelding import FOREIGN
from iplos_desktop.year import Year

_LETTER = "Veiledning for innsending av IPLOS-data: minimumskrav"
_SERIES = "Skatteetatens regler for fødselsnummer; praksis i SSB"
_LAW = "FOR-2006-02-17-204: registeret er pseudonymt"

_DERIVED = ("identity", "sound")
IN_EITHER: list[dict[str, str]] = [
    {"peFnr": "peFnr", "pePeID": "pePeID", **dict.fromkeys(_DERIVED, "peFnr")},
    {"peFnr": "fid", "pePeID": "pid", **dict.fromkeys(_DERIVED, "fid")},
]
"""Identities stand in PERSON in 3.3, in the ident message's PasientIdent with 3.5."""

# Made-up numbers of the synthetic series, for the examples.
_MADE_UP = identify("03851598730")
_REAL = Identity(Kind.FNR, valid=True, born=date(1969, 3, 20), male=True)
_INVALID = Identity(Kind.FNR, valid=False)
_HELP = Identity(Kind.HNR, valid=True, born=date(1969, 3, 20), male=True)


@rule(
    "P-01", FEIL, "Personen har ikke fødselsnummer.",
    expected="et fødselsnummer eller et annet identitetsnummer", over=IN_EITHER,
    source=_LETTER,
    bad=[{"peFnr": ""}, {"peFnr": "  "}], good={"peFnr": "03851598730"},
)  # fmt: skip
def identity_empty(peFnr: str) -> bool:
    """Fødselsnummeret er tomt.

    Fyll ut fødselsnummer, D-nummer eller hjelpenummer i EPJ og eksporter på nytt.
    """
    return not peFnr.strip()


@rule(
    "P-02", ADVARSEL, "Fødselsnummeret er ikke gyldig (nummeret vises ikke).",
    expected="et gyldig fødselsnummer eller et annet identitetsnummer", over=IN_EITHER,
    source=_SERIES,
    bad={"peFnr": "20036914712", "identity": _INVALID},
    good=[{"peFnr": "20036914700", "identity": _REAL}, {"peFnr": "", "identity": _INVALID},
          {"peFnr": "CCC002014", "identity": _INVALID, "typeID": "4"}],
)  # fmt: skip
def identity_invalid(peFnr: str, identity: Identity, typeID: str | None = None) -> bool:
    """Fødselsnummeret har feil form, en dato som ikke finnes, eller feil kontrollsifre.

    Se etter i EPJ om nummeret er skrevet feil. D-nummer, H-nummer, FH-nummer og
    DUF-nummer godtas også.
    """
    invalid = bool(peFnr.strip()) and not identity.valid and typeID not in FOREIGN
    return invalid and is_clean(peFnr)


@rule(
    "P-03", KRITISK, "Personen er oppdiktet: fødselsnummeret er fra prøveserien.",
    expected="fødselsnummeret til en virkelig person", over=IN_EITHER,
    source="Skatteetaten (Tenor)",
    bad={"identity": _MADE_UP}, good=[{"identity": _REAL}, {"identity": _MADE_UP, "test": True}],
)  # fmt: skip
def made_up_person(identity: Identity, test: bool) -> bool:  # noqa: FBT001
    """Uttrekket har oppdiktede personer og er trolig en prøveeksport.

    Prøvedata skal aldri sendes til registeret. Eksporter fra det systemet dere bruker til
    daglig, ikke fra et prøvesystem.
    """
    return not test and identity.valid and identity.synthetic


@rule(
    "P-04", KRITISK, "Testmodus er på, men fødselsnummeret er ikke oppdiktet.",
    expected="et fødselsnummer fra prøveserien", over=IN_EITHER,
    source="Skatteetaten (Tenor)",
    bad={"identity": _REAL, "test": True},
    good=[{"identity": _MADE_UP, "test": True}, {"identity": _HELP, "test": True},
          {"identity": _REAL}, {"identity": _INVALID, "test": True}],
)  # fmt: skip
def real_person_in_test_mode(identity: Identity, test: bool) -> bool:  # noqa: FBT001
    """Det er virkelige personer i en fil som skal brukes til prøve.

    Slå av testmodus om fila skal sendes inn. Ellers må prøvedataene lages på nytt.
    """
    numbered = identity.kind in {Kind.FNR, Kind.DNR}
    return test and numbered and identity.valid and not identity.synthetic


@rule(
    "P-05", ADVARSEL, "Kjønnet {peKjonn} ({peKjonn.meaning}) stemmer ikke med fødselsnummeret.",
    expected="samme kjønn som i fødselsnummeret", at="peKjonn", source="Veilederen for IPLOS",
    bad={"male": True, "peKjonn": "K"}, good={"male": True, "peKjonn": "M"},
)  # fmt: skip
def another_gender(male: bool, peKjonn: str) -> bool:  # noqa: FBT001
    """Kjønnet er et annet enn fødselsnummeret sier.

    Se etter i EPJ at kjønn og fødselsnummer er riktig, og at det er rett person.
    """
    return male != (peKjonn == "M")


@rule(
    "P-06", ADVARSEL, "Alderen {peAlder} stemmer ikke med fødselsnummeret.",
    expected="samme alder som i fødselsnummeret", at="peAlder", source="Veilederen for IPLOS",
    rejects=("born",),
    bad=[{"born": date(1969, 3, 20), "peAlder": 49}, {"born": date(1969, 3, 20), "peAlder": 44}],
    good=[{"born": date(1969, 3, 20), "peAlder": 46}, {"born": date(1969, 3, 20), "peAlder": 45},
          {"born": date(1911, 3, 20), "peAlder": 104},
          {"born": date(1969, 1, 2), "peAlder": 48,
           "info": {"iiLagetDato": date(2016, 1, 10)}}],
)  # fmt: skip
def another_age(born: date, peAlder: int, year: Year, info: Mapping[str, Any]) -> bool:
    """Alderen er en annen enn fødselsnummeret sier.

    Alderen regnes ved slutten av perioden eller den dagen uttrekket ble laget, og ett år
    fra eller til godtas. Se etter i EPJ at fødselsnummeret er riktig.
    """
    made = info.get("iiLagetDato")
    days = [year.last, *([made] if isinstance(made, date) else [])]
    ages = [_age(born, day) for day in days]
    return not min(ages) - 1 <= peAlder <= max(ages) + 1


def _age(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


@across(
    "P-07", FEIL, "Samme fødselsnummer står også på person {pePeID_before}.",
    key="sound", expected="ett fødselsnummer på hver person", over=IN_EITHER, at="peFnr",
    source="KOSTRA",
    bad=[[{"peFnr": "03851598730", "pePeID": 1}, {"peFnr": "03851598730", "pePeID": 2}]],
    good=[[{"peFnr": "03851598730", "pePeID": 1}, {"peFnr": "03851598730", "pePeID": 1}],
          [{"peFnr": "00000000000", "pePeID": 1}, {"peFnr": "00000000000", "pePeID": 2}]],
)  # fmt: skip
def same_identity_on_two_persons(pePeID: int, pePeID_before: int) -> bool:
    """To personer har samme fødselsnummer.

    Den samme personen er trolig registrert to ganger i EPJ. Slå sammen de to, eller rett
    fødselsnummeret.
    """
    return pePeID != pePeID_before


@across(
    "P-08", FEIL, "Person {pePeID} står flere ganger i fila.",
    key="pePeID", expected="én gang", over=IN_EITHER,
    source="KOSTRA",
    bad=[[{"pePeID": 1, "peFnr": "03851598730"}, {"pePeID": 1, "peFnr": "03851598730"}]],
    good=[[{"pePeID": 1, "peFnr": "03851598730"}, {"pePeID": 2, "peFnr": "03851598730"}]],
)  # fmt: skip
def same_person_twice(
    pePeID: int, peFnr: str | None = None, peFnr_before: str | None = None
) -> bool:
    """Den samme personen står flere ganger.

    Feilen ligger trolig i hvordan EPJ lager fila. Meld den til leverandøren av EPJ.
    """
    return (peFnr or "") == (peFnr_before or "")


@across(
    "P-09", KRITISK, "Det lokale nummeret {pePeID} i EPJ er brukt på to ulike fødselsnumre.",
    key="pePeID", expected="ett fødselsnummer på hvert lokale personnummer", over=IN_EITHER,
    source=_LAW,
    bad=[[{"pePeID": 1, "peFnr": "03851598730"}, {"pePeID": 1, "peFnr": "41819077302"}],
         [{"pePeID": 1, "peFnr": "03851598730"}, {"pePeID": 1, "peFnr": None}]],
    good=[[{"pePeID": 1, "peFnr": "03851598730"}, {"pePeID": 2, "peFnr": "41819077302"}]],
)  # fmt: skip
def two_identities_on_one_person(
    pePeID: int, peFnr: str | None = None, peFnr_before: str | None = None
) -> bool:
    """Samme lokale personnummer er brukt på to ulike personer.

    Helseopplysninger kan havne på feil person, og derfor kan ikke fila sendes. Finn
    personene i EPJ og rett nummeret, eller meld feilen til leverandøren av EPJ.
    """
    return (peFnr or "") != (peFnr_before or "")


@told(
    "P-10", KRITISK, "Et fødselsnummer står et sted det ikke skal stå.",
    bad=[Edit("<iiSysVersjon>1.0", "<iiSysVersjon>{fnr}"),
         Edit("<peAlder>", "<!-- {fnr} --><peAlder>"),
         Edit("<diDiagKode>A01<", "<diDiagKode>{fnr}<"),
         Edit("<iiSysVersjon>1.0", "<iiSysVersjon>41819077302")],
    good=Edit("<iiSysVersjon>1.0", "<iiSysVersjon>41819077303"), source=_LAW,
)  # fmt: skip
def identity_in_the_wrong_place() -> None:
    """Et fødselsnummer står utenfor feltet for fødselsnummer.

    Registeret er pseudonymt, og fødselsnummeret skal bare stå i sitt eget felt. Det gjelder
    nummeret til en person i fila og ethvert annet gyldig nummer. Fila kan ikke sendes. Fjern
    nummeret fra opplysningen i EPJ og eksporter på nytt, eller meld feilen til leverandøren
    av EPJ.
    """


@same(
    "P-11", FEIL, "Nummeret {number} er brukt to ganger hos samme person.",
    key=("number",), expected="ett nummer på hver opplysning", source="KOSTRA",
    over=[{"number": name} for name in ("poPoID", "fnFnID", "tjTjID", "diDiID", "dgDgID")],
    bad=[[{"number": 7}, {"number": 7}]], good=[[{"number": 7}, {"number": 8}]],
)  # fmt: skip
def same_number_twice(number: int) -> bool:
    """To opplysninger hos samme person har samme nummer.

    Opplysningen er trolig eksportert to ganger. Meld feilen til leverandøren av EPJ.
    """
    return True


@rule(
    "P-12", FEIL, "Opplysningen er merket med person {own}, men står hos person {pePeID}.",
    expected="{pePeID}", source="Formatet for IPLOS-uttrekk",
    over=[{"own": name} for name in ("poPeID", "fnPeID", "tjPeID", "diPeID", "dgPeID")],
    at="own", only_where=ne, bad={"own": 2, "pePeID": 1}, good={"own": 1, "pePeID": 1},
)  # fmt: skip
def record_of_another_person(own: int, pePeID: int) -> bool:
    """En opplysning står hos feil person.

    Feilen ligger trolig i hvordan EPJ lager fila. Meld den til leverandøren av EPJ.
    """
    return own != pePeID


@rule(
    "P-19", KRITISK, "Det står noe annet enn et fødselsnummer i feltet for fødselsnummer.",
    expected="bare et fødselsnummer eller et annet identitetsnummer", over=IN_EITHER,
    source=_LAW,
    bad=[{"peFnr": "03851598730 se notat"}, {"peFnr": "F20.0"}, {"peFnr": "ukjent"}],
    good=[{"peFnr": "038515 98730"}, {"peFnr": "CCC002014"}, {"peFnr": ""}],
)  # fmt: skip
def more_than_an_identity(peFnr: str) -> bool:
    """Feltet for fødselsnummer inneholder tekst eller noe annet som ikke er et nummer.

    Feltet går til pseudonymforvalteren, som bare skal se hvem personene er. Fila kan ikke
    sendes. Rett feltet i EPJ, eller tøm det, og eksporter på nytt.
    """
    return not is_clean(peFnr)
