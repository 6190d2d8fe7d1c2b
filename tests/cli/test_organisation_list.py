"""A list of organisation numbers is named for one check, or kept for the data year.

Why: a script names its own list, and a list with a fault in it must not stop the check.
"""

import re
from datetime import UTC, datetime
from pathlib import Path

from iplos_desktop.flow.demo import Demo
from iplos_desktop.flow.organisations import OrganisationStore
from iplos_desktop.intake.organisation_list import OrganisationList
from tests.cli.support import iplos
from tests.cli.test_the_whole_road import seal
from tests.intake.list_support import BAD, ONE, TWO, excel, text

NOW = datetime(2016, 1, 5, tzinfo=UTC)


def test_a_named_list_is_used_and_its_faults_are_told_beside_the_result(
    demo: Demo, tmp_path: Path
) -> None:
    path = tmp_path / "orgnr 2017.xlsx"
    rows = [["Org.nr"], [ONE], [TWO], *([BAD] for _ in range(9))]
    path.write_bytes(excel({"Liste": rows}))
    words = ("kontroller", demo.export, "--test", "--json", "--orgnr-liste", path)
    ran = iplos(*words, home=tmp_path / "home")
    assert ran.json["format"] == 1
    assert "Organisasjonsnumre: 2 i lista orgnr 2017.xlsx" in ran.err
    assert "gjelde 2017, men uttrekket gjelder 2015" in ran.err
    assert f"Ark «Liste», rad 4: Kontrollsifferet i «{BAD}» stemmer ikke." in ran.err
    assert "… og 4 til." in ran.err
    kept = {one.parent.name for one in (tmp_path / "home").rglob("*") if one.is_file()}
    assert kept == {"historikk"}, "a list that is named is not kept"


def test_a_number_that_is_not_in_the_list_is_found_and_only_then(
    demo: Demo, tmp_path: Path
) -> None:
    exported = re.findall(r"InstOrgnr>(\d{9})<", demo.export.read_text(encoding="utf-8"))
    missing, *others = dict.fromkeys(exported)
    path = tmp_path / "liste.xlsx"
    words = ("kontroller", demo.export, "--test", "--json", "--orgnr-liste", path)
    path.write_bytes(excel({"Liste": [["Orgnr"], *([int(number)] for number in others)]}))
    ran = iplos(*words, home=tmp_path)
    told = [one for one in ran.json["findings"] if one["rule"] == "T-10"]
    assert {one["found"] for one in told} == {missing}
    assert len(told) == exported.count(missing)
    path.write_bytes(excel({"Liste": [["Orgnr"], *([int(number)] for number in exported)]}))
    assert "T-10" not in iplos(*words, home=tmp_path).json["counts"]
    assert "T-10" not in iplos(*words[:-2], home=tmp_path).json["counts"]


def test_a_named_list_goes_with_sealing_too(demo: Demo, tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_bytes(text([["Orgnr"], [ONE]]))
    ran = seal(demo.export, demo, tmp_path / "ut", "--orgnr-liste", str(path))
    assert ran.code == 0
    assert "Organisasjonsnumre: 1 i lista liste.csv" in ran.err


def test_the_kept_list_of_the_year_is_used(demo: Demo, tmp_path: Path) -> None:
    store = OrganisationStore(tmp_path / "XDG_DATA_HOME" / "iplos-desktop" / "orgnr")
    words = ("kontroller", demo.export, "--test")
    assert "Organisasjonsnumre" not in iplos(*words, home=tmp_path).err
    store.keep(OrganisationList({ONE: ""}, "ssb.csv"), 2015, NOW)
    assert "Organisasjonsnumre" not in iplos(*words, home=tmp_path).err, "test mode has its own"
    store.keep(OrganisationList({ONE: "", TWO: ""}, "prøve.csv"), 2015, NOW, test=True)
    assert "Organisasjonsnumre: 2 i lista for 2015 (prøve.csv)" in iplos(*words, home=tmp_path).err
    (store.folder / "2015-test.csv").write_text("søppel")
    ran = iplos(*words, home=tmp_path)
    assert ran.code == 0
    assert "kunne ikke leses. Den er lagt til side." in ran.err


def test_what_is_no_list_stops_before_the_check(demo: Demo, tmp_path: Path) -> None:
    ran = iplos("kontroller", demo.export, "--orgnr-liste", demo.export, "--json", home=tmp_path)
    assert ran.code == 3
    assert "ikke en liste" in ran.json["error"]["what"]
