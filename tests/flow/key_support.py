"""A machine that trusts some registries, and what its keyring says."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from iplos_desktop.errors import UserError
from iplos_desktop.flow.key_choice import KeyChoice
from iplos_desktop.flow.key_store import KeyStore
from iplos_desktop.flow.keyring import Keyring
from iplos_desktop.flow.policy import Policy
from iplos_desktop.sealing.certificate import Role, read_certificate
from tests.sealing.registry import Change, Registry
from tests.sealing.support import DAY, NOW, plain_norwegian


def trusting(folder: Path, *registries: Registry) -> Keyring:
    """A keyring whose machine has these registries' roots pinned."""
    return Keyring(Policy(roots=tuple(one.root for one in registries)), KeyStore(folder))


def naming(ring: Keyring, registry: Registry) -> Keyring:
    """The same with a registry's root named by the user, its fingerprint typed."""
    return Keyring(ring.policy, ring.store, read_certificate(registry.folder / "rot.pem"))


def choice(ring: Keyring, year: int | None = 2015, now: datetime = NOW) -> KeyChoice:
    """The page Nøkkel for a data year."""
    made = KeyChoice(ring, lambda: now)
    made.begin(year)
    return made


def later(registry: Registry, days: float = 1, change: Change | None = None) -> bytes:
    """The registry's next list, some days later."""

    def next_one(payload: dict[str, object]) -> None:
        issued = registry.now + days * DAY
        payload["version"] = int(issued.timestamp())
        payload["issued"] = f"{issued:%Y-%m-%dT%H:%M:%SZ}"
        if change is not None:
            change(payload)

    return registry.signed(next_one)


def revoke(role: Role) -> Change:
    """The role's keys are taken back."""

    def change(payload: dict[str, Any]) -> None:
        for entry in payload["keys"]:
            if entry["role"] == role:
                entry["status"] = "revoked"

    return change


def without(role: Role) -> Change:
    """The role has no key."""

    def change(payload: dict[str, Any]) -> None:
        payload["keys"] = [one for one in payload["keys"] if one["role"] != role]

    return change


def why_not(ring: Keyring, data: bytes, now: datetime = NOW) -> str:
    """What is told of a list that is not taken; what was kept before must stand."""
    before = ring.store.lists()
    with pytest.raises(UserError) as caught:
        ring.take(data, now)
    plain_norwegian(caught.value)
    assert ring.store.lists() == before
    return caught.value.what


def hindered(page: KeyChoice) -> str:
    """Why the keys chosen may not be sealed to; empty when they may."""
    return page.hindrance.what if page.hindrance else ""
