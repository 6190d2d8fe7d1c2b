"""The main job, clicked and typed through: an export goes in, an encrypted file comes out."""

import subprocess
import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iplos_desktop.flow.session import Step
from tests.gui.conftest import open_window
from tests.gui.support import Bureau, Story


def test_a_clean_export_becomes_a_file_the_bureau_opens(
    story: Story, clean: Path, bureau: Bureau
) -> None:
    story.to_krypter(clean, bureau)
    assert story.krypter.faults_card.isHidden()
    story.next()
    story.bot.waitUntil(lambda: story.at(Step.FERDIG), timeout=20_000)

    (sealed,) = story.sealed()
    assert story.ferdig.place.edit.text() == str(sealed)
    opened = story.folder / "apnet.zip"
    command: list[str | Path] = [
        "openssl",
        "cms",
        "-decrypt",
        "-binary",
        "-inform",
        "DER",
        "-in",
        sealed,
    ]
    command += ["-inkey", bureau.private(), "-out", opened]
    subprocess.run(command, check=True)
    with zipfile.ZipFile(opened) as archive:
        content = next(name for name in archive.namelist() if name.endswith(".xml"))
        assert archive.read(content) == clean.read_bytes()
    story.press(story.ferdig.copy)
    assert QGuiApplication.clipboard().text() == str(sealed)


def test_faults_are_confirmed_in_words_before_they_are_sent(
    story: Story, faulty: Path, bureau: Bureau
) -> None:
    story.to_krypter(faulty, bureau)
    assert "feil" in story.krypter.faults.text()
    story.next()
    assert "Uttrekket har feil." in story.krypter.trouble.text
    assert not story.sealed()

    story.krypter.confirm.setFocus()
    story.bot.keyClick(story.krypter.confirm, Qt.Key.Key_Space)
    story.next()
    story.bot.waitUntil(lambda: story.at(Step.FERDIG), timeout=20_000)
    assert len(story.sealed()) == 1


def test_a_critical_fault_stops_her_at_kontroll(story: Story, tmp_path: Path) -> None:
    path = tmp_path / "kuttet.xml"
    path.write_text('<?xml version="1.0"?><IPLOS versjon="3.3"><INNHINFO>')
    story.to_kontroll(path)
    story.next()
    assert story.at(Step.KONTROLL)
    assert "kritiske feil" in story.kontroll.trouble.text
    assert not story.window.steps.buttons[Step.AVSENDER].isEnabled()
    assert "Ingen feil" not in story.kontroll.summary.text


def test_another_file_clears_what_followed_but_keeps_what_she_typed(
    story: Story, clean: Path, faulty: Path, bureau: Bureau
) -> None:
    story.to_krypter(clean, bureau)
    story.press(story.window.steps.buttons[Step.FIL])
    story.choose(faulty)
    assert story.session.keys == []
    assert not story.window.steps.buttons[Step.KRYPTER].isEnabled()
    story.next()
    story.next()
    assert story.avsender.fields["email"].text == "kari@example.no"


def test_back_and_forth_keeps_what_was_entered(story: Story, clean: Path) -> None:
    story.to_kontroll(clean)
    story.next()
    story.write(story.avsender.fields["name"].edit, "Kari")
    story.press(story.window.back)
    story.next()
    assert story.avsender.fields["name"].text == "Kari"


def test_the_second_run_remembers(story: Story, clean: Path, bureau: Bureau, qtbot: QtBot) -> None:
    story.to_krypter(clean, bureau)
    again = Story(qtbot, open_window(story.folder), story.folder)
    again.window.show()
    again.to_kontroll(clean)
    again.next()
    assert again.avsender.fields["organisation_number"].text == "999 999 999"
    assert again.avsender.fields["email"].text == "kari@example.no"
    again.next()
    assert again.at(Step.NOKKEL)
    again.end()


def test_a_file_can_be_dropped(story: Story, clean: Path) -> None:
    story.begin()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(clean))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    middle = QPointF(story.fil.drop.rect().center())
    drop = QDropEvent(middle, Qt.DropAction.CopyAction, data, buttons, keys)
    enter = QDragEnterEvent(middle.toPoint(), Qt.DropAction.CopyAction, data, buttons, keys)
    for event in (enter, drop):
        QApplication.sendEvent(story.fil.drop, event)
        assert event.isAccepted()
    story.bot.waitUntil(lambda: story.session.checked is not None, timeout=20_000)
    assert story.session.path == clean


def test_the_trial_goes_the_whole_road_to_two_receivers_and_types_nothing(story: Story) -> None:
    story.to_trial()
    assert story.window.banner.isVisible()
    listed = story.to_trial_keys()
    assert "velg nøkkellista som programmet laget" in story.nokkel.trial.text
    assert str(listed) in story.nokkel.trial.text.replace("\N{ZERO WIDTH SPACE}", "")
    story.load_key(listed)
    assert ["signert av myndigheten" in card.good.text for card in story.nokkel.cards] == [True] * 2
    story.next()
    story.next()
    story.bot.waitUntil(lambda: story.at(Step.FERDIG), timeout=20_000)
    assert story.session.receipt is not None
    assert story.session.receipt.parts == 2
    assert "TEST" in story.session.receipt.path.name
    assert story.session.receipt.path.parent.parent == story.folder / "prøve"
    story.press(story.ferdig.again)
    assert not story.window.banner.isVisible()
    assert not (story.folder / "lister").exists()


def test_a_trial_leaves_nothing_for_a_real_submission_to_trust_or_to_fill_in(
    story: Story, clean: Path
) -> None:
    story.to_trial()
    listed = story.to_trial_keys()
    story.load_key(listed)
    story.press(story.window.cancel)
    story.to_kontroll(clean)
    story.next()
    assert not story.avsender.fields["email"].text
    story.fill_sender()
    story.next()
    assert not story.nokkel.trial.isVisible()
    assert not story.nokkel.list.isVisible()
    story.load_key(listed)
    assert "rotsertifikat" in story.nokkel.wrong.text
    assert story.session.keys == []
    assert story.session.folder == clean.parent


@pytest.mark.parametrize("other_file", [True, False], ids=["another file", "no test mode"])
def test_what_is_not_the_trials_own_ends_it(story: Story, clean: Path, *, other_file: bool) -> None:
    story.to_trial()
    story.load_key(story.to_trial_keys())
    assert len(story.session.keys) == 2
    if other_file:
        story.press(story.window.steps.buttons[Step.FIL])
        story.choose(clean)
    else:
        story.session.choose_test_mode(test=False)
    assert story.session.trial is None
    assert story.session.keys == []
    assert story.session.choice.ring.store is story.session.key_store


@pytest.mark.parametrize("text", ["", "ikke xml", "<html></html>"])
def test_a_file_that_is_no_export_is_told_plainly(story: Story, tmp_path: Path, text: str) -> None:
    path = tmp_path / "feil.xml"
    path.write_text(text)
    story.to_kontroll(path)
    assert story.kontroll.table.model.rowCount() > 0
    assert "kan ikke sendes" in story.kontroll.summary.text


def test_a_file_that_is_gone_is_told_where_she_stands(story: Story, tmp_path: Path) -> None:
    story.begin()
    story.choose(tmp_path / "borte.xml")
    assert "borte.xml" in story.fil.trouble.text
    story.next()
    assert story.at(Step.FIL)
