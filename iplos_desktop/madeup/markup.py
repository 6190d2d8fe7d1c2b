"""Writes records as the XML a machine writes: one element a line, or all on one."""

from dataclasses import dataclass, field
from functools import lru_cache

Fields = dict[str, str]
"""A record's values in the order they are written, attributes first.

A key is an element's name, or an attribute's with "@" before it. What stands from "#" on is
not written, so that an element may come twice ("peKjonn#2"); "#" alone is loose text.
"""


@dataclass
class Person:
    """A PERSON with its records, each with the name of its class, in the format's order."""

    fields: Fields
    records: list[tuple[str, Fields]] = field(default_factory=list)

    @property
    def number(self) -> str:
        """The local person number, `pePeID`."""
        return self.fields["@pePeID"]


class Markup:
    """How the text is laid out. step: before a line for each level; None: all on one line."""

    def __init__(self, step: str | None) -> None:
        self._step = step

    @property
    def end_of_line(self) -> str:
        """What ends a line."""
        return "" if self._step is None else "\n"

    def start(self, name: str, fields: Fields, depth: int) -> str:
        """A record's start tag and the elements that hold its values."""
        return _pattern(name, tuple(fields), depth, self._step) % tuple(fields.values())

    def end(self, name: str, depth: int) -> str:
        """A record's end tag."""
        return f"{(self._step or '') * depth}</{name}>{self.end_of_line}"

    def record(self, name: str, fields: Fields, depth: int) -> str:
        """A record from its start tag to its end tag."""
        return self.start(name, fields, depth) + self.end(name, depth)

    def person(self, person: Person) -> str:
        """A PERSON with all that is in it."""
        parts = [self.start("PERSON", person.fields, 1)]
        end = {name: self.end(name, 2) for name, _ in person.records}
        for name, fields in person.records:
            parts += (self.start(name, fields, 2), end[name])
        parts.append(self.end("PERSON", 1))
        return "".join(parts)

    def line_of(self, person: Person, record: int | None, key: str | None) -> int:
        """How many lines below the person's start a record or an element of it begins.

        record: its number in the person, None for PERSON itself. key: as in the record's
        fields; the record's own line for an attribute, None or one that does not stand.
        """
        if self._step is None:
            return 0
        fields, before = person.fields, 0
        if record is not None:
            earlier = person.records[:record]
            before = 1 + _height(fields) + sum(2 + _height(one) for _, one in earlier)
            fields = person.records[record][1]
        leaves = [name for name in fields if name[0] != "@"]
        return before + (1 + leaves.index(key) if key in leaves else 0)


def _height(fields: Fields) -> int:
    return sum(name[0] != "@" for name in fields)


@lru_cache(maxsize=4096)
def _pattern(name: str, keys: tuple[str, ...], depth: int, step: str | None) -> str:
    attributes = "".join(f' {key[1:]}="%s"' for key in keys if key[0] == "@")
    lines = [f"{(step or '') * depth}<{name}{attributes}>"]
    for key in keys:
        if key[0] != "@":
            tag = key.partition("#")[0]
            lines.append((step or "") * (depth + 1) + (f"<{tag}>%s</{tag}>" if tag else "%s"))
    return ("" if step is None else "\n").join((*lines, ""))
