"""Ways to spoil any record: each gives a function for a kind of fault to use."""

from collections.abc import Callable
from datetime import timedelta

from iplos_desktop.madeup.draft import as_text
from iplos_desktop.madeup.markup import Fields
from iplos_desktop.madeup.planting import Spoil, Spot

_LATER = timedelta(10)
_NO_OTHER_HAS = "99"
Value = str | Callable[[Spot], str | None]
"""A value, or what gives it; None where there is none for that record."""

Holds = Callable[[Spot], bool]
"""Whether a record is one of those a kind of fault fits."""


def given(holds: Holds, *ways: Spoil) -> Spoil:
    """Spoil only a record that fits, in all of the ways, of which the first may not fit."""
    return lambda spot: holds(spot) and all(way(spot) for way in ways)


def put(key: str, value: Value, *, over: str | None = None) -> Spoil:
    """Give an element that stands another value; only where it has the value `over`."""

    def spoil(spot: Spot) -> bool:
        new = value if isinstance(value, str) else value(spot)
        if new is None or key not in spot.fields or over not in {None, spot.fields[key]}:
            return False
        spot.fields[key] = new
        return True

    return spoil


def add(key: str, value: Value, *, after: str | None = None, last: bool = False) -> Spoil:
    """Put in something more: before all else, after an element, or last; never twice."""

    def spoil(spot: Spot) -> bool:
        new = value if isinstance(value, str) else value(spot)
        names = [*spot.fields]
        if new is None or key in names or (after is not None and after not in names):
            return False
        at = len(names) if last else 0 if after is None else names.index(after) + 1
        names.insert(at, key)
        return _rewrite(spot, {name: spot.fields.get(name, new) for name in names})

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
        begins, ends = fields.get(first, ""), fields.get(last, "")
        if not as_text(spot.year.first) <= begins < ends <= as_text(spot.year.last):
            return False
        fields[first], fields[last] = ends, begins
        return True

    return spoil


def nothing(_spot: Spot) -> bool:
    """Change nothing: that the person comes twice is the fault."""
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


def twin(own_id: str, *ways: Spoil) -> Spoil:
    """Put in a copy of a record after it, with a number of its own and spoilt in those ways."""

    def spoil(spot: Spot) -> bool:
        at = spot.at or 0
        name, fields = spot.person.records[at]
        number = {f"@{own_id}": f"{spot.who.number}{_NO_OTHER_HAS}"}
        spot.person.records.insert(at + 1, (name, fields | number))
        spot.at = at + 1
        if all(way(spot) for way in ways):
            return True
        del spot.person.records[at + 1]
        spot.at = at
        return False

    return spoil


def begin_later(first: str, last: str) -> Spoil:
    """Let a period begin some days later, if it does not end before that."""

    def spoil(spot: Spot) -> bool:
        begins, ends = spot.day(first), spot.day(last)
        if begins is None or (ends is not None and begins + _LATER >= ends):
            return False
        spot.fields[first] = as_text(begins + _LATER)
        return True

    return spoil


def days_after(key: str, days: int) -> Value:
    """So many days after the day an element tells, before it when negative."""

    def value(spot: Spot) -> str | None:
        day = spot.day(key)
        return None if day is None else as_text(day + timedelta(days))

    return value


def day_of(years: int, month_and_day: str) -> Value:
    """A day so many years after the data year."""
    return lambda spot: f"{spot.year.year + years}{month_and_day}"


def _rewrite(spot: Spot, fields: Fields) -> bool:
    spot.fields.clear()
    spot.fields.update(fields)
    return True
