"""Holds batches against the rules: each distinct combination of values is judged once."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from iplos_desktop.catalogue.batch import UNREADABLE, Batch, Cell, Suspect, Table, Told
from iplos_desktop.catalogue.findings import NOBODY, Detail, Findings, Group, Shown
from iplos_desktop.catalogue.levels import Level
from iplos_desktop.catalogue.rule import BEFORE, BOOK, CONTEXT, DERIVED, Book, Look, Rule
from iplos_desktop.register.elements import IDENT, Element, Format
from iplos_desktop.register.identity import identify, is_identity_without_its_zero
from iplos_desktop.year import Year

_KEPT = 5_000  # distinct combinations remembered a rule; a machine repeats few values
_LENGTHS = (11, 12)  # digits of an identity number


@dataclass(frozen=True)
class Context:
    """What rules may know besides the records.

    info: the values of INNHINFO by element. today: the day of the check. test: whether
    made-up identities are demanded. own_municipality: the one this installation sends
    for, None when it is not known.
    """

    year: Year
    today: date
    test: bool = False
    own_municipality: str | None = None
    info: Mapping[str, Cell] = field(default_factory=dict)


class Applied:
    """A rule on a certain set of elements of one version of the format."""

    def __init__(
        self, rule: Rule, taken: Mapping[str, str], form: Format, level: Level, context: Context
    ) -> None:
        self.rule = rule
        self.level = level
        self.form = form
        names = [
            name
            for name in rule.parameters
            if name not in CONTEXT and not _may_be_left_out(rule, name, taken, form)
        ]
        self.parameters = names
        self.elements = [_element(name, taken) for name in names]
        self.needed = [not rule.parameters[name] for name in names]
        self.context = [name for name in rule.parameters if name in CONTEXT]
        self.record = _class_of(self.elements, form)
        at = rule.at or self.elements[0]
        self.at = taken.get(at, at)
        self.taken = taken
        self.seen = self.judged = 0
        self.known: dict[tuple[Cell, ...], bool] = {}
        self.whole = partial(rule.judge, **{name: getattr(context, name) for name in self.context})
        self.earlier: dict[Hashable, tuple[Cell, ...]] = {}

    def is_fault(self, values: tuple[Cell, ...]) -> bool:
        """Whether the rule is true for the fault of these values."""
        if UNREADABLE in values:
            return False
        if None in values and any(
            need and value is None for need, value in zip(self.needed, values, strict=True)
        ):
            return False
        return self.whole(*values)

    def render(self, values: Sequence[Cell], context: Context) -> Detail:
        """What a finding of these values shows; a secret is left out."""
        shown: dict[str, Any] = {name: getattr(context, name) for name in CONTEXT}
        found = None
        for name, element, value in zip(self.parameters, self.elements, values, strict=True):
            known = self.form.judged[self.record].by_name.get(element) or _any_element(
                element, self.form
            )
            if known.secret:
                continue
            shown[name] = Shown("" if value is None else value, known.label)
            if element == self.at and not name.endswith(BEFORE):
                found = None if value is None else _as_written(value)
        expected = self.rule.expected and self.rule.expected.format_map(shown)
        return Detail(shown, found, expected)


def _element(parameter: str, taken: Mapping[str, str]) -> str:
    name = parameter.removesuffix(BEFORE)
    name = taken.get(name, name)
    return DERIVED.get(name, name)


def _may_be_left_out(rule: Rule, name: str, taken: Mapping[str, str], form: Format) -> bool:
    """Whether this version lacks an element the rule can do without."""
    element = _element(name, taken)
    return rule.parameters[name] and not any(element in c.by_name for c in form.judged.values())


def _any_element(name: str, form: Format) -> Element:
    return next(c.by_name[name] for c in form.judged.values() if name in c.by_name)


def _class_of(elements: Iterable[str], form: Format) -> str:
    """The class a rule judges: the one that is not PERSON, where there is one."""
    classes = {_class_holding(element, form) for element in elements}
    others = classes - {"PERSON"}
    if len(others) > 1:
        raise ValueError(f"a rule reads one class besides PERSON, not {sorted(others)}")
    return others.pop() if others else "PERSON"


def _class_holding(element: str, form: Format) -> str:
    for record in form.judged.values():
        if element in record.by_name:
            return record.name
    raise KeyError(element)


def applied(rules: Iterable[Rule], form: Format, context: Context) -> Iterator[Applied]:
    """Every rule on every set of elements it has in this version of the format."""
    for rule in rules:
        if rule.look is Look.TOLD or (level := level_of(rule, context.year)) is None:
            continue
        for taken in rule.over or ({},):
            try:
                yield Applied(rule, taken, form, level, context)
            except KeyError:
                continue  # an element this version does not have: the rule does not apply


def level_of(rule: Rule, year: Year) -> Level | None:
    """A rule's level in a data year; None when the year does not use it."""
    level = year.levels.get(rule.number, rule.level)
    return None if level == "av" else Level(level)


