"""Over the whole rule book: each rule is what its declaration says."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from iplos_desktop.catalogue.context import CONTEXT, Context
from iplos_desktop.catalogue.rule import BEFORE, DERIVED, TWO_RECORDS, Edit, Look, Rule
from iplos_desktop.register.elements import NAMESPACE_35
from iplos_desktop.rules import BOOK, CHAPTERS
from iplos_desktop.year import load_year
from iplos_desktop.year.package import ServiceType
from tests.support import SMALL, WOMAN, check_text, rules_told

RULES = list(BOOK)
JUDGED = [rule for rule in RULES if rule.look is Look.RECORD]
ACROSS = [rule for rule in RULES if rule.look in TWO_RECORDS]
TOLD = [rule for rule in RULES if rule.look is Look.TOLD]


def by_number(rule: Rule) -> str:
    return rule.number


def context_for(example: dict[str, Any]) -> Context:
    year = load_year(2015)
    if "year" in example:
        outdated = ServiceType("Utgått tjeneste", "", outdated=True)
        year = replace(year, services={example["year"]["outdated_service"]: outdated})
    return Context(
        year,
        example.get("today", date(2016, 1, 5)),
        example.get("test", False),
        example.get("own_municipality"),
        example.get("info", {}),
    )


def judged(rule: Rule, example: dict[str, Any]) -> bool:
    context = context_for(example)
    values = {
        name: getattr(context, name) if name in CONTEXT else example[name]
        for name in rule.parameters
        if name in CONTEXT or name in example or not rule.parameters[name]
    }
    return bool(rule.judge(**values))


def judged_across(rule: Rule, rows: tuple[dict[str, Any], ...]) -> bool:
    first, second = rows
    if any(first.get(name) != second.get(name) for name in rule.key):
        return False
    both = {**second, **{name + BEFORE: value for name, value in first.items()}}
    return bool(rule.judge(**{name: both[name] for name in rule.parameters}))


@pytest.mark.parametrize("rule", JUDGED, ids=by_number)
def test_a_rule_is_true_for_its_bad_examples_and_false_for_its_good(rule: Rule) -> None:
    for example in rule.bad:
        assert judged(rule, example), f"{rule.number} should find a fault in {example}"
    for example in rule.good:
        assert not judged(rule, example), f"{rule.number} should accept {example}"


@pytest.mark.parametrize("rule", ACROSS, ids=by_number)
def test_a_rule_across_records_is_true_for_its_bad_examples_alone(rule: Rule) -> None:
    for rows in rule.bad:
        assert judged_across(rule, rows)
    for rows in rule.good:
        assert not judged_across(rule, rows)


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
    assert rule.title.count(".") == 1 or "." in rule.title[:-1], "one sentence"
    assert rule.explanation, "say why it matters and how to correct it in the EPJ"
    assert rule.chapter in CHAPTERS
    assert rule.source
    assert rule.bad, "a rule without a bad example cannot be tested"


@pytest.mark.parametrize("rule", RULES, ids=by_number)
def test_a_text_uses_only_what_its_rule_reads(rule: Rule) -> None:
    known = {name for name in rule.parameters if DERIVED.get(name, name) != "peFnr"} | {*CONTEXT}
    if rule.look is Look.TOLD:
        known = {"element", "label", "found", "expected"}
    for text in (rule.text, rule.expected or ""):
        for _, field, _, _ in Formatter().parse(text):
            assert field is None or field.split(".")[0] in known, field


@pytest.mark.parametrize("rule", JUDGED + ACROSS, ids=by_number)
def test_what_is_no_element_stands_last_among_the_parameters(rule: Rule) -> None:
    kinds = [name in CONTEXT for name in rule.parameters]
    assert kinds == sorted(kinds), "the engine gives elements by place and the rest by name"
