"""She loads the year's list of organisation numbers once, and it is there the next time."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from iplos_desktop.flow.session import Step
from tests.gui.conftest import open_window
from tests.gui.support import Story
from tests.intake.list_support import BAD, ONE, TWO, text


@pytest.fixture
def at_fil(story: Story, clean: Path) -> Story:
    story.begin()
    story.choose(clean)
    return story


def load(story: Story, path: Path) -> None:
    story.answers.path = path
    story.press(story.fil.organisations.load_button)
    story.until_idle()


def known(story: Story) -> frozenset[str] | None:
    assert story.session.checked is not None
    return story.session.checked.order.organisations(2015)


def test_a_list_is_loaded_told_of_and_remembered(
    at_fil: Story, clean: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    card = at_fil.fil.organisations
    assert "2015 er ikke lastet inn" in card.state.text()
    assert known(at_fil) is None
    before = at_fil.session.checked
    path = tmp_path / "orgnr-2016.csv"
    path.write_bytes(text([["Orgnr", "Navn"], [ONE, "A"], [TWO, "B"], [ONE, "A"], [BAD, "<b>C"]]))
    load(at_fil, path)
    assert at_fil.session.checked is not before
    assert at_fil.session.checked is not None
    assert "T-10" in at_fil.session.checked.findings.counts
    assert known(at_fil) == frozenset({ONE, TWO})
    assert card.state.text().replace("\N{NO-BREAK SPACE}", " ").startswith("2 numre")
    for words in (f"Linje 5: Kontrollsifferet i «{BAD}»", "gjelde 2016", "to ganger"):
        assert words in card.note.text
    assert at_fil.window.next.hasFocus()
    at_fil.bot.waitUntil(lambda: not card.note.visibleRegion().isEmpty())

    again = Story(qtbot, open_window(at_fil.folder), at_fil.folder)
    again.window.show()
    again.begin()
    again.choose(clean)
    assert again.fil.organisations.state.text() == card.state.text()
    assert known(again) == frozenset({ONE, TWO})
    again.press(again.fil.organisations.forget_button)
    again.until_idle()
    assert known(again) is None
    assert "ikke lastet inn" in again.fil.organisations.state.text()
    again.end()


def test_what_is_no_list_is_told_beside_the_button_and_changes_nothing(
    at_fil: Story, clean: Path
) -> None:
    before = at_fil.session.checked
    load(at_fil, clean)
    card = at_fil.fil.organisations
    assert "ikke en liste" in card.wrong.text
    assert "ikke lastet inn" in card.state.text()
    assert at_fil.session.checked is before
    assert card.load_button.isEnabled()
    at_fil.next()
    assert at_fil.at(Step.KONTROLL)
