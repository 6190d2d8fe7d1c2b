"""Every list and every key that may not be used is refused, by every door, in words of its own.

Why: sealing health data to the wrong key cannot be undone; and whoever is refused must know what
to do about it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding

from iplos_desktop.cli.main import main
from iplos_desktop.errors import UserError
from iplos_desktop.flow import keyring as keyring_module
from iplos_desktop.flow.demo import Demo
from iplos_desktop.flow.key_choice import KeyChoice
from iplos_desktop.flow.keyring import Keyring, keyring
from iplos_desktop.flow.policy import Policy
from iplos_desktop.sealing.certificate import Role, fingerprint, read_certificate
from iplos_desktop.sealing.keylist import LARGEST_LIST
from iplos_desktop.sealing.recipient import PrivateKey
from tests.cli.test_the_whole_road import SENDER
from tests.sealing.registry import Registry
from tests.sealing.support import DAY, certificate, plain_norwegian

BUREAU, MANAGER = 0, 1
SERVER = "1.3.6.1.5.5.7.3.1"


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    return Registry(tmp_path_factory.mktemp("register") / "et", datetime.now().astimezone())


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    return Registry(tmp_path_factory.mktemp("register") / "annet", datetime.now().astimezone())


@dataclass
class Machine:
    """One that trusts the registry; and the doors a key may come in by."""

    export: Path
    home: Path
    policy: Policy
    capsys: pytest.CaptureFixture[str]

    @property
    def out(self) -> Path:
        return self.home / "ut"

    def ring(self) -> Keyring:
        return keyring()

    def installing(self, path: Path) -> tuple[str, str] | None:
        return self.told("nokkel", "importer", path)

    def sealing(self, *keys: str | Path, typed: str = "") -> tuple[str, str] | None:
        words: list[str | Path] = ["krypter", self.export, "--test", "--ut", self.out, *SENDER]
        for key in keys:
            words += ["--nokkel", key]
        return self.told(*words, *(["--fingeravtrykk", typed] if typed else []))

    def at_the_page(self, path: Path, typed: str = "") -> tuple[str, str] | None:
        """As the window does, year 2015."""
        choice = KeyChoice(self.ring(), lambda: datetime.now().astimezone())
        choice.begin(2015)
        try:
            for offered in choice.load(path):
                if offered.trusted is None:
                    choice.confirm(offered, typed, Role.STATISTIKK)
            if choice.hindrance is not None:
                raise choice.hindrance
        except UserError as error:
            return error.what, error.advice
        return None

    def kept(self) -> list[bytes]:
        return self.ring().store.lists()

    def told(self, *words: str | Path) -> tuple[str, str] | None:
        code = main([*map(str, words)])
        err = self.capsys.readouterr().err
        if code == 0:
            return None
        assert code == 3
        what, advice = err.strip().splitlines()[-2:]
        return what.removeprefix("feil: "), advice.removeprefix("råd: ")


@pytest.fixture
def machine(
    registry: Registry,
    demo: Demo,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Machine:
    made = Machine(demo.export, tmp_path, Policy(roots=(registry.root,)), capsys)
    made.out.mkdir()
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.setattr(keyring_module, "installed", lambda: made.policy)
    return made


def test_the_good_list_goes_in_by_every_door(machine: Machine, registry: Registry) -> None:
    assert machine.installing(registry.file) is None
    assert machine.at_the_page(registry.file) is None
    assert machine.sealing(registry.file) is None
    assert len(list(machine.out.iterdir())) == 1


def words_of(told: list[tuple[str, str] | None]) -> set[str]:
    """What happened, less the numbers and days in it."""
    return {re.sub(r"\d+", "0", why[0]) for why in told if why}


# Lists


def text(time: datetime) -> str:
    return f"{time:%Y-%m-%dT%H:%M:%SZ}"


def in_key(index: int, **changes: object) -> Callable[[dict[str, Any]], object]:
    return lambda payload: payload["keys"][index].update(changes)


def newer(
    change: Callable[[dict[str, Any]], object], by: int = 0
) -> Callable[[dict[str, Any]], object]:
    """The change, in a later list."""
    return lambda payload: (change(payload), payload.update(version=2**40 + by))


def with_certificate(
    registry: Registry, key: PrivateKey, name: str = "IPLOS 2015 statistikk", **faults: str
) -> bytes:
    """The list with another certificate for the bureau."""
    pem = registry.issued(key, name, **faults)
    return registry.signed(in_key(BUREAU, certificate=pem))


def exchanged(payload: dict[str, Any]) -> None:
    first, second = payload["keys"]
    first["role"], second["role"] = second["role"], first["role"]


def same_key(payload: dict[str, Any]) -> None:
    payload["keys"][MANAGER]["certificate"] = payload["keys"][BUREAU]["certificate"]


def p256() -> PrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


LISTS: dict[str, Callable[[Registry, Registry], bytes]] = {
    "older than one seen": lambda one, _: one.signed(lambda payload: payload.update(version=1)),
    "expired": lambda one, _: one.signed(
        lambda payload: payload.update(
            version=2**40, issued=text(one.now - 9 * DAY), expires=text(one.now - DAY)
        )
    ),
    "of tomorrow": lambda one, _: one.signed(
        lambda payload: payload.update(version=2**40, issued=text(one.now + DAY))
    ),
    "another of the same version": lambda one, _: one.signed(
        lambda payload: payload.update(expires=text(one.now + DAY))
    ),
    "of another root": lambda _, other: other.data,
    "roles exchanged": lambda one, _: one.signed(exchanged),
    "another year by its name": lambda one, _: with_certificate(
        one, p256(), "IPLOS 2014 statistikk"
    ),
    "one key for both": lambda one, _: one.signed(same_key),
    "weak": lambda one, _: with_certificate(
        one, rsa.generate_private_key(65537, 2048), usage="key_encipherment"
    ),
    "of another kind": lambda one, _: with_certificate(
        one, ec.generate_private_key(ec.SECP521R1())
    ),
    "usage": lambda one, _: with_certificate(one, p256(), usage="digital_signature"),
    "extended usage": lambda one, _: with_certificate(one, p256(), extended=SERVER),
    "faults in it": lambda one, _: one.signed(in_key(BUREAU, status="kanskje")),
    "damaged": lambda one, _: one.data[:-40],
    "too large": lambda one, _: one.data + b" " * LARGEST_LIST,
}
NOT_NOW: dict[str, Callable[[Registry, Registry], bytes]] = {
    "no key of the year": lambda one, _: one.signed(
        newer(
            lambda payload: [
                entry.update(year=2014, certificate=one.issued(p256(), "Nøkkel"))
                for entry in payload["keys"]
            ]
        )
    ),
    "revoked": lambda one, _: one.signed(newer(in_key(BUREAU, status="revoked"), 1)),
    "the manager's revoked": lambda one, _: one.signed(in_key(MANAGER, status="revoked")),
    "a key not yet in force": lambda one, _: one.signed(
        in_key(BUREAU, valid_from=text(one.now + DAY))
    ),
}


@pytest.mark.parametrize("fault", LISTS)
def test_a_list_that_may_not_be_used(
    machine: Machine, registry: Registry, stranger: Registry, tmp_path: Path, fault: str
) -> None:
    """Nothing is kept of it, and what was kept before stands."""
    assert machine.installing(registry.file) is None
    before = machine.kept()
    path = tmp_path / "liste.jws"
    path.write_bytes(LISTS[fault](registry, stranger))

    told = {machine.installing(path), machine.at_the_page(path), machine.sealing(path)}

    assert len(told) == 1, "every door says the same"
    (why,) = told
    assert why is not None
    plain_norwegian(UserError(*why))
    assert machine.kept() == before
    assert list(machine.out.iterdir()) == []


@pytest.mark.parametrize("fault", NOT_NOW)
def test_a_list_in_order_whose_keys_do_not_serve(
    machine: Machine, registry: Registry, stranger: Registry, tmp_path: Path, fault: str
) -> None:
    """It is kept, since it is the newest; and nothing is sealed to it."""
    path = tmp_path / "liste.jws"
    path.write_bytes(NOT_NOW[fault](registry, stranger))
    why = machine.sealing(path)
    assert why is not None
    plain_norwegian(UserError(*why))
    assert machine.at_the_page(path) == why
    assert list(machine.out.iterdir()) == []
    assert machine.kept() == [path.read_bytes()]
    assert machine.installing(path) is None


def test_each_fault_of_a_list_has_words_of_its_own(
    machine: Machine, registry: Registry, stranger: Registry, tmp_path: Path
) -> None:
    machine.at_the_page(registry.file)
    path = tmp_path / "liste.jws"
    told = []
    for fault in [*LISTS.values(), NOT_NOW["no key of the year"], NOT_NOW["revoked"]]:
        path.write_bytes(fault(registry, stranger))
        told.append(machine.at_the_page(path))
    assert None not in told
    assert len(words_of(told)) == len(told)


# Single keys, confirmed by hand


@dataclass(frozen=True)
class Given:
    """What is given for the bureau's key. right: whether its fingerprint is typed."""

    data: bytes
    right: bool = True


