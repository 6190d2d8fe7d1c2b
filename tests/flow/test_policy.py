"""The machine's policy is believed only where no user can have written it.

Why: whoever can change it decides whom a municipality's health data are sealed to.
"""

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from iplos_desktop.errors import UserError
from iplos_desktop.flow.managed import BY_NAME, ROOTS, SETTINGS
from iplos_desktop.flow.policy import Policy, of_sources, read_policy
from iplos_desktop.flow.policy_sources import Source
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
        assert not policy.test_mode
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


def test_folders_and_test_mode(machine: Machine) -> None:
    machine.lay({"OutputFolder": "~/IPLOS", "LogFolder": "/var/log/iplos", "TestMode": False})
    policy = machine.read()
    assert policy.output_folder == Path.home() / "IPLOS"
    assert policy.log_folder == Path("/var/log/iplos")
    assert not policy.test_mode
    with pytest.raises(UserError, match="Testmodus er slått av") as told:
        policy.demand_test_mode()
    assert "Styres av IT-avdelingen" in told.value.advice


def test_a_folder_that_starts_nowhere(machine: Machine) -> None:
    for given in ("IPLOS", "./IPLOS", "~IPLOS-finnes-ikke/x"):
        machine.lay({"OutputFolder": given})
        assert "hel sti" in machine.why_broken()


def test_one_wrong_value_opens_no_other_lock(machine: Machine) -> None:
    good = {"OutputFolder": "/srv/IPLOS", "Senders": ["0301;00;974760673"]}
    machine.lay({**good, "TestMode": True, "LogFolder": 1})
    assert "LogFolder" in machine.why_broken()
    policy = machine.read()
    assert policy.output_folder == Path("/srv/IPLOS")
    assert [one.municipality for one in policy.senders] == ["0301"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KeyListAddress", "http://nokler.example.no/liste.jws"),
        ("KeyListAddress", "tull"),
        ("KeyListAddress", "https://bruker:hemmelig@example.no/liste.jws"),
        ("Proxy", "bruker:hemmelig@proxy:8080"),
        ("Proxy", "proxy"),
        ("Proxy", "proxy:0"),
        ("Proxy", "socks://proxy:8080"),
    ],
)
def test_an_address_that_cannot_be_used_is_told_before_anybody_uses_it(
    machine: Machine, name: str, value: str
) -> None:
    machine.lay({name: value})
    told = machine.why_broken()
    assert name in told
    assert "hemmelig" not in told
    policy = machine.read()
    assert (policy.proxy, policy.key_list_address) == (None, None)


def test_an_empty_value_decides_nothing(machine: Machine) -> None:
    machine.lay({"Proxy": "", "Senders": [], "OutputFolder": "", "PinnedRoots": ""})
    assert machine.read() == Policy()
    assert machine.read().places == {}


def test_where_each_setting_was_decided(machine: Machine) -> None:
    machine.lay({"network": False, "Proxy": "proxy:8080"})
    assert machine.read().places == dict.fromkeys(("Network", "Proxy"), str(machine.file))


def test_a_policy_wins_over_the_machine_and_the_first_view_over_the_second() -> None:
    places = [
        Source("policy 64", {"Proxy": "a:1", "LogFolder": ""}),
        Source("policy 32", {"Proxy": "b:2", "KeyListAddress": "https://b.no"}),
        Source("maskin", {"Proxy": "c:3", "LogFolder": "/c", "Network": False}, is_policy=False),
    ]
    policy = of_sources(places)
    assert (policy.proxy, policy.key_list_address) == ("a:1", "https://b.no")
    assert (policy.log_folder, policy.network) == (Path("/c"), False)
    assert policy.places == {
        "Proxy": "policy 64",
        "KeyListAddress": "policy 32",
        "LogFolder": "maskin",
        "Network": "maskin",
    }


def test_what_trust_rests_on_is_taken_from_policies_alone(root: str) -> None:
    given = {"PinnedRoots": root, "KeyListAddress": "https://b.no", "TrustByHand": True}
    policy = of_sources([
        Source("policy", {"TrustByHand": False}),
        Source("maskin", given, is_policy=False),
    ])  # fmt: skip
    assert policy == replace(Policy(trust_by_hand=False), unknown=policy.unknown)
    assert [name.split()[0] for name in policy.unknown] == sorted(given)
    assert all("maskin" in name for name in policy.unknown)


def test_every_setting_of_the_table_is_understood_as_its_example_has_it(
    machine: Machine, root: str
) -> None:
    without = Policy()
    for setting in SETTINGS:
        given = root if setting is ROOTS else setting.example
        machine.lay({setting.name: given})
        policy = machine.read()
        assert policy.trouble is None, setting.name
        assert list(policy.places) == [setting.name]
        assert policy != without, setting.name
        machine.lay({setting.name: setting.default})
        assert machine.read() == without


def test_every_name_in_the_table_stands_once() -> None:
    assert len(BY_NAME) == len(SETTINGS)
