"""FUNKSJON: what a made-up person needs help with, scored at some assessments."""

from collections.abc import Iterator
from datetime import date, timedelta

from iplos_desktop.madeup.draft import Draft, as_text
from iplos_desktop.madeup.markup import Fields
from iplos_desktop.madeup.spread import ASSESSMENTS, SCORED_AGAIN

_YEARS_BACK = timedelta(500)
_EARLIER = 0.6
_BY_LEVEL = ("1111223", "11122239", "1223334", "2333445", "3444559", "445555")
"""Scores to draw from, by how much help a person needs."""


def scores(draft: Draft) -> Iterator[Fields]:
    """Every function of the year, at each assessment until the next."""
    rng = draft.rng
    days = _assessments(draft)
    values = _BY_LEVEL[rng.randrange(len(_BY_LEVEL))]
    starts = [as_text(day) for day in days]
    ends = [*(as_text(day - timedelta(1)) for day in days[1:]), draft.still()]
    person, number = str(draft.who.number), 0
    for function in draft.year.functions:
        at = 0
        while at < len(days):
            after = at + 1
            while after < len(days) and rng.random() > SCORED_AGAIN:
                after += 1
            number += 1
            yield {
                "@fnPeID": person,
                "@fnFnID": f"{person}{number:02}",
                "fnFunkType": str(function),
                "fnFunkVerdi": values[int(rng.random() * len(values))],
                "fnFraDato": starts[at],
                "fnTilDato": ends[after - 1],
            }
            at = after


def _assessments(draft: Draft) -> list[date]:
    """Different days in order; the first is often before the year."""
    who = draft.who
    times = draft.rng.choices([*ASSESSMENTS], [*ASSESSMENTS.values()])[0]
    days = {draft.day(who.first, who.last) for _ in range(times)}
    if draft.chance(_EARLIER):
        days.remove(min(days))
        days.add(draft.day(draft.year.first - _YEARS_BACK, who.first))
    return sorted(days)
