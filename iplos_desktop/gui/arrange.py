"""Which findings the table shows and in what order, worked out without making their texts."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from iplos_desktop.catalogue.group import Finding, Group
from iplos_desktop.catalogue.levels import Level
from iplos_desktop.flow.since_last import SinceLast
from iplos_desktop.watch import Watch

Key = int | str
"""What a group is known by: a rule's number, or a person's."""

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
    """What the user asks to see. levels: empty for all; rule, record, new: None for all.

    group: the column findings are put together by, RULE or PERSON; None for one list. opened: the
    groups whose findings are shown, by their key.
    """

    levels: frozenset[Level] = frozenset()
    rule: str | None = None
    record: str | None = None
    new: bool | None = None
    search: str = ""
    column: Column = Column.LEVEL
    descending: bool = False
    group: Column | None = None
    opened: frozenset[Key] = frozenset()


@dataclass(frozen=True)
class Head:
    """The line over a group of findings. key: a rule's number, or a person's or NOBODY."""

    key: Key
    level: Level  # the gravest in it
    size: int
    is_open: bool


@dataclass(frozen=True)
class Arranged:
    """What to show, line by line: the number of a finding, or -1 - n for the nth of the heads."""

    lines: "array[int]"
    heads: Sequence[Head] = ()
    findings: int = 0

    @classmethod
    def nothing(cls) -> "Arranged":
        """Not a line."""
        return cls(array("l"))

    def head(self, line: int) -> Head | None:
        """The head that stands in a line, None for a finding."""
        number = self.lines[line]
        return self.heads[-1 - number] if number < 0 else None


class Index:
    """Every finding of a check as two numbers: its group, and its place in the group.

    since: what is known of each since the check before, None when there was none.
    """

    def __init__(self, groups: Sequence[Group], since: SinceLast | None = None) -> None:
        self.groups = list(groups)
        self.since = since
        self.group_of = array("l")
        self.place_of = array("l")
        self._in_order: array[int] | None = None  # as they stand in the file
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

    def arrange(self, wish: Wish, watch: Watch) -> Arranged:
        """The findings to show, in order. Raises Cancelled."""
        kept = self._kept(wish)
        if words := wish.search.casefold().split():
            fits = self._holding(words, wish, watch)
            kept = [number for number in kept if fits[number]]
        self._sort(kept, wish, watch)
        if wish.group is None:
            return Arranged(array("l", kept), (), len(kept))
        return self._grouped(kept, wish)

    def _wanted(self, wish: Wish) -> list[bool]:
        """For each group of the check, whether it may be shown."""
        return [
            (not wish.levels or group.level in wish.levels)
            and wish.rule in {None, group.rule.number}
            and wish.record in {None, group.record or ""}
            for group in self.groups
        ]

    def _kept(self, wish: Wish) -> list[int]:
        """Those that may be shown, as they stand in the file."""
        if self._in_order is None:
            lines = [line for group in self.groups for line in group.lines]
            self._in_order = array("l", sorted(range(len(self)), key=lines.__getitem__))
        fits, groups = self._wanted(wish), self.group_of
        kept = [number for number in self._in_order if fits[groups[number]]]
        return kept if wish.new is None else [n for n in kept if self.is_new(n) is wish.new]

    def _holding(self, words: list[str], wish: Wish, watch: Watch) -> bytearray:
        """For each finding whether the words stand in it; of groups not wanted it does not say."""
        found = bytearray()
        for group, wanted in zip(self.groups, self._wanted(wish), strict=True):
            if not wanted:
                found.extend(bytes(len(group)))
                continue
            for at, fits in enumerate(group.holding(words)):
                if at % _CHUNK == 0:
                    watch.tell(at, len(group))
                found.append(fits)
        return found

    def _sort(self, kept: list[int], wish: Wish, watch: Watch) -> None:
        """By the wished column; alike ones stay as they stand in the file."""
        watch.tell(0, 1)
        keys = self._keys(wish.column, kept, watch)
        kept.sort(key=keys.__getitem__, reverse=wish.descending)

    def _grouped(self, kept: list[int], wish: Wish) -> Arranged:
        """Put together: rules by the gravest first, persons by number."""
        members: dict[Key, list[int]] = {}
        gravest: dict[Key, int] = {}
        groups, ranks = self.group_of, [group.level.rank for group in self.groups]
        rules = [group.rule.number for group in self.groups]
        by_rule = wish.group is Column.RULE
        for number in kept:
            group = groups[number]
            key = rules[group] if by_rule else self._person(number)
            known = members.get(key)
            if known is None:
                members[key], gravest[key] = [number], group
                continue
            known.append(number)
            if ranks[group] < ranks[gravest[key]]:
                gravest[key] = group
        heads: list[Head] = []
        lines = array("l")
        for key in sorted(members, key=lambda key: (by_rule and ranks[gravest[key]], key)):
            level = self.groups[gravest[key]].level
            head = Head(key, level, len(members[key]), key in wish.opened)
            lines.append(-1 - len(heads))
            heads.append(head)
            if head.is_open:
                lines.extend(array("l", members[key]))
        return Arranged(lines, heads, len(kept))

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
        which = (Column.FOUND, Column.EXPECTED, Column.TEXT).index(column)
        made: dict[int, int | str] = {}
        for at, number in enumerate(kept):
            if at % _CHUNK == 0:
                watch.tell(at, len(kept))
            told = self.groups[self.group_of[number]].told(self.place_of[number])
            made[number] = (told[which] or "").casefold()
        return made

    def _person(self, number: int) -> int:
        """A local number; NOBODY, which comes before all, where the whole file is meant."""
        return self.groups[self.group_of[number]].persons[self.place_of[number]]


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
