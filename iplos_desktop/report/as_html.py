"""The findings as a page for people: one file that needs nothing else, piece by piece."""

import base64
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice, starmap
from typing import BinaryIO, TypeVar

from iplos_desktop.catalogue.findings import Finding, Findings, Group
from iplos_desktop.catalogue.levels import Level
from iplos_desktop.catalogue.rule import BOOK, Rule
from iplos_desktop.report.heading import Heading, rules_made, summary
from iplos_desktop.report.order import Places, persons_of, rules_found
from iplos_desktop.report.rule_html import badge, fact_row, rule_html
from iplos_desktop.report.safe import count, escaped, number
from iplos_desktop.shipped import resource
from iplos_desktop.watch import Watch

ROWS = 500
"""Findings in one table; a browser lays out only the tables that are looked at."""

Row = tuple[str, str, str]
"""What a row belongs to (its id and its name, both empty for nothing), and the row itself."""

_BY_RULE = ("Person", "Hvor", "Linje", "Hva er galt", "Ventet")
_BY_PERSON = ("Nivå", "Regel", "Hvor", "Linje", "Hva er galt")
_WIDTHS = {
    "Hva er galt": ' class="wide"',
    "Hvor": ' class="middle"',
    "Linje": ' class="small line"',
    "Regel": ' class="small"',
}
_BADGES = {level: badge(level) for level in Level}
_BETWEEN = 500  # findings between two words of progress
_T = TypeVar("_T")
_quick = lru_cache(4096)(escaped)  # the same texts come again and again


def write_page(heading: Heading, findings: Findings, out: BinaryIO, watch: Watch) -> None:
    """Write the whole file. Raises Cancelled."""
    out.writelines(page(heading, findings, watch))


def page(heading: Heading, findings: Findings, watch: Watch) -> Iterator[bytes]:
    """The whole file in UTF-8. Raises Cancelled."""
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
    ).encode()
    for piece in pieces(heading, findings, watch):
        yield piece.encode()
    yield b"</body>\n</html>\n"


def pieces(
    heading: Heading, findings: Findings, watch: Watch, *, rows: int = ROWS, links: bool = True
) -> Iterator[str]:
    """What stands on the page; each piece is whole but a table's. Raises Cancelled.

    rows: findings in a table at most. links: with the contents list that leads to the rest.
    """
    total = 2 * len(findings)
    yield _top(heading, findings)
    if links:
        yield _contents(findings)
    yield from _reasons("Ikke kontrollert", "ikke-kontrollert", findings.not_checked)
    yield '<h2 class="new" id="regler">Etter regel</h2>\n'
    done = 0
    for rule, groups in rules_found(findings).items():
        yield _about(BOOK[rule], groups)
        found = _told(Places(groups).by_line(), watch, done, total)
        yield from _tables(_BY_RULE, map(_rule_row, found), rows)
        done += sum(map(len, groups))
    yield '<h2 class="new" id="personer">Etter person</h2>\n'
    persons = _told(Places(findings.groups).by_person(), watch, done, total)
    yield from _tables(_BY_PERSON, starmap(_person_row, persons), rows)
    yield _made(heading, findings)
    yield from _reasons("Gjelder ikke denne fila", "gjelder-ikke", findings.not_applicable)


def _told(found: Iterable[_T], watch: Watch, done: int, total: int) -> Iterator[_T]:
    """The same, with a word of progress now and then."""
    for at, one in enumerate(found, done):
        if at % _BETWEEN == 0:
            watch.tell(at, total)
        yield one


def _top(heading: Heading, findings: Findings) -> str:
    facts = "\n".join(fact_row(word, [value]) for word, value in heading.lines)
    return (
        f"<h1>{escaped(heading.title)}</h1>\n"
        f'<p class="result">{escaped(summary(findings))}</p>\n'
        f'<table class="facts">\n{facts}\n</table>\n'
    )


def _contents(findings: Findings) -> str:
    parts = [("regler", "Etter regel"), ("personer", "Etter person"), ("gjort", "Kontroller gjort")]
    if findings.not_checked:
        parts.insert(0, ("ikke-kontrollert", "Ikke kontrollert"))
    if findings.not_applicable:
        parts.append(("gjelder-ikke", "Gjelder ikke denne fila"))
    links = [f'<li><a href="#{at}">{word}</a></li>' for at, word in parts]
    rules = [
        f'<li><a href="#{rule}">{rule}</a> {escaped(BOOK[rule].title)} ({number(many)})</li>'
        for rule, many in findings.counts.items()
    ]
    return (
        '<nav aria-label="Innhold">\n<h2>Innhold</h2>\n<ul>\n'
        + "\n".join([*links, *rules])
        + "\n</ul>\n</nav>\n"
    )


