"""The newest list of a trusted root is the truth, however it came; an older one is never taken.

Why: an old list may hold a key that has since been taken back, or lack the manager's.
"""

import os
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes

from iplos_desktop.errors import UserError
from iplos_desktop.flow.key_store import KeyStore
from iplos_desktop.flow.keyring import Keyring
from iplos_desktop.flow.keys import named_keys
from iplos_desktop.flow.policy import Policy
from iplos_desktop.sealing.certificate import Role, read_certificate
from iplos_desktop.sealing.keylist import read_key_list
from iplos_desktop.sealing.make_keys import make_keys
from tests.flow.key_support import choice, hindered, later, naming, revoke, trusting, why_not
from tests.sealing.registry import Change, Registry
from tests.sealing.support import DAY, NOW

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


@pytest.mark.parametrize(
    "change",
    [
        lambda payload: payload.update(issued="2016-01-01T00:00:00Z"),
        lambda payload: payload.update(issued="2016-01-10T12:00:00Z"),
        lambda payload: payload.update(expires="2016-04-01T00:00:00Z"),
        revoke(Role.PSEUDONYM),
    ],
    ids=["an earlier day", "a later hour", "ends before", "other keys"],
)
def test_another_list_of_a_version_seen_is_refused(
    ring: Keyring, registry: Registry, change: Change
) -> None:
    ring.take(registry.data, NOW)
    assert "to ulike lister med samme versjon" in why_not(ring, registry.signed(change))
    ring.take(registry.signed(lambda _: None), NOW)  # the same, signed once more


def test_two_programs_that_take_a_list_each_lose_none(ring: Keyring, registry: Registry) -> None:
    """The newest stands, in whatever order they came to write."""
    second = trusting(ring.store.folder, registry)
    last, first = later(registry, 2), later(registry, 1)
    second.examine(first, NOW + 2 * DAY)  # looked at before the other one is there
    ring.take(last, NOW + 2 * DAY)
    second.store.keep(registry.read(first, NOW + DAY), first)
    seen = trusting(ring.store.folder, registry).known()
    assert [one.issued for one in seen] == [
        registry.read(one, NOW + 2 * DAY).issued for one in (last, first)
    ]


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


def test_a_renewed_root_judges_in_place_of_the_one_it_renews(
    tmp_path: Path, registry: Registry
) -> None:
    """With the same key; both are pinned, and the first has run out."""
    renewed = lasting(registry, NOW - DAY, NOW + 8000 * DAY)
    short = lasting(registry, NOW - DAY, NOW + DAY)
    at = NOW + 30 * DAY
    for roots in ((short, renewed), (renewed, short)):
        ring = Keyring(Policy(roots=roots), KeyStore(tmp_path / "nokler"))
        assert len(choice(ring, now=at).load(registry.file)) == 2
    with pytest.raises(UserError, match="rotsertifikat gjelder"):
        Keyring(Policy(roots=(short,)), KeyStore(tmp_path / "nokler")).take(registry.data, at)


def lasting(registry: Registry, start: datetime, end: datetime) -> x509.Certificate:
    """The registry's root for another time."""
    root = registry.root
    return (
        x509.CertificateBuilder(root.issuer, root.subject, root.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(registry.root_key, hashes.SHA384())
    )


# What is taken back, and what is told of it


@pytest.mark.parametrize("role", list(Role))
def test_a_key_taken_back_is_not_to_be_had_from_anywhere(
    ring: Keyring, registry: Registry, other: Registry, role: Role
) -> None:
    page = choice(ring, now=NOW + DAY)
    page.load(registry.file)
    assert hindered(page) == ""
    with pytest.raises(UserError, match="trukket tilbake"):
        page.take_list(later(registry, 1, revoke(role)))
    assert "trukket tilbake" in hindered(page)
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
    assert hindered(page) == ""
    assert ring.store.trouble is not None
    assert "ikke husket" in ring.store.trouble
    assert "eldre enn" in why_not(ring, registry.data, NOW + DAY), "in this run it is remembered"
    with pytest.raises(UserError, match="kan ikke lages"):
        ring.install(later(registry), NOW + DAY)


def test_a_list_it_lays_for_everybody_is_used_like_her_own(tmp_path: Path) -> None:
    """IT staff copy one file to every machine; nobody loads anything by hand."""
    registry = Registry(tmp_path / "register")
    everybodys = tmp_path / "maskinen"
    everybodys.mkdir()
    (everybodys / "iplos-nokler-2015.jws").write_bytes(registry.data)
    policy = Policy(roots=(registry.root,))
    ring = Keyring(policy, KeyStore(tmp_path / "egne", machine=everybodys))
    kept = ring.kept(NOW)
    assert kept is not None
    assert kept.trouble is None
    assert kept.listed is not None
    assert not (tmp_path / "egne").exists()
    (everybodys / "søppel.jws").write_bytes(b"x")  # hides nothing
    assert Keyring(policy, KeyStore(tmp_path / "egne", machine=everybodys)).kept(NOW) == kept
    stranger = Policy()  # and it is believed for its signature alone
    found = Keyring(stranger, KeyStore(tmp_path / "egne", machine=everybodys)).kept(NOW)
    assert found is not None
    assert found.listed is None
