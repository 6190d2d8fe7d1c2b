"""One sealing as the journal keeps it: numbers, hashes, and when; nothing of any one person."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime

from iplos_desktop.catalogue.counts import Counts
from iplos_desktop.flow.kept_values import counts, items, members, moment, number, word
from iplos_desktop.sealing.package import FindingCount


@dataclass(frozen=True, slots=True)
class SealedTo:
    """A key a file was sealed to, and what its trust rested on.

    role, trusted_by: as in the manifest. fingerprint: SHA-256 in lower-case hex.
    key_list_version: None for a key trusted by hand.
    """

    role: str
    fingerprint: str
    trusted_by: str
    key_list_version: int | None


@dataclass(frozen=True, kw_only=True)
class Entry(Counts):
    """A sealing, and what has become of it.

    created, uploaded_at, receipt_at: with a time zone, that of the wall clock then; the last
    two None until the user has ticked them. place: where the export says it is from, by
    which the next check finds it; None when it does not say. file_name, size, sha256: of the
    sealed file. folder: where it was written; None when that is not known. export_sha256: of the
    export as checked; it stays here, since with identities in a small file it would let them be
    guessed. content_sha256, inner_sha256: of innhold.xml as the bureau gets it, and of
    innhold.p7m, None in one part. findings: by rule.
    """

    delivery_id: str
    created: datetime
    data_year: int
    municipality: str
    district: str
    organisation_number: str
    place: str | None
    corrected: bool
    test: bool
    parts: int
    file_name: str
    size: int
    sha256: str
    export_sha256: str
    content_sha256: str
    inner_sha256: str | None
    program_version: str
    rule_book_version: str
    year_package_version: str
    findings: Mapping[str, FindingCount]
    keys: tuple[SealedTo, ...]
    uploaded_at: datetime | None = None
    receipt_at: datetime | None = None
    folder: str | None = None


COLUMNS = tuple(one.name for one in fields(Entry))
"""The names of an entry's members, which are those of the journal's columns."""


def to_row(entry: Entry) -> dict[str, str | int | None]:
    """What the journal's file holds of an entry, by column."""
    return {name: _written(getattr(entry, name)) for name in COLUMNS}


def from_row(row: Mapping[str, object]) -> Entry:
    """The entry of a row. Raises ValueError for anything but what `to_row` gives."""
    services = counts(_json(row["services"]))
    return Entry(
        persons=number(row["persons"]),
        records=counts(_json(row["records"])),
        services={int(code): count for code, count in services.items()},
        delivery_id=word(row["delivery_id"]),
        created=moment(row["created"]),
        data_year=number(row["data_year"]),
        municipality=word(row["municipality"]),
        district=word(row["district"]),
        organisation_number=word(row["organisation_number"]),
        place=_or_none(row["place"]),
        corrected=_yes_or_no(row["corrected"]),
        test=_yes_or_no(row["test"]),
        parts=number(row["parts"]),
        file_name=word(row["file_name"]),
        size=number(row["size"]),
        sha256=word(row["sha256"]),
        export_sha256=word(row["export_sha256"]),
        content_sha256=word(row["content_sha256"]),
        inner_sha256=_or_none(row["inner_sha256"]),
        program_version=word(row["program_version"]),
        rule_book_version=word(row["rule_book_version"]),
        year_package_version=word(row["year_package_version"]),
        findings={rule: _finding(one) for rule, one in members(_json(row["findings"])).items()},
        keys=tuple(map(_key, items(_json(row["keys"])))),
        uploaded_at=_when(row["uploaded_at"]),
        receipt_at=_when(row["receipt_at"]),
        folder=_or_none(row["folder"]) if "folder" in row.keys() else None,  # noqa: SIM118 - SQLite's row
    )


def _written(value: object) -> str | int | None:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, tuple):
        return json.dumps([{name: getattr(one, name) for name in _KEY} for one in value])
    if isinstance(value, Mapping):
        return json.dumps({str(name): one for name, one in value.items()})
    if value is None or isinstance(value, str | int):
        return value
    raise TypeError  # a new kind of member, for which there is no column yet


_KEY = tuple(one.name for one in fields(SealedTo))


def _json(text: object) -> object:
    return json.loads(word(text))


def _or_none(found: object) -> str | None:
    return None if found is None else word(found)


def _when(found: object) -> datetime | None:
    return None if found is None else moment(found)


def _yes_or_no(found: object) -> bool:
    if found not in {0, 1}:
        raise ValueError
    return found == 1


def _finding(found: object) -> FindingCount:
    kept = members(found)
    return {"level": word(kept.get("level")), "count": number(kept.get("count"))}


def _key(found: object) -> SealedTo:
    kept = members(found)
    version = kept.get("key_list_version")
    return SealedTo(
        word(kept.get("role")),
        word(kept.get("fingerprint")),
        word(kept.get("trusted_by")),
        None if version is None else number(version),
    )
