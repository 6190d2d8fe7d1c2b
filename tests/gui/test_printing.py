"""The list on paper: the same as the web page, page by page, whole or not at all."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QPdfWriter
from pytestqt.qtbot import QtBot

from iplos_desktop.errors import Cancelled
from iplos_desktop.flow.checked import Checked
from iplos_desktop.gui.paper import Paper
from iplos_desktop.gui.paper_list import PaperList
from iplos_desktop.gui.print_dialog import PrintDialog
from iplos_desktop.gui.printing import Target, print_report
from iplos_desktop.report.parts import Listing
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
    with pytest.raises(Cancelled):
        print_report(checked(story), Target(pdf=tmp_path / "liste.pdf"), watch)
    assert not [one for one in tmp_path.iterdir() if "liste" in one.name or one.suffix == ".ny"]


def test_a_pdf_that_cannot_be_saved_is_told(story: Story, faulty: Path, tmp_path: Path) -> None:
    story.to_kontroll(faulty)
    story.answers.path = tmp_path / "finnes-ikke" / "feilliste.pdf"
    story.press(story.kontroll.print)
    story.until_idle()
    assert story.kontroll.saved.text.startswith("Feil:")


def test_a_list_longer_than_a_page_goes_on_with_its_head(story: Story, faulty: Path) -> None:
    story.to_kontroll(faulty)
    finding = checked(story).findings[0]
    one, many = (
        _pages_with(Listing(iter([(True, finding)] * rows), by_person=True)) for rows in (1, 200)
    )
    assert one == 1
    assert 3 < many < 12


def _pages_with(listing: Listing) -> int:
    whole = QBuffer()
    whole.open(QIODevice.OpenModeFlag.WriteOnly)
    with Paper(QPdfWriter(whole), "0301 Oslo") as paper:
        PaperList(paper).add(listing)
        return paper.pages


def test_the_dialog_offers_a_pdf_and_speaks_bokmal(story: Story, qtbot: QtBot) -> None:
    dialog = PrintDialog(story.window, "Feilliste med 3 funn")
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
