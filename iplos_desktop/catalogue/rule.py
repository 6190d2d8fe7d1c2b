"""The declaration of a rule: everything about it in one place.

A rule is a function named for the fault and true for the fault. Its parameters are the
elements it reads, so that the engine knows what it needs and which element to point at.
"""

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cached_property
from typing import Any, TypeVar

from iplos_desktop.catalogue.levels import Level

Judged = Callable[..., bool]
_F = TypeVar("_F", bound=Callable[..., Any])
Example = Mapping[str, Any]

CONTEXT = ("year", "info", "today", "test", "own_municipality")
"""Parameters that are not elements: see `judge.Context`."""

DERIVED = {"identity": "peFnr", "born": "peFnr"}
"""Parameters worked out of an element: the kind of number it is, the day of birth in it."""

BEFORE = "_before"
"""Ends a parameter of an across rule that reads the earlier record of the same key."""


class Look(Enum):
    """What a rule looks at."""

    RECORD = auto()  # one record, with its person
    ACROSS = auto()  # a record and the first one with the same key
    TOLD = auto()  # found while the file is read


@dataclass(frozen=True)
class Edit:
    """An example for a rule told by the reading: a change in a good export's text."""

    old: str
    new: str


@dataclass(frozen=True)
class Rule:
    """One rule of the book.

    number: chapter letter and running number, never used again. text: the finding in
    words; names in braces are values of what it reads. expected: likewise, what should
    stand there. over: the elements that take the places of the parameters, once for each
    set; empty when the parameters name elements themselves. key: for an across rule, the
    element that is the same. within_person: such records are compared in one person.
    at: the element pointed at. structure: the format's schema forbids it.
    source: where the demand stands.
    """

    number: str
    level: Level
    text: str
    judge: Judged
    look: Look
    bad: tuple[Any, ...]
    good: tuple[Any, ...]
    source: str
    expected: str | None = None
    at: str | None = None
    over: tuple[Mapping[str, str], ...] = ()
    key: str | None = None
    within_person: bool = False
    structure: bool = False
    parameters: Mapping[str, bool] = field(default_factory=dict)

    @cached_property
    def title(self) -> str:
        """The first line of its explanation: one sentence."""
        return inspect.cleandoc(self.judge.__doc__ or "").partition("\n")[0]

    @cached_property
    def explanation(self) -> str:
        """Why, and how to correct it in the EPJ."""
        return " ".join(inspect.cleandoc(self.judge.__doc__ or "").partition("\n")[2].split())

    @property
    def chapter(self) -> str:
        """The letter its number begins with."""
        return self.number[0]

    @property
    def kind(self) -> str:
        """`struktur` for what the format's schema forbids, else `innhold`."""
        return "struktur" if self.structure else "innhold"


class Book:
    """The rules that have been declared, by number."""

    def __init__(self) -> None:
        self._rules: dict[str, Rule] = {}

    def __len__(self) -> int:
        return len(self._rules)

    def __getitem__(self, number: str) -> Rule:
        return self._rules[number]

    def __iter__(self) -> Iterator[Rule]:
        return iter(sorted(self._rules.values(), key=lambda rule: rule.number))

    def add(self, rule: Rule) -> None:
        """Take in a rule. Raises ValueError for a number that is used already."""
        if rule.number in self._rules:
            raise ValueError(f"rule {rule.number} is declared twice")
        self._rules[rule.number] = rule


BOOK = Book()


def rule(  # noqa: PLR0913 - all about a rule stands in one declaration
    number: str,
    level: Level,
    text: str,
    *,
    bad: Example | Sequence[Example],
    good: Example | Sequence[Example],
    source: str,
    expected: str | None = None,
    at: str | None = None,
    over: Sequence[Mapping[str, str]] = (),
) -> Callable[[_F], _F]:
    """A rule on one record; parameters of PERSON may stand beside those of one class."""

    def declare(judge: _F) -> _F:
        BOOK.add(
            Rule(
                number,
                level,
                text,
                judge,
                Look.RECORD,
                _several(bad),
                _several(good),
                source,
                expected,
                at or _first_element(judge),
                tuple(over),
                parameters=_parameters(judge),
            )
        )
        return judge

    return declare


def across(  # noqa: PLR0913
    number: str,
    level: Level,
    text: str,
    *,
    key: str,
    bad: Sequence[Example],
    good: Sequence[Example],
    source: str,
    expected: str | None = None,
    at: str | None = None,
    over: Sequence[Mapping[str, str]] = (),
    within_person: bool = False,
) -> Callable[[_F], _F]:
    """A rule on a record and the first one before it that has the same key."""

    def declare(judge: _F) -> _F:
        BOOK.add(
            Rule(
                number,
                level,
                text,
                judge,
                Look.ACROSS,
                (tuple(bad),),
                (tuple(good),),
                source,
                expected,
                at or key,
                tuple(over),
                key,
                within_person,
                parameters=_parameters(judge),
            )
        )
        return judge

    return declare


def told(  # noqa: PLR0913
    number: str,
    level: Level,
    text: str,
    *,
    bad: Edit | Sequence[Edit],
    source: str,
    good: Edit | Sequence[Edit] = (),
    structure: bool = False,
) -> Callable[[_F], _F]:
    """A rule whose fault is found while the file is read; the function only explains it."""

    def declare(judge: _F) -> _F:
        edits = [bad] if isinstance(bad, Edit) else bad
        goods = [good] if isinstance(good, Edit) else good
        BOOK.add(
            Rule(
                number,
                level,
                text,
                judge,
                Look.TOLD,
                tuple(edits),
                tuple(goods),
                source,
                structure=structure,
            )
        )
        return judge

    return declare


def _several(examples: Example | Sequence[Example]) -> tuple[Example, ...]:
    return (examples,) if isinstance(examples, Mapping) else tuple(examples)


def _parameters(judge: Judged) -> dict[str, bool]:
    """The names it reads, each with whether it may be empty."""
    found = inspect.signature(judge).parameters.values()
    return {one.name: one.default is None for one in found}


def _first_element(judge: Judged) -> str:
    names = (name for name in _parameters(judge) if name not in CONTEXT)
    first = next(names)
    return DERIVED.get(first, first)