def _as_written(value: Cell) -> str:
    """A value as the file has it."""
    if isinstance(value, date):
        return f"{value:%Y%m%d}"
    if isinstance(value, int) and is_identity_without_its_zero(value):
        return "(skjult)"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


class Judge:
    """Takes the batches of one file and gives its findings. book: the rules to hold against it."""

    def __init__(self, form: Format, context: Context, book: Book = BOOK) -> None:
        self._book = book
        self._form = form
        self._context = context
        self._groups: dict[tuple[object, ...], Group] = {}
        self._applied: dict[str, list[Applied]] = {}
        self._failed: list[tuple[str, str]] = []
        for one in applied(book, form, context):
            self._applied.setdefault(one.record, []).append(one)
        self._identities: set[int] = set()
        self._suspects: list[tuple[Suspect, int, str | None, int]] = []

    def see(self, batch: Batch) -> None:
        """Judge one more batch."""
        people = _ids(batch.persons, "pePeID") if batch.persons else []
        for table in batch.tables.values():
            place = _Place(table, people, self._form)
            for told in table.told:
                self._tell(told, place)
            for one in self._applied.get(table.record, ()):
                columns = [_column(name, one, table, batch.persons) for name in one.parameters]
                if one.rule.look is Look.ACROSS:
                    self._compare(one, columns, place)
                else:
                    self._judge(one, columns, place)
            for suspect in table.suspects:
                row = suspect.row or 0
                self._suspect(suspect, place.person(row), table.record, place.record(row))
            for name in _IDENTITIES:
                self._identities.update(_as_identities(table.columns.get(name, ())))
        for suspect in batch.loose:
            self._suspect(suspect, NOBODY, None, NOBODY)

    def tell(self, told: Told, line: int) -> None:
        """Take a fault that stands outside all records."""
        group = self._group(told.rule, None, told.element)
        if group is not None:
            group.add(NOBODY, NOBODY, line, (told.found, told.expected))

    def not_checked(self, rule: str, why: str) -> None:
        """Note that a rule could not be held against the file."""
        self._failed.append((rule, why))

    def give_up(self, why: str) -> None:
        """No rule has been held against the whole file."""
        for rules in self._applied.values():
            self._failed += [(one.rule.number, why) for one in rules]

    def finish(self) -> Findings:
        """The findings of all batches."""
        self._hold_suspects()
        for applied_ in self._applied.values():
            for one in applied_:
                if one.seen and not one.judged:
                    why = f"Ingen verdi av {one.at} i fila kan leses."
                    self._failed.append((one.rule.number, why))
                elif not one.seen and one.record == self._form.info.name:
                    self._failed.append((one.rule.number, f"{one.record} mangler i fila."))
        return Findings([*self._groups.values()], sorted(set(self._failed)))

    def _tell(self, told: Told, place: "_Place") -> None:
        group = self._group(told.rule, place.table.record, told.element)
        if group is None:
            return
        for number, row in enumerate(told.rows):
            found = told.found
            if found is not None and not isinstance(found, str):
                found = found[number]
            line = place.table.line_of(row, told.element)
            if told.below is not None:
                line = place.table.lines[row] + told.below
            group.add(place.person(row), place.record(row), line, (found, told.expected))

    def _judge(self, one: Applied, columns: list[Sequence[Cell]], place: "_Place") -> None:
        known = one.known
        if len(known) > _KEPT:
            known.clear()
        combinations = _combinations(columns)
        for values in combinations.difference(known):
            known[values] = one.is_fault(values)
        self._count(one, combinations, len(place.table))
        bad = {values for values in combinations if known[values]}
        if bad:
            for row, values in enumerate(zip(*columns, strict=True)):
                if values in bad:
                    self._add(one, values, row, place)

    def _compare(self, one: Applied, columns: list[Sequence[Cell]], place: "_Place") -> None:
        key = _column(str(one.rule.key), one, place.table, None)
        one.seen += len(place.table)
        if one.rule.within_person and _all_differ(place.table.persons, key):
            one.judged += len(place.table)
            return
        rows = sorted(range(len(place.table)), key=place.table.lines.__getitem__)
        now = [number for number, name in enumerate(one.parameters) if not name.endswith(BEFORE)]
        earlier: dict[Hashable, tuple[Cell, ...]] = one.earlier
        for row in rows:
            if key[row] is None or key[row] is UNREADABLE:
                continue
            one.judged += 1
            at: Hashable = key[row]
            if one.rule.within_person:
                at = (place.table.persons[row], at)
            own = tuple(columns[number][row] for number in now)
            before = earlier.setdefault(at, own)
            if before is own:
                continue
            values = self._with_before(one, own, before)
            if one.is_fault(values):
                self._add(one, values, row, place)
        if one.rule.within_person:
            earlier.clear()

    def _with_before(
        self, one: Applied, own: tuple[Cell, ...], before: tuple[Cell, ...]
    ) -> tuple[Cell, ...]:
        names = [name for name in one.parameters if not name.endswith(BEFORE)]
        mine = dict(zip(names, own, strict=True))
        theirs = dict(zip(names, before, strict=True))
        return tuple(
            theirs[name.removesuffix(BEFORE)] if name.endswith(BEFORE) else mine[name]
            for name in one.parameters
        )

    def _count(self, one: Applied, combinations: set[tuple[Cell, ...]], rows: int) -> None:
        """Remember whether a rule had anything it could read; cheaply, most have."""
        one.seen += rows
        if one.judged == 0 and any(UNREADABLE not in values for values in combinations):
            one.judged += rows

    def _add(self, one: Applied, values: tuple[Cell, ...], row: int, place: "_Place") -> None:
        group = self._group_of(one)
        record = place.record(row)
        in_person = place.table.record != "PERSON" and one.at in self._form.person.by_name
        line = place.table.line_of(row, None if in_person else one.at)
        group.add(place.person(row), record, line, values)

    def _group_of(self, one: Applied) -> Group:
        group = self._groups.get((one,))
        if group is None:
            context = self._context
            group = Group(
                one.rule,
                one.level,
                one.record,
                one.at,
                lambda cells: one.render(cells, context),  # type: ignore[arg-type]
            )
            self._groups[one,] = group
        return group

    def _group(self, number: str, record: str | None, element: str | None) -> Group | None:
        key = (number, record, element)
        if key not in self._groups:
            rule = self._book[number]
            level = level_of(rule, self._context.year)
            if level is None:
                return None
            label = _label(record, element, self._form)
            self._groups[key] = Group(
                rule, level, record, element, lambda cells: _told_detail(element, label, cells)
            )
        return self._groups[key]

    def _suspect(self, suspect: Suspect, person: int, record: str | None, own: int) -> None:
        if len(self._suspects) < _MOST_SUSPECTS:
            self._suspects.append((suspect, person, record, own))

    def _hold_suspects(self) -> None:
        """Rule P-10: is any long number outside peFnr somebody's identity in this file?"""
        for suspect, person, record, own in self._suspects:
            if not self._identities.isdisjoint(suspect.numbers):
                group = self._group("P-10", record, suspect.element)
                if group is not None:
                    group.add(person, own, suspect.line, (None, None))
        if len(self._suspects) >= _MOST_SUSPECTS:
            self.not_checked("P-10", "Fila har for mange lange tall til at alle kan sjekkes.")


