"""Takes down what is found while a check goes on."""

from collections.abc import Iterable
from typing import Any

from iplos_desktop.catalogue.applied import Applied, level_of
from iplos_desktop.catalogue.batch import Told
from iplos_desktop.catalogue.context import Context
from iplos_desktop.catalogue.group import NOBODY, Detail, Group
from iplos_desktop.catalogue.rule import Book
from iplos_desktop.catalogue.seen import Place
from iplos_desktop.register.elements import Format


class Notes:
    """The groups of findings so far."""

    def __init__(self, book: Book, form: Format, context: Context) -> None:
        self._book = book
        self._form = form
        self._context = context
        self._groups: dict[tuple[object, ...], Group] = {}

    @property
    def groups(self) -> list[Group]:
        """All groups, in the order they came."""
        return [*self._groups.values()]

    def group_of(self, one: Applied) -> Group:
        """Where the findings of an applied rule go."""
        group = self._groups.get((one,))
        if group is None:
            group = Group(one.rule, one.level, one.record, one.at, one.render)
            self._groups[one,] = group
        return group

    def group(self, number: str, record: str | None, element: str | None) -> Group | None:
        """Where what the reading tells goes; None when the year does not use the rule."""
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

    def tell(self, told: Told, line: int) -> None:
        """Take a fault that stands outside all records."""
        group = self.group(told.rule, None, told.element)
        if group is not None:
            group.add(NOBODY, NOBODY, line, (told.found, told.expected))

    def tell_rows(self, told: Told, place: Place) -> None:
        """Take a fault the reading found in rows of a table."""
        group = self.group(told.rule, place.table.record, told.element)
        if group is None:
            return
        rows, persons, records = told.rows, place.persons, place.records
        line = place.line(None if told.below is not None else told.element)
        below = told.below or 0
        lines: Iterable[int] = [line(row) + below for row in rows]
        if told.found is None or isinstance(told.found, str):
            group.extend(
                map(persons.__getitem__, rows),
                map(records.__getitem__, rows),
                lines,
                (told.found, told.expected),
            )
            return
        for row, at, found in zip(rows, lines, told.found, strict=True):
            group.add(persons[row], records[row], at, (found, told.expected))


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
        "found": found or "(tomt)",
        "expected": expected or "",
    }
    return Detail(values, found, expected)
