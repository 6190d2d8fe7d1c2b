"""Which findings are gone, which are new and which remain since the check before.

A finding is known again by its place: rule, person, class, the record's own number and
element. Not by its line, which moves, nor by its value: a wrong value corrected to another
wrong one remains. Of a place only a keyed hash leaves the memory.
"""

import hashlib
import struct
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from iplos_desktop.catalogue.findings import Findings
from iplos_desktop.catalogue.group import NOBODY, Finding, Group
from iplos_desktop.register.identity import is_identity_without_its_zero

SIZE = 8
"""Bytes of a hash: two of 200 000 places are alike once in a thousand million checks."""
MOST = 200_000
"""Places that are kept; the rules with the most findings are left out, and only counted."""

_BEFORE, _NEW, _UNKNOWN = range(3)
_SAID = (False, True, None)  # what each of them says to whoever asks whether it is new
_numbers = struct.Struct("<qq").pack


@dataclass(frozen=True)
class Past:
    """What is known of a check afterwards.

    versions: of the rule book and the year's package. whole: the rules held against the
    whole file. counts: findings by rule. places: by rule, the hash of each finding's
    place; not there for rules that are only counted.
    """

    at: datetime
    versions: tuple[str, str]
    whole: frozenset[str]
    counts: Mapping[str, int]
    places: Mapping[str, Sequence[bytes]]

    def knows(self, rule: str) -> bool:
        """Whether every place of a rule is known."""
        return rule in self.places or not self.counts.get(rule)


@dataclass(frozen=True)
class SinceLast:
    """What has become of the findings since the check made `at`.

    gone, new, remaining: how many, by rule. unsure: rules that were not held against the
    whole file both times, so that some findings are neither gone nor new. limited: rules
    of which only the counts were compared. changed: the rules or the code lists are others
    now. vanished: the findings that are gone, where they are still in memory, else None.
    """

    at: datetime
    gone: Mapping[str, int]
    new: Mapping[str, int]
    remaining: Mapping[str, int]
    unsure: tuple[str, ...] = ()
    limited: tuple[str, ...] = ()
    changed: bool = False
    marks: Sequence[bytes] = field(default=(), repr=False)
    vanished: Sequence[tuple[Group, int]] | None = field(default=None, repr=False)

    def is_new(self, group: int, at: int) -> bool | None:
        """Whether a finding, by its group's number and its own, is new; None if unknown."""
        return _SAID[self.marks[group][at]]

    def news(self, findings: Findings) -> Iterator[bool | None]:
        """What `is_new` says of each finding of the check, as they stand there."""
        return map(_SAID.__getitem__, findings.in_order(self.marks))

    def vanished_findings(self) -> Iterator[Finding]:
        """The findings that are gone, as they were told."""
        for group, at in self.vanished or ():
            yield group.finding(at)


class Places:
    """The places of a check's findings, hashed with a key, group by group."""

    def __init__(self, findings: Findings, key: bytes) -> None:
        self.groups = findings.groups
        self._known = _fewest(findings.counts)
        self.hashes = [
            _hashes(group, key) if group.rule.number in self._known else [] for group in self.groups
        ]

    def by_rule(self) -> dict[str, list[bytes]]:
        """The hashes in an order that says nothing of the file's."""
        gathered: dict[str, list[bytes]] = {rule: [] for rule in sorted(self._known)}
        for group, hashes in zip(self.groups, self.hashes, strict=True):
            if hashes:
                gathered[group.rule.number] += hashes
        for hashes in gathered.values():
            hashes.sort()
        return gathered

    def split(self, others: Mapping[str, Sequence[bytes]]) -> list[bytearray]:
        """For each group, a 1 for every finding whose place is not among the others."""
        left = {rule: Counter(hashes) for rule, hashes in others.items()}
        split = []
        for group, hashes in zip(self.groups, self.hashes, strict=True):
            there = left.setdefault(group.rule.number, Counter())
            alone = bytearray(len(hashes))
            for at, one in enumerate(hashes):
                if there.get(one):
                    there[one] -= 1
                else:
                    alone[at] = 1
            split.append(alone)
        return split


def compare(before: Past, now: Past, places: Places) -> SinceLast:
    """What has become of the findings of an earlier check. places: those of the later one."""
    split = places.split(before.places)
    alone: Counter[str] = Counter()
    for group, flags in zip(places.groups, split, strict=True):
        alone[group.rule.number] += flags.count(1)
    gone, new, remaining, unsure, limited = {}, {}, {}, [], []
    for rule in sorted(before.counts.keys() | now.counts.keys()):
        had, has = before.counts.get(rule, 0), now.counts.get(rule, 0)
        known = before.knows(rule) and now.knows(rule)
        same = has - alone[rule] if known else min(had, has)
        if not known:
            limited.append(rule)
        remaining[rule] = same
        gone[rule] = had - same if rule in now.whole else 0
        new[rule] = has - same if rule in before.whole else 0
        if gone[rule] + same < had or new[rule] + same < has:
            unsure.append(rule)
    return SinceLast(
        before.at,
        _some(gone),
        _some(new),
        _some(remaining),
        tuple(unsure),
        tuple(limited),
        before.versions != now.versions,
        _marks(before, places, split, limited),
    )


def vanished(earlier: Places, now: Past, limited: Sequence[str]) -> list[tuple[Group, int]]:
    """The findings of an earlier check that are gone, as far as that is known."""
    return [
        (group, at)
        for group, flags in zip(earlier.groups, earlier.split(now.places), strict=True)
        if group.rule.number in now.whole and group.rule.number not in limited
        for at, alone in enumerate(flags)
        if alone
    ]


def _marks(
    before: Past, places: Places, split: Sequence[bytearray], limited: Sequence[str]
) -> list[bytes]:
    """Whether each finding is new, as `SinceLast.is_new` reads it."""
    marks = []
    for group, flags in zip(places.groups, split, strict=True):
        rule = group.rule.number
        if rule in limited:
            marks.append(bytes([_UNKNOWN]) * len(group))
        elif rule in before.whole:
            marks.append(bytes(flags))
        else:
            marks.append(bytes(flags).replace(bytes([_NEW]), bytes([_UNKNOWN])))
    return marks


def _hashes(group: Group, key: bytes) -> list[bytes]:
    """A hash of each place; an identity used as a local number is left out of it."""
    words = "\0".join((group.rule.number, group.record or "", group.element or ""))
    begun = hashlib.blake2b(words.encode(), key=key, digest_size=SIZE)
    made = []
    for place in map(_numbers, map(_local, group.persons), map(_local, group.records)):
        one = begun.copy()
        one.update(place)
        made.append(one.digest())
    return made


def _local(number: int) -> int:
    return NOBODY if is_identity_without_its_zero(number) else number


def _fewest(counts: Mapping[str, int]) -> set[str]:
    """The rules with the fewest findings, as many as there is room for."""
    kept, room = set(), MOST
    for rule, count in sorted(counts.items(), key=lambda one: one[1]):
        room -= count
        if room >= 0:
            kept.add(rule)
    return kept


def _some(counts: Mapping[str, int]) -> dict[str, int]:
    return {rule: count for rule, count in counts.items() if count}
