"""A 3.5 export and its ident message are chosen together and checked as a pair."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from iplos_desktop.flow.session import Step
from iplos_desktop.madeup import write_export, write_ident_message
from tests.gui.support import Story


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("par")
    write_export(folder / "uttrekk.xml", persons=12, version="3.5")
    write_ident_message(folder / "ident.xml", persons=12)
    return folder / "uttrekk.xml", folder / "ident.xml"


def rules(story: Story) -> set[str]:
    checked = story.session.checked
    assert checked is not None
    return {*checked.findings.counts} - {"L-15", "T-08"}


def choose_ident(story: Story, path: Path) -> None:
    button = story.fil.ident.button
    story.answers.path = path
    story.bot.waitUntil(lambda: scrolled_to(story, button), timeout=20_000)
    story.press(button)
    story.bot.waitUntil(lambda: checked_with(story) == path, timeout=20_000)


def scrolled_to(story: Story, button: QPushButton) -> bool:
    """Scroll, as she does; the page may still be laying itself out."""
    story.fil.ensureWidgetVisible(button)
    return button.visibleRegion().contains(button.rect().center())


def test_the_missing_ident_message_is_told_and_its_button_is_seen(
    story: Story, pair: tuple[Path, Path]
) -> None:
    story.window.resize(1024, 700)
    story.begin()
    story.choose(pair[0])
    button = story.fil.ident.button
    assert button.hasFocus()
    story.bot.waitUntil(lambda: button.visibleRegion().contains(button.rect().center()))
    assert "Identmeldingen som hører til fila, mangler." in story.fil.note.text


def checked_with(story: Story) -> Path | None:
    checked = story.session.checked
    return checked.order.ident_path if checked is not None else None


def test_the_page_asks_for_the_message_and_the_two_are_checked_together(
    story: Story, pair: tuple[Path, Path]
) -> None:
    export, ident = pair
    story.begin()
    story.choose(export)
    assert story.fil.ident_card.isVisible()
    assert rules(story) == {"L-14"}
    choose_ident(story, ident)
    assert rules(story) == set()
    assert story.session.checked is not None
    assert story.session.checked.findings.is_clean
    story.next()
    assert story.at(Step.KONTROLL)


def test_another_file_in_its_place_is_told_and_can_be_mended(
    story: Story, pair: tuple[Path, Path]
) -> None:
    export, ident = pair
    story.begin()
    story.choose(export)
    choose_ident(story, export)
    assert rules(story) == {"L-16"}
    choose_ident(story, ident)
    assert rules(story) == set()


def test_a_contact_the_export_does_not_name_is_worth_a_word_and_no_fault(
    story: Story, pair: tuple[Path, Path]
) -> None:
    export, ident = pair
    story.begin()
    story.choose(export)
    choose_ident(story, ident)
    story.next()
    story.next()
    assert story.at(Step.AVSENDER)
    email = story.avsender.fields["email"]
    story.write(email.edit, "kari@annen.no")
    assert "ikke blant kontaktpersonene" in email.told
    assert not email.message
    story.write(email.edit, "ase@kommune.example")
    assert not email.told
