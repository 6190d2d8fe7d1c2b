"""What the IT staff have decided is seen as locked, and the user is told who decides."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iplos_desktop.flow.policy import LOCKED, Policy
from iplos_desktop.flow.session import Step
from iplos_desktop.gui.locked import Locked
from tests.gui.conftest import open_window
from tests.gui.support import Bureau, Story

Open = Callable[[Policy], Story]


@pytest.fixture
def under(tmp_path: Path, qtbot: QtBot) -> Open:
    def opened(policy: Policy) -> Story:
        story = Story(qtbot, open_window(tmp_path, policy), tmp_path)
        story.window.show()
        return story

    return opened


def told(locked: Locked) -> str:
    assert locked.isVisible()
    assert locked.words.text().endswith(LOCKED)
    return locked.words.text()


def test_the_folder_that_is_decided(
    under: Open, tmp_path: Path, clean: Path, bureau: Bureau
) -> None:
    folder = tmp_path / "sikker" / "IPLOS"
    story = under(Policy(output_folder=folder))
    story.to_kontroll(clean)
    story.next()
    story.fill_sender()
    story.next()
    story.load_key(bureau.certificate())
    story.confirm_key(bureau.letter())
    story.next()
    assert story.krypter.place.edit.text() == str(folder)
    assert not story.krypter.choose.isVisible()
    assert "Mappa" in told(story.krypter.locked)
    story.next()
    story.bot.waitUntil(lambda: story.at(Step.FERDIG), timeout=20_000)
    assert [path.suffix for path in folder.iterdir()] == [".p7m"]
    story.end()


def test_a_folder_nobody_has_decided_can_be_chosen(
    story: Story, clean: Path, bureau: Bureau
) -> None:
    story.to_krypter(clean, bureau)
    assert story.krypter.choose.isVisible()
    assert not story.krypter.locked.isVisible()


def test_a_trial_that_is_off(under: Open) -> None:
    story = under(Policy(test_mode=False))
    card = story.start.trial
    QApplication.processEvents()  # rows come and go with what is in them
    assert "Prøven er slått av" in told(card.locked)
    assert not card.start.isVisible()
    assert not card.place.isVisible()
    story.end()


def test_she_sees_the_settings_and_who_decides(under: Open) -> None:
    story = under(
        Policy(
            test_mode=False,
            proxy="<b>proxy</b>:8080",
            places={"TestMode": "/etc/iplos-desktop/policies.json", "Proxy": "policy"},
        )
    )
    machine = story.start.machine
    story.press(machine.see)
    story.bot.waitUntil(lambda: machine.book is not None, timeout=20_000)
    assert machine.book is not None
    text = machine.book.text.toPlainText()
    assert "Tillat testmodus: nei" in text
    assert f"{LOCKED} (TestMode i /etc/iplos-desktop/policies.json)" in text
    assert "<b>proxy</b>:8080" in text
    assert "Mappe for krypterte filer: som valgt på siden Krypter" in text
    assert "Maskinen er klar" in text
    assert machine.see.isEnabled()
    machine.book.close()
    story.end()


def test_looking_at_the_machine_takes_no_other_works_place(story: Story) -> None:
    """A trial that is being made goes on."""
    held = threading.Event()
    story.window.road.run_aside(lambda _: held.wait(), lambda _: None, lambda _: None)
    assert not story.start.machine.see.isEnabled()
    held.set()
    story.until_idle()
    assert story.start.machine.see.isEnabled()
