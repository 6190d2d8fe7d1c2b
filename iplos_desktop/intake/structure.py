"""What the format's schema forbids in the make-up of a record, whatever its values.

A schema validator stops at the first fault of a record; here every one is told, and each
only once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from iplos_desktop.intake.segments import Shape
from iplos_desktop.register.elements import Element, RecordClass


@dataclass(frozen=True)
class Flaw:
    """A fault of a shape. at: the number of the child at fault, None for the record."""

    rule: str
    element: str
    at: int | None = None
    found: str | None = None
    expected: str | None = None


def local(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition("}")[2]


def attribute_flaws(record: RecordClass, shape: Shape) -> Iterator[Flaw]:
    """Attributes that are missing or have no place."""
    known = {attribute.name for attribute in record.attributes}
    for name in shape.attributes:
        if name not in known:
            yield Flaw("S-06", local(name), found=local(name), expected=None)
    for attribute in record.attributes:
        if attribute.name not in shape.attributes:
            yield Flaw("S-05", attribute.name, expected=attribute.type.expected)


def oddity_flaws(record: RecordClass, shape: Shape) -> Iterator[Flaw]:
    """Text, attributes and elements where none of them may stand."""
    rules = {"tekst": "S-09", "attributt": "S-06", "innhold": "S-10"}
    told = set()
    for oddity in shape.oddities:
        known = oddity.name in record.by_name or oddity.name == record.name
        if known and (oddity.kind, oddity.name) not in told:
            told.add((oddity.kind, oddity.name))
            at = shape.leaves.index(oddity.name) if oddity.name in shape.leaves else None
            yield Flaw(rules[oddity.kind], oddity.name, at)


def child_flaws(record: RecordClass, children: Sequence[str]) -> Iterator[Flaw]:
    """Children that are unknown, repeated, out of their order, or missing.

    children: local names in the order they stand, a class of records once for each
    stretch of it.
    """
    rank = {child.name: number for number, child in enumerate(record.order)}
    yield from _unknown(children, rank)
    yield from _repeated(record, children, rank)
    yield from _out_of_order(record, children, rank)
    yield from _missing(record, children)


def _unknown(children: Sequence[str], rank: dict[str, int]) -> Iterator[Flaw]:
    for at, name in enumerate(children):
        if name not in rank and children.index(name) == at:
            yield Flaw("S-01", local(name), at, found=local(name))


def _repeated(record: RecordClass, children: Sequence[str], rank: dict[str, int]) -> Iterator[Flaw]:
    for at, name in enumerate(children):
        if name not in rank or isinstance(record.order[rank[name]], RecordClass):
            continue
        if children.index(name) < at and children[:at].count(name) == 1:
            times = children.count(name)
            yield Flaw("S-04", name, at, found=f"{times} ganger", expected="én gang")


def _out_of_order(
    record: RecordClass, children: Sequence[str], rank: dict[str, int]
) -> Iterator[Flaw]:
    """The first child that cannot stand where it does, as a validator would say it."""
    known = [
        (at, name)
        for at, name in enumerate(children)
        if name in rank
        and (isinstance(record.order[rank[name]], RecordClass) or children.index(name) == at)
    ]
    highest = -1
    for number, (at, name) in enumerate(known):
        later = {other for _, other in known[number + 1 :]}
        waiting = [
            child.name
            for child in record.order[highest + 1 : rank[name]]
            if child.name in later and _is_required(child)
        ]
        if rank[name] < highest or waiting:
            expected = f"{waiting[0]} her" if waiting else f"før {record.order[highest].name}"
            yield Flaw("S-03", name, at, found=name, expected=expected)
            return
        highest = rank[name]


def _is_required(child: Element | RecordClass) -> bool:
    return child.required if isinstance(child, Element) else child.least > 0


def _missing(record: RecordClass, children: Sequence[str]) -> Iterator[Flaw]:
    for child in record.order:
        if child.name in children or not _is_required(child):
            continue
        if isinstance(child, RecordClass):
            rule = "S-12" if record.name == "PERSON" else "S-02"
            yield Flaw(rule, child.name, expected=child.label)
        else:
            rule = "S-11" if child.inferred else "S-02"
            yield Flaw(rule, child.name, expected=child.type.expected)
