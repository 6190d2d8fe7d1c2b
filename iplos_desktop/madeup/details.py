"""PERSONOPPL, DIAGNOSE and DOGNTILBUD: what else is told of a made-up person."""

from collections.abc import Iterator
from datetime import date, timedelta

from iplos_desktop.madeup.draft import Draft, as_text
from iplos_desktop.madeup.markup import Fields
from iplos_desktop.madeup.spread import (
    AGE_GROUPS,
    DIAGNOSES,
    DIAGNOSES_OF_THE_OLD,
    DIAGNOSES_OF_THE_YOUNG,
    ROUND_THE_CLOCK,
    TWO_SETS,
)

_A_DAY = timedelta(1)
_A_YEAR = timedelta(365)
_GROWN_UP = AGE_GROUPS[1].youngest
_OLD = AGE_GROUPS[3].youngest
_NEEDS = ("poArbBist", "poArbTransp", "poFriBist", "poFriTransp")


def personoppl(draft: Draft) -> Iterator[Fields]:
    """One set of information, for a few persons followed by another."""
    who = draft.who
    since = draft.day(who.first - 3 * _A_YEAR, who.first)
    if who.last > who.first and draft.chance(TWO_SETS):
        changed = draft.day(who.first + _A_DAY, who.last)
        yield _set(draft, 1, since, as_text(changed - _A_DAY))
        yield _set(draft, 2, changed, draft.still())
    else:
        yield _set(draft, 1, since, draft.still())


def _set(draft: Draft, number: int, since: date, until: str) -> Fields:
    rng, age = draft.rng, draft.who.age_at(draft.year.last)
    child = age < _GROWN_UP
    fields = draft.own("po", "Po", number) | {
        "poHusstand": "3" if child else rng.choice("1112"),
        "poOmsorgBarn": "1" if _GROWN_UP <= age < _OLD and draft.chance(0.15) else "2",
        "poPrivHjelp": rng.choice("123456"),
        "poBoligTilr": rng.choice("12"),
        "poVurdTann": _month(draft),
        "poVurdLege": _month(draft),
        "poIndPlan": rng.choice("12222399"),
        "poHarKoordinator": rng.choice("12229"),
    }
    for need in _NEEDS:
        fields |= _need(draft, need, relevant=age < _OLD or need.startswith("poFri"))
    fields |= _answer(draft, "poLegeMiddGj", 0.5) | _nutrition(draft)
    return fields | {"poFraDato": as_text(since), "poTilDato": until}


def _month(draft: Draft) -> str:
    last = draft.who.last
    return f"{draft.day(last - 2 * _A_YEAR, last):%Y%m}"


def _need(draft: Draft, need: str, *, relevant: bool) -> Fields:
    """A need and the help received; the code for none differs between the versions."""
    none = "3" if draft.new else "9"
    behov = draft.rng.choice("1229") if relevant else "9"
    mottar = draft.rng.choice(f"112{none}") if behov == "1" else none
    return {f"{need}Behov": behov, f"{need}Mottar": mottar}


def _answer(draft: Draft, name: str, share: float) -> Fields:
    """A yes with its date, or a no without."""
    if not draft.chance(share):
        return {name: draft.rng.choice("2229")}
    day = draft.day(draft.who.first, draft.who.last)
    return {name: "1", f"{name}Dato": as_text(day)}


def _nutrition(draft: Draft) -> Fields:
    """Mapped, then a risk found, then a plan made: each only after the one before."""
    fields: Fields = {}
    share = 0.4
    for name in ("poErnKartlagt", "poErnRisiko", "poErnPlan"):
        answer = _answer(draft, name, share)
        share = 0.35 if answer[name] == "1" else 0.0
        fields |= answer
    return fields


def diagnoses(draft: Draft) -> Iterator[Fields]:
    """About one a person, with a code of ICPC-2 or ICD-10."""
    rng, who = draft.rng, draft.who
    books = DIAGNOSES_OF_THE_OLD if who.group.youngest >= _OLD else DIAGNOSES_OF_THE_YOUNG
    book = "ICPC-2" if draft.chance(0.6) else "ICD-10"
    times = rng.choices([*DIAGNOSES], [*DIAGNOSES.values()])[0]
    for number, code in enumerate(rng.sample(books[book], times), 1):
        yield draft.own("di", "Di", number) | {
            "diKodeVersjon": book,
            "diDiagKode": code,
            "diFraDato": as_text(draft.day(who.first - 8 * _A_YEAR, who.last)),
            "diTilDato": draft.still(),
        }


def round_the_clock(draft: Draft) -> Iterator[Fields]:
    """DOGNTILBUD, which few have: some days at an institution."""
    if draft.chance(ROUND_THE_CLOCK):
        first = draft.day(draft.who.first, draft.who.last)
        yield draft.own("dg", "Dg", 1) | {
            "dgInstOrgnr": draft.rng.choice(draft.places.institutions),
            "dgFraDato": as_text(first),
            "dgTilDato": as_text(draft.day(first, draft.who.last)),
        }
