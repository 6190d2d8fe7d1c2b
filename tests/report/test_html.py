"""The list of findings as a web page: whole in itself, and nothing in it can act."""

import base64
import hashlib
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html
from lxml.html import HtmlElement

from iplos_desktop.catalogue.findings import Findings
from iplos_desktop.errors import UserError
from iplos_desktop.flow.checked import Checked
from iplos_desktop.flow.reports import heading, save_report
from iplos_desktop.report import as_html
from iplos_desktop.report.parts import parts
from iplos_desktop.report.safe import visible
from iplos_desktop.watch import Watch
from tests.report.support import TRICKS, findings_saying, texts, with_findings

_TAGS = {
    "html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "nav", "ul", "li",
    "a", "table", "thead", "tbody", "tr", "th", "td", "section", "div", "span", "strong", "br",
}  # fmt: skip


def source(checked: Checked) -> str:
    return "".join(as_html.page(heading(checked), checked.findings, Watch()))


def parsed(checked: Checked) -> HtmlElement:
    return html.document_fromstring(source(checked))


Rows = list[tuple[str, ...]]


def listed(page: HtmlElement) -> tuple[Rows, Rows]:
    """(rule, line, text) of every row in the lists by rule, and in those by person."""
    by_rule: Rows = []
    by_person: Rows = []
    rule = ""
    for one in page.xpath("//section | //div[@class='some']/table"):
        if one.tag == "section":
            rule = one.get("id")
            continue
        whose = one.xpath("string(thead/tr/th[1])")
        for row in one.xpath("tbody/tr[td]"):
            cells = [cell.text_content() for cell in row.iter("td")]
            if whose == "Person":
                by_rule.append((rule, cells[2], cells[3]))
            else:
                by_person.append((cells[1], cells[3], cells[4]))
    return by_rule, by_person


def expected(findings: Findings) -> Counter[tuple[str, ...]]:
    return Counter((one.rule, str(one.line), visible(one.text)) for one in findings)


def test_every_finding_stands_once_by_rule_and_once_by_person(faulty: Checked) -> None:
    by_rule, by_person = listed(parsed(faulty))
    assert Counter(by_rule) == expected(faulty.findings)
    assert Counter(by_person) == expected(faulty.findings)


def test_names_are_unique_and_every_link_leads_somewhere(faulty: Checked) -> None:
    page = parsed(faulty)
    names = [one.get("id") for one in page.iter() if one.get("id")]
    assert len(names) == len(set(names))
    assert {f"person-{one.person}" for one in faulty.findings if one.person} <= set(names)
    assert {*faulty.findings.counts, "hele-fila"} <= set(names)
    links = [one.get("href") for one in page.iter("a")]
    assert links
    assert {link.removeprefix("#") for link in links} <= set(names)


def test_persons_stand_in_order_with_the_whole_file_first(faulty: Checked) -> None:
    names = [one.get("id") for one in parsed(faulty).xpath("//tbody[@id]")]
    assert names[0] == "hele-fila"
    numbers = [int(name.removeprefix("person-")) for name in names[1:]]
    assert numbers == sorted(numbers)


def test_it_needs_and_reaches_nothing_outside_itself(faulty: Checked) -> None:
    page = parsed(faulty)
    assert {one.tag for one in page.iter()} <= _TAGS
    for one in page.iter():
        assert not {name for name in one.attrib if name.startswith("on") or name == "src"}
    assert not re.search(r"https?:|url\(|@import", source(faulty).replace("http://example.org", ""))
    style = str(page.xpath("string(//style)"))
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = str(page.xpath("string(//meta[@http-equiv]/@content)"))
    assert policy.startswith("default-src 'none'; style-src 'sha256-" + digest)
    assert page.get("lang") == "nb"


def test_it_says_what_was_checked_and_what_not(faulty: Checked) -> None:
    findings = faulty.findings
    missed = Findings(findings.groups, [("P-03", "Grunnen til det.")], findings.made)
    text = parsed(with_findings(faulty, missed)).text_content()
    for _, value in heading(faulty).lines[:8]:
        assert value in text
    assert "Grunnen til det." in text
    assert "1 regel kunne ikke kontrolleres" in text


def test_every_piece_is_whole_so_that_it_can_be_painted_alone(faulty: Checked) -> None:
    findings = faulty.findings
    missed = Findings(findings.groups, [("P-03", "a")], findings.made, [("M-01", "b")])
    pieces = parts(heading(faulty), missed, Watch(), contents=False)
    for piece in (one for one in pieces if isinstance(one, str)):
        opened = Counter(re.findall(r"<(\w+)", piece))
        closed = Counter(re.findall(r"</(\w+)", piece))
        assert {tag: opened[tag] for tag in opened if tag != "br"} == dict(closed)


def test_every_table_has_a_head_that_says_what_it_heads(faulty: Checked) -> None:
    for cell in parsed(faulty).iter("th"):
        assert cell.get("scope") in {"col", "row", "rowgroup"}


def test_a_person_whose_findings_go_on_in_the_next_table_is_named_again(
    faulty: Checked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(as_html, "ROWS", 3)
    findings = findings_saying([str(number) for number in range(8)], persons=[5])
    page = parsed(with_findings(faulty, findings))
    assert page.text_content().count("Person 5 (fortsatt)") == 2
    assert len(page.xpath("//*[@id='person-5']")) == 1
    assert Counter(listed(page)[1]) == expected(findings)


def test_a_local_number_that_may_be_an_identity_is_not_shown(faulty: Checked) -> None:
    findings = findings_saying(["a", "b"], persons=[3851598730, 7])
    text = source(with_findings(faulty, findings))
    assert "3851598730" not in text
    assert 'id="person-skjult"' in text


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(texts, min_size=1, max_size=8))
def test_text_from_a_file_is_only_text(faulty: Checked, said: list[str]) -> None:
    _is_only_text(faulty, said)


def test_tricks_are_only_text(faulty: Checked) -> None:
    _is_only_text(faulty, list(TRICKS))


def _is_only_text(faulty: Checked, said: list[str]) -> None:
    plain = parsed(with_findings(faulty, findings_saying(["a"] * len(said))))
    tricked = parsed(with_findings(faulty, findings_saying(said)))
    assert [one.tag for one in tricked.iter()] == [one.tag for one in plain.iter()]
    assert {name for one in tricked.iter() for name in one.attrib} <= {
        name for one in plain.iter() for name in one.attrib
    }


def test_another_ending_is_refused_with_advice(faulty: Checked, tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        save_report(faulty, tmp_path / "liste.pdf", Watch())
    assert ".html" in refused.value.advice
    assert not list(tmp_path.iterdir())
