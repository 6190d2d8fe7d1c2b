"""The year's keys come by one press or from a stick, and she is told why when they do not serve."""

import re
import ssl
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from iplos_desktop.errors import UserError
from iplos_desktop.flow.key_store import KeyStore
from iplos_desktop.flow.keyring import Keyring
from iplos_desktop.flow.policy import Policy
from iplos_desktop.flow.receive import open_sealed
from iplos_desktop.flow.session import Step
from iplos_desktop.gui.panel import Panel
from iplos_desktop.sealing.certificate import Role
from iplos_desktop.watch import Watch
from tests.fetch.support import (
    Authority,
    Server,
    never_answers,
    refuses,
    sends,
    serving,
    trusted,
)
from tests.gui.conftest import open_window
from tests.gui.support import Bureau, Story
from tests.sealing.registry import Registry


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    return Registry(tmp_path_factory.mktemp("register") / "et", datetime.now().astimezone())


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    made = Authority(tmp_path_factory.mktemp("ca"))
    with trusted(made):
        yield made


@pytest.fixture(scope="module")
def context(authority: Authority) -> ssl.SSLContext:
    return authority.server()


@pytest.fixture
def server(context: ssl.SSLContext, registry: Registry) -> Iterator[Server]:
    with serving(context, sends(registry.data)) as made:
        yield made


class Desk:
    """Opens windows under a policy, most at the page Nøkkel, and closes them."""

    def __init__(self, bot: QtBot, folder: Path, export: Path) -> None:
        self._bot, self._folder, self._export = bot, folder, export
        self._opened: list[Story] = []

    def window(self, registry: Registry, **policy: Any) -> Story:  # noqa: ANN401
        window = open_window(self._folder, Policy(roots=(registry.root,), **policy))
        story = Story(self._bot, window, self._folder)
        self._opened.append(story)
        window.show()
        return story

    def at_key(self, registry: Registry, **policy: Any) -> Story:  # noqa: ANN401
        story = self.window(registry, **policy)
        story.to_kontroll(self._export)
        story.next()
        story.fill_sender()
        story.next()
        assert story.at(Step.NOKKEL)
        return story

    def close(self) -> None:
        for story in self._opened:
            story.end()


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, clean: Path) -> Iterator[Desk]:
    made = Desk(qtbot, tmp_path, clean)
    yield made
    made.close()


def test_one_press_brings_both_keys_and_the_next_run_has_them(
    desk: Desk, registry: Registry, server: Server
) -> None:
    story = desk.at_key(registry, key_list_address=server.address.replace("2015", "{aar}"))
    story.press(story.nokkel.list.fetch)
    story.until_idle()
    assert server.asked == ["/iplos-nokler-2015.jws"]
    assert ["signert av myndigheten" in card.good.text for card in story.nokkel.cards] == [True] * 2
    assert [key.role for key in story.session.keys] == [*Role]
    assert story.window.next.hasFocus()
    story.next()
    assert story.at(Step.KRYPTER)

    again = desk.at_key(registry)
    assert len(again.session.keys) == 2
    assert again.nokkel.list.isVisible()
    assert not again.nokkel.list.fetch.isVisible()


def test_what_goes_wrong_on_the_way_is_told_beside_the_button(
    desk: Desk, registry: Registry, context: ssl.SSLContext
) -> None:
    with serving(context, refuses(404)) as server:
        story = desk.at_key(registry, key_list_address=server.address)
        story.press(story.nokkel.list.fetch)
        story.until_idle()
        assert "finnes ikke" in story.nokkel.list.wrong.text
        assert story.nokkel.list.wrong.hasFocus()
        assert "minnepinne" in story.nokkel.list.wrong.text
        server.answer = sends(b"<html>Logg inn</html>")
        story.press(story.nokkel.list.fetch)
        story.until_idle()
        assert "ikke en hel nøkkelliste" in story.nokkel.list.wrong.text
        server.answer = sends(registry.data)
        story.press(story.nokkel.list.fetch)
        story.until_idle()
        assert not story.nokkel.list.wrong.text
        assert len(story.session.keys) == 2


def test_never_two_errors_at_once(
    desk: Desk, registry: Registry, bureau: Bureau, context: ssl.SSLContext
) -> None:
    with serving(context, refuses(404)) as server:
        story = desk.at_key(registry, key_list_address=server.address, trust_by_hand=False)
        fetch = partial(story.press, story.nokkel.list.fetch)
        acts: list[tuple[Callable[[], None], str]] = [
            (partial(story.load_key, bureau.certificate()), "kan ingen nøkkel bekreftes"),
            (fetch, "finnes ikke"),
            (partial(story.load_key, bureau.private()), "privat"),
            (story.next, "ikke klar"),
            (fetch, "finnes ikke"),
            (story.next, "ikke klar"),
        ]
        for act, told in acts:
            act()
            story.until_idle()
            (error,) = errors(story)
            assert told in error
        server.answer = sends(registry.data)
        fetch()
        story.until_idle()
        assert errors(story) == []


