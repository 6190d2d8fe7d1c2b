"""Messages that are as they should be, around an archive or a manifest with one fault."""

import hashlib
import io
import json
import struct
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from iplos_desktop.sealing.manifest import CONTENT, IDENTITIES, INNER, MANIFEST
from tools.vectors.parts import Parts
from tools.vectors.shape import Broken, Good, Key, Opened, Outcome

Entries = list[tuple[str, bytes]]

_HARMLESS = {
    "method", "crc", "size", "manifest-name-twice", "manifest-not-utf8", "manifest-field-kind",
}  # fmt: skip
"""The hashes in the manifest are right all the same."""


def broken_archives(keys: Mapping[str, Key], good: Sequence[Good]) -> list[Broken]:
    """All of them, to the keys of the files they were made from."""
    named = {each.name: each.opened for each in good}
    one, two = named["one-part-p256"], named["two-part-ec"]
    inner = two.inner
    assert inner is not None  # noqa: S101 - it has two parts
    return [
        *_archives(one, keys[one.key]),
        *_manifests(one, keys[one.key]),
        *_parts(two, inner, keys),
    ]


def _archives(one: Opened, key: Key) -> Iterator[Broken]:
    entries = [*one.entries.items()]
    whole = _zip(entries)

    def told(name: str, what: str, archive: bytes) -> Broken:
        return _told(name, what, archive, key, "other-content")

    yield told("no-archive", "The content is XML without an archive.", b"<IPLOS/>\n")
    yield told("archive-cut", "The archive's directory is cut off.", whole[:-40])
    yield told("unknown-entry", "An entry of another name.", _zip([*entries, ("lesmeg.txt", b"")]))
    for name, path in (
        ("path-up", "../innhold.xml"),
        ("path-absolute", "/innhold.xml"),
        ("path-windows", "..\\innhold.xml"),
    ):
        yield told(name, f"An entry named {path}.", _zip([*entries, (path, b"<IPLOS/>")]))
    yield told("no-manifest", "No manifest.", _zip(entries[:-1]))
    yield told("no-content", "No innhold.xml.", _zip(entries[1:]))
    yield told("name-twice", "innhold.xml twice.", _zip([*entries, entries[0]]))
    yield told("method", "innhold.xml is compressed with bzip2.", _zip(entries, zipfile.ZIP_BZIP2))
    directory = whole.index(b"PK\1\2")
    for name, what, at, value in (
        ("encrypted-entry", "innhold.xml is marked as encrypted.", 8, 1),
        ("crc", "The CRC-32 of innhold.xml is another.", 16, 0x12345678),
        ("size", "innhold.xml is said to be a byte longer.", 24, len(entries[0][1]) + 1),
    ):
        changed = bytearray(whole)
        form = "<H" if at == 8 else "<L"  # noqa: PLR2004 - the field of flags is a short one
        struct.pack_into(form, changed, directory + at, value)
        yield told(name, what, bytes(changed))
    zeros = (CONTENT, bytes(40 * 1024 * 1024))
    yield told(
        "bomb", "innhold.xml is 40 MB of zeros, in a file of 40 kB.", _zip([zeros, entries[-1]])
    )


