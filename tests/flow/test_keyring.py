"""The newest list of a trusted root is the truth, however it came; an older one is never taken.

Why: an old list may hold a key that has since been taken back, or lack the manager's.
"""

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from iplos_desktop.errors import UserError
from iplos_desktop.flow.key_store import KeyStore
from iplos_desktop.flow.keyring import Keyring
from iplos_desktop.flow.keys import named_keys
from iplos_desktop.flow.policy import Policy
from iplos_desktop.sealing.certificate import Role, fingerprint, read_certificate
from iplos_desktop.sealing.keylist import read_key_list
from iplos_desktop.sealing.make_keys import make_keys
from tests.flow.key_support import choice, later, naming, trusting, why_not
from tests.sealing.registry import Registry
from tests.sealing.support import DAY, NOW, plain_norwegian


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    return Registry(tmp_path_factory.mktemp("register") / "et")


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    """A registry with another root, which made its list two days later."""
    return Registry(tmp_path_factory.mktemp("register") / "annet", NOW + 2 * DAY)


@pytest.fixture
def ring(tmp_path: Path, registry: Registry) -> Keyring:
    return trusting(tmp_path / "nokler", registry)


def revoke(role: Role) -> Any:  # noqa: ANN401 - a change of a payload
    def change(payload: dict[str, Any]) -> None:
        for entry in payload["keys"]:
            if entry["role"] == role:
                entry["status"] = "revoked"

    return change


def without(role: Role) -> Any:  # noqa: ANN401
    def change(payload: dict[str, Any]) -> None:
        payload["keys"] = [one for one in payload["keys"] if one["role"] != role]

    return change


# An older list


def test_an_older_list_is_refused_and_the_same_one_is_not(
    ring: Keyring, registry: Registry
) -> None:
    newer = later(registry)
    ring.take(newer, NOW + DAY)
    assert "eldre enn den som er sett før" in why_not(ring, registry.data, NOW + DAY)
    ring.take(newer, NOW + DAY)
    assert len(ring.store.lists()) == 1


def test_also_when_the_newer_one_has_expired_meanwhile(ring: Keyring, registry: Registry) -> None:
    short = later(registry, 1, lambda payload: payload.update(expires="2016-02-01T00:00:00Z"))
    ring.take(short, NOW + DAY)
    assert "eldre enn" in why_not(ring, registry.data, NOW + 60 * DAY)


def test_also_in_the_next_run_and_by_every_door(ring: Keyring, registry: Registry) -> None:
    ring.take(later(registry), NOW + DAY)
    again = trusting(ring.store.folder, registry)
    assert "eldre enn" in why_not(again, registry.data, NOW + DAY)
    page = choice(again, now=NOW + DAY)
    for door in (
        lambda: again.install(registry.data, NOW + DAY),
        lambda: again.examine(registry.data, NOW + DAY),
        lambda: page.load(registry.file),
        lambda: page.take_list(registry.data),
        lambda: named_keys([str(registry.file)], 2015, [], again, NOW + DAY),
    ):
        with pytest.raises(UserError, match="eldre enn"):
            door()


def test_one_of_the_same_version_and_an_earlier_day(ring: Keyring, registry: Registry) -> None:
    ring.take(registry.data, NOW)
    same = registry.signed(lambda payload: payload.update(issued="2016-01-01T00:00:00Z"))
    assert "eldre enn" in why_not(ring, same)


def test_a_kept_list_that_is_damaged_gives_way_to_a_good_one(
    ring: Keyring, registry: Registry
) -> None:
    ring.take(later(registry), NOW + DAY)
    (kept,) = ring.store.folder.iterdir()
    kept.write_bytes(kept.read_bytes()[:-9])
    again = trusting(ring.store.folder, registry)
    told = again.kept(NOW + DAY)
    assert told is not None
    assert told.listed is None
    assert told.trouble is not None
    again.take(registry.data, NOW)
    assert [one.version for one in again.known()] == [registry.read().version]


def test_one_of_another_trusted_root_that_is_older_by_its_day(
    tmp_path: Path, registry: Registry, other: Registry
) -> None:
    ring = trusting(tmp_path, registry, other)
    ring.take(other.data, other.now)
    assert "en nyere" in why_not(ring, registry.data, other.now)
    named = naming(trusting(tmp_path, other), registry)
    assert "en nyere" in why_not(named, registry.data, other.now)


def test_a_list_of_a_root_no_longer_trusted_decides_nothing(
    tmp_path: Path, registry: Registry, other: Registry
) -> None:
    trusting(tmp_path, other).take(other.data, other.now)
    ring = trusting(tmp_path, registry)
    told = ring.kept(NOW)
    assert told is not None
    assert told.trouble is not None
    assert "ikke signert av myndigheten" in told.trouble.what
    ring.take(registry.data, NOW)
    assert ring.kept(NOW) == (replace(told, listed=registry.read(), trouble=None))


# A root gives way to the next


