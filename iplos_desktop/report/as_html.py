"""The findings as a page for people: one file that needs nothing else, piece by piece."""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice, starmap
from typing import BinaryIO

from iplos_desktop.catalogue.findings import Findings
from iplos_desktop.catalogue.group import Finding
from iplos_desktop.catalogue.levels import Level
from iplos_desktop.report.heading import Heading
from iplos_desktop.report.parts import BY_PERSON, BY_RULE, Listing, parts, where, whose
from iplos_desktop.report.rule_html import badge, head
from iplos_desktop.report.safe import escaped
from iplos_desktop.shipped import resource
from iplos_desktop.watch import Watch

ROWS = 500
"""Findings in one table; a browser lays out only the tables that are looked at."""

Row = tuple[str, str, str]
"""Whom a row is on (a name for links and one for people, both empty for nobody), and the row."""

_BADGES = {level: badge(level) for level in Level}
_quick = lru_cache(4096)(escaped)  # the same texts come again and again


def write_page(heading: Heading, findings: Findings, out: BinaryIO, watch: Watch) -> None:
    """Write the whole file. Raises Cancelled."""
    out.writelines(piece.encode() for piece in page(heading, findings, watch))


def page(heading: Heading, findings: Findings, watch: Watch) -> Iterator[str]:
    """The whole file, piece by piece. Raises Cancelled."""
    style = resource("style", "report.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    title = escaped(f"{heading.title}: {heading.place}")
    yield (
        '<!DOCTYPE html>\n<html lang="nb">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\';'
        f" style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n"
    )
    for part in parts(heading, findings, watch, contents=True):
        if isinstance(part, Listing):
            yield from _listed(part)
        else:
            yield part
    yield "</body>\n</html>\n"


def _listed(listing: Listing) -> Iterator[str]:
    if listing.columns is BY_PERSON:
        return _tables(BY_PERSON, starmap(_person_row, listing.found))
    return _tables(BY_RULE, (_rule_row(one) for _, one in listing.found))


def _tables(words: Sequence[str], rows: Iterator[Row]) -> Iterator[str]:
    """Tables of some hundred rows; one that is begun in the middle of a person says so."""
    begin = f'<div class="some"><table>{head(words)}<tbody>\n'
    last: tuple[str, str] = ("", "")
    while some := list(islice(rows, ROWS)):
        lines = [begin]
        if last == some[0][:2] and last[1]:
            lines.append(_named(f"{last[1]} (fortsatt)", len(words)))
        for name, person, row in some:
            if (name, person) != last:
                last = name, person
                lines.append(f'</tbody><tbody id="{name}">\n{_named(person, len(words))}')
            lines.append(row)
        yield "".join([*lines, "</tbody></table></div>\n"])


def _named(name: str, columns: int) -> str:
    return f'<tr class="whose"><th colspan="{columns}" scope="rowgroup">{name}</th></tr>\n'


def _rule_row(finding: Finding) -> Row:
    person = finding.person
    link = f'<a href="#person-{person}">{person}</a>' if person else ""
    row = (
        f"<tr><td>{link}</td><td>{_quick(where(finding))}</td>{_line(finding)}"
        f"<td>{_quick(finding.text)}</td><td>{_quick(finding.expected or '')}</td></tr>\n"
    )
    return "", "", row


def _person_row(on_person: bool, finding: Finding) -> Row:  # noqa: FBT001 - as a list has it
    row = (
        f"<tr><td>{_BADGES[finding.level]}</td>"
        f'<td><a href="#{finding.rule}">{finding.rule}</a></td>'
        f"<td>{_quick(where(finding))}</td>{_line(finding)}<td>{_quick(finding.text)}</td></tr>\n"
    )
    return *whose(on_person, finding), row


def _line(finding: Finding) -> str:
    return f'<td class="line">{finding.line or ""}</td>'
