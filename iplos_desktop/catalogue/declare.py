"""The ways to write a rule, one for each thing a rule can look at.

All take the rule's number, level and text, examples on both sides and its source; what
the other words mean stands with `Rule`.
"""

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, TypedDict, TypeVar, Unpack

from iplos_desktop.catalogue.context import CONTEXT
from iplos_desktop.catalogue.levels import Level
from iplos_desktop.catalogue.rule import BEFORE, BOOK, DERIVED, Edit, Example, Judged, Look, Rule

_F = TypeVar("_F", bound=Callable[..., Any])


class _Declare(Protocol):
    def __call__(self, judge: _F, /) -> _F: ...


class Words(TypedDict, total=False):
    """What may be said of a rule besides its look."""

    source: str
    expected: str | None
    at: str | None
    over: Sequence[Mapping[str, str]]
    rejects: Sequence[str]
    versions: Sequence[str]
    once: bool


def rule(  # noqa: PLR0913 - all about a rule stands in one declaration
    number: str,
    level: Level,
    text: str,
    *,
    bad: Example | Sequence[Example],
    good: Example | Sequence[Example],
    only_where: Callable[[Any, Any], bool] | None = None,
    **words: Unpack[Words],
) -> _Declare:
    """A rule on one record; parameters of PERSON may stand beside those of one class."""
    examples = _several(bad), _several(good)
    return _declare(Look.RECORD, number, level, text, examples, words, only_where=only_where)


def across(  # noqa: PLR0913 - all about a rule stands in one declaration
    number: str,
    level: Level,
    text: str,
    *,
    key: str,
    bad: Sequence[Sequence[Example]],
    good: Sequence[Sequence[Example]],
    **words: Unpack[Words],
) -> _Declare:
    """A rule on a record and the first one before it in the file that has the same key.

    What it compares are whole numbers, and texts only for being the same: the file may hold
    hundreds of thousands of persons.
    """
    examples = tuple(bad), tuple(good)
    return _declare(Look.ACROSS, number, level, text, examples, words, key=(key,))


def same(  # noqa: PLR0913 - all about a rule stands in one declaration
    number: str,
    level: Level,
    text: str,
    *,
    key: Sequence[str],
    bad: Sequence[Sequence[Example]],
    good: Sequence[Sequence[Example]],
    **words: Unpack[Words],
) -> _Declare:
    """A rule on a record and the first one before it, of the same person, with the same key."""
    examples = tuple(bad), tuple(good)
    return _declare(Look.SAME, number, level, text, examples, words, key=tuple(key))


def overlapping(  # noqa: PLR0913 - all about a rule stands in one declaration
    number: str,
    level: Level,
    text: str,
    *,
    key: Sequence[str],
    period: tuple[str, str],
    bad: Sequence[Sequence[Example]],
    good: Sequence[Sequence[Example]],
    **words: Unpack[Words],
) -> _Declare:
    """A rule on two records of a person with the same key, whose periods share more than a day.

    It is told on the one that begins later. A last day that is not filled in is open.
    """
    examples = tuple(bad), tuple(good)
    return _declare(
        Look.OVERLAP, number, level, text, examples, words, key=tuple(key), period=period
    )


def of_person(
    number: str,
    level: Level,
    text: str,
    *,
    bad: Example | Sequence[Example],
    good: Example | Sequence[Example],
    **words: Unpack[Words],
) -> _Declare:
    """A rule on a person.

    A parameter of hers is its value; one of her records is the set of values they have,
    None among them where the element does not stand in one.
    """
    examples = _several(bad), _several(good)
    return _declare(Look.PERSON, number, level, text, examples, words)


def unmatched(
    number: str,
    level: Level,
    text: str,
    *,
    bad: Example | Sequence[Example],
    good: Example | Sequence[Example],
    **words: Unpack[Words],
) -> _Declare:
    """A rule on a number (the first parameter) and all the numbers of another class."""
    examples = _several(bad), _several(good)
    return _declare(Look.UNMATCHED, number, level, text, examples, words)


def whole(  # noqa: PLR0913 - all about a rule stands in one declaration
    number: str,
    level: Level,
    text: str,
    *,
    bad: Example | Sequence[Example],
    good: Example | Sequence[Example],
    least_persons: int = 0,
    **words: Unpack[Words],
) -> _Declare:
    """A rule on the file; a parameter is how often each value of that element stands in it."""
    examples = _several(bad), _several(good)
    return _declare(Look.WHOLE, number, level, text, examples, words, least_persons=least_persons)


def told(  # noqa: PLR0913 - all about a rule stands in one declaration
    number: str,
    level: Level,
    text: str,
    *,
    bad: Edit | Sequence[Edit],
    source: str,
    good: Edit | Sequence[Edit] = (),
    structure: bool = False,
) -> _Declare:
    """A rule whose fault is found while the file is read; the function only explains it."""
    edits = [bad] if isinstance(bad, Edit) else bad
    goods = [good] if isinstance(good, Edit) else good
    examples = tuple(edits), tuple(goods)
    return _declare(
        Look.TOLD, number, level, text, examples, {"source": source}, structure=structure
    )


def _declare(  # noqa: PLR0913, PLR0917
    look: Look,
    number: str,
    level: Level,
    text: str,
    examples: tuple[tuple[Any, ...], tuple[Any, ...]],
    words: Words,
    **more: Any,  # noqa: ANN401 - fields of Rule
) -> _Declare:
    over, rejects = tuple(words.get("over", ())), tuple(words.get("rejects", ()))

    def declare(judge: _F) -> _F:
        BOOK.add(
            Rule(
                number,
                level,
                text,
                judge,
                look,
                *examples,
                words["source"],
                words.get("expected"),
                words.get("at") or _first_element(look, judge),
                over,
                rejects=rejects,
                versions=tuple(words.get("versions", ())),
                once=words.get("once", False),
                parameters=_parameters(judge),
                **more,
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


def _first_element(look: Look, judge: Judged) -> str | None:
    """What a rule points at when it does not say: the first element it reads."""
    if look in {Look.TOLD, Look.WHOLE}:
        return None
    names = (name for name in _parameters(judge) if name not in CONTEXT)
    first = next(names).removesuffix(BEFORE)
    return DERIVED.get(first, first)
