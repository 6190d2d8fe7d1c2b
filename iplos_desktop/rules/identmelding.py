"""The ident message of version 3.5: does it fit the export it goes with?"""

from collections.abc import Set as AbstractSet
from typing import Any

from iplos_desktop.catalogue.declare import rule, told, unmatched, whole
from iplos_desktop.catalogue.levels import ADVARSEL, FEIL, KRITISK
from iplos_desktop.catalogue.rule import Edit
from iplos_desktop.register.elements import IDENT_NAMESPACE
from iplos_desktop.register.identity import LIST_9032, Identity, identify

_FORMAT = "Identmeldingen 53.1.2"
FOREIGN = {"4", "5", "6", "7", "8", "9"}
"""Types of identity that are no Norwegian numbers: passport, Swedish, Danish and so on."""


@whole(
    "M-01", FEIL, "Identmeldingen har løpenummeret {serial}, uttrekket {fault}.",
    expected="{serial}", at="iiLopenr", source=_FORMAT,
    bad={"iiLopenr": {"1": 1}, "serial": "2"}, good={"iiLopenr": {"1": 1}, "serial": "1"},
)  # fmt: skip
def of_another_export(iiLopenr: AbstractSet[Any], serial: str) -> str:
    """Identmeldingen hører til et annet uttrekk.

    De to filene lages sammen og har samme løpenummer. Velg identmeldingen som ble laget
    sammen med dette uttrekket, eller eksporter begge på nytt.
    """
    read = [one for one in iiLopenr if isinstance(one, str)]
    return read[0] or "ikke noe" if read and serial not in read else ""


@unmatched(
    "M-02", FEIL, "Personen står i uttrekket, men ikke i identmeldingen.",
    expected="samme personer i begge filene", source=_FORMAT,
    bad={"pePeID": 3, "pid": {1, 2}}, good={"pePeID": 2, "pid": {1, 2}},
)  # fmt: skip
def without_identity(pePeID: int, pid: AbstractSet[int]) -> bool:
    """En person i uttrekket mangler i identmeldingen.

    Uten identmeldingen vet ingen hvem personen er. Eksporter begge filene på nytt samtidig.
    Hjelper ikke det, så meld feilen til leverandøren av EPJ.
    """
    return pePeID not in pid


@unmatched(
    "M-03", FEIL, "Personen står i identmeldingen, men ikke i uttrekket.",
    expected="samme personer i begge filene", source=_FORMAT,
    bad={"pid": 3, "pePeID": {1, 2}}, good={"pid": 2, "pePeID": {1, 2}},
)  # fmt: skip
def without_content(pid: int, pePeID: AbstractSet[int]) -> bool:
    """En person i identmeldingen mangler i uttrekket.

    Det sendes ikke identiteter for andre enn dem uttrekket gjelder. Eksporter begge filene
    på nytt samtidig. Hjelper ikke det, så meld feilen til leverandøren av EPJ.
    """
    return pid not in pePeID


@rule(
    "M-04", ADVARSEL, "Typen identitet er {typeID}, og det stemmer ikke med nummeret.",
    expected="typen i kodeliste 9032 som nummeret er", source="Kodeliste 9032",
    over=[{"identity": "fid"}],
    bad=[{"typeID": "2", "identity": identify("03851598730")},
         {"typeID": "11", "identity": identify("03851598730")}],
    good=[{"typeID": "1", "identity": identify("03851598730")},
          {"typeID": "2", "identity": identify("41819077302")},
          {"typeID": "4", "identity": identify("12345")}],
)  # fmt: skip
def another_type(typeID: str, identity: Identity) -> bool:
    """Typen identitet i identmeldingen er feil.

    Feilen ligger trolig i hvordan EPJ lager fila. Meld den til leverandøren av EPJ.
    """
    if typeID in FOREIGN:
        return False
    return typeID not in LIST_9032 or (identity.valid and identity.kind != LIST_9032[typeID])


@told(
    "M-05", KRITISK, "Identmeldingen inneholder mer enn hvem personene er, på linje {found}.",
    bad=Edit("ident", f'<Melding xmlns="{IDENT_NAMESPACE}" lopenr="1">F20.0</Melding>'),
    source="FOR-2006-02-17-204: registeret er pseudonymt",
)  # fmt: skip
def more_than_who() -> None:
    """Identmeldingen har tekst, merknader eller opplysninger den ikke skal ha.

    Den går til pseudonymforvalteren, som bare skal se hvem personene er. Eksporter begge
    filene på nytt. Hjelper ikke det, så meld feilen til leverandøren av EPJ.
    """


@told(
    "M-06", KRITISK, "Personens lokale nummer er ikke {expected}.",
    bad=Edit("ident", f'<Melding xmlns="{IDENT_NAMESPACE}" lopenr="1"><Institusjon'
             ' institusjonID="1"><PasientIdent pid="x" fid="03851598730" typeID="1"/>'
             "</Institusjon></Melding>"),
    source=_FORMAT,
)  # fmt: skip
def no_local_number() -> None:
    """En person i identmeldingen har ikke noe lokalt nummer som kan leses.

    Da vet ingen hvem i uttrekket det er, og fila kan ikke sendes. Eksporter begge filene på nytt
    samtidig. Hjelper ikke det, så meld feilen til leverandøren av EPJ.
    """
