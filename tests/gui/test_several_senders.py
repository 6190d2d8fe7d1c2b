"""An office that sends for several: chosen, named, removed, and given by the machine."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from iplos_desktop.flow.policy import Policy
from iplos_desktop.flow.sender import SenderForm
from iplos_desktop.flow.session import Step
from iplos_desktop.flow.settings import Settings, SettingsFile
from iplos_desktop.gui.pages.avsender import AvsenderPage
from tests.gui.conftest import open_window
from tests.gui.support import Story

OSLO = SenderForm("0301", "00", "974760673", "Kari Nordmann", "kari@oslo.no")
STAVANGER = SenderForm("1103", "00", "964965226", "Ola Nordmann", "ola@stavanger.no")


@pytest.fixture
def several(tmp_path: Path, qtbot: QtBot, clean: Path) -> Story:
    """She stands on Avsender with an export of Oslo's."""
    SettingsFile(tmp_path / "innstillinger").save(Settings(senders=(STAVANGER, OSLO)))
    return at_sender(Story(qtbot, open_window(tmp_path), tmp_path), clean)


def at_sender(story: Story, export: Path) -> Story:
    story.window.show()
    story.to_kontroll(export)
    story.next()
    return story


def choose(page: AvsenderPage, text: str) -> None:
    at = page.list.list.findText(text, Qt.MatchFlag.MatchContains)
    page.list.list.setCurrentIndex(at)
    page.list.list.activated.emit(at)


def shown(page: AvsenderPage) -> list[str]:
    return [page.list.list.itemText(at) for at in range(page.list.list.count())]


def test_who_sends_for_one_sees_no_list(story: Story, clean: Path) -> None:
    at_sender(story, clean)
    assert not story.avsender.list.isVisible()
    story.fill_sender()
    story.next()
    story.press(story.window.back)
    assert not story.avsender.list.isVisible()


def test_the_exports_own_place_is_chosen(several: Story) -> None:
    page = several.avsender
    assert page.list.isVisible()
    assert page.list.list.currentText() == "0301 Oslo"
    assert page.fields["email"].text == "kari@oslo.no"
    several.end()


def test_another_is_chosen_and_what_does_not_fit_the_export_is_told(several: Story) -> None:
    page = several.avsender
    choose(page, "Stavanger")
    assert page.fields["organisation_number"].text == "964965226"
    assert "Uttrekket er for kommune 0301" in page.fields["municipality"].told
    choose(page, "En annen avsender")
    assert page.fields["email"].text == ""
    several.end()


def test_one_is_given_a_name_that_is_there_the_next_time(several: Story, qtbot: QtBot) -> None:
    page = several.avsender
    several.press(page.list.rename)
    several.write(page.list.name.edit, "x" * 70)
    several.press(page.list.save)
    assert "for langt" in page.list.name.message
    several.write(page.list.name.edit, "Hovedstaden")
    several.press(page.list.save)
    assert page.list.list.currentText() == "Hovedstaden (0301 Oslo)"
    several.next()
    again = Story(qtbot, open_window(several.folder), several.folder)
    assert again.session.senders.sender_for("0301", "00").called == "Hovedstaden"
    again.end()
    several.end()


def test_one_is_removed_when_she_says_so(several: Story) -> None:
    page = several.avsender
    choose(page, "Stavanger")
    several.answers.yes = False
    several.press(page.list.remove)
    assert len(several.session.settings.senders) == 2
    several.answers.yes = True
    several.press(page.list.remove)
    assert [one.municipality for one in several.session.settings.senders] == ["0301"]
    assert page.fields["municipality"].text == "0301"
    assert not page.list.isVisible()
    several.end()


def test_the_first_export_of_another_municipality_is_no_dead_end(
    tmp_path: Path, qtbot: QtBot, clean: Path
) -> None:
    """The check finds it strange; once she has said that she sends for both, it does not."""
    SettingsFile(tmp_path / "innstillinger").save(Settings(senders=(STAVANGER,)))
    story = at_sender(Story(qtbot, open_window(tmp_path), tmp_path), clean)
    assert "kontroller på nytt" in story.avsender.fields["municipality"].told
    story.fill_sender()
    story.next()
    story.press(story.window.steps.buttons[Step.KONTROLL])
    story.press(story.kontroll.again)
    story.until_idle()
    story.next()
    assert not story.avsender.fields["municipality"].told
    assert len(story.session.settings.senders) == 2
    story.end()


def test_what_the_machine_decides_cannot_be_changed(
    tmp_path: Path, qtbot: QtBot, clean: Path
) -> None:
    numbers = replace(OSLO, name="", email="", called="Hovedstaden")
    policy = Policy(senders=(numbers, replace(STAVANGER, name="", email="")))
    story = at_sender(Story(qtbot, open_window(tmp_path, policy), tmp_path), clean)
    page = story.avsender
    assert shown(page)[0] == "Hovedstaden (0301 Oslo)"
    assert page.locked.isVisible()
    assert page.fields["organisation_number"].edit.isReadOnly()
    assert page.fields["organisation_number"].text == OSLO.organisation_number
    assert not page.list.remove.isVisible()
    assert page.fields["name"].edit.hasFocus()
    choose(page, "En annen avsender")
    assert not page.fields["organisation_number"].edit.isReadOnly()
    story.end()


def test_a_name_from_the_settings_is_plain_text(tmp_path: Path, qtbot: QtBot, clean: Path) -> None:
    named = replace(OSLO, called="<b>x</b>\u202e")
    SettingsFile(tmp_path / "innstillinger").save(Settings(senders=(named, STAVANGER)))
    story = at_sender(Story(qtbot, open_window(tmp_path), tmp_path), clean)
    assert shown(story.avsender)[0].startswith("<b>x</b>")
    assert "\u202e" not in shown(story.avsender)[0]
    story.end()