_MOST_SUSPECTS = 2_000_000
_IDENTITIES = ("peFnr", "fid")  # where identity numbers stand


class _Place:
    """Where the rows of a table stand, for findings."""

    def __init__(self, table: Table, people: Sequence[int], form: Format) -> None:
        self.table = table
        self._people = people
        own = form.judged[table.record].own_id
        self._own = _ids(table, own) if own else None
        if table.record == IDENT.name:
            self._people = _ids(table, str(IDENT.person_id))

    def person(self, row: int) -> int:
        if not self._people:
            return NOBODY
        if self.table.record not in {"PERSON", IDENT.name}:
            row = self.table.persons[row]
        return self._people[row]

    def record(self, row: int) -> int:
        return self._own[row] if self._own is not None else NOBODY


def _combinations(columns: Sequence[Sequence[Cell]]) -> set[tuple[Cell, ...]]:
    """The distinct combinations of values that stand beside each other."""
    if len(columns) == 1:
        return {(value,) for value in set(columns[0])}
    return set(zip(*columns, strict=True))


def _all_differ(persons: Sequence[int], key: Sequence[Cell]) -> bool:
    """Whether no person has the same key twice, and every key can be read."""
    return UNREADABLE not in key and len(set(zip(persons, key, strict=True))) == len(persons)


