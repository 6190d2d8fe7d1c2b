"""Findings of one rule, held as numbers; a finding's text is made when it is shown."""

from array import array
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any, NamedTuple

from iplos_desktop.catalogue.levels import Level
from iplos_desktop.catalogue.rule import Rule
from iplos_desktop.register.elements import IDENT
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
        return next(self.findings(at, at + 1))

    def findings(self, start: int, stop: int) -> Iterator[Finding]:
        """The findings of some numbers that follow each other."""
        rule, level, kind = self.rule.number, self.level, self.rule.kind
        record, element = self.record, self.element
        for number, person, own, line in zip(
            self._cells_of[start:stop],
            self.persons[start:stop],
            self.records[start:stop],
            self.lines[start:stop],
            strict=True,
        ):
            shown, told = self._shown
            if number != shown:
                told = self._told(number)
            yield _new(
                Finding,
                (
                    rule,
                    level,
                    kind,
                    str(person) if 0 <= person < _TOO_SHORT else _text(person),
                    record,
                    str(own) if 0 <= own < _TOO_SHORT else _text(own),
                    element,
                    line,
                    *told,
                ),
            )

    def some(self, places: Sequence[int]) -> "Group":
        """Some of the findings alone, by their numbers; what they show is shared with these."""
        picked = copy(self)
        picked.persons = array("q", map(self.persons.__getitem__, places))
        picked.records = array("q", map(self.records.__getitem__, places))
        picked.lines = array("q", map(self.lines.__getitem__, places))
        picked._cells_of = array("l", map(self._cells_of.__getitem__, places))  # noqa: SLF001 - of its own class
        return picked

    def told(self, at: int) -> "_Told":
        """What one finding shows: what was found, what was expected, and its text."""
        return self._told(self._cells_of[at])

    def holding(self, words: Sequence[str]) -> Iterator[bool]:
        """For each finding, whether every word stands in what it shows. words: casefolded.

        Each distinct text is made and looked through once.
        """
        shared = (self.level.word, self.rule.number, self.record, self.element)
        rest = [word for word in words if word not in _together(shared)]
        lacking: dict[int, list[str]] = {}
        for number, person, line in zip(self._cells_of, self.persons, self.lines, strict=True):
            missing = lacking.get(number)
            if missing is None:
                text = _together(self._told(number))
                missing = lacking[number] = [word for word in rest if word not in text]
            yield not missing or all(
                word in str(line) or word in (_text(person) or "") for word in missing
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
        told = self._rendered.get(number)
        if told is None:
            told = self._put_in_words(number)
            if number < _INTERNED:
                self._rendered[number] = told
        self._shown = number, told
        return told

    def _put_in_words(self, number: int) -> "_Told":
        detail = self._render(self._cells[number])
        text = hide_numbers(self.rule.text.format_map(detail.values))
        if self.record == IDENT.name:
            text = f"{text.removesuffix('.')} (i identmeldingen)."
        return _safe(detail.found), _safe(detail.expected), text


def _text(number: int) -> str | None:
    """A local number as text; None for nobody, and for an identity used as a local number."""
    return None if number == NOBODY or is_identity_without_its_zero(number) else str(number)


def _together(texts: Iterable[str | None]) -> str:
    return "\n".join(text for text in texts if text).casefold()


def _safe(text: str | None) -> str | None:
    return None if text is None else hide_numbers(text)
