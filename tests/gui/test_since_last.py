"""She corrects in the EPJ, exports anew, checks again, and sees what the correction did."""

from dataclasses import replace
from pathlib import Path

import pytest

from iplos_desktop.catalogue.counts import Counts
from iplos_desktop.flow.journal_entry import Entry
from iplos_desktop.gui.arrange import Column
from iplos_desktop.gui.pages.tjenester import ServicesCard
from tests.flow.journal_support import entry
from tests.gui.support import Story
from tests.support import SMALL, check_text

FAULTY = SMALL.replace(">K</peKjonn>", ">M</peKjonn>").replace(">3.5<", ">170<")


def again(story: Story, path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    story.press(story.kontroll.again)
    story.bot.waitUntil(lambda: not story.window.road.busy)
    story.until_listed()


def column(story: Story, at: Column) -> list[str]:
    model = story.kontroll.table.model
    return [model.index(row, at).data() for row in range(model.rowCount())]


def test_correct_check_again_and_see_what_is_gone_and_new(story: Story, tmp_path: Path) -> None:
    path = tmp_path / "uttrekk.xml"
    path.write_text(FAULTY, encoding="utf-8")
    story.to_kontroll(path)
    card, table = story.kontroll.since, story.kontroll.table
    assert not story.kontroll.tabs.isTabVisible(story.kontroll.tabs.indexOf(card))
    assert table.view.isColumnHidden(Column.SINCE)
    assert not table.filters.since.isVisible()

    again(story, path, FAULTY.replace(">170<", ">3.5<").replace(">81<", ">40<"))
    assert "1 funn er borte, 1 er nytt" in card.text
    assert "T-04" not in card.text
    story.kontroll.tabs.setCurrentWidget(card)
    story.press(card.more)
    assert "T-04 person 1001: 170 timer" in card.text

    assert sorted(set(column(story, Column.SINCE))) == ["Fra før", "Ny"]
    table.filters.since.setCurrentIndex(table.filters.since.findText("Nye"))
    story.until_listed()
    assert column(story, Column.RULE) == ["P-06"]
    table.filters.since.setCurrentIndex(table.filters.since.findText("Fra før"))
    story.until_listed()
    assert "P-05" in column(story, Column.RULE)
    assert "P-06" not in column(story, Column.RULE)


def test_another_day_what_is_gone_is_counted_by_rule(story: Story, tmp_path: Path) -> None:
    path = tmp_path / "uttrekk.xml"
    story.session.history.take_check(check_text(tmp_path, FAULTY))
    path.write_text(SMALL, encoding="utf-8")
    story.to_kontroll(path)
    story.kontroll.tabs.setCurrentWidget(story.kontroll.since)
    story.press(story.kontroll.since.more)
    text = story.kontroll.since.text
    assert "T-04" in text
    assert "1001" not in text


def test_a_history_that_cannot_be_kept_is_told(story: Story, clean: Path) -> None:
    story.session.history.folder.write_text("a file in the way")
    story.to_kontroll(clean)
    assert "kan ikke sammenlignes" in story.kontroll.since.text
    assert not story.kontroll.since.more.isVisible()


@pytest.mark.parametrize("sent", [None, entry(services={1: 400, 6: 0})])
def test_services_stand_beside_the_last_submission(
    story: Story, tmp_path: Path, sent: Entry | None
) -> None:
    checked = replace(check_text(tmp_path, SMALL), counts=Counts(1, {}, {1: 410, 6: 3}), last=sent)
    card = ServicesCard()
    story.bot.addWidget(card)
    card.show_services(checked)
    card.show()
    assert "413" in card.text
    assert ("5. januar 2016" in card.text.replace("\N{NO-BREAK SPACE}", " ")) is (sent is not None)
    assert "413" in card.title.replace("\N{NO-BREAK SPACE}", " ")
    first = [card.table.item(0, at).text() for at in range(4)]  # type: ignore[union-attr]
    assert first[0].startswith("1 ")
    assert first[1:] == (["410", "", ""] if sent is None else ["410", "400", "+10 (+2 %)"])
    assert card.table.isColumnHidden(2) is (sent is None)
    assert not card.grab().isNull()
