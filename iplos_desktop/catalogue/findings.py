"""All that a check has found, in the order of the file, and what was checked at all."""

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from iplos_desktop.catalogue.group import NOBODY, Finding, Group
from iplos_desktop.catalogue.levels import FEIL, KRITISK, Level


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
        self._by_rule = by_rule
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
        places, starts, many = self._places, self._starts, len(self._places)
        at = 0
        while at < many:
            place = places[at]
            number = bisect_right(starts, place) - 1
            first, room = starts[number], min(many - at, starts[number + 1] - place)
            run = 1  # findings of one group that follow each other, as they mostly do
            while run < room and places[at + run] == place + run:
                run += 1
            yield from self._order[number].findings(place - first, place - first + run)
            at += run

    def in_order(self, marks: Sequence[bytes]) -> Iterator[int]:
        """A byte of each finding, as the findings stand. marks: for each of `groups`."""
        together = b"".join(marks[at] for at in self._by_rule)
        return map(together.__getitem__, self._places)

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