def test_a_file_that_is_loaded_takes_the_place_of_the_list_under_way(
    desk: Desk, registry: Registry, bureau: Bureau, context: ssl.SSLContext
) -> None:
    with serving(context, never_answers) as server:
        story = desk.at_key(registry, key_list_address=server.address)
        story.press(story.nokkel.list.fetch)
        story.bot.waitUntil(lambda: bool(server.asked))
        story.load_key(bureau.private())
        story.until_idle()
        assert len(errors(story)) == 1
        assert story.nokkel.list.fetch.isEnabled()


def test_a_wrong_fingerprint_takes_the_place_of_an_earlier_error(
    desk: Desk, registry: Registry, bureau: Bureau
) -> None:
    story = desk.at_key(registry)
    story.load_key(bureau.certificate())
    story.load_key(bureau.private())
    story.confirm_key("0000 0000 0000 0000")
    (error,) = errors(story)
    assert "hører ikke til denne nøkkelen" in error
    story.load_key(bureau.private())
    (error,) = errors(story)
    assert "privat" in error


def errors(story: Story) -> list[str]:
    """Every error that is shown on the page."""
    told = [one.text for one in story.nokkel.findChildren(Panel)]
    return [one for one in told if one.startswith("Feil")]


def test_it_can_be_stopped_and_left(
    desk: Desk, registry: Registry, context: ssl.SSLContext
) -> None:
    with serving(context, never_answers) as server:
        story = desk.at_key(registry, key_list_address=server.address)
        card = story.nokkel.list
        for button in (card.work.stop, story.window.back):
            story.press(card.fetch)
            assert not card.fetch.isEnabled()
            assert card.work.stop.hasFocus()
            story.bot.waitUntil(lambda: bool(server.asked))
            story.press(button)
            story.until_idle()
            server.asked.clear()
            assert card.fetch.hasFocus() is (button is card.work.stop)
        assert story.at(Step.AVSENDER)
        story.next()
        assert card.fetch.isEnabled()
        assert not card.work.isVisible()
        assert not card.wrong.text


def test_without_a_network_or_an_address_there_is_no_button(desk: Desk, registry: Registry) -> None:
    story = desk.at_key(registry, key_list_address="https://example.no/", network=False)
    assert not story.nokkel.list.fetch.isVisible()
    assert "Nettet er slått av" in story.nokkel.list.no_network.words.text()
    assert not desk.at_key(registry).nokkel.list.isVisible()


def test_a_list_from_a_stick_is_trusted_alike(desk: Desk, registry: Registry) -> None:
    story = desk.at_key(registry)
    story.load_key(registry.file)
    assert len(story.session.keys) == 2
    assert story.nokkel.list.isVisible()
    story.next()
    assert story.at(Step.KRYPTER)


def test_with_both_keys_each_receiver_gets_its_part(
    desk: Desk, registry: Registry, clean: Path, tmp_path: Path
) -> None:
    story = desk.at_key(registry)
    story.session.folder = tmp_path
    story.load_key(registry.file)
    story.next()
    told = facts(story)
    assert "som ikke får se resten" in told
    assert "som ikke får se fødselsnumrene" in told
    assert told.count("Fra signert nøkkelliste") == 2
    assert "samlet" not in told

    story.next()
    story.bot.waitUntil(lambda: story.at(Step.FERDIG), timeout=20_000)

    sealed = Path(story.ferdig.place.edit.text())
    opened(registry, Role.PSEUDONYM, sealed, tmp_path / "ytre")
    opened(registry, Role.STATISTIKK, tmp_path / "ytre" / "innhold.p7m", tmp_path / "indre")
    identities = (tmp_path / "ytre" / "identer.csv").read_bytes()
    content = (tmp_path / "indre" / "innhold.xml").read_bytes()
    export = clean.read_bytes()
    assert content == re.sub(rb"<peFnr>[0-9]*</peFnr>", b"", export)
    assert re.findall(rb";([0-9]+);", identities) == re.findall(rb"<peFnr>([0-9]+)<", export)


def test_with_one_key_she_is_told_that_all_goes_to_one(
    desk: Desk, registry: Registry, bureau: Bureau
) -> None:
    story = desk.at_key(registry)
    story.load_key(bureau.certificate())
    story.confirm_key(bureau.letter())
    story.next()
    told = facts(story)
    assert "fødselsnumrene og helseopplysningene samlet" in told
    assert "bare nøkkelen til Statistisk sentralbyrå" in told
    assert "fingeravtrykk du har skrevet inn" in told