def pem(registry: Registry, key: PrivateKey, name: str = "Nøkkel", **faults: str) -> Given:
    return Given(registry.issued(key, name, **faults).encode())


def dated(registry: Registry, first: float, last: float) -> Given:
    """A certificate that is good from one day to another, counted from now."""
    start, end = registry.now + first * DAY, registry.now + last * DAY
    made = certificate(ec.generate_private_key(ec.SECP256R1()), "Nøkkel", start=start, end=end)
    return Given(made.public_bytes(Encoding.PEM))


KEYS: dict[str, Callable[[Registry], Given]] = {
    "last year's": lambda one: pem(one, p256(), "IPLOS 2014 statistikk"),
    "the manager's": lambda one: Given(one.certificate(Role.PSEUDONYM).read_bytes()),
    "weak": lambda one: pem(one, rsa.generate_private_key(65537, 2048), usage="key_encipherment"),
    "of another kind": lambda one: pem(one, ec.generate_private_key(ec.SECP521R1())),
    "usage": lambda one: pem(one, p256(), usage="digital_signature"),
    "extended usage": lambda one: pem(one, p256(), extended=SERVER),
    "expired": lambda one: dated(one, -9, -1),
    "of tomorrow": lambda one: dated(one, 1, 9),
    "another fingerprint": lambda one: Given(pem(one, p256()).data, right=False),
    "private": lambda one: Given((one.folder / "statistikk-2015-privat.pem").read_bytes()),
    "damaged": lambda one: Given(one.certificate().read_bytes().replace(b"MII", b"MIJ")),
    "several": lambda one: Given(one.certificate().read_bytes() * 2),
    "empty": lambda _: Given(b""),
    "too large": lambda one: Given(one.certificate().read_bytes() + b" " * LARGEST_LIST),
}


