"""JSON read strictly: one value a name, and only what the standard knows."""

import json
from typing import Any


def load_object(data: bytes) -> dict[str, Any]:
    """A JSON object (RFC 8259) in UTF-8.

    Raises ValueError for a name twice, NaN or Infinity, and for half a character, which JSON can
    write (RFC 8259 section 8.2) and nothing can show.
    """
    try:
        value = json.loads(
            data.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_constant
        )
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except RecursionError as error:
        raise ValueError("too deep") from error
    if not isinstance(value, dict):
        raise ValueError("not an object")  # noqa: TRY004 - one kind of error for the caller
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name twice")
    return found


def _no_constant(name: str) -> None:
    raise ValueError(name)
