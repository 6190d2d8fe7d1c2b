"""The records of a person as a right export may have them: what each element may say."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import hypothesis.strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from iplos_desktop.register.organisation import organisation_check_digit
from tests.madeup.right_lives import Life, Period, days, periods, text

PROCESS_CODES = range(30, 70)
"""Of ICPC-2: what was done, and no diagnosis."""


@dataclass
class Record:
    """One record: attributes and elements in the order of the format, and what is in it.

    infos: the rules that only inform, for what stands here and is right.
    """

    name: str
    attributes: list[tuple[str, str]]
    elements: list[tuple[str, str]]
    records: list["Record"] = field(default_factory=list)
    infos: list[str] = field(default_factory=list)


@st.composite
def written(draw: DrawFn, number: int | Decimal) -> str:
    """A number as a system may write it."""
    plain = f"{number:f}" if isinstance(number, Decimal) else str(number)
    sign, digits = ("-", plain[1:]) if plain.startswith("-") else ("", plain)
    return draw(
        st.sampled_from(
            [plain] * 4 + [f" {plain}\n", f"{sign}00{digits}", f"{sign or '+'}{digits}"]
        )
    )


@st.composite
def ids(draw: DrawFn, prefix: str, own: str, life: Life, number: int) -> list[tuple[str, str]]:
    """The attributes of a record: whose it is, and its own number."""
    return [
        (f"{prefix}PeID", draw(written(life.number))),
        (f"{prefix}{own}ID", draw(written(number))),
    ]


def numbers(most: int) -> SearchStrategy[list[int]]:
    """Different numbers for the records of a class."""
    return st.lists(st.integers(1, 2**31 - 1), min_size=most, max_size=most, unique=True)


@st.composite
def organisation_numbers(draw: DrawFn) -> str:
    """A number as Brønnøysund gives them."""
    eight = draw(st.integers(80_000_000, 99_999_999))
    while (digit := organisation_check_digit(str(eight))) is None:
        eight -= 1
    return f"{eight}{digit}"


def _codes(name: str, codes: str) -> tuple[str, Sequence[str]]:
    return name, [*codes]


_FIRST = [_codes("poHusstand", "123"), _codes("poOmsorgBarn", "12"),
          _codes("poPrivHjelp", "123456"), _codes("poBoligTilr", "12")]  # fmt: skip
_PLANS = [_codes("poIndPlan", "1239"), _codes("poHarKoordinator", "129")]
_NEEDS = ("poArbBist", "poArbTransp", "poFriBist", "poFriTransp")
_ANSWERS = ("poLegeMiddGj", "poErnKartlagt", "poErnRisiko", "poErnPlan")


@st.composite
def personoppl(draw: DrawFn, life: Life) -> list[Record]:
    """PERSONOPPL: every question answered in 3.3, any or none in 3.5; one set at a time."""
    times = draw(periods(life))
    found = [
        Record(
            "PERSONOPPL", [], [*draw(_set(life)), ("poFraDato", text(a)), ("poTilDato", text(b))]
        )
        for a, b in times
    ]
    if not found and (not life.new or draw(st.booleans())):
        found.append(Record("PERSONOPPL", [], draw(_set(life))))
    return draw(_numbered(found, "po", "Po", life))


@st.composite
def _set(draw: DrawFn, life: Life) -> list[tuple[str, str]]:
    given: list[tuple[str, str]] = []

    def answer(name: str, codes: Iterable[str]) -> str | None:
        if life.new and draw(st.booleans()):
            return None
        given.append((name, draw(st.sampled_from([*codes]))))
        return given[-1][1]

    for name, codes in _FIRST:
        answer(name, codes)
    for name in ("poVurdTann", "poVurdLege"):
        answer(name, [f"{draw(days(life.earliest, life.year.last)):%Y%m}"])
    for name, codes in _PLANS:
        answer(name, codes)
    for name in _NEEDS:
        need = answer(f"{name}Behov", "129")
        helped, not_helped = ("123", "3") if life.new else ("1239", "39")
        answer(f"{name}Mottar", not_helped if need in {"2", "9"} else helped)
    for name in _ANSWERS:
        if answer(name, "129") == "1":
            day = draw(days(life.earliest, life.latest))
            given += [(f"{name}Dato", text(day))]
    return given


@st.composite
def funksjon(draw: DrawFn, life: Life, *, receives: bool) -> list[Record]:
    """FUNKSJON: every function of the year for whoever receives a service, else any."""
    functions = [*life.year.functions]
    if not receives:
        least = 0 if life.new else 1
        functions = draw(st.lists(st.sampled_from(functions), min_size=least, unique=True))
    times = draw(periods(life)) or [(life.earliest, None)]
    found = []
    for function in functions:
        for begin, end in times if draw(st.booleans()) else times[:1]:
            elements = [
                ("fnFunkType", draw(written(function))),
                ("fnFunkVerdi", draw(st.sampled_from("123459"))),
                ("fnFraDato", text(begin)),
                ("fnTilDato", text(end)),
            ]
            found.append(Record("FUNKSJON", [], elements))
    return draw(_numbered(found, "fn", "Fn", life))


@st.composite
def tjeneste(draw: DrawFn, life: Life) -> list[Record]:
    """TJENESTE: at least one service or refusal, of any type, each at most twice."""
    types = [code for code, one in life.year.services.items() if not one.outdated]
    found: list[Record] = []
    for type_ in draw(st.lists(st.sampled_from(types), min_size=1, max_size=3, unique=True)):
        times: list[Period | None] = [*draw(periods(life, within=True))]
        place = draw(organisation_numbers())
        found += (draw(_service(life, type_, time, place)) for time in times or [None])
    found = draw(_numbered(found, "tj", "Tj", life))
    if life.new:
        for one in found:
            one.attributes += [("tjVeID", draw(written(7))), ("tjVeNrID", draw(written(1)))]
    return found


@st.composite
def _service(draw: DrawFn, life: Life, type_: int, time: Period | None, place: str) -> Record:
    known = life.year.services[type_]
    decision = draw(st.sampled_from([None, "1", "2"]))
    refused = decision == "2"
    decided = draw(days(life.earliest, time[0] if time else life.last))
    record = Record("TJENESTE", [], [("tjTjenType", draw(written(type_)))])

    def say(name: str, value: str, *, always: bool = False) -> bool:
        stands = always or draw(st.booleans())
        if stands:
            record.elements.append((name, value))
        return stands

    hours = st.decimals("0.01", 168, places=2) | st.sampled_from([Decimal(168), Decimal("0.25")])
    say("tjTjenUnderType", draw(written(draw(st.integers(-32768, 32767)))))
    say("tjSoknadDato", text(draw(days(life.earliest, decided))))
    say("tjVedtDato", text(decided), always=True)
    if decision is not None:
        say("tjVedtak", decision, always=True)
    say("tjTimerUke", draw(written(draw(hours))), always=known.by_the_hour and not refused)
    say("tjResTimerUke", draw(written(draw(hours | st.just(Decimal(0))))))
    say("tjRullerende", draw(st.sampled_from("12")))
    if known.organisation != "ikke":
        named = say("tjInstOrgnr", place, always=known.organisation == "kreves" and not refused)
        if known.organisation == "bolig" and not named and not refused:
            record.infos.append("T-08")
    if time is not None:
        say("tjFraDato", text(time[0]), always=True)
        if time[1] is not None or draw(st.booleans()):
            say("tjTilDato", text(time[1]), always=True)
    complained = draw(days(decided, life.latest))
    if say("tjKlageMottatt", text(complained)):
        say("tjKlageBesvart", text(draw(days(complained, life.latest))))
    return record


@st.composite
def diagnose(draw: DrawFn, life: Life) -> list[Record]:
    """DIAGNOSE: any code of either book, the same again only at another time."""
    two = st.integers(0, 99)
    chapters = st.sampled_from("ABDFHKLNPRSTUWXYZ")
    icpc = st.builds("{}{:02}".format, chapters, two.filter(lambda n: n not in PROCESS_CODES))
    more = st.from_regex(r"(\.?[0-9]{1,2})?", fullmatch=True)
    icd = st.builds("{}{:02}{}".format, st.sampled_from("ABCFGIZ"), two, more)
    either = st.tuples(st.just("ICPC-2"), icpc) | st.tuples(st.just("ICD-10"), icd)
    found = [
        Record(
            "DIAGNOSE",
            [],
            [
                ("diKodeVersjon", book),
                ("diDiagKode", code),
                ("diFraDato", text(begin)),
                ("diTilDato", text(end)),
            ],
        )
        for book, code in draw(st.lists(either, max_size=3, unique=True))
        for begin, end in draw(periods(life))
    ]
    return draw(_numbered(found, "di", "Di", life))


@st.composite
def dogntilbud(draw: DrawFn, life: Life) -> list[Record]:
    """DOGNTILBUD: one stay at a time."""
    found = [
        Record(
            "DOGNTILBUD",
            [],
            [
                ("dgInstOrgnr", draw(organisation_numbers())),
                ("dgFraDato", text(begin)),
                ("dgTilDato", text(end)),
            ],
        )
        for begin, end in draw(periods(life))
    ]
    return draw(_numbered(found, "dg", "Dg", life))


@st.composite
def _numbered(
    draw: DrawFn, records: list[Record], prefix: str, own: str, life: Life
) -> list[Record]:
    for record, number in zip(records, draw(numbers(len(records))), strict=True):
        record.attributes += draw(ids(prefix, own, life, number))
    return records
