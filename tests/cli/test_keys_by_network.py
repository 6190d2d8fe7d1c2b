"""`iplos nokkel hent`, `importer` and `vis` on a machine with a policy: one list, two ways in.

Why: trust rests on the signature, so the way a list came must make no difference.
"""

import gzip
import ssl
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from iplos_desktop.sealing.certificate import Role
from tests.cli.machine import iplos_with
from tests.cli.support import Ran, iplos
from tests.fetch.support import Authority, Proxy, Server, refuses, sends, serving
from tests.sealing.registry import Registry
from tests.sealing.support import DAY


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    return Registry(tmp_path_factory.mktemp("register") / "et", datetime.now().astimezone())


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("ca"))


@pytest.fixture(scope="module")
def context(authority: Authority) -> ssl.SSLContext:
    return authority.server()


@pytest.fixture
def server(context: ssl.SSLContext, registry: Registry) -> Iterator[Server]:
    with serving(context, sends(registry.data)) as made:
        yield made


def pinning(registry: Registry, **more: Any) -> dict[str, Any]:  # noqa: ANN401
    return {"PinnedRoots": registry.root.public_bytes(Encoding.PEM).decode(), **more}


def told(ran: Ran, *words: str) -> bool:
    """Whether it was refused, with these words, and nothing of Python or Qt."""
    return (
        ran.code == 3
        and "råd: " in ran.err
        and all(word in ran.err for word in words)
        and "Traceback" not in ran.err
        and "qt." not in ran.err.lower()
    )


def fetched(
    policy: Mapping[str, Any] | bytes, authority: Authority, home: Path, *words: str
) -> Ran:
    return iplos_with(policy, "nokkel", "hent", *words, home=home, authority=authority.file)


def test_a_list_is_fetched_and_is_there_for_the_next_command(
    registry: Registry, authority: Authority, server: Server, tmp_path: Path
) -> None:
    policy = pinning(registry, KeyListAddress=server.address.replace("2015", "{aar}"))
    ran = fetched(policy, authority, tmp_path, "--aar", "2015")
    assert ran.code == 0, ran.err
    assert ran.err.count("\n") == 2
    assert "er lagt inn" in ran.err
    assert server.asked == ["/iplos-nokler-2015.jws"]

    shown = iplos_with(policy, "nokkel", "vis", "--json", home=tmp_path).json
    assert shown["trouble"] is None
    assert shown["list"]["version"] == registry.read(at=registry.now).version
    assert [(key["year"], key["role"], key["listed"]) for key in shown["keys"]] == [
        (2015, "statistikk", True),
        (2015, "pseudonym", True),
    ]


def test_the_year_is_that_before_this_one_unless_it_is_said(
    registry: Registry, authority: Authority, server: Server, tmp_path: Path
) -> None:
    policy = pinning(registry, KeyListAddress=server.address.replace("2015", "{aar}"))
    fetched(policy, authority, tmp_path)
    assert server.asked == [f"/iplos-nokler-{datetime.now().year - 1}.jws"]  # noqa: DTZ005


def test_the_same_list_is_trusted_alike_from_a_stick(
    registry: Registry, authority: Authority, server: Server, tmp_path: Path
) -> None:
    policy = pinning(registry, KeyListAddress=server.address)
    homes = (tmp_path / "nett", tmp_path / "pinne")
    for home in homes:
        home.mkdir()
    assert fetched(policy, authority, homes[0]).code == 0
    assert iplos_with(policy, "nokkel", "importer", registry.file, home=homes[1]).code == 0
    first, second = (iplos_with(policy, "nokkel", "vis", "--json", home=home).out for home in homes)
    assert first == second


def test_a_proxy_the_policy_names_is_used(
    registry: Registry, authority: Authority, server: Server, tmp_path: Path
) -> None:
    with Proxy() as proxy:
        policy = pinning(registry, KeyListAddress=server.address, Proxy=proxy.place)
        assert fetched(policy, authority, tmp_path).code == 0
    assert len(proxy.asked) == 1


def test_nothing_is_asked_of_the_network_when_it_is_off_or_no_address_is_set(
    registry: Registry, authority: Authority, server: Server, tmp_path: Path
) -> None:
    off = pinning(registry, KeyListAddress=server.address, Network=False)
    assert told(fetched(off, authority, tmp_path), "Nettet er slått av", "minnepinne")
    assert told(fetched(pinning(registry), authority, tmp_path), "vet ikke hvor", "minnepinne")
    assert server.asked == []


