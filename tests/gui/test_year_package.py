"""The year package in the window: which one is in use, and another one loaded by file."""

from datetime import UTC, datetime
from pathlib import Path

from iplos_desktop.gui.facts import file_facts
from tests.gui.support import Story
from tests.year.support import level, package, zipped


def load(story: Story, path: Path) -> str:
    """Choose a package by the button; gives what came of it."""
    story.answers.path = path
    story.press(story.start.packages.load)
    return story.start.packages.told.text


def test_a_newer_package_is_loaded_used_and_shown(story: Story, clean: Path) -> None:
    story.session.clock = _in_january
    story.start.enter()
    card = story.start.packages
    assert card.line.text() == "Regler, kodelister og frister for dataåret 2015: versjon 2015.1"
    assert card.troubles.isHidden()

    made = zipped(package(story.folder / "laget", level("I-06", "kritisk")), top="2015")
    assert "2015.2 er lagt inn" in load(story, made)
    assert card.line.text().endswith("versjon 2015.2")
    story.begin()
    story.choose(clean)
    assert story.session.checked is not None
    assert story.session.checked.year.levels == {"I-06": "kritisk"}
    assert ("Årspakke", "2015.2") in file_facts(story.session.checked)


def test_a_file_checked_before_must_be_checked_again(story: Story, clean: Path) -> None:
    story.begin()
    story.choose(clean)
    story.press(story.window.back)
    assert "2015.2 er lagt inn" in load(story, package(story.folder / "laget") / "aar.toml")
    assert story.session.checked is None
    assert story.session.path == clean
    assert "er i bruk fra før" in load(story, story.folder / "laget" / "2015.2" / "aar.toml")


def test_a_faulty_package_is_told_line_by_line_and_nothing_has_changed(
    story: Story, clean: Path
) -> None:
    story.begin()
    story.choose(clean)
    story.press(story.window.back)
    made = package(story.folder / "laget", ("kommuner.csv", "0101;", "101;"), level("P-03", "av"))
    told = load(story, zipped(made))
    assert "kommuner.csv, linje 2: kode er «101»" in told
    assert "regler.csv, linje 2: regelen P-03 er kritisk" in told
    assert story.session.checked is not None
    assert story.session.years.load(2015).version == "2015.1"


def test_a_package_that_lies_there_and_is_not_used_is_told(story: Story) -> None:
    package(story.session.years.machine, ("kommuner.csv", "0101;", "101;"))
    story.session.years.reload()
    story.start.enter()
    assert story.start.packages.troubles.isVisible()
    assert "kommuner.csv, linje 2" in story.start.packages.troubles.text().replace(
        "\N{ZERO WIDTH SPACE}", ""
    )


def _in_january() -> datetime:
    return datetime(2016, 1, 5, 12, tzinfo=UTC)