def test_the_root_is_changed_without_a_new_program(tmp_path: Path) -> None:
    """Year 1 under the old root, year 2 under the new; both pinned, then the old one unpinned."""
    next_year = NOW + 365 * DAY
    old = Registry(tmp_path / "gammel", NOW)
    new = Registry(tmp_path / "ny", next_year, year=2016)
    ring = trusting(tmp_path / "nokler", old, new)
    assert [key.role for key in choice(ring).load(old.file)] == [*Role]
    assert [key.role for key in choice(ring, 2016, next_year).load(new.file)] == [*Role]

    only_new = trusting(tmp_path / "nokler", new)
    assert len(choice(only_new, 2016, next_year).keys) == 2
    assert "ikke signert av myndigheten" in why_not(only_new, old.data)


def test_the_same_root_signs_a_further_year_with_a_higher_version(
    tmp_path: Path, registry: Registry, ring: Keyring
) -> None:
    ring.take(registry.data, NOW)
    make_keys(2016, tmp_path, registry.folder, None, NOW + 365 * DAY, "p256")
    file = tmp_path / "iplos-nokler-2016.jws"
    assert len(choice(ring, 2016, NOW + 365 * DAY).load(file)) == 2
    assert read_key_list(file.read_bytes(), [registry.root], NOW + 365 * DAY).version > 0
    assert "eldre enn" in why_not(ring, registry.data, NOW + 365 * DAY)


# What is taken back, and what is told of it


@pytest.mark.parametrize("role", list(Role))
def test_a_key_taken_back_is_not_to_be_had_from_anywhere(
    ring: Keyring, registry: Registry, other: Registry, role: Role
) -> None:
    page = choice(ring, now=NOW + DAY)
    page.load(registry.file)
    assert page.hindrance is None
    with pytest.raises(UserError, match="trukket tilbake"):
        page.take_list(later(registry, 1, revoke(role)))
    assert page.hindrance is not None
    assert "trukket tilbake" in page.hindrance.what
    assert page.kept is not None
    assert page.kept.trouble is not None
    with pytest.raises(UserError, match="eldre enn"):
        page.load(registry.file)
    with pytest.raises(UserError, match="trukket tilbake"):
        page.load(registry.certificate(role))
    with pytest.raises(UserError, match="trukket tilbake"):
        ring.by_hand(
            read_certificate(registry.certificate(role)),
            role, 2015, [registry.letter(role)], NOW + DAY,
        )  # fmt: skip
    both = trusting(ring.store.folder, registry, other)
    assert len(choice(both, now=other.now).load(other.file)) == 2, "a newer list has others"


def test_the_page_says_why_the_list_kept_does_not_serve(ring: Keyring, registry: Registry) -> None:
    ring.take(later(registry, 5), NOW + 5 * DAY)
    for year, now, word in (
        (2015, NOW + 600 * DAY, "gikk ut"),
        (2015, NOW, "etter dagens dato"),
        (2015, NOW - 30 * DAY, "rotsertifikat gjelder"),
        (2016, NOW + 5 * DAY, "ingen nøkkel for dataåret 2016"),
    ):
        page = choice(ring, year, now)
        assert page.keys == []
        assert page.kept is not None
        assert page.kept.trouble is not None
        assert word in page.kept.trouble.what
    assert len(choice(ring, 2015, NOW + 5 * DAY).keys) == 2


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
    for role, word in ((Role.STATISTIKK, "Pseudonymforvalterens nøkkel"), (Role.PSEUDONYM, None)):
        (offered,) = page.load(registry.certificate(role))
        page.confirm(offered, registry.letter(role))
        assert (page.hindrance is None) is (word is None)
        if page.hindrance is not None and word:
            assert word in page.hindrance.what


def test_a_newer_list_without_the_manager_ends_the_two_parts(
    ring: Keyring, registry: Registry
) -> None:
    page = choice(ring, now=NOW + DAY)
    page.load(registry.file)
    page.take_list(later(registry, 1, without(Role.PSEUDONYM)))
    assert [key.role for key in page.keys] == [Role.STATISTIKK]
    assert page.hindrance is None


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
    assert page.hindrance is not None
    assert "ikke i den nyeste" in page.hindrance.what


# By hand


def test_a_key_in_the_other_ones_place_is_known_by_the_list(
    ring: Keyring, registry: Registry
) -> None:
    """Its name need not tell: the bureau's key in the manager's place would leak identities."""
    key = ec.generate_private_key(ec.SECP256R1())
    pem = registry.issued(key, "Statistisk sentralbyrå")
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
            ring.check_against_lists(certificate, role, year)
        with pytest.raises(UserError, match=word):
            ring.by_hand(certificate, role, year, typed, NOW)


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
        (Policy(trust_by_hand=False, trouble=UserError("Ødelagt.", "Be IT.")), "Ødelagt"),
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


# The user's folder


@pytest.mark.skipif(os.name == "nt", reason="a file in a folder's place is told otherwise there")
def test_a_folder_that_cannot_be_written_hinders_no_sealing_and_is_told(
    tmp_path: Path, registry: Registry
) -> None:
    in_the_way = tmp_path / "nokler"
    in_the_way.write_text("en fil")
    ring = trusting(in_the_way, registry)
    page = choice(ring, now=NOW + DAY)
    page.take_list(later(registry))
    assert page.hindrance is None
    assert ring.store.trouble is not None
    assert "ikke husket" in ring.store.trouble
    assert "eldre enn" in why_not(ring, registry.data, NOW + DAY), "in this run it is remembered"
    with pytest.raises(UserError, match="kan ikke lages"):
        ring.install(later(registry), NOW + DAY)
