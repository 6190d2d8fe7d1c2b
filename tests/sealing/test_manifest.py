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
from iplos_desktop.sealing.package import Package, bureau_manifest, file_name, manifest_bytes
from iplos_desktop.sealing.seal import seal
from iplos_desktop.watch import Watch
from tests.sealing.support import EXPORT, NOW, Receiver, certificate, package, trusted

SCHEMA = Path(__file__).parents[2] / "docs" / "manifest-statistikk.schema.json"
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


def test_the_manifest_follows_its_schema(full: Package) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    by_hand = replace(full.keys[0], how="fingeravtrykk", key_list_version=None)
    sender = replace(full.sender, phone="22 22 22 22")
    for each in (
        full,
        replace(full, ident=None, corrected=True, test=False, findings={}),
        replace(full, keys=[by_hand], sender=sender),
    ):
        manifest = bureau_manifest(each, each.keys, "0" * 8 + "-0000" * 3 + "-" + "0" * 12, NOW)
        assert faults(json.loads(manifest_bytes(manifest)), schema) == []
        assert faults({**manifest, "format": 2, "persons": -1, "more": 1}, schema) != []


def test_every_field_of_the_schema_is_in_the_manifest(full: Package) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    manifest = bureau_manifest(full, full.keys, "x", NOW)
    assert list(manifest) == list(schema["properties"]) == schema["required"]


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
    assert [name for name, _, _ in opened.entries] == [
        "manifest.json",
        "innhold.xml",
        "identmelding.xml",
    ]
    assert opened.entries[1][1:] == (len(EXPORT), full.export.sha256)


def test_the_managers_key_beside_the_bureaus_changes_nothing_yet(
    full: Package, bureau: Receiver, receivers: dict[str, Receiver], out: Path, tmp_path: Path
) -> None:
    """The file goes to the bureau, in one part, and names only the key it is sealed to."""
    made = certificate(receivers["P-384"].key, "IPLOS 2015 pseudonym")
    manager = trusted(made, Role.PSEUDONYM)
    receipt = seal(replace(full, keys=[manager, *full.keys]), out, Watch(), NOW)

    assert [role for role, _, _ in receipt.keys] == ["statistikk"]
    named = bureau.open(receipt.path, tmp_path).manifest["keys"]
    assert [key["fingerprint"] for key in named] == [bureau.trusted.fingerprint]


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
