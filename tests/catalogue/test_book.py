"""Over the whole rule book: each rule is what its declaration says."""

import inspect
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from iplos_desktop.catalogue.applied import applied
from iplos_desktop.catalogue.batch import Batch, Table
from iplos_desktop.catalogue.context import CONTEXT, Context
from iplos_desktop.catalogue.judge import Judge
from iplos_desktop.catalogue.rule import BEFORE, DERIVED, TWO_RECORDS, Book, Edit, Look, Rule
from iplos_desktop.register.elements import FORMAT_33, NAMESPACE_35
from iplos_desktop.rules import BOOK, CHAPTERS
from iplos_desktop.year import load_year
from iplos_desktop.year.package import ServiceType
from tests.support import SMALL, WOMAN, check_text, rules_told

RULES = list(BOOK)
JUDGED = [rule for rule in RULES if rule.look not in {*TWO_RECORDS, Look.TOLD}]
TOGETHER = [rule for rule in RULES if rule.look in TWO_RECORDS]
TOLD = [rule for rule in RULES if rule.look is Look.TOLD]


def by_number(rule: Rule) -> str:
    return rule.number


def context_for(example: dict[str, Any]) -> Context:
    year = load_year(2015)
    if "year" in example:
        outdated = ServiceType("Utgått tjeneste", "", outdated=True)
        year = replace(year, services={example["year"]["outdated_service"]: outdated})
    known = {name: example[name] for name in CONTEXT if name in example and name != "year"}
    return replace(Context(year, date(2016, 1, 5)), **known)


def judged(rule: Rule, example: dict[str, Any]) -> bool:
    context = context_for(example)
    values = {
        name: getattr(context, name) if name in CONTEXT else example[name]
        for name in rule.parameters
        if name in CONTEXT or name in example or not rule.parameters[name]
    }
    return bool(rule.judge(**values))


def judged_together(rule: Rule, rows: Sequence[dict[str, Any]]) -> bool:
    """Hold a rule on two records against two records of one person."""
    book, context = Book(), Context(load_year(2015), date(2016, 1, 5))
    book.add(rule)
    first = next(applied(rule, FORMAT_33, context))
    names = (*rule.parameters, *rule.key)
    known = {first.element(name): name for name in names if not name.endswith(BEFORE)}
    kept = FORMAT_33.judged[str(first.record)]
    columns = {
        name: [row.get(known.get(name, name), row.get(name)) for row in rows]
        for name in kept.by_name
    }
    if kept.own_id and kept.own_id not in first.key:
        columns[kept.own_id] = [*range(len(rows))]
    lines = [*range(1, len(rows) + 1)]
    persons = Table("PERSON", {name: [None] for name in FORMAT_33.person.by_name}, [1], [0])
    tables = {"PERSON": persons, kept.name: Table(kept.name, columns, lines, [0] * len(rows))}
    judge = Judge(FORMAT_33, context, book)
    judge.see(Batch(tables))
    return bool(judge.finish().counts)


@pytest.mark.parametrize("rule", JUDGED, ids=by_number)
def test_a_rule_is_true_for_its_bad_examples_and_false_for_its_good(rule: Rule) -> None:
    for example in rule.bad:
        assert judged(rule, example), f"{rule.number} should find a fault in {example}"
    for example in rule.good:
        assert not judged(rule, example), f"{rule.number} should accept {example}"


@pytest.mark.parametrize("rule", TOGETHER, ids=by_number)
def test_a_rule_on_two_records_finds_fault_in_its_bad_examples_alone(rule: Rule) -> None:
    for rows in rule.bad:
        assert judged_together(rule, rows), f"{rule.number} should find a fault in {rows}"
    for rows in rule.good:
        assert not judged_together(rule, rows), f"{rule.number} should accept {rows}"


@pytest.mark.parametrize("rule", TOLD, ids=by_number)
def test_what_the_reading_tells_is_told_for_each_bad_example(rule: Rule, tmp_path: Path) -> None:
    for edit in rule.bad:
        ident = edit.new if edit.old == "ident" else None
        told = rules_told(check_text(tmp_path, spoilt(edit), ident=ident))
        assert rule.number in told, f"{rule.number} not told for {edit}, but {sorted(told)}"
    for edit in rule.good:
        assert rule.number not in rules_told(check_text(tmp_path, spoilt(edit)))


def spoilt(edit: Edit) -> str:
    new = edit.new.replace("{fnr}", WOMAN)
    if edit.old == "*":
        return new
    if edit.old == "ident":
        return SMALL.replace('versjon="3.3"', f'versjon="3.5" xmlns="{NAMESPACE_35}"')
    assert edit.old in SMALL, f"the small export has no {edit.old}"
    return SMALL.replace(edit.old, new, 1)


def test_the_small_export_has_nothing_wrong_with_it(tmp_path: Path) -> None:
    assert rules_told(check_text(tmp_path, SMALL)) == {"L-15"}  # test mode is on


@pytest.mark.parametrize("rule", RULES, ids=by_number)
def test_a_rule_can_be_read_by_people(rule: Rule) -> None:
    assert rule.title.endswith("."), "the first line of the docstring is a sentence"
    assert not re.search(r"[.!?] [A-ZÆØÅ]", rule.title), "one sentence"
    assert rule.explanation, "say why it matters and how to correct it in the EPJ"
    assert rule.chapter in CHAPTERS
    assert rule.source
    assert rule.bad, "a rule without a bad example cannot be tested"
    assert rule.good or rule.look is Look.TOLD, "show also what is right"


@pytest.mark.parametrize("rule", RULES, ids=by_number)
def test_a_text_uses_only_what_its_rule_reads(rule: Rule) -> None:
    known = {name for name in rule.parameters if DERIVED.get(name, name) != "peFnr"} | {*CONTEXT}
    if inspect.signature(rule.judge).return_annotation is str:
        known |= {"fault"}
    if rule.look is Look.TOLD:
        known = {"element", "label", "found", "expected"}
    for text in (rule.text, rule.expected or ""):
        for _, field, _, _ in Formatter().parse(text):
            assert field is None or re.split(r"[.\[]", field)[0] in known, field


@pytest.mark.parametrize("rule", JUDGED + TOGETHER, ids=by_number)
def test_what_is_no_element_stands_last_among_the_parameters(rule: Rule) -> None:
    kinds = [name in CONTEXT for name in rule.parameters]
    assert kinds == sorted(kinds), "the engine gives elements by place and the rest by name"
