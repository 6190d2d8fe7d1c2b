"""What the table of findings shows at the moment, for whoever takes it along on paper."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from iplos_desktop.catalogue.findings import Findings
from iplos_desktop.catalogue.group import NOBODY, Finding
from iplos_desktop.gui.arrange import Column, Index, Wish
from iplos_desktop.gui.findings_model import TITLES
from iplos_desktop.report.parts import ALL, BY_PERSON, BY_RULE, Wanted
from iplos_desktop.watch import Watch

_GROUPED = {
    Column.RULE: ("Funn etter regel", BY_RULE),
    Column.PERSON: ("Funn etter person", BY_PERSON),
}


@dataclass(frozen=True)
class Shown:
    """Findings as asked for: which, put together by what, in which order.

    narrowed: what they are narrowed down by, each in words. many: how many there are.
    """

    index: Index
    wish: Wish
    narrowed: Sequence[str]
    many: int

    @property
    def title(self) -> str:
        """How they stand, in words."""
        if self.wish.group is not None:
            return _GROUPED[self.wish.group][0]
        turned = ", synkende" if self.wish.descending else ""
        return f"Funn sortert etter {TITLES[self.wish.column].lower()}{turned}"

    def wanted(self, findings: Findings, watch: Watch) -> Wanted:
        """The same for a report, with every group open. Raises Cancelled."""
        numbers = self.index.arrange(replace(self.wish, group=None), watch).lines
        some = self._some(findings, numbers) if self.narrowed else findings
        narrowed = f"Viser {', '.join(self.narrowed)}." if self.narrowed else ""
        _, columns = _GROUPED.get(self.wish.group or Column.TEXT, ("", ALL))
        return Wanted(self.title, some, columns, narrowed, self._found(numbers))

    def _some(self, findings: Findings, numbers: Sequence[int]) -> Findings:
        places: list[list[int]] = [[] for _ in self.index.groups]
        for number in sorted(numbers):
            places[self.index.group_of[number]].append(self.index.place_of[number])
        groups = [
            group.some(chosen) for group, chosen in zip(self.index.groups, places, strict=True)
        ]
        return Findings(groups, findings.not_checked, findings.made, findings.not_applicable)

    def _found(self, numbers: Sequence[int]) -> Iterator[tuple[bool, Finding]]:
        index = self.index
        for number in numbers:
            group, place = index.groups[index.group_of[number]], index.place_of[number]
            yield group.persons[place] != NOBODY, group.finding(place)
