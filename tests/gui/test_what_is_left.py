"""From the first look at the file to the list of what is left: she is never left to guess."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from iplos_desktop.flow.check import check
from iplos_desktop.flow.checked import FileFacts, Order
from iplos_desktop.flow.session import Step
from iplos_desktop.gui.facts import first_facts
from iplos_desktop.madeup import write_export
from iplos_desktop.watch import Watch
from tests.gui.support import Bureau, Story
from tests.support import NOW


def told(part: QWidget) -> str:
    labels = part.findChildren(QLabel)
    return " ".join(one.text() for one in labels).replace("\N{NO-BREAK SPACE}", " ")


def test_whose_file_it_is_stands_there_while_it_is_read(story: Story, tmp_path: Path) -> None:
    path = tmp_path / "stor.xml"
    write_export(path, persons=1500)
    seen: list[FileFacts] = []

    def listen(*_: object) -> None:
        if isinstance(watch.so_far, FileFacts):
            seen.append(watch.so_far)

    watch = Watch(listen)
    check(Order(path, test=True), watch, NOW)
    assert seen[0].municipality == "0301"
    assert seen[0].persons < 1500
    assert [one.persons for one in seen] == sorted(one.persons for one in seen)
    facts = dict(first_facts(seen[0], story.session.years))
    assert facts["Kommune"] == "0301 Oslo"
    assert facts["Periode"].startswith("1.")


def test_the_page_shows_it_before_the_check_is_done(story: Story, tmp_path: Path) -> None:
    path = tmp_path / "stor.xml"
    write_export(path, persons=3000)
    story.begin()
    check, seen = story.window.road.check, []
    page = story.fil
    check.progress.connect(lambda *_: seen.append((told(page.facts_card), told(page.work))))
    story.choose(path)
    assert any("0301 Oslo" in facts and "personer" in work for facts, work in seen)
    assert "Tjenester" in told(page.facts_card)


def test_nothing_is_said_of_a_file_that_has_not_said_whose_it_is(story: Story) -> None:
    story.begin()
    assert story.fil.facts_card.isHidden()


def test_faults_are_pointed_at_where_they_are_confirmed(
    story: Story, faulty: Path, bureau: Bureau
) -> None:
    story.to_krypter(faulty, bureau)
    page = story.krypter
    assert page.unconfirmed.isHidden()
    story.next()
    assert page.unconfirmed.isVisible()
    (link,) = page.trouble.findChildren(QPushButton)
    story.press(link)
    assert page.confirm.hasFocus()
    story.bot.keyClick(page.confirm, Qt.Key.Key_Space)
    assert page.unconfirmed.isHidden()


@pytest.fixture
def at_the_end(story: Story, clean: Path, bureau: Bureau) -> Story:
    """A real submission as far as the last page knows."""
    story.to_krypter(clean, bureau)
    story.next()
    story.bot.waitUntil(lambda: story.at(Step.FERDIG), timeout=20_000)
    story.session.test = False
    story.window.page.enter()
    story.until_idle()
    return story


def test_the_last_page_says_that_nothing_is_sent_and_what_to_type(at_the_end: Story) -> None:
    page = at_the_end.ferdig
    assert "ikke sendt ennå" in page.good.text
    for word in ("Sendemodul", "0301", "999 999 999", "PIN-kode", "kari@example.no", "08.00"):
        assert word in page.todo.text
    assert "KOSTRA-kontakten" in told(page.ask)
    assert page.trial.isHidden()
    at_the_end.press(page.todo.copy)
    assert QGuiApplication.clipboard().text().startswith("https://iplos.skatteetaten.no")


def test_when_the_receipt_is_due_and_what_to_delete_then(at_the_end: Story) -> None:
    ticks = at_the_end.ferdig.ticks
    assert not ticks.next.isVisible()
    at_the_end.bot.keyClick(ticks.uploaded, Qt.Key.Key_Space)
    at_the_end.until_idle()
    assert "klokka 08.00" in ticks.next.text
    at_the_end.bot.keyClick(ticks.received, Qt.Key.Key_Space)
    at_the_end.until_idle()
    assert "Slett nå uttrekket" in ticks.next.text


def test_the_list_is_taken_along_on_paper(at_the_end: Story, tmp_path: Path) -> None:
    at_the_end.answers.path = tmp_path / "huskeliste.pdf"
    at_the_end.press(at_the_end.ferdig.todo.print)
    at_the_end.until_idle()
    assert "Huskelista er lagret" in at_the_end.ferdig.todo.told.text
    pdf = at_the_end.answers.path.read_bytes()
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1


def test_a_list_that_cannot_be_saved_is_told(at_the_end: Story, tmp_path: Path) -> None:
    at_the_end.answers.path = tmp_path / "finnes ikke" / "huskeliste.pdf"
    at_the_end.press(at_the_end.ferdig.todo.print)
    at_the_end.until_idle()
    assert at_the_end.ferdig.todo.told.text.startswith("Feil")


def test_after_a_trial_there_is_nothing_to_send(story: Story, clean: Path, bureau: Bureau) -> None:
    story.to_krypter(clean, bureau)
    story.next()
    story.bot.waitUntil(lambda: story.at(Step.FERDIG), timeout=20_000)
    assert story.ferdig.trial.isVisible()
    assert not story.ferdig.todo.isVisible()
    assert "Sendemodul" not in story.ferdig.good.text
