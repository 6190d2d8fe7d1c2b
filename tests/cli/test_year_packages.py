"""`iplos aarspakke`: an official corrects a list, and the change is used and named everywhere.

Why: a code list or a level is put right in January without a new installation, and the receiver
can see which version a file was checked with.
"""

import json
from pathlib import Path

from openpyxl import load_workbook

from iplos_desktop.flow.demo import Demo
from tests.cli.support import Ran, iplos
from tests.cli.test_the_whole_road import seal
from tests.year.support import change, level, package, zipped


def laid_by_the_machine(home: Path) -> Path:
    """The machine's folder of packages, as the command sees it."""
    folder = home / "XDG_DATA_DIRS" / "iplos-desktop" / "aar"
    folder.mkdir(parents=True)
    return folder


def in_use(ran: Ran, year: int = 2015) -> str:
    used = {one["year"]: str(one["version"]) for one in ran.json["packages"] if one["in_use"]}
    return used[year]


def test_written_out_changed_and_taken_in_again(tmp_path: Path) -> None:
    wrote = iplos("aarspakke", "eksporter", "2015", "--ut", tmp_path / "ut", home=tmp_path)
    assert wrote.code == 0, wrote.err
    folder = tmp_path / "ut" / "2015"
    same = iplos("aarspakke", "importer", folder, home=tmp_path)
    assert same.code == 0
    assert "i bruk fra før" in same.err

    change(folder / "aar.toml", '"2015.1"', '"2015.2"')
    taken = iplos("aarspakke", "importer", zipped(folder, top="2015"), home=tmp_path)
    assert taken.code == 0, taken.err
    assert "2015.2 er lagt inn" in taken.err
    assert in_use(iplos("aarspakke", "vis", "--json", home=tmp_path)) == "2015.2"
    assert "2015.2  (i bruk)" in iplos("aarspakke", "vis", home=tmp_path).out

    change(folder / "aar.toml", '"2015.2"', '"2015.1"')
    older = iplos("aarspakke", "importer", folder, home=tmp_path)
    assert older.code == 3
    assert "versjon 2015.2 er i bruk" in older.err


def test_a_package_laid_on_the_machine_decides_and_is_named(demo: Demo, tmp_path: Path) -> None:
    home = tmp_path / "ut" / "home"
    package(laid_by_the_machine(home), level("L-15", "kritisk"), version="2015.7")
    report = tmp_path / "feil.xlsx"
    checked = iplos("kontroller", demo.export, "--test", "--json", "--rapport", report, home=home)
    assert checked.code == 1
    assert checked.json["blocked"] is True
    assert checked.json["year_version"] == "2015.7"
    summary = load_workbook(report).worksheets[0]
    assert ("Årspakke", "2015.7") in {row[:2] for row in summary.iter_rows(values_only=True)}


def test_its_version_stands_in_the_manifest(demo: Demo, tmp_path: Path) -> None:
    package(laid_by_the_machine(tmp_path / "ut" / "home"), version="2015.7")
    sealed = seal(demo.export, demo, tmp_path / "ut")
    assert sealed.code == 0, sealed.err
    opened = iplos(
        "mottak", "apne", sealed.out.strip(), "--privat", demo.private, "--sertifikat", demo.key,
        "--ut", tmp_path / "ut", home=tmp_path,
    )  # fmt: skip
    assert opened.code == 0, opened.err
    manifest = json.loads((tmp_path / "ut" / "manifest.json").read_text(encoding="utf-8"))
    assert "2015.7" in manifest.values()


def test_a_faulty_package_is_told_and_hinders_nothing(demo: Demo, tmp_path: Path) -> None:
    broken = package(laid_by_the_machine(tmp_path), ("kommuner.csv", "0101;", "101;"))
    checked = iplos("kontroller", demo.export, "--test", "--json", home=tmp_path)
    assert checked.code == 0
    assert checked.json["year_version"] == "2015.1"
    assert "kommuner.csv, linje 2" in checked.err
    refused = iplos("aarspakke", "importer", broken, home=tmp_path)
    assert refused.code == 3
    assert "kommuner.csv, linje 2: kode er «101»" in refused.err


def test_an_export_chosen_by_mistake_is_no_package(demo: Demo, tmp_path: Path) -> None:
    refused = iplos("aarspakke", "importer", demo.export, home=tmp_path)
    assert refused.code == 3
    assert "kan ikke brukes som årspakke" in refused.err


def test_what_is_new_between_two_years(tmp_path: Path) -> None:
    told = iplos("aarspakke", "endringer", "2017", "2018", home=tmp_path).out
    assert "Versjon av formatet: 3.5 (før: 3.3)" in told
    assert "Trondheim: nytt nummer 5001, før 1601" in told
