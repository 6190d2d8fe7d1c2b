"""A rule on a certain set of elements of one version of the format."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from iplos_desktop.catalogue.batch import NOT_KNOWN, UNREADABLE, Cell
from iplos_desktop.catalogue.context import CONTEXT, UNKNOWN, Context
from iplos_desktop.catalogue.group import Detail
from iplos_desktop.catalogue.levels import Level
from iplos_desktop.catalogue.rule import BEFORE, DERIVED, Look, Rule
from iplos_desktop.catalogue.shown import Shown
from iplos_desktop.register.elements import Element, Format
from iplos_desktop.register.identity import is_identity_without_its_zero
from iplos_desktop.register.meanings import meanings
from iplos_desktop.register.types import Month
from iplos_desktop.year import Year

Values = tuple[Any, ...]
"""What a rule was given, in the order of its parameters."""


class NoSuchElementError(Exception):
    """This version of the format does not have what a rule reads."""


class Applied:
    """A rule ready to judge.

    parameters: those that are elements, without the ones this version lacks and the rule
    can do without. elements, holders: the element each stands for, and the class that has
    it. record: the class a finding is told on, None for the file. at: the element told.
    """

    def __init__(
        self, rule: Rule, taken: Mapping[str, str], form: Format, level: Level, context: Context
    ) -> None:
        self.rule = rule
        self.level = level
        self.form = form
        self._taken = taken
        self.parameters = [
            name
            for name in rule.parameters
            if name not in CONTEXT and not self._may_be_left_out(name)
        ]
        self.elements = [self.element(name) for name in self.parameters]
        both = zip(self.parameters, self.elements, strict=True)
        self.holders = [self._holder(element, name) for name, element in both]
        self.key = tuple(self._known(self.element(name), name) for name in rule.key)
        self.period = rule.period and (self._known(rule.period[0]), self._known(rule.period[1]))
        self.record = self._record()
        self.at = self._at()
        self._needed = [not rule.parameters[name] for name in self.parameters]
        known = {name: getattr(context, name) for name in rule.parameters if name in CONTEXT}
        self.judge = partial(rule.judge, **known)
        self._shown = {name: getattr(context, name) for name in CONTEXT}
        self._speaks = rule.judge.__annotations__.get("return") is str
        self._plan = [*self._planned()]

    def element(self, parameter: str) -> str:
        """The element a parameter stands for, whether or not this version has it."""
        name = parameter.removesuffix(BEFORE)
        name = self._taken.get(name, name)
        return DERIVED.get(name, name)

    def is_fault(self, values: Values) -> bool | str:
        """What the rule says of these values; false where it is not to judge them."""
        for value, needed in zip(values, self._needed, strict=True):
            if value is UNREADABLE or value is NOT_KNOWN or (value is None and needed):
                return False
        return self.judge(*values)

    def render(self, values: Any) -> Detail:  # noqa: ANN401 - Values, or words of a rule on the file
        """What a finding of these values shows; a secret is left out."""
        words = values if isinstance(values, str) else None
        shown = {**self._shown, "fault": words}
        found = words
        if isinstance(values, tuple):
            if self._speaks:
                shown["fault"] = found = str(self.judge(*values))
            found = self._show_values(values, shown) or found
        expected = self.rule.expected and self.rule.expected.format_map(shown)
        return Detail(shown, found, expected)

    def _show_values(self, values: Values, shown: dict[str, Any]) -> str | None:
        """Put the values among what is shown; gives the one pointed at as the file has it."""
        found = None
        for place, name, known, with_meaning in self._plan:
            value = values[place]
            if isinstance(value, frozenset):
                continue
            text = value
            if isinstance(known.type, Month) and isinstance(value, date):
                text = f"{value.month:02}.{value.year:04}"
            meaning = self._meaning(known.name, value) if with_meaning else None
            shown[name] = Shown(text, known.label, meaning)
            if known.name == self.at and not name.endswith(BEFORE) and value is not None:
                month = isinstance(known.type, Month)
                found = _as_written(value)[:6] if month else _as_written(value)
        return found

    def _planned(self) -> Iterator[tuple[int, str, Element, bool]]:
        """The parameters that may be shown, by place, and whether their meaning is asked for."""
        texts = self.rule.text + (self.rule.expected or "")
        for place, (name, element) in enumerate(zip(self.parameters, self.elements, strict=True)):
            known = _any_element(element, self.form)
            if known is not None and not known.secret:
                yield place, name, known, f"{{{name}.meaning}}" in texts

    def in_words(self, element: str) -> str:
        """An element as people know it, with its name in the format."""
        known = _any_element(element, self.form)
        return f"{known.label} ({element})" if known is not None else element

    def _meaning(self, element: str, value: Any) -> str | None:  # noqa: ANN401 - a cell
        """What a code stands for, by the year's lists and those that never change."""
        year: Year = self._shown["year"]
        if element == "tjTjenType":
            return year.services[value].text if value in year.services else None
        if element == "fnFunkType":
            return year.functions[value].text if value in year.functions else None
        return meanings(element).get(str(value))

    def _may_be_left_out(self, name: str) -> bool:
        known = name in DERIVED or _any_element(self.element(name), self.form) is not None
        return self.rule.parameters[name] and not known

    def _known(self, name: str, parameter: str = "") -> str:
        element = self._taken.get(name, name)
        self._holder(element, parameter)
        return element

    def _holder(self, element: str, parameter: str = "") -> str:
        for record in self.form.judged.values():
            if element in record.by_name:
                return record.name
        virtual = parameter in DERIVED and parameter not in self._taken
        if virtual and not self.form.has_identities:
            return "PERSON"  # her number stands in the ident message
        raise NoSuchElementError

    def _record(self) -> str | None:
        look = self.rule.look
        if look is Look.PERSON:
            return "PERSON"
        if look is Look.WHOLE:
            return self.form.info.name if self.rule.at else None
        if look is Look.UNMATCHED:
            return self.holders[0]
        others = {*self.holders, *(self._holder(name) for name in self.key)} - {"PERSON"}
        if self.period:
            others |= {self._holder(self.period[0])}
        if len(others) > 1:
            raise ValueError(f"{self.rule.number} reads one class besides PERSON, not {others}")
        return others.pop() if others else "PERSON"

    def _at(self) -> str | None:
        at = self.rule.at
        return at and self._taken.get(at, at)


