"""The registry's list of keys is believed for its root's signature, and for nothing else."""

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from iplos_desktop.errors import UserError
from iplos_desktop.sealing import jws, keylist, roots
from iplos_desktop.sealing.certificate import Role, fingerprint, read_certificate
from iplos_desktop.sealing.keylist import KeyEntry, KeyList, read_key_list, write_key_list
from iplos_desktop.sealing.roots import roots_in, shipped_roots
from tests.sealing.registry import Registry
from tests.sealing.support import DAY, NOW, certificate, plain_norwegian


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    return Registry(tmp_path_factory.mktemp("register") / "et")


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    return Registry(tmp_path_factory.mktemp("register") / "annet")


def test_a_good_list_gives_the_years_keys(registry: Registry) -> None:
    listed = registry.read()
    assert listed.root_fingerprint == fingerprint(registry.root)
    assert listed.version > 0
    assert listed.issued < NOW < listed.expires

    bureau, manager = listed.choose(2015, NOW)

    assert (bureau.role, manager.role) == (Role.STATISTIKK, Role.PSEUDONYM)
    assert bureau.certificate == read_certificate(registry.folder / "statistikk-2015.pem")
    assert (bureau.how, bureau.key_list_version) == ("liste", listed.version)
    assert listed.key(2016, Role.STATISTIKK) is None


def test_either_of_two_pinned_roots_may_have_signed(registry: Registry, stranger: Registry) -> None:
    """So that a root can be changed without a new program."""
    for pinned in ([registry.root, stranger.root], [stranger.root, registry.root]):
        listed = read_key_list(registry.data, pinned, NOW)
        assert listed.root_fingerprint == fingerprint(registry.root)


def test_a_text_editors_newline_does_no_harm(registry: Registry) -> None:
    bare = registry.data.rstrip()
    for data in (bare, bare + b"\n", bare + b"\r\n"):
        assert registry.read(data).entries
    assert "ikke en nøkkelliste" in registry.why_refused(bare + b"\n\n")


def test_another_root_and_no_root(registry: Registry, stranger: Registry) -> None:
    assert "ikke signert av myndigheten" in registry.why_refused(stranger.data)
    with pytest.raises(UserError, match="ikke noe rotsertifikat"):
        read_key_list(registry.data, [], NOW)


def test_no_letter_of_the_list_can_be_changed(registry: Registry) -> None:
    """Every thirteenth, to be quick; also within base64, where some bits mean nothing."""
    data = registry.data.rstrip()
    for at in [*range(0, len(data), 13), len(data) - 1]:
        other = b"A" if data[at : at + 1] != b"A" else b"B"
        registry.why_refused(data[:at] + other + data[at + 1 :])
    for end in range(0, len(data), 97):
        assert "ikke" in registry.why_refused(data[:end] or b" ")


def encoded(value: object) -> bytes:
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def test_a_header_that_asks_for_other_rules_is_refused(registry: Registry) -> None:
    """No other algorithm, no key brought along, no extension passed over."""
    _, payload, signature = registry.data.rstrip().split(b".")
    headers: list[object] = [
        {"alg": "none", "typ": "iplos-nokler"},
        {"alg": "ES256", "typ": "iplos-nokler"},
        {"alg": "HS256", "typ": "iplos-nokler"},
        {"alg": "ES384", "typ": "iplos-nokler", "crit": ["exp"], "exp": 1},
        {"alg": "ES384", "typ": "iplos-nokler", "jwk": {"kty": "EC"}},
        {"alg": "ES384", "typ": "iplos-nokler", "x5c": ["AA=="]},
        {"alg": "ES384", "typ": "iplos-nokler", "jku": "https://example.no"},
        {"alg": "ES384", "typ": "noe annet"},
        {"alg": "ES384"},
        [],
        b"{",
        b'{"alg":"ES384","alg":"ES384","typ":"iplos-nokler"}',
        b"[" * 100_000,
    ]
    for header in headers:
        data = encoded(header) + b"." + payload + b"." + signature
        assert "ikke en nøkkelliste" in registry.why_refused(data)


