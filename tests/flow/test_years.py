"""Which of a year's packages is used: the newest sound one, wherever it lies."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from iplos_desktop.catalogue.levels import KRITISK
from iplos_desktop.errors import UserError
from iplos_desktop.flow.check import check
from iplos_desktop.flow.checked import Order
from iplos_desktop.flow.year_offers import Place
from iplos_desktop.flow.years import Years
from iplos_desktop.rules import BOOK
from iplos_desktop.watch import Watch
from iplos_desktop.year import load_year
from tests.support import NOW, SMALL
from tests.year.support import change, level, package, zipped


@pytest.fixture
def years(tmp_path: Path) -> Years:
    for name in ("maskin", "bruker", "laget"):
        (tmp_path / name).mkdir()
    return Years(tmp_path / "maskin", tmp_path / "bruker")


def test_with_nothing_laid_there_the_program_s_own_are_used(tmp_path: Path) -> None:
    years = Years(tmp_path / "finnes ikke", tmp_path / "heller ikke")
    assert years.available() == [2015, 2016, 2017, 2018]
    assert years.load(2015).version == load_year(2015).version
    assert years.load(2015) is years.load(2015)
    assert years.troubles() == []


def test_a_newer_package_wins_wherever_it_lies(years: Years) -> None:
    package(years.machine, version="2015.9")
    zipped(package(years.user, version="2015.10"), top="2015")
    assert years.load(2015).version == "2015.10"
    shutil.rmtree(years.user)
    years.reload()
    assert years.load(2015).version == "2015.9"


def test_of_the_same_version_the_program_s_own_is_used(years: Years) -> None:
    package(years.machine, ("kommuner.csv", "Halden", "Fredrikshald"), version="2015.1")
    assert years.load(2015).municipality("0101") == "Halden"
    assert years.troubles() == []


def test_a_package_for_a_new_year_makes_the_year_known(years: Years) -> None:
    made = package(years.machine, version="2015.2")
    text = (made / "aar.toml").read_text(encoding="utf-8")
    text = text.replace("2016-", "2020-").replace("2015", "2019")
    (made / "aar.toml").write_text(text, encoding="utf-8")
    assert years.available() == [2015, 2016, 2017, 2018, 2019]
    assert years.nearest(2030) == 2019
    assert years.load(2019).last.isoformat() == "2019-12-31"


def test_a_faulty_package_never_hinders_and_is_told(years: Years) -> None:
    package(years.machine, version="2015.2")
    package(years.user, ("kommuner.csv", "0101;", "101;"), version="2015.3")
    (years.user / "avkuttet.zip").write_bytes(b"PK\x03\x04")
    assert years.load(2015).version == "2015.2"
    cut, faulty = sorted(years.troubles(), key=lambda text: "avkuttet" not in text)
    assert "ingen hel zip-fil" in cut
    assert "kommuner.csv, linje 2" in faulty


@pytest.mark.parametrize("word", ["feil", "advarsel", "info", "av"])
@pytest.mark.parametrize("rule", [rule.number for rule in BOOK if rule.level is KRITISK])
def test_a_rule_that_protects_people_cannot_be_let_down(
    rule: str, word: str, years: Years, tmp_path: Path
) -> None:
    package(years.machine, level(rule, word))
    assert years.load(2015).levels == {}
    (told,) = years.troubles()
    assert f"regler.csv, linje 2: regelen {rule} er kritisk" in told
    with pytest.raises(UserError, match="kan ikke brukes"):
        years.add(package(tmp_path / "laget", level(rule, word)))
    assert list(years.user.iterdir()) == []


def test_the_rules_that_protect_people_are_among_them() -> None:
    assert {"P-03", "P-04", "P-09", "P-10"} <= {r.number for r in BOOK if r.level is KRITISK}


def test_a_rule_that_does_not_exist_is_told(years: Years, tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        years.add(package(tmp_path / "laget", level("T-99", "av")))
    assert "regler.csv, linje 2: regelen T-99 finnes ikke" in refused.value.advice


@pytest.mark.parametrize(("word", "told"), [("kritisk", "kritisk"), ("info", "info"), ("av", None)])
def test_another_level_changes_what_comes_of_a_check(
    word: str, told: str | None, years: Years, tmp_path: Path
) -> None:
    path = tmp_path / "uttrekk.xml"
    path.write_text(SMALL.replace("<iiLagetDato>2016", "<iiLagetDato>2015"), encoding="utf-8")
    order = Order(path, test=True, years=years)
    before = check(order, Watch(), NOW)
    assert {f.level.value for f in before.findings if f.rule == "I-06"} == {"advarsel"}

    years.add(package(tmp_path / "laget", level("I-06", word)))
    after = check(order, Watch(), NOW)
    levels = {found.level.value for found in after.findings if found.rule == "I-06"}
    assert levels == ({told} if told else set())
    assert after.findings.blocked is (word == "kritisk")
    assert after.year.version == "2015.2"


def test_a_package_loaded_by_file_is_used_and_kept(years: Years, tmp_path: Path) -> None:
    made = zipped(package(tmp_path / "laget", ("kommuner.csv", "Halden", "Fredrikshald")))
    added = years.add(made)
    assert (added.year.version, added.before, added.is_new) == ("2015.2", "2015.1", True)
    again = Years(years.machine, years.user)
    assert again.load(2015).municipality("0101") == "Fredrikshald"
    assert not years.add(made).is_new


@pytest.mark.parametrize("version", ["2015.0", "2015.1"])
def test_a_package_that_is_not_newer_is_refused(version: str, years: Years, tmp_path: Path) -> None:
    made = package(tmp_path / "laget", ("kommuner.csv", "Halden", "X"), version=version)
    with pytest.raises(UserError, match=r"2015\.1"):
        years.add(made)
    assert list(years.user.iterdir()) == []


def test_what_is_written_out_is_what_is_in_use(years: Years, tmp_path: Path) -> None:
    folder = years.save(2016, tmp_path / "ut")
    assert (folder / "LESMEG.txt").is_file()
    assert not years.add(folder / "aar.toml").is_new
    change(folder / "aar.toml", '"2016.1"', '"2016.2"')
    assert years.add(folder).is_new
    with pytest.raises(UserError, match="finnes fra før"):
        years.save(2016, tmp_path / "ut")


def test_every_package_is_shown_with_where_it_lies(years: Years) -> None:
    package(years.machine)
    package(years.user, ("kommuner.csv", "0101;", "101;"), version="2015.3")
    told = [(offer.place, offer.in_use, bool(offer.faults)) for offer in years.offers()]
    assert told[:2] == [(Place.PROGRAM, False, False), (Place.MACHINE, True, False)]
    assert told[-1] == (Place.USER, False, True)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such mark")
def test_a_folder_everybody_may_write_to_is_left_alone(years: Years) -> None:
    package(years.machine)
    os.chmod(years.machine, 0o777)  # noqa: PTH101, S103 - the fault of the story
    assert years.load(2015).version == "2015.1"
    (told,) = years.troubles()
    assert "kan endre mappa" in told


def test_files_laid_without_a_folder_of_their_own_are_told(years: Years) -> None:
    made = package(years.machine)
    for path in made.iterdir():
        path.rename(years.machine / path.name)
    made.rmdir()
    (told,) = years.troubles()
    assert "egen mappe" in told