def _any_element(name: str, form: Format) -> Element | None:
    return next((c.by_name[name] for c in form.judged.values() if name in c.by_name), None)


def _as_written(value: Cell) -> str:
    """A value as the file has it."""
    if isinstance(value, date):
        return value.isoformat().replace("-", "")
    if isinstance(value, int) and is_identity_without_its_zero(value):
        return "(skjult)"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def applied(rule: Rule, form: Format, context: Context) -> Iterator[Applied]:
    """A rule on every set of elements it has in this version; none when it does not apply."""
    if rule.look is not Look.TOLD and _unknown(rule, context) is None:
        yield from _in_version(rule, form, context)


def _in_version(rule: Rule, form: Format, context: Context) -> Iterator[Applied]:
    level = level_of(rule, context.year)
    if level is None or (rule.versions and form.version not in rule.versions):
        return
    for taken in rule.over or ({},):
        try:
            yield Applied(rule, taken, form, level, context)
        except NoSuchElementError:
            continue


def why_not(rule: Rule, form: Format, context: Context) -> str:
    """Why a rule has no place in this check."""
    if level_of(rule, context.year) is None:
        return f"Regelen brukes ikke i dataåret {context.year.year}."
    missing = _unknown(rule, context)
    if missing is not None and any(_in_version(rule, form, context)):
        return missing
    return f"Gjelder ikke versjon {form.version} av formatet."


def _unknown(rule: Rule, context: Context) -> str | None:
    return next((UNKNOWN[name] for name in rule.needs if getattr(context, name) is None), None)


def level_of(rule: Rule, year: Year) -> Level | None:
    """A rule's level in a data year; None when the year does not use it."""
    level = year.levels.get(rule.number, rule.level)
    return None if level == "av" else Level(level)


def in_order(rules: Iterable[Applied]) -> Sequence[Applied]:
    """Rules that reject values, in the order that tells a fault where it is.

    First whether a person's number is to be believed, then single values, then two together.
    """

    def place(one: Applied) -> tuple[bool, bool, int, str]:
        rule, own = one.rule, sum(holder == one.record for holder in one.holders)
        return DERIVED.keys().isdisjoint(rule.rejects), rule.once, own, rule.number

    return sorted(rules, key=place)
