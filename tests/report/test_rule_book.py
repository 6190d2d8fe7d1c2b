"""The rule book for people: everything about every rule, at an address that stays."""

import re

import pytest
from lxml import html

from iplos_desktop.catalogue.rule import Edit, Rule
from iplos_desktop.register.elements import FORMATS
from iplos_desktop.register.identity import identify
from iplos_desktop.report.about_rule import about
from iplos_desktop.report.rule_html import rule_book_html
from iplos_desktop.report.rule_page import rule_page
from iplos_desktop.rules import BOOK
from iplos_desktop.year import load_year

RULES = list(BOOK)


def by_number(rule: Rule) -> str:
    return rule.number


@pytest.mark.parametrize("rule", RULES, ids=by_number)
def test_a_rule_is_told_in_full(rule: Rule) -> None:
    told = about(rule)
    assert told.applies_to, "it applies to some version of the format"
    tellable = [one for one in rule.bad if not isinstance(one, Edit) or one.old != one.new]
    assert len(told.bad) == len(tellable), "every bad example has words"
    for text in (*told.bad, *told.good, *(value for _, value in told.facts)):
        assert not re.search(r"[{}]|None|Decimal|datetime|frozenset", text), text
        assert not any(identify(number).valid for number in re.findall(r"\d{11,12}", text))


def test_what_applies_to_one_version_only_says_so() -> None:
    assert about(BOOK["L-14"]).applies_to == ("3.5",)
    assert about(BOOK["M-04"]).applies_to == ("3.5",)
    assert about(BOOK["D-02"]).applies_to == ("3.3",)
    assert about(BOOK["T-04"]).applies_to == tuple(form.version for form in FORMATS)


def test_the_page_and_the_window_have_the_same_addresses() -> None:
    page = rule_page()
    window = html.fragment_fromstring("".join(rule_book_html(load_year(2015))), "div")
    numbers = [rule.number for rule in RULES]
    assert sorted(re.findall(r'<a id="([^"]+)">', page)) == sorted(numbers)
    assert sorted(window.xpath("//a/@name")) == sorted(numbers)
    assert sorted(window.xpath("//a/@href")) == sorted(f"#{number}" for number in numbers)


def test_examples_are_words() -> None:
    assert about(BOOK["T-04"]).bad == ("timer per uke: 168,25",)
    assert about(BOOK["P-07"]).bad[0].count("nummer A") == 2
    assert "nummer B" in about(BOOK["P-09"]).bad[0]
    assert about(BOOK["L-03"]).bad == ("«</IPLOS>» er borte",)
