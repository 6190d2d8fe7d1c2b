"""What each package is made of, as CycloneDX 1.6."""

import json
import re
import tomllib
import uuid
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email import message_from_bytes
from pathlib import Path
from typing import Any

from installer import source
from installer.tree import sha256

_BUNDLED = source.HERE / "bundled.toml"


class UnknownPartError(Exception):
    """A file that lies inside the package does not tell its version where it used to."""


def write_sbom(root: Path, out: Path, version: str, system: str) -> None:
    """Write what the folder `root` is made of: the packages, and what lies inside them."""
    parts = [*_packages(root), *_bundled(root)]
    itself = next(part for part in parts if part["name"] == "iplos-desktop")
    parts.remove(itself)
    stamp = datetime.fromtimestamp(source.epoch(), UTC).isoformat().replace("+00:00", "Z")
    text = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{version} {system} {parts}')}",
        "version": 1,
        "metadata": {
            "timestamp": stamp,
            "component": {**itself, "type": "application"},
            "properties": [{"name": "iplos-desktop:system", "value": system}],
        },
        "components": sorted(parts, key=lambda part: str(part["bom-ref"])),
        "dependencies": [
            {"ref": itself["bom-ref"], "dependsOn": sorted(str(part["bom-ref"]) for part in parts)}
        ],
    }
    out.write_text(json.dumps(text, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _packages(root: Path) -> Iterator[dict[str, Any]]:
    """The Python packages, as each tells of itself."""
    for path in sorted((root / "lib").glob("*.dist-info/METADATA")):
        told = message_from_bytes(path.read_bytes())
        name = re.sub(r"[-_.]+", "-", told["Name"]).lower()
        licence = told["License-Expression"] or told["License"]
        address = f"pkg:pypi/{name}@{told['Version']}"
        yield _component("library", name, told["Version"], licence, {"purl": address})


def _bundled(root: Path) -> Iterator[dict[str, Any]]:
    """What lies inside the packages; the version as the file itself tells it.

    Raises:
        UnknownPartError: a file is there, and its version is not where it used to be.
    """
    for part in tomllib.loads(_BUNDLED.read_text(encoding="utf-8"))["part"]:
        found = sorted(root.glob(part["file"]))
        if not found:
            continue
        version = None
        if "pattern" in part:
            told = re.search(part["pattern"].encode(), found[0].read_bytes())
            if told is None:
                raise UnknownPartError(f"{found[0]} does not tell the version of {part['name']}.")
            version = told[1].decode()
        more: dict[str, Any] = {"hashes": [{"alg": "SHA-256", "content": sha256(found[0])}]}
        if version and "cpe" in part:
            more["cpe"] = f"{part['cpe']}:{version}:*:*:*:*:*:*:*"
        inside = found[0].relative_to(root).as_posix()
        more["properties"] = [{"name": "iplos-desktop:file", "value": inside}]
        yield _component("library", part["name"], version, part["licence"], more)


def _component(
    kind: str, name: str, version: str | None, licence: str, more: Mapping[str, Any]
) -> dict[str, Any]:
    where = more.get("properties", [{"value": more.get("purl")}])[0]["value"]
    return {
        "type": kind,
        "bom-ref": f"{name}@{version or '?'} {where}",
        "name": name,
        **({"version": version} if version else {}),
        "licenses": [{"expression": licence}],
        **more,
    }
