"""Everything there is to tell about a rule, drawn from its declaration."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from string import Formatter

from iplos_desktop.catalogue.applied import level_of
from iplos_desktop.catalogue.context import CONTEXT
from iplos_desktop.catalogue.levels import Level
from iplos_desktop.catalogue.rule import BEFORE, BOOK, DERIVED, Edit, Look, Rule
from iplos_desktop.register.elements import FORMATS, NAMESPACE_35
from iplos_desktop.register.model import Format
from iplos_desktop.report.examples import in_words, word_for_many
from iplos_desktop.rules import CHAPTERS
from iplos_desktop.year import available_years, load_year

PAGE = "docs/RULES.md"


@dataclass(frozen=True)
class About:
    """What a page or a command tells of a rule.

    reads: the elements it reads, by class, each with its name in words. applies_to: the
    versions of the format. levels: by data year, None where the year does not use it.
    bad, good: its examples in words.
    """

    rule: Rule
    reads: Mapping[str, Mapping[str, str]]
    applies_to: tuple[str, ...]
    levels: Mapping[int, Level | None]
    bad: tuple[str, ...]
    good: tuple[str, ...]

    @property
    def link(self) -> str:
        """Where it stands in the documentation."""
        return f"{PAGE}#{self.rule.number}"

    @property
    def speaks_of_values(self) -> bool:
        """Whether its examples are values, and not the text of a file, which only vendors read."""
        return self.rule.look is not Look.TOLD

    @property
    def other_levels(self) -> dict[int, Level | None]:
        """The years in which its level is another than the one declared."""
        return {year: one for year, one in self.levels.items() if one is not self.rule.level}

    def _filled(self, text: str) -> str:
        """A text with words in the places of its values."""
        labels = {name: word for found in self.reads.values() for name, word in found.items()}
        taken, many = self.rule.over[0] if self.rule.over else {}, word_for_many(self.rule)
        shown = []
        for plain, field, _, _ in Formatter().parse(text):
            shown.append(plain)
            if field is not None:
                within = re.fullmatch(r"info\[(\w+)\].*", field)
                name = within[1] if within else re.split(r"[.\[]", field)[0].removesuffix(BEFORE)
                word = many.get(name) or labels.get(taken.get(name, name)) or _label(name)
                shown.append(f"[{'navnet' if field.endswith(('.label', '.name')) else word}]")
        return "".join(shown)

    @property
    def facts(self) -> list[tuple[str, str]]:
        """The short facts, a word and a value each, in the order they are told."""
        rule, told = self.rule, [("Melding", f"«{self._filled(self.rule.text)}»")]
        if rule.expected:
            told.append(("Ventet", self._filled(rule.expected)))
        for record, elements in self.reads.items():
            names = ", ".join(f"{name} ({label})" for name, label in elements.items())
            told.append((f"Leser i {record}", names))
        told.append(("Gjelder versjon", " og ".join(self.applies_to)))
        for year, level in self.other_levels.items():
            told.append((f"I dataåret {year}", level_word(level)))
        told.append(("Kilde", rule.source))
        return told


_PLACES = {
    "year": "dataåret",
    "today": "dagen i dag",
    "own_municipality": "kommunen du sender for",
    "found": "det som står der",
    "expected": "det som skal stå der",
    "element": "opplysningen",
    "label": "navnet",
    "fault": "det som er funnet",
    "serial": "løpenummeret",
    "own_email": "din e-postadresse",
    "last_sent": "forrige innsending",
}


def level_word(level: Level | None) -> str:
    """A level in words, also that of a rule a year does not use."""
    return level.word if level else "Brukes ikke"


def _label(name: str) -> str:
    """The name in words of what is no element the rule reads by itself."""
    known = _PLACES.get(name)
    if known is None:
        known = next((one[2] for form in FORMATS for one in _places(name, form)), "verdien")
    return known


def chapters() -> Iterator[tuple[str, list[Rule]]]:
    """The chapters of the rule book that have rules, each with its title and them."""
    for letter, title in CHAPTERS.items():
        rules = [rule for rule in BOOK if rule.chapter == letter]
        if rules:
            yield title, rules


def about(rule: Rule) -> About:
    """All about a rule."""
    reads: dict[str, dict[str, str]] = {}
    versions = []
    for form in FORMATS:
        found = _reads(rule, form)
        if found is None:
            continue
        versions.append(form.version)
        for record, elements in found.items():
            reads.setdefault(record, {}).update(elements)
    return About(
        rule,
        reads,
        tuple(versions),
        {year: level_of(rule, load_year(year)) for year in available_years()},
        tuple(filter(None, (in_words(rule, one) for one in rule.bad))),
        tuple(filter(None, (in_words(rule, one) for one in rule.good))),
    )


def _reads(rule: Rule, form: Format) -> dict[str, dict[str, str]] | None:
    """What it reads in a version of the format; None when it does not apply there."""
    if rule.versions and form.version not in rule.versions:
        return None
    if form.has_identities and _on_two_files(rule):
        return None
    names = [name for name in (*rule.parameters, *rule.key) if name not in CONTEXT]
    sets = [_held(rule, names, taken, form) for taken in rule.over or ({},)]
    if all(one is None for one in sets):
        return None
    found: dict[str, dict[str, str]] = {}
    for one in filter(None, sets):
        for record, name, label in one:
            found.setdefault(record, {})[name] = label
    return found


def _on_two_files(rule: Rule) -> bool:
    """Whether a fault the reading tells can only be where an ident message belongs."""
    edits = [one for one in rule.bad if isinstance(one, Edit)]
    return bool(edits) and all(one.old == "ident" or NAMESPACE_35 in one.new for one in edits)


def _held(
    rule: Rule, names: list[str], taken: Mapping[str, str], form: Format
) -> list[tuple[str, str, str]] | None:
    found = []
    for name in names:
        bare = name.removesuffix(BEFORE)
        element = taken.get(bare, bare)
        places = list(_places(DERIVED.get(element, element), form))
        if not places and bare in DERIVED:
            places = list(_places("fid", form))  # her number stands in the ident message
        if not places and not rule.parameters.get(name):
            return None
        found += places
    return found


def _places(element: str, form: Format) -> Iterator[tuple[str, str, str]]:
    for record in form.judged.values():
        if element in record.by_name:
            yield record.name, element, record.by_name[element].label
