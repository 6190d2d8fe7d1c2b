"""What programs may rely on in ``kontroller --json``."""

import json
from pathlib import Path

from iplos_desktop.flow.demo import Demo
from tests.cli.support import iplos


def test_the_document_has_the_promised_members(faulty: Path, tmp_path: Path) -> None:
    ran = iplos("kontroller", faulty, "--test", "--json", home=tmp_path)
    assert ran.code == 1
    told = ran.json
    assert list(told) == [
        "format", "file", "year", "year_version", "test", "findings", "counts", "not_checked",
        "blocked", "needs_confirmation", "checks", "rule_book", "checked_at",
        "program", "since_last", "services", "last_submission",
    ]  # fmt: skip
    assert set(told["counts"]) <= set(told["checks"]["made"])
    assert all(one["rule"] and one["why"] for one in told["checks"]["not_applicable"])
    assert told["file"]["version"] == "3.3"
    assert told["file"]["from"] == "2015-01-01"
    assert told["file"]["records"]["PERSON"] == told["file"]["persons"]
    finding = told["findings"][0]
    assert list(finding) == [
        "rule", "level", "kind", "person", "record", "record_id", "element", "line", "found",
        "expected", "text", "new",
    ]  # fmt: skip
    assert sum(told["counts"].values()) == len(told["findings"])


def test_a_clean_export_has_nothing_above_info(demo: Demo, tmp_path: Path) -> None:
    ran = iplos("kontroller", demo.export, "--test", "--json", home=tmp_path)
    assert ran.code == 0, ran.err
    assert {one["level"] for one in ran.json["findings"]} <= {"info"}
    assert ran.json["not_checked"] == []


def test_a_35_export_without_its_ident_message_is_checked_all_the_same(
    demo_35: Demo, tmp_path: Path
) -> None:
    alone = iplos("kontroller", demo_35.export, "--test", "--json", home=tmp_path)
    assert alone.code == 1
    assert alone.json["counts"].keys() - {"L-15", "T-08"} == {"L-14"}
    assert demo_35.ident is not None
    both = iplos(
        "kontroller", demo_35.export, "--identfil", demo_35.ident, "--test", "--json",
        home=tmp_path,
    )  # fmt: skip
    assert both.code == 0, both.out


def test_a_year_without_a_package_uses_the_nearest_earlier_one_and_says_so(
    demo: Demo, tmp_path: Path
) -> None:
    path = tmp_path / "2030.xml"
    path.write_bytes(demo.export.read_bytes().replace(b"<iiFraDato>2015", b"<iiFraDato>2030"))
    told = iplos("kontroller", path, "--test", "--json", home=tmp_path).json
    assert told["year"] == 2018
    assert "L-13" in told["counts"]


def test_the_rule_book_is_there_for_programs(tmp_path: Path) -> None:
    rules = json.loads(iplos("regler", "--aar", "2015", "--json", home=tmp_path).out)["rules"]
    assert {"T-04", "S-01", "P-10"} <= {rule["rule"] for rule in rules}
    assert all(rule["title"] and rule["explanation"] for rule in rules)
