"""Dates in every class: do they exist, and can they be true?"""

from datetime import date
from operator import gt, lt

from iplos_desktop.catalogue.declare import rule, told
from iplos_desktop.catalogue.levels import ADVARSEL, FEIL
from iplos_desktop.catalogue.rule import Edit
from iplos_desktop.register.elements import FORMATS
from iplos_desktop.register.types import Day
from iplos_desktop.year import Year

OPEN_END = date(9999, 12, 31)
"""What some systems write for "still open" in an end date that must be filled."""

PERIODS = [
    {"first": f"{prefix}FraDato", "last": f"{prefix}TilDato"}
    for prefix in ("po", "fn", "tj", "di", "dg")
]
_DAYS = sorted(
    {
        element.name
        for form in FORMATS
        for record in (form.person, *form.person.children)
        for element in record.leaves
        if isinstance(element.type, Day)
    }
)
DATES = [{"day": name} for name in _DAYS]
MONTHS = [{"day": "poVurdTann"}, {"day": "poVurdLege"}]
END_DATES = [{"day": name} for name in _DAYS if name.endswith("TilDato")]
OTHER_DATES = [{"day": name} for name in _DAYS if not name.endswith("TilDato")]
OLDEST = date(1900, 1, 1)
_LIKELY = "Egen vurdering: sannsynlighet"


@told(
    "K-01", FEIL, "{element} ({label}) er {found}, og det finnes ikke i kalenderen.",
    bad=[Edit("<peFraDato>20130501", "<peFraDato>20150231"),
         Edit("<fnFraDato>20150101", "<fnFraDato>20151301")], source="Kalenderen",
)  # fmt: skip
def no_such_day() -> None:
    """En dato finnes ikke i kalenderen.

    Rett datoen i EPJ og eksporter på nytt.
    """


@rule(
    "K-02", FEIL, "Fra-datoen {first} er etter til-datoen {last}.",
    expected="ikke etter {last}", over=PERIODS, source="Veiledning for innsending av IPLOS-data",
    only_where=gt, rejects=("first", "last"),
    bad={"first": date(2015, 5, 1), "last": date(2015, 2, 1)},
    good={"first": date(2015, 2, 1), "last": date(2015, 2, 1)},
)  # fmt: skip
def ends_before_it_begins(first: date, last: date) -> bool:
    """En periode slutter før den begynner.

    En av datoene er feil. Rett dem i EPJ og eksporter på nytt.
    """
    return first > last


@rule(
    "K-03", ADVARSEL, "Datoen {day} ({day.label}) er før 1900.",
    expected="en dag fra og med 1900", over=[*DATES, *MONTHS], source=_LIKELY,
    rejects=("day",),
    bad={"day": date(1815, 1, 1)}, good={"day": date(1900, 1, 1)},
)  # fmt: skip
def before_1900(day: date) -> bool:
    """En dato er usannsynlig gammel.

    Årstallet er trolig skrevet feil. Se på datoen i EPJ.
    """
    return day < OLDEST


@rule(
    "K-04", ADVARSEL, "Datoen {day} ({day.label}) er før personen ble født.",
    expected="fødselsdagen eller senere", over=DATES, at="day", source=_LIKELY,
    only_where=lt, rejects=("day", "born"), once=True,
    bad={"day": date(1940, 1, 1), "born": date(1950, 6, 1)},
    good={"day": date(1950, 6, 1), "born": date(1950, 6, 1)},
)  # fmt: skip
def before_birth(day: date, born: date) -> bool:
    """En dato er før personens fødselsdato.

    Datoen eller fødselsnummeret er feil, eller opplysningen står på feil person. Se på
    begge i EPJ. Har personen flere slike datoer, står bare den første her.
    """
    return OLDEST <= day < born


@rule(
    "K-05", ADVARSEL, "Datoen {day} ({day.label}) er mer enn ett år etter perioden.",
    expected="høyst ett år etter perioden", over=OTHER_DATES, source=_LIKELY,
    rejects=("day",),
    bad=[{"day": date(2017, 1, 1)}, {"day": OPEN_END}], good={"day": date(2016, 12, 31)},
)  # fmt: skip
def long_after_the_period(day: date, year: Year) -> bool:
    """En dato ligger langt etter perioden uttrekket gjelder.

    Årstallet er trolig skrevet feil. Se på datoen i EPJ.
    """
    return day > _a_year_after(year.last)


@rule(
    "K-06", ADVARSEL, "Til-datoen {day} ({day.label}) er mer enn ett år etter perioden.",
    expected="høyst ett år etter perioden, eller 31.12.9999", over=END_DATES,
    source=_LIKELY, rejects=("day",),
    bad={"day": date(2017, 1, 1)}, good=[{"day": date(2016, 12, 31)}, {"day": OPEN_END}],
)  # fmt: skip
def ends_long_after_the_period(day: date, year: Year) -> bool:
    """En periode slutter langt etter perioden uttrekket gjelder.

    Årstallet er trolig skrevet feil. Se på datoen i EPJ. 31.12.9999 kan stå der noe
    fortsatt varer.
    """
    return day != OPEN_END and day > _a_year_after(year.last)


def _a_year_after(day: date) -> date:
    return day.replace(year=day.year + 1)
