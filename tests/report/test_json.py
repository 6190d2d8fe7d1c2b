"""The JSON says of every finding exactly what it is."""

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iplos_desktop.flow.checked import Checked
from iplos_desktop.flow.reports import report_as_json
from tests.report.support import findings_saying, texts, with_findings


def test_every_finding_is_told_as_it_is(faulty: Checked) -> None:
    told = json.loads("".join(report_as_json(faulty)))
    assert told["findings"] == [{**one._asdict(), "new": None} for one in faulty.findings]
    assert told["counts"] == faulty.findings.counts
    assert told["checks"]["made"] == sorted(faulty.findings.made)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(texts, max_size=8))
def test_whatever_a_file_holds(faulty: Checked, said: list[str]) -> None:
    findings = findings_saying(said)
    told = json.loads("".join(report_as_json(with_findings(faulty, findings))))
    assert told["findings"] == [{**one._asdict(), "new": None} for one in findings]
