"""One thing that was looked at, and what all of it comes to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from typing import Any


class State(Enum):
    """What it means for the user. The values stand on the page and in the JSON."""

    OK = "ok"
    NOTE = "merk"  # works, and is worth a look
    WRONG = "feil"  # something cannot be done


@dataclass(frozen=True)
class Line:
    """area: what it belongs to. text: what was found. advice: what to do, "" for nothing."""

    area: str
    state: State
    text: str
    advice: str = ""


def is_ready(lines: Iterable[Line]) -> bool:
    """Whether nothing is wrong; what is worth a look does not count."""
    return all(line.state is not State.WRONG for line in lines)


def summary(lines: Sequence[Line]) -> str:
    """All of it in a sentence."""
    wrong, noted = (
        sum(line.state is state for line in lines) for state in (State.WRONG, State.NOTE)
    )
    told = f"{wrong} feil, {noted} å merke seg." if wrong or noted else ""
    said = "Maskinen er klar." if not wrong else "Maskinen er ikke klar."
    return f"{said} {told}".strip()


def as_page(lines: Sequence[Line]) -> str:
    """The page: a heading for each area, and a line for each thing."""
    parts = [f"{summary(lines)}\n"]
    for area, ones in groupby(lines, key=lambda line: line.area):
        parts.append(f"\n{area}\n")
        for one in ones:
            parts.append(f"  {one.state.value:5} {one.text}\n")
            if one.advice:
                parts.append(f"        {one.advice}\n")
    return "".join(parts)


def as_json(lines: Sequence[Line]) -> dict[str, Any]:
    """The same for programs."""
    return {
        "format": 1,
        "ready": is_ready(lines),
        "lines": [
            {"area": one.area, "state": one.state.value, "text": one.text, "advice": one.advice}
            for one in lines
        ],
    }


def from_json(found: dict[str, Any]) -> list[Line]:
    """Lines as `as_json` gave them. Raises KeyError, TypeError or ValueError for anything else."""
    return [
        Line(one["area"], State(one["state"]), one["text"], one["advice"]) for one in found["lines"]
    ]
