"""TJENESTE: what a made-up person has applied for, been granted and been refused."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from iplos_desktop.madeup.draft import Draft, as_text
from iplos_desktop.madeup.markup import Fields
from iplos_desktop.madeup.spread import (
    AT_AN_INSTITUTION,
    FROM_A_BASE,
    HOURS,
    REFUSED,
    RENEWED,
    SERVICES,
    STAYS,
)

LONG_STAY, HOUSING, OTHER_HOUSING = 21, 12, 13
_ROLLING = frozenset({8, 20})
_BEFORE_THE_YEAR = 0.6
_LONGEST_BEFORE = timedelta(6 * 365)
_LONGEST_AFTER = timedelta(300)
_A_DAY = timedelta(1)


@dataclass
class _Service:
    """A granted service. last: its last day, None while it lasts."""

    type: int
    first: date
    last: date | None
    place: str | None


def services(draft: Draft) -> Iterator[Fields]:
    """All of a person's services, refused ones too; one that was renewed comes twice."""
    number = 0
    for type_, granted in _wanted(draft):
        number += 1
        if granted is None:
            yield _refused(draft, type_, number)
            continue
        renewed = _renewal(draft, granted)
        yield _granted(draft, granted, number)
        if renewed is not None:
            number += 1
            yield _granted(draft, renewed, number, renews=number - 1)


def _wanted(draft: Draft) -> Iterator[tuple[int, _Service | None]]:
    """The types of service a person has asked for, with what was granted."""
    group = draft.who.group
    wanted = draft.rng.choices([*SERVICES], [*SERVICES.values()])[0]
    until = None
    home = _home(draft)
    if home is not None:
        yield home.type, home
        if home.type == LONG_STAY:
            until = home.first - _A_DAY
            wanted = wanted if until >= draft.who.first else 1
    choices, weights = [*group.services], [*group.services.values()]
    types = dict.fromkeys([home.type] if home is not None else [])
    while len(types) < min(wanted, len(choices)):
        type_ = draft.rng.choices(choices, weights)[0]
        if type_ not in types:
            types[type_] = None
            refused = draft.chance(REFUSED)
            yield type_, None if refused else _service(draft, type_, until=until)


def _home(draft: Draft) -> _Service | None:
    """Where she lives, when the municipality gives it: institution or housing."""
    group, draw = draft.who.group, draft.rng.random()
    if draw < group.institution:
        return _service(draft, LONG_STAY)
    draw -= group.institution
    if draw < group.staffed:
        return _service(draft, HOUSING, place=draft.rng.choice(draft.places.staffed))
    if draw - group.staffed < group.other:
        return _service(draft, HOUSING if draft.chance(0.5) else OTHER_HOUSING)
    return None


def _service(
    draft: Draft, type_: int, *, place: str | None = None, until: date | None = None
) -> _Service:
    """A service somewhere in the year. until: its last day at the latest."""
    who, rng = draft.who, draft.rng
    latest = until or who.last
    if type_ in STAYS:
        first = draft.day(who.first, latest)
        last: date | None = min(first + timedelta(rng.randint(2, 35)), latest)
    else:
        early = draft.chance(_BEFORE_THE_YEAR)
        earliest = who.first - _LONGEST_BEFORE if early else who.first
        first = draft.day(earliest, who.first if early else latest)
        last = until or _last_day(draft, first)
    if type_ in AT_AN_INSTITUTION:
        place = rng.choice(draft.places.institutions)
    elif type_ in FROM_A_BASE:
        place = rng.choice(draft.places.bases)
    return _Service(type_, first, last, place)


def _last_day(draft: Draft, first: date) -> date | None:
    """When a lasting service ends: at death, some within the year, a few on a day to come."""
    who, draw = draft.who, draft.rng.random()
    if draw < 0.18:  # noqa: PLR2004
        return draft.day(max(first, who.first), who.last)
    if who.died:
        return who.died
    return draft.day(who.last, who.last + _LONGEST_AFTER) if draw < 0.26 else None  # noqa: PLR2004


def _renewal(draft: Draft, service: _Service) -> _Service | None:
    """Sometimes a new decision within the year carries a service on."""
    who = draft.who
    end = min(service.last or who.last, who.last)
    begun = max(service.first, who.first)
    changed = draft.day(begun + _A_DAY, end)
    if service.type in STAYS or changed <= begun or not draft.chance(RENEWED):
        return None
    follows = _Service(service.type, changed, service.last, service.place)
    service.last = changed - _A_DAY
    return follows


def _granted(draft: Draft, service: _Service, number: int, renews: int | None = None) -> Fields:
    rng = draft.rng
    decided = draft.day(service.first - timedelta(30), service.first)
    fields = _begun(draft, number, renews) | {"tjTjenType": str(service.type)}
    if draft.chance(0.85):
        fields["tjSoknadDato"] = as_text(draft.day(decided - timedelta(45), decided))
    fields |= {"tjVedtDato": as_text(decided), "tjVedtak": "1"}
    if service.type in HOURS:
        least, most = HOURS[service.type]
        hours = round(rng.triangular(least, most, least) * 4) / 4
        fields["tjTimerUke"] = f"{hours:g}"
        if draft.chance(0.03):
            fields["tjResTimerUke"] = f"{rng.randint(1, 4) * hours / 4:.2f}"
    if service.type in _ROLLING:
        fields["tjRullerende"] = "1" if draft.chance(0.3) else "2"
    if service.place is not None:
        fields["tjInstOrgnr"] = service.place
    fields["tjFraDato"] = as_text(service.first)
    if service.last is not None:
        fields["tjTilDato"] = as_text(service.last)
    elif draft.chance(0.5):
        fields["tjTilDato"] = draft.open_end
    return fields


def _refused(draft: Draft, type_: int, number: int) -> Fields:
    decided = draft.day(draft.who.first, draft.who.last)
    fields = _begun(draft, number) | {
        "tjTjenType": str(type_),
        "tjSoknadDato": as_text(draft.day(decided - timedelta(45), decided)),
        "tjVedtDato": as_text(decided),
        "tjVedtak": "2",
    }
    if draft.chance(0.15):
        complained = draft.day(decided, draft.who.last)
        fields["tjKlageMottatt"] = as_text(complained)
        if draft.chance(0.7):
            fields["tjKlageBesvart"] = as_text(draft.day(complained, draft.who.last))
    return fields


def _begun(draft: Draft, number: int, renews: int | None = None) -> Fields:
    """The attributes; a decision that renews another has the same number, one row on."""
    ids = draft.own("tj", "Tj", number)
    if draft.new:
        decision = draft.own("tj", "Tj", renews or number)["@tjTjID"]
        ids |= {"@tjVeID": decision, "@tjVeNrID": "1" if renews is None else "2"}
    return ids
