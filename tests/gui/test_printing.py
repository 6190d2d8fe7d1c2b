"""The list on paper: the same as the web page, page by page, whole or not at all."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QPdfWriter
from pytestqt.qtbot import QtBot

from iplos_desktop.errors import Cancelled
from iplos_desktop.flow.checked import Checked
from iplos_desktop.flow.reports import heading
from iplos_desktop.gui.arrange import Column
from iplos_desktop.gui.paper import Paper
from iplos_desktop.gui.paper_list import PaperList
from iplos_desktop.gui.print_dialog import PrintDialog
from iplos_desktop.gui.printing import Target, print_report
from iplos_desktop.report.parts import BY_PERSON, BY_RULE, Listing, parts_once
from iplos_desktop.watch import Watch
from tests.gui.support import Story


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def checked(story: Story) -> Checked:
    found = story.session.checked
    assert found is not None
    return found


def test_the_list_is_printed_as_pdf(story: Story, faulty: Path, tmp_path: Path) -> None:
    story.to_kontroll(faulty)
    story.answers.path = tmp_path / "feilliste.pdf"
    story.press(story.kontroll.print)
    story.until_idle()
    assert "lagret" in story.kontroll.saved.text
    pdf = story.answers.path.read_bytes()
    assert pdf.startswith(b"%PDF")
    assert pages_of(pdf) > 3
    assert story.kontroll.print.isEnabled()


def test_ctrl_p_prints(story: Story, faulty: Path, tmp_path: Path) -> None:
    story.to_kontroll(faulty)
    story.answers.path = path = tmp_path / "feilliste.pdf"
    view = story.kontroll.table.view
    story.bot.keyClick(view, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    story.bot.waitUntil(path.is_file, timeout=20_000)
    story.until_idle()


def test_closing_the_question_prints_nothing(story: Story, faulty: Path) -> None:
    story.to_kontroll(faulty)
    story.answers.path = None
    story.press(story.kontroll.print)
    assert story.window.road.idle
    assert story.kontroll.saved.text == ""


def test_a_print_that_is_stopped_leaves_nothing(story: Story, faulty: Path, tmp_path: Path) -> None:
    story.to_kontroll(faulty)
    watch = Watch()
    watch.cancel()
    shown, target = story.kontroll.table.taken, Target(pdf=tmp_path / "liste.pdf")
    with pytest.raises(Cancelled):
        print_report(checked(story), shown, target, watch)
    assert not [one for one in tmp_path.iterdir() if "liste" in one.name or one.suffix == ".ny"]


def test_a_pdf_that_cannot_be_saved_is_told(story: Story, faulty: Path, tmp_path: Path) -> None:
    story.to_kontroll(faulty)
    story.answers.path = tmp_path / "finnes-ikke" / "feilliste.pdf"
    story.press(story.kontroll.print)
    story.until_idle()
    assert story.kontroll.saved.text.startswith("Feil:")


def test_a_pdf_takes_no_other_kind_of_files_place(
    story: Story, faulty: Path, tmp_path: Path
) -> None:
    export = tmp_path / "uttrekk.xml"
    export.write_bytes(faulty.read_bytes())
    story.to_kontroll(export)
    story.answers.path = export
    story.press(story.kontroll.print)
    story.until_idle()
    assert ".pdf" in story.kontroll.saved.text
    assert export.read_bytes() == faulty.read_bytes()


def test_a_list_longer_than_a_page_goes_on_with_its_head(story: Story, faulty: Path) -> None:
    story.to_kontroll(faulty)
    finding = checked(story).findings[0]
    one, many = (
        _pages_with(Listing(iter([(True, finding)] * rows), BY_PERSON)) for rows in (1, 200)
    )
    assert one == 1
    assert 3 < many < 12


Printed = tuple[str, list[Listing]]


def printed(story: Story) -> Printed:
    """What goes to the printer now: the words in one, and the lists."""
    story.until_listed()
    found = checked(story)
    wanted = story.kontroll.table.taken.wanted(found.findings, Watch())
    made = list(parts_once(heading(found), found.findings, wanted, Watch()))
    lists = [one for one in made if isinstance(one, Listing)]
    return "".join(one for one in made if isinstance(one, str)), lists


def test_the_paper_has_one_list_put_together_as_the_table_is(story: Story, faulty: Path) -> None:
    story.to_kontroll(faulty)
    everything = len(checked(story).findings)
    table, menu = story.kontroll.table, story.kontroll.table.view.menu

    words, lists = printed(story)
    assert '<h2 class="new">Funn sortert etter nivå</h2>' in words
    (one,) = lists
    lines = [finding.line for _, finding in one.found]
    shown = [table.model.finding(row) for row in range(everything)]
    assert lines == [finding.line for finding in shown if finding]

    menu.put_together(Column.PERSON)
    words, lists = printed(story)
    assert "Funn etter person" in words
    assert "Funn etter regel" not in words
    assert [sum(1 for _ in one.found) for one in lists] == [everything]

    menu.put_together(Column.RULE)
    words, lists = printed(story)
    assert "Funn etter regel" in words
    assert "Funn etter person" not in words
    assert {one.columns for one in lists} == {BY_RULE}
    assert sum(sum(1 for _ in one.found) for one in lists) == everything
    assert "Utvalg" not in words


@pytest.mark.parametrize("group", [None, Column.PERSON, Column.RULE])
def test_a_filter_in_force_is_said_on_the_paper(
    story: Story, faulty: Path, group: Column | None
) -> None:
    story.to_kontroll(faulty)
    everything = len(checked(story).findings)
    table = story.kontroll.table
    table.view.menu.put_together(group)
    rule = table.filters.rule.itemData(2)
    table.filters.rule.setCurrentIndex(2)
    story.write(table.filters.search, "1")
    words, lists = printed(story)
    found = [finding for one in lists for _, finding in one.found]
    assert 0 < len(found) < everything
    assert {finding.rule for finding in found} == {rule}
    assert f"Utvalg: {len(found)} av {everything} funn." in words
    assert f"regel {rule}" in words
    assert "ord «1»" in words


def test_an_identity_number_that_was_searched_for_is_not_on_the_paper(
    story: Story, faulty: Path
) -> None:
    story.to_kontroll(faulty)
    number = "01815012345"
    story.write(story.kontroll.table.filters.search, number)
    words, lists = printed(story)
    assert "Utvalg: 0 av" in words
    assert number not in words
    assert not lists


def _pages_with(listing: Listing) -> int:
    whole = QBuffer()
    whole.open(QIODevice.OpenModeFlag.WriteOnly)
    with Paper(QPdfWriter(whole), "0301 Oslo") as paper:
        PaperList(paper).add(listing)
        return paper.pages


def test_the_dialog_offers_a_pdf_and_speaks_bokmal(story: Story, qtbot: QtBot) -> None:
    dialog = PrintDialog(story.window, "Skriv ut feillista", "Feilliste med 3 funn")
    qtbot.addWidget(dialog)
    dialog.where.setCurrentIndex(dialog.where.count() - 1)
    assert dialog.printer == ""
    assert dialog.where.currentText() == "Lagre som PDF"
    assert not dialog.copies.isEnabled()
    assert dialog.go.text() == "&Lagre …"
    dialog.where.addItem("Skriver i gangen", "Skriver i gangen")
    dialog.where.setCurrentIndex(dialog.where.count() - 1)
    assert dialog.printer == "Skriver i gangen"
    assert dialog.copies.isEnabled()
    assert dialog.go.text() == "&Skriv ut"
