"""The records of a person as a right export may have them: what each element may say."""

from dataclasses import dataclass, field
from decimal import Decimal

import hypothesis.strategies as st
from hypothesis.strategies import DrawFn

from iplos_desktop.register.organisation import organisation_check_digit
from tests.madeup.right_lives import Life, Period, any_of, days, periods, text

Values = list[tuple[str, str]]

_OFTEN = st.booleans()
_HOURS = st.sampled_from([Decimal(168), Decimal("0.25")]) | st.decimals("0.01", 168, places=2)
_SHORT = st.integers(-32768, 32767)
_TWO = st.integers(0, 99)
_ICPC = st.builds(
    "{}{:02}".format,
    any_of(*"ABDFHKLNPRSTUWXYZ"),
    _TWO.filter(lambda number: number not in range(30, 70)),  # those are processes
)
_ICD = st.builds(
    "{}{:02}{}".format, any_of(*"ABCFGIZ"), _TWO, st.from_regex(r"(\.?[0-9]{1,2})?", fullmatch=True)
)
_CODES = st.tuples(st.just("ICPC-2"), _ICPC) | st.tuples(st.just("ICD-10"), _ICD)
_SOME_CODES = st.lists(_CODES, max_size=3, unique=True)
_EIGHT = st.integers(80_000_000, 99_999_999)
_NUMBERS = st.integers(1, 2**31 - 100)
_WRITTEN = any_of(
    *("{sign}{digits}",) * 3, " {sign}{digits}\n", "{sign}00{digits}", "{plus}{digits}"
)


@dataclass
class Record:
    """One record: attributes and elements in the order of the format, and what is in it.

    infos: the rules that only inform, for what stands here and is right.
    """

    name: str
    attributes: Values
    elements: Values
    records: list["Record"] = field(default_factory=list)
    infos: list[str] = field(default_factory=list)


def written(draw: DrawFn, number: int | Decimal) -> str:
    """A number as a system may write it."""
    plain = f"{number:f}" if isinstance(number, Decimal) else str(number)
    sign, digits = ("-", plain[1:]) if plain.startswith("-") else ("", plain)
    return draw(_WRITTEN).format(sign=sign, plus=sign or "+", digits=digits)


def organisation_number(draw: DrawFn) -> str:
    """A number as Brønnøysund gives them."""
    eight = draw(_EIGHT)
    while (digit := organisation_check_digit(str(eight))) is None:
        eight -= 1
    return f"{eight}{digit}"


def personoppl(draw: DrawFn, life: Life) -> list[Record]:
    """PERSONOPPL: every question answered in 3.3, any or none in 3.5; one set at a time."""
    sets = [
        [*_answers(draw, life), ("poFraDato", text(first)), ("poTilDato", text(last))]
        for first, last in periods(draw, life)
    ]
    if not sets and (not life.new or draw(_OFTEN)):
        sets = [_answers(draw, life)]
    return _numbered(draw, life, "PERSONOPPL", ("po", "Po"), sets)


def _answers(draw: DrawFn, life: Life) -> Values:
    given: Values = []

    def answer(name: str, *choices: str) -> str | None:
        if life.new and draw(_OFTEN):
            return None
        given.append((name, draw(any_of(*choices))))
        return given[-1][1]

    answer("poHusstand", *"123")
    answer("poOmsorgBarn", *"12")
    answer("poPrivHjelp", *"123456")
    answer("poBoligTilr", *"12")
    for name in ("poVurdTann", "poVurdLege"):
        answer(name, f"{draw(days(life.earliest, life.year.last)):%Y%m}")
    answer("poIndPlan", *"1239")
    answer("poHarKoordinator", *"129")
    for name in ("poArbBist", "poArbTransp", "poFriBist", "poFriTransp"):
        need = answer(f"{name}Behov", *"129")
        got, not_got = ("12", "3") if life.new else ("12", "39")
        answer(f"{name}Mottar", *not_got, *("" if need in {"2", "9"} else got))
    for name in ("poLegeMiddGj", "poErnKartlagt", "poErnRisiko", "poErnPlan"):
        if answer(name, *"129") == "1":
            given += [(f"{name}Dato", text(draw(days(life.earliest, life.latest))))]
    return given


def funksjon(draw: DrawFn, life: Life, *, receives: bool) -> list[Record]:
    """FUNKSJON: every function of the year for whoever receives a service, else any."""
    functions = [*life.year.functions]
    if not receives:
        functions = functions[: draw(st.integers(0 if life.new else 1, len(functions)))]
    times = periods(draw, life) or [(life.earliest, None)]
    scores = [
        [
            ("fnFunkType", written(draw, function)),
            ("fnFunkVerdi", draw(any_of(*"123459"))),
            ("fnFraDato", text(first)),
            ("fnTilDato", text(last)),
        ]
        for function in functions
        for first, last in (times if draw(_OFTEN) else times[:1])
    ]
    return _numbered(draw, life, "FUNKSJON", ("fn", "Fn"), scores)