def test_only_the_one_form_of_signature(registry: Registry) -> None:
    head, payload, signature = registry.data.rstrip().split(b".")
    signed = head + b"." + payload + b"."
    raw = base64.urlsafe_b64decode(signature)
    der = registry.root_key.sign(signed[:-1], ec.ECDSA(jws._ALGORITHM.algorithm))
    for other in (raw[:-1], raw + b"\x00", der, b"\x00" * 96, b"\xff" * 96):
        registry.why_refused(signed + encoded(other))
    registry.why_refused(signed + signature + b"=")
    registry.why_refused(signed)


def test_a_list_that_is_too_large(registry: Registry) -> None:
    data = registry.signed(lambda payload: payload.update(more="x" * keylist.LARGEST_LIST))
    registry.why_refused(data)


def test_nothing_of_the_payload_is_looked_at_before_the_signature(
    registry: Registry, stranger: Registry
) -> None:
    rubbish = jws.sign(b"\xff not JSON", stranger.root_key)
    assert "ikke signert av myndigheten" in registry.why_refused(rubbish)
    assert "har feil i seg" in registry.why_refused(jws.sign(b"\xff", registry.root_key))


def test_faults_in_a_signed_list(registry: Registry) -> None:
    def in_key(**changes: object) -> Callable[[dict[str, Any]], object]:
        return lambda payload: payload["keys"][0].update(changes)

    for change in (
        lambda payload: payload.pop("version"),
        lambda payload: payload.update(version=True),
        lambda payload: payload.update(version=0),
        lambda payload: payload.update(version="1"),
        lambda payload: payload.update(issued=20160110),
        lambda payload: payload.update(issued="2016-01-10T12:00:00"),
        lambda payload: payload.update(expires=payload["issued"]),
        lambda payload: payload.update(keys={}),
        lambda payload: payload.update(keys=[None]),
        lambda payload: payload.update(keys=payload["keys"] * 100),
        lambda payload: payload["keys"].append(payload["keys"][0]),  # two in force
        lambda payload: payload["keys"][0].pop("role"),
        in_key(year="2015"),
        in_key(year=1815),
        in_key(role="andre"),
        in_key(status="ukjent"),
        in_key(certificate=None),
        in_key(certificate="æ"),
        in_key(valid_to="2016-13-01T00:00:00Z"),
        in_key(valid_to="2001-01-01T00:00:00Z"),
    ):
        assert "har feil i seg" in registry.why_refused(registry.signed(change))


def test_a_certificate_the_root_did_not_issue(
    registry: Registry, stranger: Registry, ec_key: ec.EllipticCurvePrivateKey
) -> None:
    for other in (
        certificate(ec_key),
        read_certificate(stranger.folder / "statistikk-2015.pem"),
    ):
        pem = other.public_bytes(Encoding.PEM).decode()
        data = registry.signed(lambda p, pem=pem: p["keys"][0].update(certificate=pem))  # type: ignore[misc]
        assert "har feil i seg" in registry.why_refused(data)


def test_an_expired_list_a_future_one_and_a_root_out_of_time(registry: Registry) -> None:
    listed = registry.read()
    assert "Nøkkellista gikk ut" in registry.why_refused(at=listed.expires + DAY)
    late = registry.signed(lambda payload: payload.update(issued="2016-02-01T00:00:00Z"))
    assert "etter dagens dato" in registry.why_refused(late)
    assert "rotsertifikat gjelder" in registry.why_refused(at=NOW + 4000 * DAY)
    assert "rotsertifikat gjelder" in registry.why_refused(at=NOW - 400 * DAY)


def test_one_key_for_both_roles_would_part_nothing(registry: Registry) -> None:
    data = registry.signed(
        lambda payload: payload["keys"][1].update(certificate=payload["keys"][0]["certificate"])
    )
    assert "samme nøkkel" in registry.why_refused(data)


def why_not_chosen(listed: KeyList, year: int) -> str:
    with pytest.raises(UserError) as caught:
        listed.choose(year, NOW)
    plain_norwegian(caught.value)
    return caught.value.what


