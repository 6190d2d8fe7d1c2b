"""Stopping leaves nothing behind, and leaving in the middle asks first."""

from pathlib import Path
from threading import Event

import pytest

from iplos_desktop.errors import UserError
from iplos_desktop.flow.session import Session, Step
from iplos_desktop.watch import Watch
from tests.gui.support import Bureau, Story


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work goes on until it is stopped."""
    patience = Event()

    def wait(_: Session, __: object, watch: Watch) -> None:
        while not patience.wait(0.005):
            watch.tell(1, 2)

    monkeypatch.setattr(Session, "run_check", wait)


@pytest.mark.usefixtures("held")
def test_a_check_can_be_stopped_and_begun_again(story: Story, clean: Path) -> None:
    story.begin()
    story.answers.path = clean
    story.press(story.fil.drop.button)
    story.bot.waitUntil(lambda: story.fil.work.bar.value() == 500)
    assert not story.window.next.isEnabled()
    story.press(story.fil.work.stop)
    story.until_idle()
    assert story.session.checked is None
    assert story.fil.again.isVisible()
    story.press(story.fil.again)
    assert story.window.road.busy
    story.press(story.window.cancel)
    story.until_idle()
    assert story.at(Step.FIL)


@pytest.mark.usefixtures("held")
def test_closing_while_it_works_asks(story: Story, clean: Path) -> None:
    story.begin()
    story.answers.path = clean
    story.press(story.fil.drop.button)
    story.answers.yes = False
    story.window.close()
    assert story.window.isVisible()
    assert story.answers.asked
    assert story.window.road.busy
    story.answers.yes = True
    story.window.close()
    story.bot.waitUntil(lambda: not story.window.isVisible())
    assert story.window.road.idle


def test_stopping_the_sealing_leaves_no_file(
    story: Story, clean: Path, bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = set(story.folder.iterdir())
    real = Session.run_seal
    begun = Event()

    def slow(session: Session, delivery: object, watch: Watch) -> object:
        def tell(done: int, total: int) -> None:
            begun.set()
            while not patience.wait(0.005):
                watch.tell(done, total)

        return real(session, delivery, Watch(tell))  # type: ignore[arg-type]

    patience = Event()
    monkeypatch.setattr(Session, "run_seal", slow)
    story.to_krypter(clean, bureau)
    story.next()
    story.bot.waitUntil(begun.is_set)
    assert not story.window.back.isEnabled()
    story.press(story.krypter.work.stop)
    story.until_idle()
    assert "Ingen fil er laget." in story.krypter.stopped.text
    made = {path.name for path in set(story.folder.iterdir()) - before}
    assert made <= {"innstillinger", "historikk"}


def test_leaving_a_submission_that_is_not_finished_asks(story: Story, clean: Path) -> None:
    story.to_kontroll(clean)
    story.answers.yes = False
    story.press(story.window.cancel)
    assert story.at(Step.KONTROLL)
    story.window.close()
    assert story.window.isVisible()
    story.answers.yes = True
    story.press(story.window.cancel)
    assert story.at(Step.START)
    assert story.session.path is None


def test_trouble_in_the_sealing_is_told_and_she_may_try_again(
    story: Story, clean: Path, bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise UserError("Disken er full.", "Velg en annen mappe.")

    monkeypatch.setattr(Session, "run_seal", full)
    story.to_krypter(clean, bureau)
    story.next()
    story.until_idle()
    assert story.at(Step.KRYPTER)
    assert "Disken er full." in story.krypter.trouble.text
    assert story.window.next.isEnabled()