def tjeneste(draw: DrawFn, life: Life) -> list[Record]:
    """TJENESTE: at least one service or refusal, of any type, each at most twice."""
    types = [code for code, one in life.year.services.items() if not one.outdated]
    services = []
    for type_ in draw(st.lists(st.sampled_from(types), min_size=1, max_size=3, unique=True)):
        place = organisation_number(draw)
        times: list[Period | None] = [*periods(draw, life, within=True)]
        services += [_service(draw, life, type_, time, place) for time in times or [None]]
    found = _numbered(draw, life, "TJENESTE", ("tj", "Tj"), services)
    for one in found:
        if life.new:
            one.attributes += [("tjVeID", written(draw, 7)), ("tjVeNrID", written(draw, 1))]
        if _is_housing_without_number(life, one.elements):
            one.infos.append("T-08")
    return found


def _service(draw: DrawFn, life: Life, type_: int, time: Period | None, place: str) -> Values:
    known = life.year.services[type_]
    decision = draw(any_of("", "1", "2"))
    refused = decision == "2"
    decided = draw(days(life.earliest, time[0] if time else life.last))
    complained = draw(days(decided, life.latest))
    answered = draw(days(complained, life.latest))
    hours = (known.by_the_hour and not refused) or draw(_OFTEN)
    number = {"kreves": not refused, "ikke": False}.get(known.organisation, draw(_OFTEN))
    ends = time is not None and (time[1] is not None or draw(_OFTEN))
    has_complained = draw(_OFTEN)
    said = (
        (True, "tjTjenType", written(draw, type_)),
        (draw(_OFTEN), "tjTjenUnderType", written(draw, draw(_SHORT))),
        (draw(_OFTEN), "tjSoknadDato", text(draw(days(life.earliest, decided)))),
        (True, "tjVedtDato", text(decided)),
        (bool(decision), "tjVedtak", decision),
        (hours, "tjTimerUke", written(draw, draw(_HOURS))),
        (draw(_OFTEN), "tjResTimerUke", written(draw, draw(_HOURS))),
        (draw(_OFTEN), "tjRullerende", draw(any_of("1", "2"))),
        (number, "tjInstOrgnr", place),
        (time is not None, "tjFraDato", text(time and time[0])),
        (ends, "tjTilDato", text(time and time[1])),
        (has_complained, "tjKlageMottatt", text(complained)),
        (has_complained and draw(_OFTEN), "tjKlageBesvart", text(answered)),
    )
    return [(name, value) for stands, name, value in said if stands]


def _is_housing_without_number(life: Life, said: Values) -> bool:
    """Right where no staff is attached; whoever knows of some is asked to think of it."""
    told = dict(said)
    housing = life.year.services[int(told["tjTjenType"])].organisation == "bolig"
    return housing and told.get("tjVedtak") != "2" and "tjInstOrgnr" not in told


def diagnose(draw: DrawFn, life: Life) -> list[Record]:
    """DIAGNOSE: any code of either book, the same again only at another time."""
    found = [
        [("diKodeVersjon", book), ("diDiagKode", code), ("diFraDato", text(first)),
         ("diTilDato", text(last))]
        for book, code in draw(_SOME_CODES)
        for first, last in periods(draw, life)
    ]  # fmt: skip
    return _numbered(draw, life, "DIAGNOSE", ("di", "Di"), found)


def dogntilbud(draw: DrawFn, life: Life) -> list[Record]:
    """DOGNTILBUD: one stay at a time."""
    found = [
        [("dgInstOrgnr", organisation_number(draw)), ("dgFraDato", text(first)),
         ("dgTilDato", text(last))]
        for first, last in periods(draw, life)
    ]  # fmt: skip
    return _numbered(draw, life, "DOGNTILBUD", ("dg", "Dg"), found)


def _numbered(
    draw: DrawFn, life: Life, name: str, prefixes: tuple[str, str], found: list[Values]
) -> list[Record]:
    """Records of a class, each with a number of its own and that of its person."""
    prefix, own = prefixes
    first = draw(_NUMBERS)
    attributes = [
        [(f"{prefix}PeID", written(draw, life.number)), (f"{prefix}{own}ID", str(first + number))]
        for number in range(len(found))
    ]
    return [Record(name, *both) for both in zip(attributes, found, strict=True)]
