"""The manifest is what its schema tells receivers, and the file's name what was promised."""

import json
import re
from dataclasses import replace
from datetime import timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from iplos_desktop.errors import UserError
from iplos_desktop.sealing.certificate import Role
from iplos_desktop.sealing.manifest import (
    Sending,
    bureau_manifest,
    manager_manifest,
    manifest_bytes,
)
from iplos_desktop.sealing.package import Package, file_name
from iplos_desktop.sealing.seal import seal
from iplos_desktop.watch import Watch
from tests.sealing.support import EXPORT, NOW, Receiver, certificate, package, trusted

DOCS = Path(__file__).parents[2] / "docs"
HASH = "0123456789abcdef" * 4
DIGESTS = {"innhold.xml": HASH, "innhold.p7m": HASH, "identmelding.xml": HASH}
_TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "boolean": bool,
    "null": type(None),
}


def faults(value: Any, schema: dict[str, Any], at: str = "") -> list[str]:  # noqa: ANN401 - JSON
    """What in a value breaks a schema, of the few words our schema uses."""
    types = schema.get("type", [])
    types = [types] if isinstance(types, str) else types
    if types and not any(_is(value, each) for each in types):
        return [f"{at}: {types}"]
    found = [f"{at}: {word}" for word, broken in _scalar(value, schema).items() if broken]
    if isinstance(value, list):
        for index, each in enumerate(value):
            found += faults(each, schema["items"], f"{at}[{index}]")
    if isinstance(value, dict):
        missing = set(schema.get("required", ())) - set(value)
        found += [f"{at}: {name} missing" for name in missing]
        for name, each in value.items():
            inner = schema.get("properties", {}).get(name, schema["additionalProperties"])
            found += faults(each, inner, f"{at}.{name}") if inner else [f"{at}: {name} unknown"]
    return found


def _scalar(value: Any, schema: dict[str, Any]) -> dict[str, bool]:  # noqa: ANN401 - JSON
    text, number = isinstance(value, str), isinstance(value, int)
    return {
        "const": "const" in schema and value != schema["const"],
        "enum": "enum" in schema and value not in schema["enum"],
        "pattern": text and not re.search(schema.get("pattern", ""), value),
        "minLength": text and len(value) < schema.get("minLength", 0),
        "minimum": number and value < schema.get("minimum", value),
        "minItems": isinstance(value, list) and len(value) < schema.get("minItems", 0),
    }


def _is(value: object, name: str) -> bool:
    if name == "integer" and isinstance(value, bool):
        return False
    return isinstance(value, _TYPES[name])


@pytest.fixture
def full(bureau: Receiver, export: Path, tmp_path: Path) -> Package:
    ident = tmp_path / "ident.xml"
    ident.write_bytes(b"<ident/>")
    return package(export, bureau.trusted, ident=ident)


def schema_of(receiver: str) -> dict[str, Any]:
    text = (DOCS / f"manifest-{receiver}.schema.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


def sending(made: Package) -> Sending:
    return Sending(made, made.keys, "0" * 8 + "-0000" * 3 + "-" + "0" * 12, NOW)


def manifests(made: Package, digests: dict[str, str] = DIGESTS) -> dict[str, dict[str, Any]]:
    """Both manifests of a package of two parts, by receiver."""
    return {
        "statistikk": bureau_manifest(sending(made), digests),
        "pseudonym": manager_manifest(sending(made), digests),
    }


@pytest.fixture
def to_two(full: Package, receivers: dict[str, Receiver]) -> Package:
    made = certificate(receivers["P-384"].key, "IPLOS 2015 pseudonym")
    return replace(full, keys=[*full.keys, trusted(made, Role.PSEUDONYM)])


@pytest.mark.parametrize("receiver", ["statistikk", "pseudonym"])
def test_the_manifest_follows_its_schema(to_two: Package, receiver: str) -> None:
    schema = schema_of(receiver)
    by_hand = [replace(each, how="fingeravtrykk", key_list_version=None) for each in to_two.keys]
    by_root = [replace(each, how="rot") for each in to_two.keys]
    sender = replace(to_two.sender, phone="22 22 22 22")
    for each in (
        to_two,
        replace(to_two, corrected=True, test=False, findings={}, keys=by_root),
        replace(to_two, keys=by_hand, sender=sender),
    ):
        manifest = manifests(each)[receiver]
        assert faults(json.loads(manifest_bytes(manifest)), schema) == []
        assert faults({**manifest, "format": 2, "persons": -1, "more": 1}, schema) != []


@pytest.mark.parametrize("receiver", ["statistikk", "pseudonym"])
def test_every_field_of_the_schema_is_in_the_manifest(to_two: Package, receiver: str) -> None:
    schema = schema_of(receiver)
    manifest = manifests(to_two)[receiver]
    assert list(manifest) == list(schema["properties"]) == schema["required"]


def test_without_an_ident_message_its_hash_is_null(to_two: Package) -> None:
    digests = {name: HASH for name in DIGESTS if name != "identmelding.xml"}
    for receiver, manifest in manifests(to_two, digests).items():
        assert manifest["identmelding_sha256"] is None
        assert faults(manifest, schema_of(receiver)) == []


def test_the_manager_is_told_nothing_of_the_content(to_two: Package) -> None:
    told = manifests(to_two)["pseudonym"]
    assert told["persons"] == 500
    assert not {"records", "findings", "innhold_sha256"} & set(told)


def test_what_is_read_back_from_the_sealed_file(
    full: Package, bureau: Receiver, out: Path, tmp_path: Path
) -> None:
    receipt = seal(full, out, Watch(), NOW)

    opened = bureau.open(receipt.path, tmp_path)

    manifest = opened.manifest
    assert manifest["delivery_id"] == receipt.delivery_id
    assert manifest["created"] == "2016-01-10T12:30:15+00:00"
    assert manifest["innhold_sha256"] == full.export.sha256
    assert manifest["records"] == {"PERSON": 500, "TJENESTE": 0}
    assert manifest["findings"] == {"T-04": {"level": "feil", "count": 2}}
    assert manifest["contact"]["email"] == "kari@example.no"
    assert (manifest["receiver"], manifest["parts"]) == ("statistikk", 1)
    assert [name for name, _, _ in opened.entries] == [
        "innhold.xml",
        "identmelding.xml",
        "manifest.json",
    ]
    assert opened.entries[0][1:] == (len(EXPORT), full.export.sha256)


def test_each_delivery_has_an_id_of_its_own(full: Package, out: Path) -> None:
    first = seal(full, out, Watch(), NOW)
    second = seal(full, out, Watch(), NOW + timedelta(seconds=1))
    assert first.delivery_id != second.delivery_id


def test_the_name_tells_who_when_and_test(full: Package) -> None:
    local = NOW.astimezone(timezone(timedelta(hours=1)))
    assert file_name(full, local) == "IPLOS_0301_00_2015_20160110T133015_TEST.p7m"
    real = replace(full, test=False, sender=replace(full.sender, district="07"))
    assert file_name(real, NOW) == "IPLOS_0301_07_2015_20160110T123015.p7m"


@pytest.mark.parametrize(
    ("municipality", "district", "word"),
    [("301", "00", "fire sifre"), ("../x", "00", "fire sifre"), ("0301", "1", "to sifre")],
)
def test_odd_numbers_never_reach_a_file_name(
    full: Package, municipality: str, district: str, word: str
) -> None:
    sender = replace(full.sender, municipality=municipality, district=district)
    with pytest.raises(UserError, match=word):
        file_name(replace(full, sender=sender), NOW)
