"""Reads values that were kept on disk, and takes nothing for granted: each raises ValueError."""

from collections.abc import Mapping
from datetime import datetime

_YEARS = range(1970, 9999)  # with days before and after them, in every time zone


def number(found: object) -> int:
    """A count: whole, and not below nothing."""
    if not isinstance(found, int) or isinstance(found, bool) or found < 0:
        raise ValueError
    return found


def word(found: object) -> str:
    """A text."""
    if not isinstance(found, str):
        raise ValueError  # noqa: TRY004 - whatever is wrong with a file is a ValueError here
    return found


def members(found: object) -> dict[str, object]:
    """An object's members by name."""
    if not isinstance(found, dict):
        raise ValueError  # noqa: TRY004
    return found


def items(found: object) -> list[object]:
    """A list's items."""
    if not isinstance(found, list):
        raise ValueError  # noqa: TRY004
    return found


def counts(found: object) -> Mapping[str, int]:
    """Counts by name."""
    return {name: number(count) for name, count in members(found).items()}


def moment(found: object) -> datetime:
    """A time with its time zone, which can be told in another one and have a day after it."""
    at = datetime.fromisoformat(word(found))
    if at.tzinfo is None or at.year not in _YEARS:
        raise ValueError
    return at
