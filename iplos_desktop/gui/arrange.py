"""Which findings the table shows and in what order, worked out without making their texts."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from iplos_desktop.catalogue.group import NOBODY, Finding, Group
from iplos_desktop.catalogue.levels import Level
from iplos_desktop.flow.since_last import SinceLast
from iplos_desktop.watch import Watch

_AGE = {True: 0, False: 1, None: 2}  # the new ones first
_CHUNK = 500  # findings between two chances to cancel a search


class Column(IntEnum):
    """The columns of the table."""

    LEVEL = 0
    RULE = 1
    PERSON = 2
    RECORD = 3
    ELEMENT = 4
    LINE = 5
    FOUND = 6
    EXPECTED = 7
    TEXT = 8
    SINCE = 9


@dataclass(frozen=True)
class Wish:
    """What the user asks to see. levels: empty for all; rule, new: None for all."""

    levels: frozenset[Level] = frozenset()
    rule: str | None = None
    new: bool | None = None
    search: str = ""
    column: Column = Column.LEVEL
    descending: bool = False


class Index:
    """Every finding of a check as two numbers: its group, and its place in the group.

    since: what is known of each since the check before, None when there was none.
    """

    def __init__(self, groups: Sequence[Group], since: SinceLast | None = None) -> None:
        self.groups = list(groups)
        self.since = since
        self.group_of = array("l")
        self.place_of = array("l")
        for number, group in enumerate(self.groups):
            self.group_of.extend(array("l", [number]) * len(group))
            self.place_of.extend(range(len(group)))

    def __len__(self) -> int:
        return len(self.place_of)

    def __getitem__(self, number: int) -> Finding:
        return self.groups[self.group_of[number]].finding(self.place_of[number])

    def is_new(self, number: int) -> bool | None:
        """Whether a finding was not there at the check before; None when it is not known."""
        if self.since is None:
            return None
        return self.since.is_new(self.group_of[number], self.place_of[number])

    def arrange(self, wish: Wish, watch: Watch) -> "array[int]":
        """The numbers of the findings to show, in order. Raises Cancelled."""
        kept = self._kept(wish)
        if words := wish.search.casefold().split():
            kept = self._searched(kept, words, watch)
        self._sort(kept, wish, watch)
        return array("l", kept)

    def _kept(self, wish: Wish) -> list[int]:
        fits = [
            (not wish.levels or group.level in wish.levels)
            and wish.rule in {None, group.rule.number}
            for group in self.groups
        ]
        kept = [number for number, group in enumerate(self.group_of) if fits[group]]
        return kept if wish.new is None else [n for n in kept if self.is_new(n) is wish.new]

    def _searched(self, kept: list[int], words: list[str], watch: Watch) -> list[int]:
        found = []
        for at, number in enumerate(kept):
            if at % _CHUNK == 0:
                watch.tell(at, len(kept))
            text = words_of(self[number])
            if all(word in text for word in words):
                found.append(number)
        return found

    def _sort(self, kept: list[int], wish: Wish, watch: Watch) -> None:
        """By the wished column, then as they stand in the file."""
        lines = [self._line(number) for number in range(len(self))]
        kept.sort(key=lines.__getitem__)
        watch.tell(0, 1)
        keys = self._keys(wish.column, kept, watch)
        kept.sort(key=keys.__getitem__, reverse=wish.descending)

    def _line(self, number: int) -> int:
        return self.groups[self.group_of[number]].lines[self.place_of[number]]

    def _keys(self, column: Column, kept: list[int], watch: Watch) -> dict[int, int | str]:
        match column:
            case Column.LINE:
                return {number: self._line(number) for number in kept}
            case Column.PERSON:
                return {number: self._person(number) for number in kept}
            case Column.SINCE:
                return {number: _AGE[self.is_new(number)] for number in kept}
            case Column.LEVEL | Column.RULE | Column.RECORD | Column.ELEMENT:
                keys = [_group_key(group, column) for group in self.groups]
                return {number: keys[self.group_of[number]] for number in kept}
        made: dict[int, int | str] = {}
        for at, number in enumerate(kept):
            if at % _CHUNK == 0:
                watch.tell(at, len(kept))
            made[number] = (getattr(self[number], column.name.lower()) or "").casefold()
        return made

    def _person(self, number: int) -> int:
        person = self.groups[self.group_of[number]].persons[self.place_of[number]]
        return -1 if person == NOBODY else person


def words_of(finding: Finding) -> str:
    """All that can be searched for in a finding."""
    parts = (
        finding.level.word,
        finding.rule,
        finding.person,
        finding.record,
        finding.element,
        str(finding.line),
        finding.found,
        finding.expected,
        finding.text,
    )
    return "\n".join(part for part in parts if part).casefold()


def _group_key(group: Group, column: Column) -> int | str:
    match column:
        case Column.LEVEL:
            return group.level.rank
        case Column.RULE:
            return group.rule.number
        case Column.RECORD:
            return group.record or ""
        case _:
            return group.element or ""
