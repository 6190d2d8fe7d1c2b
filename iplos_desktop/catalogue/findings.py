"""What a check has found, held compactly; a finding's text is made when it is shown."""

from array import array
from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import accumulate
from typing import Any, NamedTuple, Self

from iplos_desktop.catalogue.batch import Cell
from iplos_desktop.catalogue.levels import FEIL, KRITISK, Level
from iplos_desktop.catalogue.rule import Rule
from iplos_desktop.register.identity import hide_numbers, is_identity_without_its_zero

NOBODY = -(1 << 62)
"""Stands for "no person" and "no record" in the compact columns."""


class Finding(NamedTuple):
    """One fault at one place; the fields are those of ``kontroller --json``."""

    rule: str
    level: Level
    kind: str
    person: str | None
    record: str | None
    record_id: str | None
    element: str | None
    line: int
    found: str | None
    expected: str | None
    text: str


class Shown(str):
    """A value as a finding's text shows it.

    label: the element's name in words. meaning: what a code stands for; the value itself
    where that is not known.
    """

    __slots__ = ("label", "meaning")
    label: str
    meaning: str

    def __new__(cls, value: Cell | str, label: str, meaning: str | None = None) -> Self:
        """The value in a form for people: 31.12.2015, and a comma in a number."""
        match value:
            case None:
                shown = "ikke fylt ut"
            case date():
                shown = f"{value:%d.%m.%Y}"
            case Decimal():
                shown = str(value).replace(".", ",")
            case int() if is_identity_without_its_zero(value):
                shown = "(skjult)"
            case _:
                shown = str(value)
        self = super().__new__(cls, shown)
        self.label = label
        self.meaning = meaning or shown
        return self

    @property
    def name(self) -> str:
        """The element's name as a sentence begins with it."""
        return self.label[:1].upper() + self.label[1:]


@dataclass(frozen=True)
class Detail:
    """What a finding's text needs. values: by parameter, ready to be shown."""

    values: Mapping[str, Any]
    found: str | None
    expected: str | None


_Told = tuple[str | None, str | None, str]
_new = tuple.__new__  # a named tuple's own way is three times as slow
Render = Callable[[Hashable], Detail]
"""Makes what a finding shows out of the cells that were at fault."""

_TOO_SHORT = 10**9  # smaller numbers are no identity, not even one without its zero
_INTERNED = 20_000  # distinct details looked up; past that each finding keeps its own


class Group:
    """Findings of one rule on one element of one class.

    persons, records: the local number of each finding's person and record, NOBODY for
    none. lines: where each stands.
    """

    def __init__(
        self, rule: Rule, level: Level, record: str | None, element: str | None, render: Render
    ) -> None:
        self.rule = rule
        self.level = level
        self.record = record
        self.element = _safe(element)
        self.persons = array("q")
        self.records = array("q")
        self.lines = array("q")
        self._render = render
        self._cells: list[Hashable] = []
        self._cells_of = array("l")
        self._numbers: dict[Hashable, int] = {}
        self._rendered: dict[int, _Told] = {}
        self._latest: tuple[Hashable, int] = (None, -1)
        self._shown: tuple[int, _Told] = (-1, (None, None, ""))

    def __len__(self) -> int:
        return len(self.lines)

    def add(self, person: int, record: int, line: int, cells: Hashable) -> None:
        """One more place, with the cells its text is made of."""
        self.persons.append(person)
        self.records.append(record)
        self.lines.append(line)
        self._cells_of.append(self._number(cells))

    def take(
        self,
        persons: Iterable[int],
        records: Iterable[int],
        lines: Iterable[int],
        cells: Iterable[Hashable],
    ) -> None:
        """Several more places, each with its cells."""
        self.persons.extend(persons)
        self.records.extend(records)
        self.lines.extend(lines)
        self._cells_of.extend(map(self._number, cells))

    def extend(
        self,
        persons: Iterable[int],
        records: Iterable[int],
        lines: Iterable[int],
        cells: Hashable,
    ) -> None:
        """More places with the same cells."""
        before = len(self.lines)
        self.persons.extend(persons)
        self.records.extend(records)
        self.lines.extend(lines)
        self._cells_of.extend([self._number(cells)] * (len(self.lines) - before))

    def finding(self, at: int) -> Finding:
        """The finding of a number within the group."""
        number, person, record = self._cells_of[at], self.persons[at], self.records[at]
        return _new(
            Finding,
            (
                self.rule.number,
                self.level,
                self.rule.kind,
                str(person) if 0 <= person < _TOO_SHORT else _text(person),
                self.record,
                str(record) if 0 <= record < _TOO_SHORT else _text(record),
                self.element,
                self.lines[at],
                *(self._rendered.get(number) or self._told(number)),
            ),
        )

    def _number(self, cells: Hashable) -> int:
        """The number these cells are kept under: that of equal ones, as far as remembered."""
        latest, number = self._latest
        if cells == latest and number >= 0:
            return number
        known = self._numbers.get(cells)
        number = len(self._cells) if known is None else known
        if known is None:
            self._cells.append(cells)
            if number < _INTERNED:
                self._numbers[cells] = number
        self._latest = cells, number
        return number

    def _told(self, number: int) -> "_Told":
        """What a finding of these cells shows; remembered, since many are alike."""
        if number == self._shown[0]:
            return self._shown[1]
        detail = self._render(self._cells[number])
        text = hide_numbers(self.rule.text.format_map(detail.values))
        told = _safe(detail.found), _safe(detail.expected), text
        if number < _INTERNED:
            self._rendered[number] = told
        self._shown = number, told
        return told