def fingerprint_of(given: Given) -> str:
    """As the letter has it; anything where there is none."""
    if not given.right or given.data.count(b"BEGIN CERT") != 1:
        return "0" * 16
    try:
        return fingerprint(x509.load_pem_x509_certificate(given.data.strip()))[-16:]
    except ValueError:
        return "0" * 16


@pytest.mark.parametrize("fault", KEYS)
def test_a_key_that_may_not_be_used(
    machine: Machine, registry: Registry, tmp_path: Path, fault: str
) -> None:
    given = KEYS[fault](registry)
    path = tmp_path / "nokkel.pem"
    path.write_bytes(given.data)
    why = machine.sealing(f"statistikk={path}", typed=fingerprint_of(given))
    assert why is not None
    plain_norwegian(UserError(*why))
    assert list(machine.out.iterdir()) == []
    if fault == "the manager's":  # the page sees whose it is, and never takes it for the bureau's
        assert machine.at_the_page(path, fingerprint_of(given)) is not None
    else:
        assert machine.at_the_page(path, fingerprint_of(given)) == why


def test_each_fault_of_a_key_has_words_of_its_own(
    machine: Machine, registry: Registry, tmp_path: Path
) -> None:
    path = tmp_path / "nokkel.pem"
    told = []
    for fault in KEYS.values():
        given = fault(registry)
        path.write_bytes(given.data)
        told.append(machine.sealing(f"statistikk={path}", typed=fingerprint_of(given)))
    told.append(machine.sealing(f"statistikk={registry.certificate()}"))  # nothing typed
    machine.policy = replace(machine.policy, trust_by_hand=False)
    told.append(machine.sealing(f"statistikk={registry.certificate()}", typed=registry.letter()))
    assert None not in told
    assert len(words_of(told)) == len(told)


def test_the_same_key_for_both_and_the_bureaus_in_the_managers_place(
    machine: Machine, registry: Registry, tmp_path: Path
) -> None:
    unnamed = tmp_path / "nokkel.pem"
    unnamed.write_text(registry.issued(p256(), "Nøkkel"))
    digits = fingerprint(read_certificate(unnamed))[-16:]
    both = machine.sealing(f"statistikk={unnamed}", f"pseudonym={unnamed}", typed=digits)
    assert both is not None
    assert "samme nøkkel" in both[0]
    bureau = registry.certificate()
    swapped = machine.sealing(f"pseudonym={bureau}", typed=registry.letter())
    assert swapped is not None
    assert "laget for statistikkbyrået" in swapped[0]
    assert list(machine.out.iterdir()) == []


def test_a_root_named_by_hand_can_be_forbidden_too(machine: Machine, stranger: Registry) -> None:
    root = stranger.folder / "rot.pem"
    digits = fingerprint(stranger.root)[-16:]
    words = ("nokkel", "importer", stranger.file, "--rot", root, "--fingeravtrykk")
    wrong = machine.told(*words, "0" * 16)
    assert wrong is not None
    assert "hører ikke til" in wrong[0]
    machine.policy = replace(machine.policy, trust_by_hand=False)
    forbidden = machine.told(*words, digits)
    assert forbidden is not None
    assert "kan ingen nøkkel bekreftes" in forbidden[0]
    assert machine.kept() == []
    machine.policy = replace(machine.policy, trust_by_hand=True)
    assert machine.told(*words, digits) is None


def test_the_list_kept_forbids_the_way_back_to_one_part(
    machine: Machine, registry: Registry
) -> None:
    words, typed = f"statistikk={registry.certificate()}", registry.letter()
    assert machine.sealing(words, typed=typed) is None
    assert machine.installing(registry.file) is None
    refused = machine.sealing(words, typed=typed)
    assert refused is not None
    assert "Pseudonymforvalterens nøkkel" in refused[0]
    assert len(list(machine.out.iterdir())) == 1


def test_a_certificate_without_its_role_is_told_the_form(
    machine: Machine, registry: Registry
) -> None:
    told = machine.sealing(registry.certificate(), typed=registry.letter())
    assert told is not None
    plain_norwegian(UserError(*told))
    assert "er et sertifikat" in told[0]
    assert f"--nokkel statistikk={registry.certificate()}" in told[1]
    assert list(machine.out.iterdir()) == []
