"""The findings for programs: the JSON that ``kontroller --json`` promises."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from iplos_desktop.catalogue.findings import Findings
from iplos_desktop.year import Year

FORMAT = 1


def json_lines(
    facts: Mapping[str, Any],
    year: Year,
    findings: Findings,
    *,
    test: bool,
    more: Mapping[str, Any] | None = None,
) -> Iterator[str]:
    """The document piece by piece, so that any number of findings takes little memory.

    more: further members, last in the document.
    """
    yield f'{{"format": {FORMAT},\n "file": {_text(facts)},\n'
    yield f' "year": {year.year}, "year_version": {_text(year.version)},'
    yield f' "test": {_text(test)},\n "findings": ['
    comma = ""
    for finding in findings:
        yield f"{comma}\n  {_text(finding._asdict())}"
        comma = ","
    yield f'],\n "counts": {_text(findings.counts)},\n'
    missed = [{"rule": rule, "why": why} for rule, why in findings.not_checked]
    yield f' "not_checked": {_text(missed)},\n'
    yield f' "blocked": {_text(findings.blocked)},'
    yield f' "needs_confirmation": {_text(findings.needs_confirmation)}'
    for name, value in (more or {}).items():
        yield f",\n {_text(name)}: {_text(value)}"
    yield "}\n"


def _text(value: Any) -> str:  # noqa: ANN401 - whatever JSON can hold
    return json.dumps(value, ensure_ascii=False)
