"""The machine's policy is believed only where no user can have written it.

Why: whoever can change it decides whom a municipality's health data are sealed to.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from iplos_desktop.flow.policy import Policy, read_policy
from tests.sealing.registry import Registry
from tests.sealing.support import certificate, pem, plain_norwegian

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has its registry")


class Machine:
    """A folder in the place of /etc, owned by whoever runs the test in the place of root."""

    def __init__(self, top: Path) -> None:
        self.top = top
        top.chmod(0o755)
        self.folder = top / "iplos-desktop"
        self.file = self.folder / "policies.json"

    def lay(self, content: Any) -> None:  # noqa: ANN401 - JSON, or bytes that are none
        self.folder.mkdir(exist_ok=True)
        self.folder.chmod(0o755)
        data = content if isinstance(content, bytes) else json.dumps(content).encode()
        self.file.write_bytes(data)
        self.file.chmod(0o644)

    def read(self, *, owner: int | None = None) -> Policy:
        owner = os.getuid() if owner is None else owner
        return read_policy(self.file, owner, self.top)

    def why_broken(self, *, owner: int | None = None) -> str:
        """What IT is told; the strictest must hold then."""
        policy = self.read(owner=owner)
        assert policy.trouble is not None
        assert not policy.trust_by_hand
        assert not policy.network
        assert policy.roots == ()
        plain_norwegian(policy.trouble)
        assert "IT-avdelingen" in policy.trouble.advice
        return policy.trouble.what


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> str:
    made = Registry(tmp_path_factory.mktemp("register") / "et")
    return made.root.public_bytes(Encoding.PEM).decode()


def test_without_a_policy_all_is_allowed(machine: Machine) -> None:
    assert machine.read() == Policy()
    machine.folder.mkdir()
    assert machine.read() == Policy()


def test_what_it_can_say(machine: Machine, root: str) -> None:
    machine.lay({
        "PinnedRoots": [root],
        "KeyListAddress": "https://example.no/iplos-nokler-{aar}.jws",
        "TrustByHand": False,
        "Proxy": "proxy.kommune.no:8080",
        "Network": False,
    })  # fmt: skip
    policy = machine.read()
    assert policy.trouble is None
    assert len(policy.roots) == 1
    assert policy.key_list_address == "https://example.no/iplos-nokler-{aar}.jws"
    assert (policy.trust_by_hand, policy.proxy, policy.network) == (
        False,
        "proxy.kommune.no:8080",
        False,
    )


def test_the_senders_of_the_machine(machine: Machine) -> None:
    for given in (["0301;00;974760673;Oslo", "1103;00;964965226"],
                  "0301;00;974760673;Oslo\n1103;00;964965226\n"):  # fmt: skip
        machine.lay({"Senders": given})
        oslo, stavanger = machine.read().senders
        assert (oslo.place, oslo.organisation_number, oslo.called) == (
            ("0301", "00"),
            "974760673",
            "Oslo",
        )
        assert stavanger.place == ("1103", "00")


def test_a_sender_that_is_none_and_one_that_stands_there_twice(machine: Machine) -> None:
    machine.lay({"Senders": ["0301;00;974760674"]})
    assert "kommunenummer;bydel;organisasjonsnummer" in machine.why_broken()
    machine.lay({"Senders": ["0301;00;974760673", "0301;00;974760673"]})
    assert "to ganger" in machine.why_broken()


def test_a_root_may_be_one_text_or_its_lines(machine: Machine, root: str) -> None:
    for given in (root, root.splitlines(), [root]):
        machine.lay({"PinnedRoots": given})
        assert len(machine.read().roots) == 1


def test_unknown_names_are_passed_over_and_noted(machine: Machine) -> None:
    machine.lay({"Farge": "blå", "trustbyhand": False})
    policy = machine.read()
    assert policy.unknown == ("Farge",)
    assert not policy.trust_by_hand


def test_others_may_write_there(machine: Machine) -> None:
    for place in (machine.file, machine.folder, machine.top):
        for mode in (0o775, 0o757):
            machine.lay({})
            before = place.stat().st_mode
            place.chmod(mode)
            assert "andre enn root kan endre" in machine.why_broken()
            place.chmod(before)
    assert machine.read() == Policy()


def test_another_owner_and_a_link(machine: Machine, tmp_path: Path) -> None:
    machine.lay({})
    assert "andre enn root" in machine.why_broken(owner=os.getuid() + 1)
    elsewhere = tmp_path / "annet.json"
    machine.file.rename(elsewhere)
    machine.file.symlink_to(elsewhere)
    assert "kan ikke leses" in machine.why_broken()
    machine.file.unlink()
    machine.folder.rename(tmp_path / "flyttet")
    machine.folder.symlink_to(tmp_path / "flyttet")
    assert "en lenke" in machine.why_broken()


@pytest.mark.skipif(os.name != "nt" and os.getuid() == 0, reason="root may read everything")
def test_a_file_the_user_may_not_read_is_not_taken_for_none(machine: Machine) -> None:
    for place in (machine.file, machine.folder):
        machine.lay({})
        before = place.stat().st_mode
        place.chmod(0)
        assert "kan ikke leses" in machine.why_broken()
        place.chmod(before)


def test_a_file_that_cannot_be_understood_loosens_nothing(machine: Machine, root: str) -> None:
    contents: list[Any] = [
        b"",
        b"{",
        b"[]",
        b"\xff",
        b'{"Network": true, "Network": false}',
        {"network": True, "Network": False},
        {"TrustByHand": "nei"},
        {"TrustByHand": 0},
        {"KeyListAddress": 1},
        {"PinnedRoots": [1]},
        {"PinnedRoots": {}},
        {"PinnedRoots": "rot.pem"},
        {"PinnedRoots": root.replace("M", "N")},
        b" " * 300_000,
    ]
    for content in contents:
        machine.lay(content)
        assert "kan ikke brukes" in machine.why_broken(), content


def test_a_private_key_among_the_roots_is_told(machine: Machine, root: str) -> None:
    key = pem(ec.generate_private_key(ec.SECP384R1())).decode()
    for given in (root + key, key + root, key, [root, key]):
        machine.lay({"PinnedRoots": given})
        assert "en privat nøkkel" in machine.why_broken()


def test_a_pinned_root_that_is_none_is_named_as_the_fault(machine: Machine) -> None:
    p256, p384 = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP384R1())
    for key, word in ((p256, "ikke kan signere"), (p384, "ikke et rotsertifikat")):
        made = certificate(key).public_bytes(Encoding.PEM).decode()
        machine.lay({"PinnedRoots": [made]})
        assert word in machine.why_broken()
