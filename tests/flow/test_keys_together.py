"""Which keys may be sealed to together, and what a key trusted by hand must still stand up to.

Why: the pseudonym manager must see identities and not health data, the bureau the other way round.
"""

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from iplos_desktop.errors import UserError
from iplos_desktop.flow.key_choice import KeyChoice
from iplos_desktop.flow.key_store import KeyStore
from iplos_desktop.flow.keyring import Keyring
from iplos_desktop.flow.keys import named_keys
from iplos_desktop.flow.policy import Policy
from iplos_desktop.sealing.certificate import Role, fingerprint, read_certificate
from tests.flow.key_support import choice, hindered, later, naming, revoke, trusting, without
from tests.sealing.registry import Change, Registry
from tests.sealing.support import DAY, NOW, plain_norwegian

# No way back to one part


def test_the_bureau_alone_is_not_sealed_to_when_a_list_has_the_manager(
    ring: Keyring, registry: Registry
) -> None:
    names = [f"statistikk={registry.certificate()}"]
    typed = [registry.letter(role) for role in Role]
    assert len(named_keys(names, 2015, typed, ring, NOW)) == 1
    ring.take(registry.data, NOW)
    for now in (NOW, NOW + 400 * DAY):
        with pytest.raises(UserError, match="Pseudonymforvalterens nøkkel for 2015 mangler") as why:
            named_keys(names, 2015, typed, ring, now)
        plain_norwegian(why.value)
    names.append(f"pseudonym={registry.certificate(Role.PSEUDONYM)}")
    assert len(named_keys(names, 2015, typed, ring, NOW)) == 2


def test_nor_when_the_managers_key_has_been_taken_back(ring: Keyring, registry: Registry) -> None:
    ring.take(later(registry, 1, revoke(Role.PSEUDONYM)), NOW + DAY)
    names, typed = [f"statistikk={registry.certificate()}"], [registry.letter()]
    with pytest.raises(UserError, match="Pseudonymforvalterens nøkkel"):
        named_keys(names, 2015, typed, ring, NOW + DAY)


def test_in_the_window_too(ring: Keyring, registry: Registry) -> None:
    ring.take(later(registry, 0, lambda payload: payload.update(expires="2016-02-01T00:00:00Z")),
              NOW)  # fmt: skip
    page = choice(ring, now=NOW + 60 * DAY)
    for role, word in ((Role.STATISTIKK, "Pseudonymforvalterens nøkkel"), (Role.PSEUDONYM, "")):
        (offered,) = page.load(registry.certificate(role))
        page.confirm(offered, registry.letter(role))
        assert hindered(page).startswith(word)
        assert bool(hindered(page)) is bool(word)


def test_a_chosen_key_that_is_not_confirmed_is_never_left_out_in_silence(
    ring: Keyring, registry: Registry
) -> None:
    page = choice(ring)
    (offered,) = page.load(registry.certificate())
    page.confirm(offered, registry.letter())
    assert page.hindrance is None
    (waiting,) = page.load(registry.certificate(Role.PSEUDONYM))
    assert "ikke bekreftet" in hindered(page)
    page.drop(waiting)
    assert page.hindrance is None
    assert [key.role for key in page.offered] == [Role.STATISTIKK]
    (waiting,) = page.load(registry.certificate(Role.PSEUDONYM))
    page.confirm(waiting, registry.letter(Role.PSEUDONYM))
    assert page.hindrance is None
    assert len(page.keys) == 2


def test_a_newer_list_without_the_manager_is_no_way_back_to_one_part(
    ring: Keyring, registry: Registry
) -> None:
    page = choice(ring, now=NOW + DAY)
    page.load(registry.file)
    page.take_list(later(registry, 1, without(Role.PSEUDONYM)))
    assert [key.role for key in page.keys] == [Role.STATISTIKK]
    assert hindered(page).startswith("Pseudonymforvalterens nøkkel")


def test_what_was_revoked_once_stays_so(ring: Keyring, registry: Registry) -> None:
    """A root that is on its way out must not undo it."""
    revoking = later(registry, 1, lambda payload: payload["keys"][0].update(status="revoked"))
    ring.take(revoking, NOW + DAY)
    ring.take(later(registry, 2), NOW + 3 * DAY)
    bureau = read_certificate(registry.certificate(Role.STATISTIKK))
    with pytest.raises(UserError, match="trukket tilbake"):
        ring.check_against_lists(bureau, Role.STATISTIKK, 2015, NOW + 3 * DAY)


