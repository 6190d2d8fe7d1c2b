"""The kinds of fault that can be planted, one declaration each."""

from collections.abc import Callable
from dataclasses import dataclass

from iplos_desktop.madeup.draft import as_text
from iplos_desktop.madeup.planting import Fault
from iplos_desktop.madeup.spoil import (
    add,
    another_person,
    as_d_number,
    before_birth,
    day_of,
    drop,
    drop_records,
    nothing,
    other_age,
    other_gender,
    put,
    same_number,
    swap,
    turn_round,
    unknown_function,
    wrong_check_digit,
)
from iplos_desktop.year import Year

_OLD = ("3.3",)
_OPEN_END = "99991231"

FAULTS = (
    Fault("T-04", "TJENESTE", "tjTimerUke", put("tjTimerUke", "169")),
    Fault("T-01", "TJENESTE", "tjTjenType", put("tjTjenType", "99")),
    Fault("F-01", "FUNKSJON", "fnFunkType", unknown_function),
    Fault("P-01", "PERSON", "peFnr", put("peFnr", ""), versions=_OLD),
    Fault("P-02", "PERSON", "peFnr", put("peFnr", wrong_check_digit), versions=_OLD),
    Fault("P-05", "PERSON", "peKjonn", put("peKjonn", other_gender), versions=_OLD),
    Fault("P-06", "PERSON", "peAlder", put("peAlder", other_age), versions=_OLD),
    Fault("P-07", "PERSON", "peFnr", another_person, versions=_OLD, twice=True),
    Fault("P-08", "PERSON", "pePeID", nothing, twice=True),
    Fault("P-11", "FUNKSJON", "fnFnID", same_number("@fnFnID")),
    Fault("P-12", "FUNKSJON", "fnPeID", put("@fnPeID", "7")),
    Fault("K-01", "FUNKSJON", "fnFraDato", put("fnFraDato", day_of(0, "0231"))),
    Fault("K-02", "FUNKSJON", "fnFraDato", turn_round("fnFraDato", "fnTilDato")),
    Fault("K-03", "PERSON", "peFraDato", put("peFraDato", "18120301")),
    Fault("K-04", "PERSON", "peFraDato", put("peFraDato", before_birth), versions=_OLD),
    Fault("K-05", "PERSON", "peEndrDato", put("peEndrDato", day_of(3, "0501"))),
    Fault("K-06", "TJENESTE", "tjTilDato",
          put("tjTilDato", day_of(4, "0630"), over=_OPEN_END)),
    Fault("S-01", "FUNKSJON", "fnMerknad", add("fnMerknad", "1", after="fnFunkVerdi")),
    Fault("S-02", "TJENESTE", "tjVedtDato", drop("tjVedtDato")),
    Fault("S-03", "PERSON", "peKjonn", swap("peAlder", "peKjonn")),
    Fault("S-04", "FUNKSJON", "fnFunkVerdi", add("fnFunkVerdi#2", "3", after="fnFunkVerdi"),
          key="fnFunkVerdi#2"),
    Fault("S-05", "FUNKSJON", "fnFnID", drop("@fnFnID")),
    Fault("S-05", "DIAGNOSE", "diPeID", drop("@diPeID")),
    Fault("S-06", "FUNKSJON", "fnKilde", add("@fnKilde", "1")),
    Fault("S-07", "TJENESTE", "tjTimerUke", put("tjTimerUke", "3,5")),
    Fault("S-07", "PERSON", "peEndrDato", put("peEndrDato", day_of(0, ".05.01"))),
    Fault("S-08", "FUNKSJON", "fnFunkVerdi", put("fnFunkVerdi", "7")),
    Fault("S-09", "DIAGNOSE", "DIAGNOSE", add("#", "Se notat", after="diKodeVersjon")),
    Fault("S-10", "TJENESTE", "tjInstOrgnr", put("tjInstOrgnr", "<orgnr>1</orgnr>")),
    Fault("S-11", "PERSONOPPL", "poHusstand", drop("poHusstand"), versions=_OLD),
    Fault("S-12", "PERSON", "PERSONOPPL", drop_records("PERSONOPPL"), versions=_OLD),
    Fault("P-09", "PERSON", "pePeID", put("peFnr", as_d_number), versions=_OLD, twice=True,
          critical=True),
)  # fmt: skip


@dataclass(frozen=True)
class FileFault:
    """A fault in INNHINFO. value: what the element gets, of the year and the first identity."""

    rule: str
    element: str
    value: Callable[[Year, str], str]
    versions: tuple[str, ...] = ("3.3", "3.5")
    critical: bool = False


FILE_FAULTS = (
    FileFault("I-01", "iiKomnr", lambda _year, _identity: "9999", critical=True),
    FileFault("I-03", "iiBydelsnr", lambda _year, _identity: "77", critical=True),
    FileFault("I-05", "iiTilDato", lambda year, _identity: f"{year.year}1130"),
    FileFault("I-06", "iiLagetDato", lambda year, _identity: as_text(year.last.replace(day=1))),
    FileFault("P-10", "iiSysVersjon", lambda _year, identity: identity, _OLD, critical=True),
)
"""What can stand wrong together: not I-04 with I-05, nor I-07 with I-06.

Nobody can send for a municipality there is none of: such a fault hinders.
"""
