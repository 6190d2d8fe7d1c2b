"""Ways to spoil a record: each gives a function for a kind of fault to use."""

from collections.abc import Callable
from datetime import timedelta

from iplos_desktop.madeup.draft import as_text
from iplos_desktop.madeup.markup import Fields
from iplos_desktop.madeup.planting import Spoil, Spot
from iplos_desktop.register.identity import Identity, check_digits, identify

_D_DAYS = 4
_ANOTHER_NUMBER = 500_000_000
Value = str | Callable[[Spot], str | None]
"""A value, or what gives it; None where there is none for that record."""


def put(key: str, value: Value, *, over: str | None = None) -> Spoil:
    """Give an element that stands another value; only where it has the value `over`."""

    def spoil(spot: Spot) -> bool:
        new = value if isinstance(value, str) else value(spot)
        if new is None or key not in spot.fields or over not in {None, spot.fields[key]}:
            return False
        spot.fields[key] = new
        return True

    return spoil


def add(key: str, value: str, *, after: str | None = None) -> Spoil:
    """Put in something more, before all else or after an element."""

    def spoil(spot: Spot) -> bool:
        before: Fields = {}
        rest = {**spot.fields}
        if after is not None:
            if after not in rest:
                return False
            while after not in before:
                name = next(iter(rest))
                before[name] = rest.pop(name)
        return _rewrite(spot, {**before, key: value, **rest})

    return spoil


def drop(key: str) -> Spoil:
    """Leave out an element or an attribute."""
    return lambda spot: spot.fields.pop(key, None) is not None


def drop_records(name: str) -> Spoil:
    """Leave out every record of a class."""

    def spoil(spot: Spot) -> bool:
        spot.person.records[:] = [one for one in spot.person.records if one[0] != name]
        return True

    return spoil


def swap(first: str, second: str) -> Spoil:
    """Let two elements change places, values and all."""

    def spoil(spot: Spot) -> bool:
        order = {first: second, second: first}
        names = [order.get(name, name) for name in spot.fields]
        return _rewrite(spot, {name: spot.fields[name] for name in names})

    return spoil


def turn_round(first: str, last: str) -> Spoil:
    """Let a period within the year end before it begins."""

    def spoil(spot: Spot) -> bool:
        fields = spot.fields
        if not fields[first] < fields[last] <= as_text(spot.year.last):
            return False
        fields[first], fields[last] = fields[last], fields[first]
        return True

    return spoil


def nothing(_spot: Spot) -> bool:
    """Change nothing: that the person comes twice is the fault."""
    return True


def another_person(spot: Spot) -> bool:
    """Give a person and all her records another local number."""
    number = str(spot.who.number + _ANOTHER_NUMBER)
    for fields in (spot.person.fields, *(fields for _, fields in spot.person.records)):
        for key in fields:
            if key[0] == "@" and key.endswith("PeID"):
                fields[key] = number
    return True


def same_number(key: str) -> Spoil:
    """Give a record the number of the one before it, of the same class."""

    def spoil(spot: Spot) -> bool:
        before = (spot.at or 0) - 1
        if before < 0 or key not in spot.person.records[before][1]:
            return False
        spot.fields[key] = spot.person.records[before][1][key]
        return True

    return spoil


def unknown_function(spot: Spot) -> bool:
    """A function there is not, where the person has another score of the right one."""
    function = spot.fields["fnFunkType"]
    scores = [fields["fnFunkType"] for name, fields in spot.person.records if name == "FUNKSJON"]
    return scores.count(function) > 1 and put("fnFunkType", "99")(spot)


def other_gender(spot: Spot) -> str | None:
    """The one her number does not tell; None when it tells none."""
    male = _told(spot).male
    return None if male is None else "K" if male else "M"


def other_age(spot: Spot) -> str | None:
    """Five years more than her number tells."""
    return None if _told(spot).born is None else str(int(spot.fields["peAlder"]) + 5)


def before_birth(spot: Spot) -> str | None:
    """A day some weeks before her birth."""
    born = _told(spot).born
    return None if born is None or born.year <= 1900 else as_text(born - timedelta(40))  # noqa: PLR2004


def wrong_check_digit(spot: Spot) -> str:
    """Her number with another last digit."""
    return f"{spot.who.identity[:-1]}{(int(spot.who.identity[-1]) + 1) % 10}"


def as_d_number(spot: Spot) -> str | None:
    """Another number for the same day of birth and gender, that nobody has."""
    nine = spot.who.identity[:9]
    digits = check_digits(f"{int(nine[0]) + _D_DAYS}{nine[1:]}")
    if _told(spot).born is None or int(nine[0]) >= _D_DAYS or digits is None:
        return None
    return f"{int(nine[0]) + _D_DAYS}{nine[1:]}{digits}"


def day_of(years: int, month_and_day: str) -> Value:
    """A day so many years after the data year."""
    return lambda spot: f"{spot.year.year + years}{month_and_day}"


def _told(spot: Spot) -> Identity:
    return identify(spot.who.identity)


def _rewrite(spot: Spot, fields: Fields) -> bool:
    spot.fields.clear()
    spot.fields.update(fields)
    return True
