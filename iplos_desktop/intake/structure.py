"""What the format's schema forbids in the make-up of a record, whatever its values.

A schema validator stops at the first fault of a record; here every one is told, and each
only once.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from iplos_desktop.intake.segments import Shape
from iplos_desktop.intake.suspects import masked
from iplos_desktop.register.elements import Element, RecordClass

_ODD = {"tekst": "S-09", "attributt": "S-13", "innhold": "S-10"}
WHO = {"PERSON", "pePeID", "peFnr"}  # these tell who a person is


@dataclass(frozen=True)
class Flaw:
    """A fault of a make-up. at: the number of the child at fault, None for the record."""

    rule: str
    element: str
    at: int | None = None
    found: str | None = None
    expected: str | None = None


def shown(name: str) -> str:
    """A name as a finding may show it: without its namespace, long numbers hidden."""
    return masked(name.rpartition("}")[2])


def graver(rule: str, name: str) -> str:
    """The rule that tells a fault; another where it leaves open who a person is."""
    return "S-14" if name in WHO else rule


def attribute_flaws(record: RecordClass, shape: Shape) -> Iterator[Flaw]:
    """Attributes that are missing or have no place."""
    known = {attribute.name for attribute in record.attributes}
    for name in shape.attributes:
        if name not in known:
            yield Flaw("S-06", shown(name), found=shown(name))
    for attribute in record.attributes:
        if attribute.name not in shape.attributes:
            rule = graver("S-05", attribute.name)
            yield Flaw(rule, attribute.name, expected=attribute.type.expected)


def oddity_flaws(record: RecordClass, shape: Shape) -> Iterator[Flaw]:
    """Text, attributes and elements where none of them may stand."""
    leaves = {leaf.name for leaf in record.leaves}
    told = set()
    for oddity in shape.oddities:
        name = record.name if oddity.at is None else shape.leaves[oddity.at]
        known = oddity.at is None or name in leaves  # the others are told as unknown
        if known and (oddity.kind, name) not in told:
            told.add((oddity.kind, name))
            rule = _ODD[oddity.kind]
            yield Flaw(graver(rule, name) if rule == "S-10" else rule, name, oddity.at)


def child_flaws(record: RecordClass, children: Sequence[str]) -> Iterator[Flaw]:
    """Children that are unknown, repeated, out of their order, or missing.

    children: local names in the order they stand, a class of records once for each
    stretch of it.
    """
    rank = {child.name: number for number, child in enumerate(record.order)}
    first = {name: at for at, name in reversed([*enumerate(children)])}
    for name, at in first.items():
        if name not in rank:
            yield Flaw(graver("S-01", shown(name)), shown(name), at, found=shown(name))
    yield from _repeated(record, children)
    known = [
        (at, name)
        for at, name in enumerate(children)
        if name in rank and (_is_class(record, rank[name]) or first[name] == at)
    ]
    yield from _out_of_order(record, known, rank)
    yield from _missing(record, first)


def _is_class(record: RecordClass, rank: int) -> bool:
    return isinstance(record.order[rank], RecordClass)


def _repeated(record: RecordClass, children: Sequence[str]) -> Iterator[Flaw]:
    times = Counter(children)
    leaves = {leaf.name for leaf in record.leaves}
    for name, count in times.items():
        if count > 1 and name in leaves:
            at = children.index(name, children.index(name) + 1)
            rule = graver("S-04", name)
            yield Flaw(rule, name, at, found=f"{count} ganger", expected="én gang")


def _out_of_order(
    record: RecordClass, known: Sequence[tuple[int, str]], rank: dict[str, int]
) -> Iterator[Flaw]:
    """The first child that cannot stand where it does, as a validator would say it."""
    order = record.order
    last = {name: number for number, (_, name) in enumerate(known)}
    highest = -1
    for number, (at, name) in enumerate(known):
        waiting = [
            child.name
            for child in order[highest + 1 : rank[name]]
            if _is_required(child) and last.get(child.name, -1) > number
        ]
        if rank[name] < highest or waiting:
            expected = f"{waiting[0]} her" if waiting else f"før {order[highest].name}"
            yield Flaw("S-03", name, at, found=name, expected=expected)
            return
        highest = rank[name]


def _is_required(child: Element | RecordClass) -> bool:
    return child.required if isinstance(child, Element) else child.least > 0


def _missing(record: RecordClass, present: dict[str, int]) -> Iterator[Flaw]:
    for child in record.order:
        if child.name in present or not _is_required(child):
            continue
        if isinstance(child, RecordClass):
            rule = "S-12" if record.name == "PERSON" else "S-02"
            yield Flaw(rule, child.name, expected=child.label)
        else:
            rule = "S-11" if child.inferred else "S-02"
            yield Flaw(rule, child.name, expected=child.type.expected)