@pytest.mark.skipif(os.name == "nt", reason="a pipe and a link are made otherwise there")
@pytest.mark.parametrize(
    "lay",
    [
        Path.mkdir,
        os.mkfifo,
        lambda path: path.symlink_to(path.parent),
        lambda path: path.symlink_to(next(path.parent.glob("*-*.jws"))),
        lambda path: path.symlink_to("ingensteds"),
        lambda path: path.write_bytes(b"x" * 600_000),
    ],
    ids=["folder", "pipe", "link to a folder", "link to a list", "link to nothing", "too large"],
)
def test_an_odd_entry_among_the_lists_hides_none_and_is_told(
    ring: Keyring, registry: Registry, lay: Callable[[Path], object]
) -> None:
    ring.take(registry.data, NOW)
    lay(ring.store.folder / "0.jws")
    again = trusting(ring.store.folder, registry)
    assert again.parts(2015) == 2
    assert len(again.store.lists()) == 1
    assert "kan ikke leses" in (again.store.trouble or "")


@pytest.mark.parametrize(
    "change",
    [
        lambda payload: payload.update(expires="2016-02-01T00:00:00Z"),
        lambda payload: payload["keys"][0].update(valid_to="2016-02-01T00:00:00Z"),
    ],
    ids=["the list", "the key's entry in it"],
)
def test_what_runs_out_while_the_window_is_open_hinders(
    ring: Keyring, registry: Registry, change: Change
) -> None:
    clock = [NOW]
    page = KeyChoice(ring, lambda: clock[0])
    page.begin(2015)
    page.take_list(registry.signed(change))
    assert page.judged() is None
    clock[0] = NOW + 60 * DAY
    told = page.judged()
    assert told is not None
    plain_norwegian(told)
    assert "gikk ut 01.02.2016" in told.what


def test_a_key_the_newest_list_has_left_out_is_not_sealed_to(
    ring: Keyring, registry: Registry
) -> None:
    page = choice(ring, now=NOW + DAY)
    page.load(registry.file)

    def another_year(payload: dict[str, Any]) -> None:
        pem = registry.issued(ec.generate_private_key(ec.SECP256R1()), "IPLOS 2016 statistikk")
        payload["keys"] = [{**payload["keys"][0], "year": 2016, "certificate": pem}]

    with pytest.raises(UserError, match="ingen nøkkel for dataåret 2015"):
        page.take_list(later(registry, 1, another_year))
    assert "ikke i den nyeste" in hindered(page)


# By hand


def test_a_key_in_the_other_ones_place_is_known_by_the_list(
    ring: Keyring, registry: Registry
) -> None:
    """Its name need not tell: the bureau's key in the manager's place would leak identities."""
    key = ec.generate_private_key(ec.SECP256R1())
    pem = registry.issued(key, "Etaten for tall")
    data = later(registry, 0, lambda payload: payload["keys"][0].update(certificate=pem))
    bureau = registry.folder / "ssb.pem"
    bureau.write_text(pem)
    certificate = read_certificate(bureau)
    typed = [fingerprint(certificate)]
    page = choice(ring)
    (offered,) = page.load(bureau)
    assert offered.role is None
    assert offered.under_root
    ring.take(data, NOW)
    for role, year, word in (
        (Role.PSEUDONYM, 2015, "laget for statistikkbyrået"),
        (Role.STATISTIKK, 2016, "gjelder dataåret 2015"),
    ):
        with pytest.raises(UserError, match=word):
            ring.check_against_lists(certificate, role, year, NOW)
        with pytest.raises(UserError, match=word):
            ring.by_hand(certificate, role, year, typed, NOW)


def by_hand(ring: Keyring, registry: Registry, name: str, now: datetime) -> str:
    """Why a key of the registry's is not taken by its fingerprint; empty when it is."""
    certificate = read_certificate(registry.folder / name)
    try:
        ring.by_hand(certificate, Role.STATISTIKK, 2015, [fingerprint(certificate)], now)
    except UserError as error:
        plain_norwegian(error)
        return error.what
    return ""


def test_a_key_whose_time_in_the_newest_list_is_over(ring: Keyring, registry: Registry) -> None:
    short = later(registry, 1, lambda payload: [
        entry.update(valid_to="2016-02-01T00:00:00Z") for entry in payload["keys"]
    ])  # fmt: skip
    ring.take(registry.data, NOW)
    ring.take(short, NOW + DAY)
    assert by_hand(ring, registry, "statistikk-2015.pem", NOW + 2 * DAY) == ""
    assert "ikke nå" in by_hand(ring, registry, "statistikk-2015.pem", NOW + 60 * DAY)