def _manifests(one: Opened, key: Key) -> Iterator[Broken]:
    content = one.entries[CONTENT]
    manifest = json.loads(one.entries[MANIFEST])

    def told(name: str, what: str, data: bytes | dict[str, Any], outcome: Outcome) -> Broken:
        raw = data if isinstance(data, bytes) else _json(data)
        return _told(name, what, _zip([(CONTENT, content), (MANIFEST, raw)]), key, outcome)

    twice = one.entries[MANIFEST].replace(b"{", b'{"persons": 1,', 1)
    latin = one.entries[MANIFEST].replace(b"Oppdiktet", b"Oppd\xf8ktet")
    yield told("manifest-no-json", "The manifest is no JSON.", b"format: 1\n", "other-content")
    yield told("manifest-name-twice", "A name stands twice in it.", twice, "other-content")
    yield told("manifest-not-utf8", "The manifest is not UTF-8.", latin, "other-content")
    yield told("manifest-format-2", "Its format is 2.", manifest | {"format": 2}, "other-version")
    for name, what, change in (
        ("digest", "innhold_sha256 is that of another.", {"innhold_sha256": "0" * 64}),
        ("receiver", "The manifest is said to be the manager's.", {"receiver": "pseudonym"}),
        ("ident-missing", "It tells of an ident message.", {"identmelding_sha256": "0" * 64}),
        ("field-kind", "The number of persons is a text.", {"persons": "12"}),
    ):
        yield told(f"manifest-{name}", what, manifest | change, "other-manifest")


def _parts(two: Opened, inner: Opened, keys: Mapping[str, Key]) -> Iterator[Broken]:
    manager = keys[two.key]
    manifest = json.loads(two.entries[MANIFEST])
    both = [(IDENTITIES, two.entries[IDENTITIES]), (CONTENT, inner.entries[CONTENT])]

    def told(name: str, what: str, entries: Entries, outcome: Outcome) -> Broken:
        return _told(name, what, _zip(entries), manager, outcome)

    yield _identity_left(inner, keys[inner.key])
    yield told(
        "exchanged-keys", "What is for the bureau, sealed to a key that is named for the manager.",
        [*inner.entries.items()], "other-role",
    )  # fmt: skip
    rest = [(IDENTITIES, two.entries[IDENTITIES]), (MANIFEST, two.entries[MANIFEST])]
    another = _sealed(_zip([*inner.entries.items()]), keys[inner.key])
    yield told(
        "inner-another", "innhold.p7m is another than the manifest says.",
        [(INNER, another), *rest], "other-manifest",
    )  # fmt: skip
    named = _json(manifest | {"innhold_p7m_sha256": _digest(another)})
    yield told(
        "identities-missing", "No identer.csv for the manager.",
        [(INNER, another), (MANIFEST, named)], "other-content",
    )  # fmt: skip
    to_manager = _sealed(_zip([*inner.entries.items()]), manager)
    named = _json(manifest | {"innhold_p7m_sha256": _digest(to_manager)})
    yield told(
        "inner-to-manager",
        "innhold.p7m is sealed to the manager's own key: the bureau cannot open it, and the"
        " manager could.",
        [(INNER, to_manager), (IDENTITIES, two.entries[IDENTITIES]), (MANIFEST, named)],
        "opens",
    )
    yield told(
        "not-parted", "Identities and content in the clear beside each other.",
        [*both, rest[-1]], "other-content",
    )  # fmt: skip


def _identity_left(inner: Opened, key: Key) -> Broken:
    """What a sender of two parts must never let pass; the format cannot forbid it."""
    content = inner.entries[CONTENT].replace(
        b'<PERSON pePeID="1001">', b'<PERSON pePeID="1001"><peFnr>00000000000</peFnr>'
    )
    manifest = json.loads(inner.entries[MANIFEST]) | {"innhold_sha256": _digest(content)}
    archive = _zip([(CONTENT, content), (MANIFEST, _json(manifest))])
    what = "The bureau's part of two still has a peFnr element: whoever finds one should say so."
    return _told("identity-left", what, archive, key, "opens")


def _told(name: str, what: str, archive: bytes, key: Key, outcome: Outcome) -> Broken:
    must = outcome != "opens" and name not in _HARMLESS
    return Broken(name, key.name, what, outcome, _sealed(archive, key), must)


def _sealed(archive: bytes, key: Key) -> bytes:
    return Parts.honest(archive, key).encoded()


def _zip(entries: Entries, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(made, "w", method) as archive:
        warnings.simplefilter("ignore")  # a name twice is meant
        for name, data in entries:
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return made.getvalue()


def _json(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n"


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