def _text(number: int) -> str | None:
    """A local number as text; None for nobody, and for an identity used as a local number."""
    return None if number == NOBODY or is_identity_without_its_zero(number) else str(number)


def _safe(text: str | None) -> str | None:
    return None if text is None else hide_numbers(text)


class Findings(Sequence[Finding]):
    """All findings of a check, in the order of the file.

    made: the numbers of the rules held against the file. not_checked: (rule number, why)
    for each that could not be. not_applicable: likewise for each that has no place here:
    another version of the format, no list loaded, no earlier submission.
    """

    def __init__(
        self,
        groups: Sequence[Group],
        not_checked: Sequence[tuple[str, str]],
        made: Sequence[str] = (),
        not_applicable: Sequence[tuple[str, str]] = (),
    ) -> None:
        self.groups = [group for group in groups if len(group)]
        self.not_checked = list(not_checked)
        self.made = tuple(made)
        self.not_applicable = list(not_applicable)
        self._place_groups()

    def _place_groups(self) -> None:
        """Sort by line, then by rule, in numbers alone: there may be a million findings."""
        by_rule = sorted(range(len(self.groups)), key=lambda at: (self.groups[at].rule.number, at))
        self._order = [self.groups[at] for at in by_rule]
        self._starts = [0, *accumulate(len(group) for group in self._order)]
        lines = array("q")
        for group in self._order:
            lines.extend(group.lines)
        self._places = array("l", sorted(range(len(lines)), key=lines.__getitem__))

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, number: int) -> Finding:  # type: ignore[override]
        group, at = self._place(self._places[number])
        return group.finding(at)

    def __iter__(self) -> Iterator[Finding]:
        starts, order = self._starts, self._order
        first, after, group = 0, 0, None
        for place in self._places:
            if group is None or not first <= place < after:
                at = bisect_right(starts, place) - 1
                first, after, group = starts[at], starts[at + 1], order[at]
            yield group.finding(place - first)

    def _place(self, place: int) -> tuple[Group, int]:
        at = bisect_right(self._starts, place) - 1
        return self._order[at], place - self._starts[at]

    @property
    def blocked(self) -> bool:
        """Whether nothing can be encrypted."""
        return any(group.level is KRITISK for group in self.groups)

    @property
    def needs_confirmation(self) -> bool:
        """Whether the user must confirm faults before sending."""
        return any(group.level is FEIL for group in self.groups)

    @property
    def counts(self) -> dict[str, int]:
        """Findings by rule number, in the order of the numbers."""
        counts: dict[str, int] = {}
        for group in self.groups:
            counts[group.rule.number] = counts.get(group.rule.number, 0) + len(group)
        return dict(sorted(counts.items()))

    @property
    def by_level(self) -> dict[Level, int]:
        """Findings by level; every level is there."""
        counts = dict.fromkeys(Level, 0)
        for group in self.groups:
            counts[group.level] += len(group)
        return counts

    def persons_at(self, level: Level) -> int:
        """How many persons have a finding of a level."""
        persons: set[int] = set()
        for group in self.groups:
            if group.level is level:
                persons.update(group.persons)
        persons.discard(NOBODY)
        return len(persons)

    @property
    def is_clean(self) -> bool:
        """Whether "ingen feil" may be said: nothing grave, and every rule was tried."""
        return not (self.blocked or self.needs_confirmation or self.not_checked)
