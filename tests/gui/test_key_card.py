"""A key's card: the fingerprint comes from the letter, and what she types can be seen."""

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QStyle, QStyleOptionFrame

from iplos_desktop.gui.look import LARGEST, Look
from iplos_desktop.gui.pages.nokkelkort import KeyCard
from tests.gui.support import Bureau, Story
from tests.gui.test_keys_and_sender import at_key

__all__ = ["at_key"]  # the story that stands at the page Nøkkel

_HIDDEN = "•••• •••• •••• ••••"


def said(card: KeyCard) -> str:
    """All the words on the card, without the places where a long one may be broken."""
    shown = [one.text() for one in card.findChildren(QLabel) if not one.isHidden()]
    return " ".join(shown).replace("\N{ZERO WIDTH SPACE}", "")


def room(edit: QLineEdit) -> int:
    """How wide a text can be that is seen whole."""
    option = QStyleOptionFrame()
    edit.initStyleOption(option)
    inner = edit.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, edit)
    return inner.width() - 4  # Qt's own margin on each side


def test_the_groups_to_type_cannot_be_copied_from_the_screen(at_key: Story, bureau: Bureau) -> None:
    at_key.load_key(bureau.certificate())
    (card,) = at_key.nokkel.cards
    whole = card.offered.fingerprint.upper()
    assert whole[:4] in said(card)
    assert _HIDDEN in said(card)
    assert "vises ikke her" in said(card)
    assert bureau.letter() not in said(card)

    at_key.confirm_key("0000 0000 0000 0000")
    assert bureau.letter() not in said(card)

    at_key.confirm_key(bureau.letter())
    (card,) = at_key.nokkel.cards
    at_key.bot.waitUntil(lambda: bureau.letter() in said(card))
    assert _HIDDEN not in said(card)


@pytest.mark.parametrize("scale", [1, LARGEST])
def test_all_sixteen_digits_are_seen_as_they_are_typed(
    at_key: Story, bureau: Bureau, dressed_anew: Look, scale: float
) -> None:
    at_key.window.resize(1024, 700)
    at_key.load_key(bureau.certificate())
    dressed_anew.set_scale(scale)  # with the page before her
    (card,) = at_key.nokkel.cards
    edit = card.typed.edit
    at_key.write(edit, "D8D8 D8D8 D8D8 D8D8")
    at_key.bot.waitUntil(lambda: room(edit) >= edit.fontMetrics().horizontalAdvance(edit.text()))


def test_values_begin_below_each_other(at_key: Story, bureau: Bureau, dressed_anew: Look) -> None:
    at_key.window.resize(800, 700)
    dressed_anew.set_scale(LARGEST)
    at_key.load_key(bureau.certificate())
    (card,) = at_key.nokkel.cards
    values = [one for one in card.findChildren(QLabel) if one.property("kind") == "value"]
    at_key.bot.waitUntil(lambda: all(one.width() > 100 for one in values))
    assert len(values) == 4
    assert len({one.mapTo(card, one.rect().topLeft()).x() for one in values}) == 1


def test_what_a_file_brings_is_seen_without_looking_for_it(
    at_key: Story, bureau: Bureau, dressed_anew: Look
) -> None:
    at_key.window.resize(1024, 700)
    dressed_anew.set_scale(LARGEST)
    at_key.load_key(bureau.certificate())
    page = at_key.nokkel
    (card,) = page.cards
    at_key.bot.waitUntil(lambda: not card.typed.edit.visibleRegion().isEmpty())
    at_key.confirm_key(bureau.letter())
    at_key.bot.waitUntil(lambda: not page.cards[0].good.visibleRegion().isEmpty())