def _reasons(title: str, name: str, rules: Sequence[tuple[str, str]]) -> Iterator[str]:
    if not rules:
        return
    rows = (
        f"<tr><td>{rule}</td><td>{escaped(BOOK[rule].title)}</td><td>{escaped(why)}</td></tr>"
        for rule, why in rules
    )
    head = _head(("Regel", "Hva den sier", "Hvorfor"))
    yield f'<h2 id="{name}">{title}</h2>\n<table>{head}<tbody>\n'
    yield "\n".join(rows) + "\n</tbody></table>\n"


def _about(rule: Rule, groups: Sequence[Group]) -> str:
    told = count(sum(map(len, groups)), "funn", "funn")
    if persons := persons_of(groups):
        told += f" hos {count(persons, 'person', 'personer')}"
    return (
        f'<section class="rule" id="{rule.number}">\n'
        f"<h3>{rule.number} {escaped(rule.title)}</h3>\n"
        f"{rule_html(rule, groups[0].level)}<p><strong>{told}</strong></p>\n</section>\n"
    )


def _made(heading: Heading, findings: Findings) -> str:
    counts = findings.counts
    rows = "\n".join(
        f"<tr><td>{rule.number}</td><td>{heading.level(rule).word}</td>"
        f"<td>{escaped(rule.title)}</td>"
        f'<td class="count">{number(counts.get(rule.number, 0))}</td></tr>'
        for rule in rules_made(findings)
    )
    head = _head(("Regel", "Nivå", "Hva den sier", "Funn"))
    return f'<h2 id="gjort">Kontroller gjort</h2>\n<table>{head}<tbody>\n{rows}\n</tbody></table>\n'


def _head(words: Iterable[str]) -> str:
    cells = (f'<th scope="col"{_WIDTHS.get(word, "")}>{word}</th>' for word in words)
    return f"<thead><tr>{''.join(cells)}</tr></thead>\n"


def _tables(words: Sequence[str], rows: Iterator[Row], many: int) -> Iterator[str]:
    """Tables of so many rows; one that is begun in the middle of a person says so."""
    head = f'<div class="some"><table>{_head(words)}<tbody>\n'
    last: tuple[str, str] = ("", "")
    while some := list(islice(rows, many)):
        lines = [head]
        if last == some[0][:2] and last[1]:
            lines.append(_whose(f"{last[1]} (fortsatt)", len(words)))
        for name, whose, row in some:
            if (name, whose) != last:
                last = name, whose
                lines.append(f'</tbody><tbody id="{name}">\n{_whose(whose, len(words))}')
            lines.append(row)
        yield "".join([*lines, "</tbody></table></div>\n"])


def _whose(name: str, columns: int) -> str:
    return f'<tr class="whose"><th colspan="{columns}" scope="rowgroup">{name}</th></tr>\n'


def _rule_row(finding: Finding) -> Row:
    person = finding.person
    whose = f'<a href="#person-{person}">{person}</a>' if person else ""
    row = (
        f"<tr><td>{whose}</td><td>{_where(finding)}</td>{_line(finding)}"
        f"<td>{_quick(finding.text)}</td><td>{_quick(finding.expected or '')}</td></tr>\n"
    )
    return "", "", row


def _person_row(on_person: bool, finding: Finding) -> Row:  # noqa: FBT001 - as the order gives it
    person = finding.person
    row = (
        f"<tr><td>{_BADGES[finding.level]}</td>"
        f'<td><a href="#{finding.rule}">{finding.rule}</a></td>'
        f"<td>{_where(finding)}</td>{_line(finding)}<td>{_quick(finding.text)}</td></tr>\n"
    )
    if person:
        return f"person-{person}", f"Person {person}", row
    if on_person:
        return "person-skjult", "Personer med et nummer som ikke kan vises", row
    return "hele-fila", "Hele fila", row


def _where(finding: Finding) -> str:
    words = (finding.record, finding.record_id, finding.element)
    return " ".join(_quick(word) for word in words if word)


def _line(finding: Finding) -> str:
    return f'<td class="line">{finding.line or ""}</td>'
