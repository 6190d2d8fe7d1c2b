"""The findings for programs: the JSON that ``kontroller --json`` promises."""

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from iplos_desktop.catalogue.findings import Findings
from iplos_desktop.catalogue.group import Finding
from iplos_desktop.report.heading import Heading, rules_made
from iplos_desktop.rules import RULE_BOOK_VERSION

FORMAT = 1
_CHUNK = 1_000  # findings in one piece
_KEPT = 20_000  # texts remembered as they are written; past that they are forgotten
_NEW = {True: ', "new": true}', False: ', "new": false}', None: ', "new": null}'}


def json_lines(
    facts: Mapping[str, Any],
    heading: Heading,
    findings: Findings,
    *,
    new: Iterable[bool | None],
    more: Mapping[str, Any],
) -> Iterator[str]:
    """The document piece by piece, so that any number of findings takes little memory.

    new: for each finding, whether it was not there at the check before; None if unknown.
    more: further members, last in the document.
    """
    yield f'{{"format": {FORMAT},\n "file": {_text(facts)},\n'
    yield f' "year": {heading.year.year}, "year_version": {_text(heading.year.version)},'
    yield f' "test": {_text(heading.test)},\n "findings": ['
    comma = "\n"
    for piece in _pieces(findings, new):
        yield f"{comma}{piece}"
        comma = ",\n"
    yield f'],\n "counts": {_text(findings.counts)},\n'
    missed = [{"rule": rule, "why": why} for rule, why in findings.not_checked]
    yield f' "not_checked": {_text(missed)},\n'
    yield f' "blocked": {_text(findings.blocked)},'
    yield f' "needs_confirmation": {_text(findings.needs_confirmation)},\n'
    made = [rule.number for rule in rules_made(findings)]
    apart = [{"rule": rule, "why": why} for rule, why in findings.not_applicable]
    yield f' "checks": {_text({"made": made, "not_applicable": apart})},\n'
    yield f' "rule_book": {_text(RULE_BOOK_VERSION)},'
    yield f' "checked_at": {_text(heading.at.isoformat(timespec="seconds"))}'
    for name, value in more.items():
        yield f",\n {_text(name)}: {_text(value)}"
    yield "}\n"


def _pieces(findings: Iterable[Finding], new: Iterable[bool | None]) -> Iterator[str]:
    """Some hundred findings at a time; what is alike in many is put into words once."""
    heads: dict[tuple[object, ...], tuple[str, str, str]] = {}
    tails: dict[tuple[str | None, str | None, str], str] = {}
    rest = zip(findings, new, strict=True)
    while some := list(islice(rest, _CHUNK)):
        lines = []
        for one, is_new in some:
            rule, level, kind, person, record, record_id, element, line, *_ = one
            key = (rule, level, record, element)
            if key not in heads:
                heads[key] = _head(rule, level, kind, record, element)
            first, between, last = heads[key]
            words = (one.found, one.expected, one.text)
            text = tails.get(words)
            if text is None:
                if len(tails) >= _KEPT:
                    tails.clear()
                text = tails[words] = _tail(*words)
            whose = f"  {first}{_quoted(person)}{between}{_quoted(record_id)}"
            lines.append(f"{whose}{last}{line}{text}{_NEW[is_new]}")
        yield ",\n".join(lines)


def _head(
    rule: str, level: str, kind: str, record: str | None, element: str | None
) -> tuple[str, str, str]:
    """What stands before the person, before the record's number, and before the line."""
    return (
        f'{{"rule": {_text(rule)}, "level": {_text(level)}, "kind": {_text(kind)}, "person": ',
        f', "record": {_text(record)}, "record_id": ',
        f', "element": {_text(element)}, "line": ',
    )


def _tail(found: str | None, expected: str | None, text: str) -> str:
    return f', "found": {_text(found)}, "expected": {_text(expected)}, "text": {_text(text)}'


def _quoted(number: str | None) -> str:
    return "null" if number is None else f'"{number}"'


def _text(value: Any) -> str:  # noqa: ANN401 - whatever JSON can hold
    return json.dumps(value, ensure_ascii=False)