def test_a_second_key_that_is_not_confirmed_stops_her(desk: Desk, registry: Registry) -> None:
    story = desk.at_key(registry)
    page = story.nokkel
    story.load_key(registry.certificate())
    story.confirm_key(registry.letter())
    story.load_key(registry.certificate(Role.PSEUDONYM))
    second = page.cards[1]
    assert second.typed.edit.hasFocus()
    story.next()
    assert story.at(Step.NOKKEL)
    assert "ikke bekreftet" in page.trouble.text
    story.press(second.drop)
    assert len(page.cards) == 1
    story.next()
    assert story.at(Step.KRYPTER)


def facts(story: Story) -> str:
    return " ".join(one.text() for one in story.krypter.facts.findChildren(QLabel))


def opened(registry: Registry, role: Role, path: Path, folder: Path) -> None:
    certificate = registry.certificate(role)
    private = certificate.with_name(f"{certificate.stem}-privat.pem")
    open_sealed(path, private, certificate, folder, None, Watch())


def test_the_list_kept_from_before_says_why_it_does_not_serve(
    desk: Desk, registry: Registry, tmp_path: Path
) -> None:
    data = registry.signed(lambda payload: payload["keys"][1].update(status="revoked"))
    ring = Keyring(Policy(roots=(registry.root,)), KeyStore(tmp_path / "lister"))
    ring.install(data, registry.now)
    story = desk.at_key(registry)
    assert "kan ikke brukes nå" in story.nokkel.list.unfit.text
    assert "trukket tilbake" in story.nokkel.list.unfit.text
    assert story.nokkel.cards == []
    story.load_key(registry.certificate())
    story.confirm_key(registry.letter())
    story.next()
    assert story.at(Step.NOKKEL)
    assert "Pseudonymforvalterens nøkkel for 2015 mangler" in story.nokkel.trouble.text


def test_a_key_without_a_name_asks_whose_it_is(
    desk: Desk, registry: Registry, tmp_path: Path
) -> None:
    path = tmp_path / "nøkkel.pem"
    path.write_text(registry.issued(ec.generate_private_key(ec.SECP256R1()), "Nøkkel"))
    story = desk.at_key(registry)
    story.load_key(path)
    (card,) = story.nokkel.cards
    assert not any(one.isChecked() for one in card.roles.values())
    digits = card.offered.fingerprint[-16:]
    story.confirm_key(digits)
    assert "hvem nøkkelen tilhører" in card.wrong.text
    assert story.session.keys == []
    card.roles[Role.STATISTIKK].click()
    story.confirm_key(digits)
    assert not card.wrong.text
    assert not card.asked.isVisible()
    assert "Ingen nøkkelliste går god for den" in card.good.text
    assert [key.role for key in story.session.keys] == [Role.STATISTIKK]
    story.next()
    assert story.at(Step.KRYPTER)


def test_the_trial_goes_by_no_policy_and_sees_no_list_of_the_real_year(
    desk: Desk, registry: Registry, tmp_path: Path
) -> None:
    Keyring(Policy(roots=(registry.root,)), KeyStore(tmp_path / "lister")).install(
        registry.data, registry.now
    )
    story = desk.window(
        registry,
        trust_by_hand=False,
        key_list_address="https://example.no/",
        trouble=UserError("Ødelagt.", "Be IT-avdelingen rette det."),
    )
    story.to_trial()
    listed = story.to_trial_keys()
    assert story.nokkel.cards == []
    assert not story.nokkel.list.isVisible()
    demo = story.session.trial
    assert demo is not None
    story.load_key(demo.key)
    story.confirm_key(demo.fingerprint[-19:])
    assert [key.how for key in story.session.keys] == ["fingeravtrykk"]
    story.load_key(listed)
    assert [key.how for key in story.session.keys] == ["liste"] * 2
    assert [path.stat().st_size for path in (tmp_path / "lister").iterdir()] == [len(registry.data)]


def test_by_hand_can_be_forbidden(desk: Desk, registry: Registry, bureau: Bureau) -> None:
    story = desk.at_key(registry, trust_by_hand=False)
    story.load_key(bureau.certificate())
    assert "kan ingen nøkkel bekreftes" in story.nokkel.wrong.text
    assert story.nokkel.cards == []


def test_a_broken_policy_is_told_at_once(desk: Desk, registry: Registry) -> None:
    story = desk.at_key(registry, trouble=UserError("Ødelagt.", "Be IT-avdelingen rette det."))
    assert "Ødelagt. Be IT-avdelingen" in story.nokkel.list.note.text
