"""DIAGNOSE: what a person suffers from, by ICPC-2 or ICD-10."""

import re
from collections.abc import Set as AbstractSet
from datetime import date

from iplos_desktop.catalogue.declare import of_person, overlapping, rule
from iplos_desktop.catalogue.levels import ADVARSEL, FEIL, INFO

_FORMS = {
    "ICPC-2": re.compile(r"[A-Z][0-9]{2}"),
    "ICD-10": re.compile(r"[A-Z][0-9]{2}(\.?[0-9A-Z]{1,2})?"),
}
_PROCESS = re.compile(r"[A-Z][3-6][0-9]")
_RESERVED = "1"


@rule(
    "D-01", ADVARSEL, "{diDiagKode} kan ikke være en kode i {diKodeVersjon}.",
    expected="i ICPC-2 en bokstav og to sifre; i ICD-10 en bokstav, to sifre og inntil to tegn til",
    source="ICPC-2 og ICD-10 (Direktoratet for e-helse)", rejects=("diDiagKode",),
    bad=[{"diDiagKode": "F00.1", "diKodeVersjon": "ICPC-2"},
         {"diDiagKode": "12", "diKodeVersjon": "ICD-10"},
         {"diDiagKode": "", "diKodeVersjon": "ICPC-2"}],
    good=[{"diDiagKode": "P70", "diKodeVersjon": "ICPC-2"},
          {"diDiagKode": "F00.1", "diKodeVersjon": "ICD-10"},
          {"diDiagKode": "G309", "diKodeVersjon": "ICD-10"},
          {"diDiagKode": "I10", "diKodeVersjon": "ICD-10"}],
)  # fmt: skip
def no_such_code(diDiagKode: str, diKodeVersjon: str) -> bool:
    """Diagnosekoden har feil form.

    Se etter i EPJ om koden er skrevet feil, eller om den hører til det andre kodeverket.
    """
    return not _FORMS[diKodeVersjon].fullmatch(diDiagKode.strip().upper())


@of_person(
    "D-02", FEIL, "Personen er reservert mot diagnose, men diagnose er registrert.",
    expected="ingen diagnose, eller 2 (ikke reservert)", at="peDiagReserv",
    source="Personvern: reservasjonen skal følges",
    bad={"peDiagReserv": "1", "diDiID": {4}},
    good=[{"peDiagReserv": "2", "diDiID": {4}}, {"peDiagReserv": "1", "diDiID": set()}],
)  # fmt: skip
def reserved_but_told(peDiagReserv: str, diDiID: AbstractSet[int]) -> bool:
    """En person som har reservert seg, har diagnose i uttrekket.

    Diagnosen skal stå i journalen, men ikke i uttrekket. Er reservasjonen riktig, så meld
    feilen til leverandøren av EPJ. Er den feil, så rett den i EPJ og eksporter på nytt.
    """
    return peDiagReserv == _RESERVED and bool(diDiID)


@overlapping(
    "D-03", ADVARSEL, "Diagnosen {diDiagKode} er registrert to ganger for samme tid.",
    key=("diKodeVersjon", "diDiagKode"), period=("diFraDato", "diTilDato"), at="diDiagKode",
    expected="én gang", source="Egen vurdering: dobbel registrering",
    bad=[[{"diDiagKode": "P70", "diFraDato": date(2015, 1, 1), "diTilDato": date(2015, 12, 31)},
          {"diDiagKode": "P70", "diFraDato": date(2015, 6, 1), "diTilDato": date(2015, 12, 31)}]],
    good=[[{"diDiagKode": "P70", "diFraDato": date(2015, 1, 1), "diTilDato": date(2015, 5, 1)},
           {"diDiagKode": "P70", "diFraDato": date(2015, 6, 1), "diTilDato": date(2015, 12, 31)}]],
)  # fmt: skip
def same_diagnosis_twice(diDiagKode: str) -> bool:
    """Den samme diagnosen er registrert to ganger.

    Avslutt eller fjern den ene i EPJ.
    """
    return True


@rule(
    "D-04", INFO, "Koden {diDiagKode} i ICPC-2 står for et tiltak og ikke en diagnose.",
    expected="01 til 29 (symptom) eller 70 til 99 (sykdom) etter bokstaven", at="diDiagKode",
    source="ICPC-2: komponentene 2 til 6 er prosesser",
    bad={"diDiagKode": "A50", "diKodeVersjon": "ICPC-2"},
    good=[{"diDiagKode": "A29", "diKodeVersjon": "ICPC-2"},
          {"diDiagKode": "P70", "diKodeVersjon": "ICPC-2"},
          {"diDiagKode": "F50.1", "diKodeVersjon": "ICD-10"}],
)  # fmt: skip
def a_process(diDiagKode: str, diKodeVersjon: str) -> bool:
    """Koden står for noe som er gjort, ikke for en diagnose.

    Kodene fra 30 til 69 i ICPC-2 brukes for undersøkelser, behandling og skriv. Se etter i
    EPJ om en annen kode er ment.
    """
    return diKodeVersjon == "ICPC-2" and bool(_PROCESS.fullmatch(diDiagKode.strip().upper()))