def _ids(table: Table, name: str) -> list[int]:
    return [cell if isinstance(cell, int) else NOBODY for cell in table.columns[name]]


def _column(name: str, one: Applied, table: Table, persons: Table | None) -> Sequence[Cell]:
    """The column a parameter reads, a person's value repeated for each record of hers."""
    parameter = name.removesuffix(BEFORE)
    element = _element(parameter, one.taken)
    holder = table
    if element not in table.columns and persons is not None:
        holder = persons
    if parameter in DERIVED and parameter not in holder.columns:
        holder.columns[parameter] = [_derive(parameter, cell) for cell in holder.columns[element]]
    column: Sequence[Any] = holder.columns[parameter if parameter in DERIVED else element]
    if holder is not table:
        return [column[person] for person in table.persons]
    return column


def _derive(parameter: str, cell: Cell) -> Any:  # noqa: ANN401 - an Identity, or a day
    if cell is None or cell is UNREADABLE:
        return cell
    plain = str(cell).strip().replace(" ", "").replace("-", "")
    identity = identify(plain)
    if plain != cell:
        identity = replace(identity, valid=False)
    if parameter == "born":
        return identity.born if identity.valid else None
    return identity


def _as_identities(cells: Iterable[Cell]) -> Iterator[int]:
    for cell in cells:
        if isinstance(cell, str):
            digits = cell.replace(" ", "").replace("-", "")
            if len(digits) in _LENGTHS and digits.isascii() and digits.isdecimal():
                yield int(digits)


def _label(record: str | None, element: str | None, form: Format) -> str:
    known = form.judged.get(record or "")
    if known is not None and element in known.by_name:
        return known.by_name[element].label
    if element in form.judged:
        return form.judged[element].label
    return known.label if known is not None else "fila"


def _told_detail(element: str | None, label: str, cells: Any) -> Detail:  # noqa: ANN401
    found, expected = cells
    values = {
        "element": element or "",
        "label": label,
        "found": found or "tomt",
        "expected": expected or "",
    }
    return Detail(values, found, expected)
