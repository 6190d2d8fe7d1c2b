"""The rule book and the reports from the command line.

Why: an EPJ vendor looks up one rule by its number; a script saves the list for those who correct.
"""

from pathlib import Path

import openpyxl

from iplos_desktop.flow.demo import Demo
from tests.cli.support import iplos


def test_one_rule_is_shown_in_full(tmp_path: Path) -> None:
    told = iplos("regler", "t-04", home=tmp_path)
    assert told.code == 0
    for part in ("T-04  Timer per uke", "tjTimerUke", "3.3 og 3.5", "Kilde:", "168,25"):
        assert part in told.out
    assert "T-05" not in told.out


def test_all_rules_are_shown_and_one_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    everything = iplos("regler", "--json", home=tmp_path).json["rules"]
    shown = iplos("regler", home=tmp_path).out
    assert all(f"\n{one['rule']}  {one['title']}\n" in shown for one in everything)
    wrong = iplos("regler", "X-99", home=tmp_path)
    assert wrong.code == 2
    assert "X-99" in wrong.err


def test_a_rule_for_programs(tmp_path: Path) -> None:
    (rule,) = iplos("regler", "T-04", "--aar", "2015", "--json", home=tmp_path).json["rules"]
    assert rule["link"] == "docs/RULES.md#T-04"
    assert rule["elements"] == {"TJENESTE": ["tjTimerUke", "tjResTimerUke"]}
    assert rule["applies_to"] == ["3.3", "3.5"]
    assert rule["levels"]["2015"] == rule["level"] == "feil"
    assert rule["examples"]["wrong"]
    assert rule["examples"]["right"]


def test_the_list_is_saved_by_its_ending(faulty: Path, tmp_path: Path) -> None:
    for name in ("liste.xlsx", "liste.html"):
        ran = iplos("kontroller", faulty, "--test", "--rapport", tmp_path / name, home=tmp_path)
        assert ran.code == 1
        assert str(tmp_path / name) in ran.err
    assert "Feilliste" in openpyxl.load_workbook(tmp_path / "liste.xlsx").sheetnames
    assert "Etter person" in (tmp_path / "liste.html").read_text(encoding="utf-8")


def test_another_ending_is_refused_with_advice(demo: Demo, tmp_path: Path) -> None:
    path = tmp_path / "liste.docx"
    ran = iplos("kontroller", demo.export, "--test", "--rapport", path, home=tmp_path)
    assert ran.code == 3
    assert ".xlsx eller .html" in ran.err
    assert not path.exists()
