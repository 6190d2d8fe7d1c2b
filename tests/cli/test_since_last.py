"""Two checks of the same municipality and year, by commands alone.

Why: whoever corrects in the EPJ and exports anew wants to know what the correction did.
"""

from pathlib import Path

from iplos_desktop.flow.demo import Demo
from tests.cli.support import iplos
from tests.cli.test_the_whole_road import seal


def spoilt(demo: Demo, path: Path, many: int) -> Path:
    """The clean export with the sex of some persons left wrong."""
    text = demo.export.read_text(encoding="utf-8")
    path.write_text(text.replace("<peKjonn>M", "<peKjonn>?", many), encoding="utf-8")
    return path


def test_what_is_gone_and_what_is_new_is_said(demo: Demo, tmp_path: Path) -> None:
    worse, better = spoilt(demo, tmp_path / "1.xml", 3), spoilt(demo, tmp_path / "2.xml", 1)
    first = iplos("kontroller", worse, "--test", home=tmp_path)
    assert "Siden sist" not in first.err
    second = iplos("kontroller", better, "--test", home=tmp_path)
    assert "2 funn er borte, ingen er nye, " in second.err
    (line,) = [line for line in second.err.splitlines() if line.startswith("Borte:")]
    assert line.endswith("(2)")
    assert "Siden sist" not in second.out


def test_the_same_for_programs(demo: Demo, tmp_path: Path) -> None:
    export = spoilt(demo, tmp_path / "1.xml", 1)
    first = iplos("kontroller", export, "--test", "--json", home=tmp_path).json
    assert first["since_last"] is None
    clean = iplos("kontroller", demo.export, "--test", "--json", home=tmp_path).json
    told = clean["since_last"]
    assert list(told) == [
        "at", "gone", "new", "remaining", "unsure", "limited", "rules_changed",
    ]  # fmt: skip
    assert sum(told["gone"].values()) == 1
    assert (told["new"], told["remaining"]) == ({}, clean["counts"])
    assert told["limited"] is False
    assert sum(clean["services"].values()) == clean["file"]["records"]["TJENESTE"]
    assert clean["last_submission"] is None


def test_each_finding_says_whether_it_is_new(demo: Demo, tmp_path: Path) -> None:
    one, three = spoilt(demo, tmp_path / "1.xml", 1), spoilt(demo, tmp_path / "2.xml", 3)

    def told(export: Path) -> list[tuple[str, bool | None]]:
        ran = iplos("kontroller", export, "--test", "--json", home=tmp_path)
        return [(finding["element"], finding["new"]) for finding in ran.json["findings"]]

    first = told(one)
    assert {new for _, new in first} == {None}, "there is nothing to hold it against"
    second = told(three)
    assert [new for element, new in second if element == "peKjonn"] == [False, True, True]
    assert len(second) == len(first) + 2
    assert {new for element, new in second if element != "peKjonn"} <= {False}


def test_test_mode_is_never_a_submission(demo: Demo, tmp_path: Path) -> None:
    folder = tmp_path / "ut"
    assert seal(demo.export, demo, folder).code == 0
    kept = {path.name for path in (folder / "home").rglob("historikk/*")}
    assert kept == {"nokkel", "0301-00-2015-test.json"}
    told = iplos("kontroller", demo.export, "--test", "--json", home=folder / "home").json
    assert told["last_submission"] is None
    assert told["since_last"]["new"] == {}


def test_the_demo_leaves_nothing_behind(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    ran = iplos("demo", "--ut", tmp_path / "demo", "--personer", "5", home=home)
    assert ran.code == 0, ran.err
    assert not list(home.rglob("historikk"))
    assert not list(home.rglob("journal"))


def test_a_home_that_cannot_be_written_is_said_and_hinders_nothing(
    demo: Demo, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    home.write_text("a file in the way")
    ran = iplos("kontroller", demo.export, "--test", home=home)
    assert ran.code == 0
    assert "merk: " in ran.err
    assert "Traceback" not in ran.err
