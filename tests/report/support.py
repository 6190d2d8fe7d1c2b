"""Findings whose texts are chosen by the test, as a file full of tricks would give them."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import strategies as st

from iplos_desktop.catalogue.findings import Findings
from iplos_desktop.catalogue.group import NOBODY, Detail, Group
from iplos_desktop.flow.checked import Checked
from iplos_desktop.rules import BOOK

TRICKS = (
    "=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://example.org")', "http://example.org",
    "internal:A1", "mailto:a@example.org", "00123", "1e5", "TRUE", "</t></is></c>", "_x0041_",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "]]>", "&amp;", "\"'><b>",
    "a\x00b\x0b\x1f", "\u202eabc", "\ufffe\uffff", "\ud800", "x" * 40_000, "{=1}", "\t=1+1", "",
)  # fmt: skip

texts = st.one_of(st.sampled_from(TRICKS), st.text(max_size=50))


def findings_saying(said: Sequence[str], *, persons: Sequence[int] = ()) -> Findings:
    """One finding for each text, on persons in turn."""
    rule = BOOK["S-08"]

    def render(cells: object) -> Detail:
        text = str(cells)
        values = {"element": "peKjonn", "label": "kjønn", "found": text, "expected": text}
        return Detail(values, text, text)

    group = Group(rule, rule.level, "PERSON", "peKjonn", render)
    whom = list(persons) or [NOBODY, 1, 2, 3]
    for at, text in enumerate(said):
        group.add(whom[at % len(whom)], NOBODY, at + 1, text)
    return Findings([group], [], [one.number for one in BOOK])


def with_findings(checked: Checked, findings: Findings) -> Checked:
    return replace(checked, findings=findings)
