"""The findings in the orders reports want, sorted as numbers; a text is made when it is read."""

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from iplos_desktop.catalogue.findings import Findings
from iplos_desktop.catalogue.group import NOBODY, Finding, Group
from iplos_desktop.register.identity import is_identity_without_its_zero

_HIDDEN = (1 << 63) - 1  # sorts persons whose number may not be shown together, and last


class Places:
    """Findings as numbers: each has a group, and a place in the group."""

    def __init__(self, groups: Sequence[Group]) -> None:
        self._groups = groups
        self._group_of, self._place_of = array("l"), array("l")
        self._lines, self._persons = array("q"), array("q")
        for number, group in enumerate(groups):
            self._group_of.extend(array("l", [number]) * len(group))
            self._place_of.extend(range(len(group)))
            self._lines.extend(group.lines)
            self._persons.extend(group.persons)

    def __len__(self) -> int:
        return len(self._lines)

    def by_line(self) -> Iterator[tuple[bool, Finding]]:
        """In the order of the file; each with whether it is on a person."""
        return map(self._finding, self._numbers())

    def by_person(self) -> Iterator[tuple[bool, Finding]]:
        """By person, those on the whole file first; each with whether it is on a person."""
        keys = {person: _key(person) for person in set(self._persons)}
        order = array("q", (keys[person] for person in self._persons))
        numbers = self._numbers()
        numbers.sort(key=order.__getitem__)
        return map(self._finding, numbers)

    def _numbers(self) -> list[int]:
        return sorted(range(len(self)), key=self._lines.__getitem__)

    def _finding(self, number: int) -> tuple[bool, Finding]:
        group = self._groups[self._group_of[number]]
        return self._persons[number] != NOBODY, group.finding(self._place_of[number])


def _key(person: int) -> int:
    return _HIDDEN if is_identity_without_its_zero(person) else person


def rules_found(findings: Findings) -> dict[str, list[Group]]:
    """The groups of each rule that found something, by its number, the gravest first."""
    found: dict[str, list[Group]] = {}
    for group in sorted(findings.groups, key=lambda one: (one.level.rank, one.rule.number)):
        found.setdefault(group.rule.number, []).append(group)
    return found


def first_of_each(findings: Findings) -> dict[str, int]:
    """The place of each rule's first finding among all, which stand by line and then by rule."""
    rules = rules_found(findings)
    lines = array("q", sorted(line for group in findings.groups for line in group.lines))
    first: dict[str, int] = {}
    for rule, groups in rules.items():
        line = min(min(group.lines) for group in groups)
        ahead = (one for other, many in rules.items() if other < rule for one in many)
        first[rule] = bisect_left(lines, line) + sum(one.lines.count(line) for one in ahead)
    return first


def persons_of(groups: Sequence[Group]) -> int:
    """How many persons these findings are on."""
    persons: set[int] = set()
    for group in groups:
        persons.update(group.persons)
    return len(persons - {NOBODY})
