"""PERSONOPPL: how a person lives, what help she needs and gets."""

from datetime import date

from iplos_desktop.catalogue.declare import overlapping, rule
from iplos_desktop.catalogue.levels import ADVARSEL
from iplos_desktop.rules.kalender import OLDEST
from iplos_desktop.year import Year

_JUDGEMENT = "Egen vurdering: sannsynlighet"

NEEDS = [
    {"need": f"po{area}{kind}Behov", "help_got": f"po{area}{kind}Mottar"}
    for area in ("Arb", "Fri")
    for kind in ("Bist", "Transp")
]
ANSWERS = [
    {"answer": name, "day": f"{name}Dato"}
    for name in ("poLegeMiddGj", "poErnKartlagt", "poErnRisiko", "poErnPlan")
]


@rule(
    "O-01", ADVARSEL, "«{month.name}» er satt til {month}, etter perioden uttrekket gjelder.",
    expected="senest {year.last:%m.%Y}", source="Formatet for IPLOS-uttrekk",
    over=[{"month": "poVurdTann"}, {"month": "poVurdLege"}],
    bad={"month": date(2016, 1, 1)}, good={"month": date(2015, 12, 1)},
)  # fmt: skip
def assessed_after_the_period(month: date, year: Year) -> bool:
    """Personen er vurdert av lege eller tannlege etter perioden.

    Måneden er trolig skrevet feil, eller vurderingen hører til neste års innsending. Se på
    den i EPJ.
    """
    return month > year.last


@rule(
    "O-06", ADVARSEL, "«{month.name}» er satt til {month}, før personen ble født.",
    expected="fødselsmåneden eller senere", source=_JUDGEMENT, at="month",
    over=[{"month": "poVurdTann"}, {"month": "poVurdLege"}],
    bad={"month": date(1930, 1, 1), "born": date(1934, 5, 12)},
    good=[{"month": date(1934, 5, 1), "born": date(1934, 5, 12)},
          {"month": date(1800, 1, 1), "born": date(1934, 5, 12)}],
)  # fmt: skip
def assessed_before_birth(month: date, born: date) -> bool:
    """Personen er vurdert av lege eller tannlege før hun ble født.

    Måneden eller fødselsnummeret er feil. Se på begge i EPJ.
    """
    return OLDEST <= month < born.replace(day=1)


@rule(
    "O-02", ADVARSEL, "{day.name} er {day}, men svaret på om det er gjort, er {answer.meaning}.",
    expected="svaret 1 (ja), eller ingen dato", over=ANSWERS, at="day", source=_JUDGEMENT,
    bad=[{"day": date(2015, 3, 1), "answer": "2"}, {"day": date(2015, 3, 1), "answer": None}],
    good={"day": date(2015, 3, 1), "answer": "1"},
)  # fmt: skip
def day_without_yes(day: date, answer: str | None = None) -> bool:
    """Det står en dato for noe som etter svaret ikke er gjort.

    Enten er svaret feil, eller så skal datoen bort. Rett det som er feil i EPJ.
    """
    return answer != "1"


@rule(
    "O-03", ADVARSEL, "Svaret er ja, men {day.label} er ikke fylt ut.",
    expected="en dato", over=ANSWERS, at="day", source=_JUDGEMENT,
    bad={"answer": "1", "day": None}, good=[{"answer": "1", "day": date(2015, 3, 1)},
                                           {"answer": "2", "day": None}],
)  # fmt: skip
def yes_without_day(answer: str, day: date | None = None) -> bool:
    """Noe er gjort, men datoen mangler.

    Fyll ut datoen i EPJ.
    """
    return answer == "1" and day is None


@rule(
    "O-04", ADVARSEL, "{need.name}: {need.meaning}. {help_got.name}: {help_got.meaning}. De to"
    " svarene stemmer ikke med hverandre.",
    expected="svaret at hjelpen ikke mottas, eller behov 1 (ja)", over=NEEDS, at="help_got",
    source="Kodelistene 9337 til 9340; sammenhengen er en egen vurdering",
    bad=[{"need": "2", "help_got": "1"}, {"need": "9", "help_got": "2"}],
    good=[{"need": "1", "help_got": "2"}, {"need": "2", "help_got": "9"},
          {"need": "2", "help_got": "3"}],
)  # fmt: skip
def helped_without_need(need: str, help_got: str) -> bool:
    """Personen har ikke behov, men får hjelp.

    Ett av de to svarene er trolig feil. Se på begge i EPJ.
    """
    return need in {"2", "9"} and help_got in {"1", "2"}


@overlapping(
    "O-05", ADVARSEL, "Opplysningene om personen gjelder fra {poFraDato}, samtidig med andre.",
    key=(), period=("poFraDato", "poTilDato"), at="poFraDato", source=_JUDGEMENT,
    expected="tidligst den dagen de forrige opplysningene sluttet å gjelde",
    bad=[[{"poFraDato": date(2015, 1, 1)}, {"poFraDato": date(2015, 3, 1)}]],
    good=[[{"poFraDato": date(2015, 1, 1), "poTilDato": date(2015, 3, 1)},
           {"poFraDato": date(2015, 3, 1)}]],
)  # fmt: skip
def two_at_once(poFraDato: date) -> bool:
    """Personen har to sett opplysninger for samme tid.

    Bare ett sett kan gjelde om gangen. Avslutt det gamle i EPJ når et nytt er laget.
    """
    return True
