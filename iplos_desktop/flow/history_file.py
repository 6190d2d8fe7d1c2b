"""The form in which a check and a submission are kept: JSON with counts and hashes."""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from iplos_desktop.catalogue.counts import Counts
from iplos_desktop.flow.since_last import MOST, SIZE, Past

_FORMAT = 1
LARGEST = MOST * SIZE * 2
"""Bytes; a file larger than this is none of ours."""


@dataclass(frozen=True)
class Sent(Counts):
    """What was sealed last. year: its data year. at: when, with a time zone."""

    year: int = 0
    at: datetime = datetime.min  # noqa: DTZ901 - stands for nothing; always given
    corrected: bool = False


def past_to_bytes(past: Past, key_name: str) -> bytes:
    """What is kept of a check. key_name: tells with which key its places were hashed."""
    return _to_bytes({
        "format": _FORMAT,
        "key": key_name,
        "at": past.at.isoformat(),
        "versions": past.versions,
        "whole": sorted(past.whole),
        "counts": past.counts,
        "places": {
            rule: b64encode(b"".join(hashes)).decode("ascii")
            for rule, hashes in past.places.items()
        },
    })  # fmt: skip


def past_from_bytes(data: bytes, key_name: str) -> Past:
    """What was kept. Raises ValueError for anything else, and when the key is another."""
    kept = _object(data)
    rule_book, year_package = map(_word, _list(kept, "versions"))
    if kept.get("key") != key_name:
        raise ValueError
    places = {
        rule: _pieces(b64decode(_word(text), validate=True))
        for rule, text in _dict(kept, "places").items()
    }
    counts = _counts(kept, "counts")
    if any(len(hashes) != counts.get(rule, 0) for rule, hashes in places.items()):
        raise ValueError
    whole = frozenset(map(_word, _list(kept, "whole")))
    return Past(_time(kept), (rule_book, year_package), whole, counts, places)


def sent_to_bytes(sent: Sent) -> bytes:
    """What is kept of a submission: counts alone."""
    return _to_bytes({
        "format": _FORMAT,
        "year": sent.year,
        "at": sent.at.isoformat(),
        "corrected": sent.corrected,
        "persons": sent.persons,
        "records": dict(sent.records),
        "services": {str(code): count for code, count in sent.services.items()},
    })  # fmt: skip


def sent_from_bytes(data: bytes) -> Sent:
    """What was kept of a submission. Raises ValueError for anything else."""
    kept = _object(data)
    persons, year = _number(kept.get("persons")), _number(kept.get("year"))
    services = {int(code): count for code, count in _counts(kept, "services").items()}
    corrected = kept.get("corrected") is True
    return Sent(persons, _counts(kept, "records"), services, year, _time(kept), corrected)


def _to_bytes(kept: Mapping[str, Any]) -> bytes:
    return json.dumps(kept).encode()


def _object(data: bytes) -> dict[str, Any]:
    kept = json.loads(data)
    if not isinstance(kept, dict) or kept.get("format") != _FORMAT:
        raise ValueError
    return kept


def _time(kept: Mapping[str, Any]) -> datetime:
    at = datetime.fromisoformat(_word(kept.get("at")))
    if at.tzinfo is None:
        raise ValueError
    return at


def _list(kept: Mapping[str, Any], name: str) -> list[Any]:
    found = kept.get(name)
    if not isinstance(found, list):
        raise ValueError  # noqa: TRY004 - whatever is wrong with a file is a ValueError here
    return found


def _dict(kept: Mapping[str, Any], name: str) -> dict[str, Any]:
    found = kept.get(name)
    if not isinstance(found, dict):
        raise ValueError  # noqa: TRY004
    return found


def _counts(kept: Mapping[str, Any], name: str) -> dict[str, int]:
    return {word: _number(count) for word, count in _dict(kept, name).items()}


def _number(found: object) -> int:
    if not isinstance(found, int) or isinstance(found, bool) or found < 0:
        raise ValueError
    return found


def _word(found: object) -> str:
    if not isinstance(found, str):
        raise ValueError  # noqa: TRY004
    return found


def _pieces(data: bytes) -> list[bytes]:
    if len(data) % SIZE:
        raise ValueError
    return [data[at : at + SIZE] for at in range(0, len(data), SIZE)]
