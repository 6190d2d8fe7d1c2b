"""The form in which a check is kept: JSON with counts and hashes."""

import json
from base64 import b64decode, b64encode

from iplos_desktop.flow.kept_values import counts, items, members, moment, word
from iplos_desktop.flow.since_last import MOST, SIZE, Past

_FORMAT = 1
LARGEST = MOST * SIZE * 2
"""Bytes; a file larger than this is none of ours."""


def past_to_bytes(past: Past, key_name: str) -> bytes:
    """What is kept of a check. key_name: tells with which key its places were hashed."""
    kept = {
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
    }
    return json.dumps(kept).encode()


def past_from_bytes(data: bytes, key_name: str) -> Past:
    """What was kept. Raises ValueError for anything else, and when the key is another."""
    kept = members(json.loads(data))
    if kept.get("format") != _FORMAT or kept.get("key") != key_name:
        raise ValueError
    rule_book, year_package = map(word, items(kept.get("versions")))
    places = {
        rule: _pieces(b64decode(word(text), validate=True))
        for rule, text in members(kept.get("places")).items()
    }
    counted = counts(kept.get("counts"))
    if any(len(hashes) != counted.get(rule, 0) for rule, hashes in places.items()):
        raise ValueError
    whole = frozenset(map(word, items(kept.get("whole"))))
    return Past(moment(kept.get("at")), (rule_book, year_package), whole, counted, places)


def _pieces(data: bytes) -> list[bytes]:
    if len(data) % SIZE:
        raise ValueError
    return [data[at : at + SIZE] for at in range(0, len(data), SIZE)]
