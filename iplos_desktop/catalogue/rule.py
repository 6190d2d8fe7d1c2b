"""What a rule is, and the book that holds them; `declare` has the ways to write one.

A rule is a function named for the fault and true for the fault. Its parameters are the
elements it reads, so that the engine knows what it needs and which element to point at.
"""

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cached_property
from typing import Any

from iplos_desktop.catalogue.context import CONTEXT
from iplos_desktop.catalogue.levels import Level

Judged = Callable[..., bool | str]
"""True for the fault, or the words that tell it; false, or no words, when all is well."""

Example = Mapping[str, Any]

DERIVED = dict.fromkeys(("identity", "born", "male", "sound"), "peFnr")
"""Parameters worked out of an identity number: what it is, the day of birth and the gender in
it, and the number itself when its check digits are right."""

BEFORE = "_before"
"""Ends a parameter that reads the earlier of two records."""


class Look(Enum):
    """What a rule looks at."""

    RECORD = auto()  # one record, with its person
    ACROSS = auto()  # a record and the first one in the file with the same key
    SAME = auto()  # a record and the first one of the same person with the same key
    OVERLAP = auto()  # likewise, and their periods overlap
    PERSON = auto()  # a person, with the different values her records have
    UNMATCHED = auto()  # a record, with the numbers of all records of another class
    WHOLE = auto()  # the file, with how often each value stands
    TOLD = auto()  # found while the file is read


TWO_RECORDS = frozenset({Look.ACROSS, Look.SAME, Look.OVERLAP})


@dataclass(frozen=True)
class Edit:
    """An example for a rule told by the reading: a change in a good export's text."""

    old: str
    new: str


@dataclass(frozen=True)
class Rule:
    """One rule of the book.

    number: chapter letter and running number, never used again. text: the finding in
    words; names in braces are values of what it reads, {fault} the words it gave.
    expected: likewise, what should stand there. over: the elements that take the places
    of the parameters, once for each set; empty when the parameters name elements
    themselves. key: the elements that are the same in two records. period: the first and
    the last day of a record. at: the element pointed at. rejects: parameters whose values
    no other rule judges once this one has found fault. only_where: a comparison of the first
    two parameters that holds wherever there is a fault, so that whole columns can be passed
    over. once: told on the first record of a person alone. least_persons: smaller files are
    not judged. versions: of the format, empty for all. structure: the format's schema forbids
    it. source: where the demand stands.
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
    key: tuple[str, ...] = ()
    period: tuple[str, str] | None = None
    rejects: tuple[str, ...] = ()
    only_where: Callable[[Any, Any], bool] | None = None
    once: bool = False
    least_persons: int = 0
    versions: tuple[str, ...] = ()
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

    @cached_property
    def kind(self) -> str:
        """`struktur` for what the format's schema forbids, else `innhold`."""
        return "struktur" if self.structure else "innhold"

    @property
    def needs(self) -> tuple[str, ...]:
        """The parts of the context it cannot do without."""
        return tuple(
            name for name, optional in self.parameters.items() if name in CONTEXT and not optional
        )


class Book:
    """The rules that have been declared, by number."""

    def __init__(self) -> None:
        self._rules: dict[str, Rule] = {}

    def __len__(self) -> int:
        return len(self._rules)

    def __getitem__(self, number: str) -> Rule:
        return self._rules[number]

    def __contains__(self, number: object) -> bool:
        return number in self._rules

    def __iter__(self) -> Iterator[Rule]:
        return iter(sorted(self._rules.values(), key=lambda rule: rule.number))

    def add(self, rule: Rule) -> None:
        """Take in a rule. Raises ValueError for a number that is used already."""
        if rule.number in self._rules:
            raise ValueError(f"rule {rule.number} is declared twice")
        self._rules[rule.number] = rule


BOOK = Book()
