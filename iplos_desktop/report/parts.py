"""What a report for people consists of, in order: pieces of HTML, and lists of findings."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from iplos_desktop.catalogue.findings import Findings
from iplos_desktop.catalogue.group import Finding, Group
from iplos_desktop.catalogue.rule import BOOK, Rule
from iplos_desktop.report.heading import Heading, rules_made, summary
from iplos_desktop.report.order import Places, persons_of, rules_found
from iplos_desktop.report.rule_html import fact_row, head, rule_html
from iplos_desktop.report.safe import count, escaped, number
from iplos_desktop.watch import Watch

BY_RULE = ("Person", "Hvor", "Linje", "Hva er galt", "Ventet")
BY_PERSON = ("Nivå", "Regel", "Hvor", "Linje", "Hva er galt")
ALL = ("Nivå", "Regel", "Person", "Hvor", "Linje", "Hva er galt")
"""The columns of the three kinds of list."""

_BETWEEN = 500  # findings between two words of progress
_T = TypeVar("_T")


@dataclass(frozen=True)
class Listing:
    """Findings to be shown as a list, each with whether it is on a person.

    columns: BY_RULE when all are of one rule; BY_PERSON when they stand by person, each named
    once; ALL for any in any order.
    """

    found: Iterator[tuple[bool, Finding]]
    columns: Sequence[str]


@dataclass(frozen=True)
class Wanted:
    """Which findings are to be listed, once.

    title: over the list, how they stand. narrowed: what they were chosen by, in words; empty
    when all are there. found: in their order, where they stand neither by rule nor by person.
    """

    title: str
    findings: Findings
    columns: Sequence[str]
    narrowed: str
    found: Iterator[tuple[bool, Finding]]


def parts(
    heading: Heading, findings: Findings, watch: Watch, *, contents: bool
) -> Iterator[str | Listing]:
    """Everything, in order; a piece of HTML is whole, with all text escaped. Raises Cancelled.

    contents: with the list of contents that leads to the rest.
    """
    total = 2 * len(findings)
    yield _top(heading, findings)
    if contents:
        yield _contents(heading, findings)
    yield from _not_checked(findings)
    yield '<h2 class="new" id="regler">Etter regel</h2>\n'
    yield from _by_rule(findings, watch, total)
    yield '<h2 class="new" id="personer">Etter person</h2>\n'
    found = _told(Places(findings.groups).by_person(), watch, len(findings), total)
    yield Listing(found, BY_PERSON)
    yield from _end(heading, findings)


def parts_once(
    heading: Heading, findings: Findings, wanted: Wanted, watch: Watch
) -> Iterator[str | Listing]:
    """The same with each finding once. findings: all of the check. Raises Cancelled."""
    some, many = wanted.findings, len(wanted.findings)
    yield _top(heading, findings)
    yield from _not_checked(findings)
    told = ""
    if wanted.narrowed:
        shown = f"{number(many)} av {count(len(findings), 'funn', 'funn')}"
        told = f'<p class="result">Utvalg: {shown}. {escaped(wanted.narrowed)}</p>\n'
    yield f'<h2 class="new">{escaped(wanted.title)}</h2>\n{told}'
    if wanted.columns is BY_RULE:
        yield from _by_rule(some, watch, many)
    elif many:
        by_person = wanted.columns is BY_PERSON
        found = Places(some.groups).by_person() if by_person else wanted.found
        yield Listing(_told(found, watch, 0, many), wanted.columns)
    yield from _end(heading, findings)


def _by_rule(findings: Findings, watch: Watch, total: int) -> Iterator[str | Listing]:
    done = 0
    for rule, groups in rules_found(findings).items():
        yield _about(BOOK[rule], groups)
        yield Listing(_told(Places(groups).by_line(), watch, done, total), BY_RULE)
        done += sum(map(len, groups))


def _not_checked(findings: Findings) -> Iterator[str]:
    return _reasons("Ikke kontrollert", "ikke-kontrollert", findings.not_checked)


def _end(heading: Heading, findings: Findings) -> Iterator[str]:
    """What stands after the lists."""
    yield from _services(heading)
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


def _contents(heading: Heading, findings: Findings) -> str:
    parts = [("regler", "Etter regel"), ("personer", "Etter person"), ("gjort", "Kontroller gjort")]
    if heading.services:
        parts.insert(2, ("tjenester", "Tjenester etter type"))
    if findings.not_checked:
        parts.insert(0, ("ikke-kontrollert", "Ikke kontrollert"))
    if findings.not_applicable:
        parts.append(("gjelder-ikke", "Gjelder ikke denne fila"))
    links = [f'<li><a href="#{at}">{word}</a></li>' for at, word in parts]
    rules = [
        f'<li><a href="#{rule}">{rule}</a> {escaped(BOOK[rule].title)}'
        f" ({number(sum(map(len, groups)))})</li>"
        for rule, groups in rules_found(findings).items()
    ]
    lists = "</ul>\n<ul>\n".join("\n".join(part) for part in (links, rules) if part)
    return f'<nav aria-label="Innhold">\n<h2>Innhold</h2>\n<ul>\n{lists}\n</ul>\n</nav>\n'


def _reasons(title: str, name: str, rules: Sequence[tuple[str, str]]) -> Iterator[str]:
    if not rules:
        return
    rows = (
        f"<tr><td>{rule}</td><td>{escaped(BOOK[rule].title)}</td><td>{escaped(why)}</td></tr>"
        for rule, why in rules
    )
    top = head(("Regel", "Hva den sier", "Hvorfor"))
    lines = "\n".join(rows)
    table = f"<table>{top}<tbody>\n{lines}\n</tbody></table>\n"
    yield f'<h2 id="{name}">{title}</h2>\n{table}'


def _services(heading: Heading) -> Iterator[str]:
    """Services by type beside the last submission."""
    if not heading.services:
        return
    rows = "\n".join(
        f"<tr><td>{one.code}</td><td>{escaped(one.text)}</td>"
        f"{''.join(map(_many, heading.numbers(one)))}</tr>"
        for one in heading.services
    )
    table = f"<table>{head(heading.service_words)}<tbody>\n{rows}\n</tbody></table>\n"
    yield f'<h2 id="tjenester">Tjenester etter type</h2>\n{table}'


def _many(count: int | None) -> str:
    return f'<td class="count">{"" if count is None else number(count)}</td>'


def _about(rule: Rule, groups: Sequence[Group]) -> str:
    told = count(sum(map(len, groups)), "funn", "funn")
    if persons := persons_of(groups):
        told += f" hos {count(persons, 'person', 'personer')}"
    return (
        f'<section class="rule" id="{rule.number}">\n'
        f"<h3>{rule.number} {escaped(rule.title)}</h3>\n"
        f"{rule_html(rule, groups[0].level, briefly=True)}"
        f"<p><strong>{told}</strong></p>\n</section>\n"
    )


def _made(heading: Heading, findings: Findings) -> str:
    counts = findings.counts
    rows = "\n".join(
        f"<tr><td>{rule.number}</td><td>{heading.level(rule).word}</td>"
        f"<td>{escaped(rule.title)}</td>"
        f'<td class="count">{number(counts.get(rule.number, 0))}</td></tr>'
        for rule in rules_made(findings)
    )
    top = head(("Regel", "Nivå", "Hva den sier", "Funn"))
    table = f"<table>{top}<tbody>\n{rows}\n</tbody></table>\n"
    return f'<h2 id="gjort">Kontroller gjort</h2>\n{table}'


def whose(on_person: bool, finding: Finding) -> tuple[str, str]:  # noqa: FBT001 - as a list has it
    """Whom a finding is on: a name for links, and one for people."""
    if finding.person:
        return f"person-{finding.person}", f"Person {finding.person}"
    if on_person:
        return "person-skjult", "Personer med et nummer som ikke kan vises"
    return "hele-fila", "Hele fila"


def where(finding: Finding) -> str:
    """The record and the element of a finding, in words."""
    words = (finding.record, finding.record_id, finding.element)
    return " ".join(word for word in words if word)
