"""Which records certain kinds of fault fit, and ways to spoil services, scores and stays."""

from datetime import datetime, timedelta

from iplos_desktop.madeup.draft import as_text
from iplos_desktop.madeup.planting import Spoil, Spot
from iplos_desktop.madeup.spoil import Holds, Value
from iplos_desktop.year.package import ServiceType

_LONG = timedelta(20)
_REFUSED = "2"
_NOT_SCORED = "9"


def granted(spot: Spot) -> bool:
    """A service she was given."""
    return spot.fields["tjVedtak"] != _REFUSED


def _type(spot: Spot) -> ServiceType:
    return spot.year.services[int(spot.fields["tjTjenType"])]


def by_the_hour(spot: Spot) -> bool:
    """A service given in hours a week, none of them reserved."""
    return granted(spot) and _type(spot).by_the_hour and "tjResTimerUke" not in spot.fields


def of(organisation: str) -> Holds:
    """A service given where the organisation number is demanded so: see `ServiceType`."""
    return lambda spot: granted(spot) and _type(spot).organisation == organisation


def only_of_its_type(spot: Spot) -> bool:
    """A service that was given and not renewed."""
    types = [fields["tjTjenType"] for fields in spot.of_class("TJENESTE")]
    return granted(spot) and types.count(spot.fields["tjTjenType"]) == 1


def not_complained_of(spot: Spot) -> bool:
    """A decision nobody has complained of, some time after her birth."""
    decided = spot.day("tjVedtDato")
    long_ago = decided is not None and spot.who.born < decided - _LONG
    return long_ago and "tjKlageMottatt" not in spot.fields


def receives(spot: Spot) -> bool:
    """A person with a service she was given."""
    return any(fields["tjVedtak"] != _REFUSED for fields in spot.of_class("TJENESTE"))


def after_death(days: int) -> Value:
    """A day after her death."""

    def value(spot: Spot) -> str:
        day = datetime.strptime(spot.person.fields["peDodDato"], "%Y%m%d")  # noqa: DTZ007
        return as_text(day + timedelta(days))

    return value


def a_month_before_the_year(spot: Spot) -> str | None:
    """A day before the year when the service had begun; none when it had not."""
    day = spot.year.first - timedelta(30)
    begun = spot.day("tjFraDato")
    return as_text(day) if begun is not None and begun < day else None


def drop_a_function(spot: Spot) -> bool:
    """Leave out every score of the first function."""
    function = spot.of_class("FUNKSJON")[0]["fnFunkType"]
    spot.person.records[:] = [
        one for one in spot.person.records if one[1].get("fnFunkType") != function
    ]
    return True


def all_not_scored(spot: Spot) -> bool:
    """Let every score be the one that says that it is not relevant."""
    for fields in spot.of_class("FUNKSJON"):
        fields["fnFunkVerdi"] = _NOT_SCORED
    return True


def another_score(spot: Spot) -> str:
    """A score she has not got."""
    return "4" if spot.fields["fnFunkVerdi"] != "4" else "2"


def no_need(need: str) -> Holds:
    """A set of information where a need is answered with no, or is not relevant."""
    return lambda spot: spot.fields[f"{need}Behov"] != "1"


def not_yes(answer: str) -> Holds:
    """A set of information where a question is not answered with yes."""
    return lambda spot: spot.fields[answer] != "1"


def wrong_number(spot: Spot) -> str:
    """An organisation number of the municipality with a wrong last digit."""
    number = spot.draft.places.institutions[0]
    return f"{number[:-1]}{(int(number[-1]) + 1) % 10}"


def unlisted(spot: Spot) -> str:
    """An organisation number of right form that is not the municipality's."""
    return spot.draft.places.elsewhere


def some_number(spot: Spot) -> str:
    """One of the municipality's organisation numbers."""
    return spot.draft.places.institutions[0]


def round_the_clock(organisation: Value, times: int = 1) -> Spoil:
    """Give a person who has none some DOGNTILBUD, each beginning in the one before."""

    def spoil(spot: Spot) -> bool:
        who = spot.who
        number = organisation if isinstance(organisation, str) else organisation(spot)
        if number is None or who.last - who.first < _LONG or spot.of_class("DOGNTILBUD"):
            return False
        for time in range(times):
            fields = spot.draft.own("dg", "Dg", time + 1) | {
                "dgInstOrgnr": number,
                "dgFraDato": as_text(who.first + timedelta(5 * time)),
                "dgTilDato": as_text(who.first + timedelta(5 * time + 10)),
            }
            spot.person.records.append(("DOGNTILBUD", fields))
        spot.at = len(spot.person.records) - 1
        return True

    return spoil