def test_another_key_than_the_lists_gives_way_to_it(ring: Keyring, registry: Registry) -> None:
    path = registry.folder / "en annen.pem"
    path.write_text(registry.issued(ec.generate_private_key(ec.SECP256R1()), "Nøkkel"))
    assert by_hand(ring, registry, path.name, NOW) == ""
    page = choice(ring)
    (offered,) = page.load(path)
    page.confirm(offered, offered.fingerprint, Role.STATISTIKK)
    assert hindered(page) == ""

    ring.take(registry.data, NOW)
    assert "Nøkkellista har en annen nøkkel" in by_hand(ring, registry, path.name, NOW)
    told = page.judged()
    assert told is not None
    assert "har en annen nøkkel for statistikkbyrået" in told.what
    assert by_hand(ring, registry, path.name, NOW + 99 * DAY), "as long as the list holds"

    ring.take(later(registry, 1, without(Role.STATISTIKK)), NOW + DAY)
    assert by_hand(ring, registry, path.name, NOW + DAY) == "", "the newest list has none"


def test_but_not_to_a_list_that_has_run_out(ring: Keyring, registry: Registry) -> None:
    path = registry.folder / "enda en.pem"
    path.write_text(registry.issued(ec.generate_private_key(ec.SECP256R1()), "Nøkkel"))
    short = registry.signed(lambda payload: payload.update(expires="2016-02-01T00:00:00Z"))
    ring.take(short, NOW)
    assert by_hand(ring, registry, path.name, NOW)
    assert by_hand(ring, registry, path.name, NOW + 60 * DAY) == ""


def test_a_key_that_does_not_say_whose_it_is_asks(ring: Keyring, registry: Registry) -> None:
    path = registry.folder / "uten navn.pem"
    path.write_text(registry.issued(ec.generate_private_key(ec.SECP256R1()), "Nøkkel 1"))
    page = choice(ring)
    (offered,) = page.load(path)
    with pytest.raises(UserError, match="hvem nøkkelen tilhører") as why:
        page.confirm(offered, offered.fingerprint[-16:])
    plain_norwegian(why.value)
    named = page.confirm(offered, offered.fingerprint[-16:], Role.STATISTIKK)
    assert page.offered == [named]
    assert [(key.role, key.how) for key in page.keys] == [(Role.STATISTIKK, "fingeravtrykk")]
    (again,) = page.load(path)
    assert page.offered == [named]  # it stays as it was confirmed
    assert page.hindrance is None
    with pytest.raises(UserError, match="kan ikke ha samme nøkkel"):
        page.confirm(again, offered.fingerprint[-16:], Role.PSEUDONYM)


def test_a_root_named_by_hand_is_noted_with_its_keys(tmp_path: Path, registry: Registry) -> None:
    ring = naming(trusting(tmp_path), registry)
    keys = named_keys([str(registry.file)], 2015, [], ring, NOW)
    assert {key.how for key in keys} == {"rot"}
    pinned_too = naming(trusting(tmp_path, registry), registry)
    keys = named_keys([str(registry.file)], 2015, [], pinned_too, NOW)
    assert {key.how for key in keys} == {"liste"}


@pytest.mark.parametrize(
    ("policy", "word"),
    [
        (Policy(trust_by_hand=False), "kan ingen nøkkel bekreftes"),
        (Policy(trust_by_hand=False, trouble=UserError("Ødelagt.", "Be IT.")), "fingeravtrykk nå"),
    ],
)
def test_by_hand_can_be_forbidden(
    tmp_path: Path, registry: Registry, policy: Policy, word: str
) -> None:
    ring = Keyring(policy, KeyStore(tmp_path))
    with pytest.raises(UserError, match=word):
        choice(ring).load(registry.certificate())
    names, typed = [f"statistikk={registry.certificate()}"], [registry.letter()]
    with pytest.raises(UserError, match=word):
        named_keys(names, 2015, typed, ring, NOW)


def test_a_broken_policy_is_named_when_its_root_is_missed(
    tmp_path: Path, registry: Registry
) -> None:
    ring = Keyring(Policy(trouble=UserError("Ødelagt.", "Be IT.")), KeyStore(tmp_path))
    assert why_not_told(ring, registry.data) == "Ødelagt."


def why_not_told(ring: Keyring, data: bytes) -> str:
    with pytest.raises(UserError) as caught:
        ring.take(data, NOW)
    return caught.value.what
