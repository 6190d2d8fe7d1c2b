"""Wrong keys and wrong fields are told beside the place, and let nobody on."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from iplos_desktop.flow.session import Step
from tests.gui.support import Bureau, Story


@pytest.fixture
def at_key(story: Story, clean: Path) -> Story:
    story.to_kontroll(clean)
    story.next()
    story.fill_sender()
    story.next()
    assert story.at(Step.NOKKEL)
    return story


def test_a_key_of_another_year_is_refused_with_its_reason(at_key: Story, bureau: Bureau) -> None:
    at_key.load_key(bureau.certificate(2016))
    assert "2016" in at_key.nokkel.wrong.text
    assert at_key.nokkel.cards == []
    at_key.next()
    assert at_key.at(Step.NOKKEL)


def test_a_private_key_given_by_mistake_is_refused(at_key: Story, bureau: Bureau) -> None:
    at_key.load_key(bureau.private())
    assert at_key.nokkel.wrong.text
    assert at_key.nokkel.cards == []


def test_a_wrong_fingerprint_is_refused_and_may_be_typed_again(
    at_key: Story, bureau: Bureau
) -> None:
    at_key.load_key(bureau.certificate())
    at_key.confirm_key("0000 0000 0000 0000")
    card = at_key.nokkel.cards[0]
    assert "hører ikke til denne nøkkelen" in card.wrong.text
    at_key.next()
    assert at_key.at(Step.NOKKEL)
    at_key.confirm_key(bureau.letter())
    assert not card.wrong.text
    assert at_key.window.next.hasFocus()
    at_key.next()
    assert at_key.at(Step.KRYPTER)


def test_what_is_wrong_is_summed_up_at_the_top_with_links_to_the_fields(
    story: Story, clean: Path
) -> None:
    story.to_kontroll(clean)
    story.next()
    story.next()
    page = story.avsender
    links = page.trouble.findChildren(QPushButton)
    names = ("organisation_number", "name", "email")
    assert [link.text().partition(":")[0] for link in links] == [
        "Organisasjonsnummer",
        "Navn",
        "E-post",
    ]
    for link, name in zip(links, names, strict=True):
        assert page.fields[name].message.removeprefix("Feil: ") in link.text()
        story.press(link)
        assert page.fields[name].edit.hasFocus()
    story.fill_sender()
    story.next()
    assert story.at(Step.NOKKEL)


def test_a_field_says_what_is_wrong_as_it_is_typed(story: Story, clean: Path) -> None:
    story.to_kontroll(clean)
    story.next()
    number, email = (story.avsender.fields[name] for name in ("organisation_number", "email"))
    assert not email.message
    story.write(number.edit, "123")
    assert "ni sifre" in number.message
    story.next()
    assert story.at(Step.AVSENDER)
    assert "e-postadressen" in email.message
    assert number.edit.hasFocus()
    story.write(number.edit, "999999999")
    assert not number.message


def test_what_is_corrected_leaves_the_list_also_when_another_program_types(
    story: Story, clean: Path
) -> None:
    """Speech and screen readers set the text of a field; no key is pressed."""
    story.to_kontroll(clean)
    story.next()
    story.next()
    page = story.avsender
    assert "3 felt" in page.trouble.text.replace("\N{NO-BREAK SPACE}", " ")
    page.fields["organisation_number"].edit.setText("999999999")
    assert page.fields["organisation_number"].message == ""
    assert "2 felt" in page.trouble.text.replace("\N{NO-BREAK SPACE}", " ")
    for name, text in (("name", "Kari Nordmann"), ("email", "kari@example.no")):
        page.fields[name].edit.setText(text)
    assert not page.trouble.isVisible()
    story.next()
    assert story.at(Step.NOKKEL)


def test_another_submission_does_not_begin_with_the_last_ones_faults(
    story: Story, clean: Path
) -> None:
    story.to_kontroll(clean)
    story.next()
    story.next()
    assert story.avsender.fields["name"].message
    story.press(story.window.cancel)
    assert story.at(Step.START)
    story.to_kontroll(clean)
    story.next()
    assert not [field.message for field in story.avsender.fields.values() if field.message]