def test_a_list_that_is_not_there_and_a_server_nobody_vouches_for(
    registry: Registry, authority: Authority, context: ssl.SSLContext, tmp_path: Path
) -> None:
    with serving(context, refuses(404)) as server:
        policy = pinning(registry, KeyListAddress=server.address)
        assert told(fetched(policy, authority, tmp_path), "finnes ikke", "minnepinne")
        unknown = iplos_with(policy, "nokkel", "hent", home=tmp_path)
        assert told(unknown, "gir seg ut for", "minnepinne")


def test_what_was_fetched_is_judged_as_any_other_list(
    registry: Registry, authority: Authority, context: ssl.SSLContext, tmp_path: Path
) -> None:
    """Expired, rolled back, of another root; then under a root pinned anew."""
    first, last = (f"{registry.now - many * DAY:%Y-%m-%dT%H:%M:%SZ}" for many in (9, 1))
    expired = {"version": 2**40, "issued": first, "expires": last}
    other = Registry(tmp_path / "annet", registry.now)
    lists = {
        "gikk ut": registry.signed(lambda payload: payload.update(expired)),
        "eldre enn": registry.signed(lambda payload: payload.update(version=1)),
        "ikke signert": other.data,
    }
    policy = pinning(registry)
    assert iplos_with(policy, "nokkel", "importer", registry.file, home=tmp_path).code == 0
    for word, data in lists.items():
        with serving(context, sends(data)) as server:
            policy = pinning(registry, KeyListAddress=server.address)
            assert told(fetched(policy, authority, tmp_path), word)
    with serving(context, sends(other.data)) as server:
        both = {**policy, "KeyListAddress": server.address}
        both["PinnedRoots"] = [policy["PinnedRoots"], pinning(other)["PinnedRoots"]]
        assert fetched(both, authority, tmp_path).code == 0


def test_what_is_no_list_at_all_names_the_server_and_the_other_way(
    registry: Registry, authority: Authority, context: ssl.SSLContext, tmp_path: Path
) -> None:
    """A network's own page for signing in, a packed list, and lists cut short."""
    data = registry.data
    sent = (b"<html>Logg inn</html>", b"", gzip.compress(data), data[:-9], data[:2000])
    for each in sent:
        with serving(context, sends(each)) as server:
            ran = fetched(pinning(registry, KeyListAddress=server.address), authority, tmp_path)
            assert told(ran, "«127.0.0.1»", "ikke en hel nøkkelliste", "minnepinne")


def test_vis_says_why_the_list_kept_cannot_be_used(registry: Registry, tmp_path: Path) -> None:
    revoked = tmp_path / "liste.jws"
    revoked.write_bytes(
        registry.signed(lambda payload: payload["keys"][0].update(status="revoked"))
    )
    policy = pinning(registry)
    assert iplos_with(policy, "nokkel", "importer", revoked, home=tmp_path).code == 0
    shown = iplos_with(policy, "nokkel", "vis", home=tmp_path)
    assert "kan ikke brukes. Nøkkelen for 2015 er trukket tilbake" in shown.out

    unpinned = iplos_with({}, "nokkel", "vis", home=tmp_path)
    assert unpinned.code == 0
    assert unpinned.out == ""
    assert "kan ikke brukes nå" in unpinned.err
    assert "ikke noe rotsertifikat" in unpinned.err


def test_vis_tells_of_a_single_certificate(registry: Registry, tmp_path: Path) -> None:
    path = registry.certificate(Role.PSEUDONYM)
    for policy, under in ((pinning(registry), True), ({}, False)):
        (key,) = iplos_with(policy, "nokkel", "vis", path, "--json", home=tmp_path).json["keys"]
        assert (key["role"], key["listed"], key["under_root"]) == ("pseudonym", False, under)
    assert "ikke utstedt av en kjent rot" in iplos("nokkel", "vis", path, home=tmp_path).out


def test_a_broken_policy_is_told_and_opens_nothing(
    registry: Registry, authority: Authority, server: Server, tmp_path: Path
) -> None:
    broken = b'{"KeyListAddress": "' + server.address.encode() + b'",'
    assert told(fetched(broken, authority, tmp_path), "policies.json", "IT-avdelingen")
    shown = iplos_with(broken, "nokkel", "vis", registry.certificate(), home=tmp_path)
    assert shown.code == 0
    assert "merk: Innstillingene for maskinen" in shown.err
    imported = iplos_with(broken, "nokkel", "importer", registry.file, home=tmp_path)
    assert told(imported, "policies.json")
    assert server.asked == []


def test_an_unknown_name_in_the_policy_is_noted(registry: Registry, tmp_path: Path) -> None:
    ran = iplos_with(
        pinning(registry, Farge="blå"), "nokkel", "importer", registry.file, home=tmp_path
    )
    assert ran.code == 0
    assert "merk: Innstillingen «Farge»" in ran.err