def test_another_year_and_a_year_without_the_bureaus_key(registry: Registry) -> None:
    assert "2016; den gjelder 2015" in why_not_chosen(registry.read(), 2016)
    only_manager = registry.read(registry.signed(lambda payload: payload["keys"].pop(0)))
    assert "ingen nøkkel for dataåret 2015" in why_not_chosen(only_manager, 2015)


@pytest.mark.parametrize("index", [0, 1])
def test_a_revoked_key_stops_the_year(registry: Registry, index: int) -> None:
    """Also the manager's: without it all would go to the bureau in one part."""
    data = registry.signed(lambda payload: payload["keys"][index].update(status="revoked"))
    assert "trukket tilbake" in why_not_chosen(registry.read(data), 2015)


def test_a_key_in_force_takes_a_revoked_ones_place(
    registry: Registry, ec_key: ec.EllipticCurvePrivateKey
) -> None:
    old = registry.issued(ec_key, "IPLOS 2015 statistikk")

    def replace(payload: dict[str, Any]) -> None:
        entry = payload["keys"][0]
        payload["keys"].insert(0, {**entry, "certificate": old, "status": "revoked"})

    assert len(registry.read(registry.signed(replace)).choose(2015, NOW)) == 2


def test_a_key_is_not_revoked_and_in_force_at_once(registry: Registry) -> None:
    def both(payload: dict[str, Any]) -> None:
        payload["keys"].append({**payload["keys"][0], "year": 2014, "status": "revoked"})

    assert "har feil i seg" in registry.why_refused(registry.signed(both))


def test_a_key_not_yet_or_no_longer_in_force(registry: Registry) -> None:
    data = registry.signed(
        lambda payload: payload["keys"][0].update(valid_from="2016-01-11T00:00:00Z")
    )
    assert "ikke nå" in why_not_chosen(registry.read(data), 2015)


def test_a_key_in_the_other_roles_place(registry: Registry) -> None:
    """The names in the certificates betray an exchange the list itself does not show."""

    def exchange(payload: dict[str, Any]) -> None:
        first, second = payload["keys"]
        first["role"], second["role"] = second["role"], first["role"]

    assert "laget for" in registry.why_refused(registry.signed(exchange))


def test_a_list_is_written_as_it_is_read(registry: Registry) -> None:
    listed = registry.read()
    again = write_key_list(
        listed.version, listed.issued, listed.expires, listed.entries, registry.root_key
    )
    assert registry.read(again) == listed
    assert all(isinstance(entry, KeyEntry) for entry in listed.entries)


def test_roots_that_ship_with_the_program(
    registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roots, "resource", lambda name: tmp_path / name)
    assert shipped_roots() == []
    (tmp_path / "roots").mkdir()
    assert shipped_roots() == []
    (tmp_path / "roots" / "rot.pem").write_bytes(registry.root.public_bytes(Encoding.PEM))
    assert shipped_roots() == [registry.root]


def test_several_roots_in_one_text(registry: Registry, stranger: Registry) -> None:
    first, second = (one.root.public_bytes(Encoding.PEM).decode() for one in (registry, stranger))
    assert roots_in("") == []
    for text in (first + second, f"\n{first}\n\n{second}".replace("\n", "\r\n")):
        assert roots_in(text) == [registry.root, stranger.root]


def test_what_is_no_root_signs_nothing(
    registry: Registry, ec_key: ec.EllipticCurvePrivateKey
) -> None:
    other: x509.Certificate = certificate(ec_key)
    with pytest.raises(UserError, match="ikke kan signere"):
        read_key_list(registry.data, [other], NOW)
    key384 = ec.generate_private_key(ec.SECP384R1())
    for made, word in (
        (other, "ikke kan signere"),
        (certificate(key384, usage="key_agreement"), "ikke et rotsertifikat"),
    ):
        with pytest.raises(UserError, match=word) as caught:
            roots_in(made.public_bytes(Encoding.PEM).decode())
        plain_norwegian(caught.value)
    with pytest.raises(UserError, match="PEM"):
        roots_in("rot")
