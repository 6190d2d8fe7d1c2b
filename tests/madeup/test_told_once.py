"""A wrong value is told once: whatever stands in an element, no two rules speak of it."""

import re
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from iplos_desktop.madeup import write_export, write_ident_message
from tests.madeup.support import checked, place

VALUE = re.compile(r"<((?:pe|po|fn|tj|di|dg)\w+)>([^<]*)</")
DAYS = ("18120301", "20350101", "20150231", "1.5.2015")
OTHERS = ("x", " ", "-5", "99", "999999999")
TELL_OF_EVERY_RECORD = {"F-04", "T-11", "T-12"}
"""Rules that hold one value against several records; each of these is told of."""


@pytest.mark.parametrize("version", ["3.3", "3.5"])
def test_at_most_one_finding_for_one_wrong_value(tmp_path: Path, version: str) -> None:
    path, ident = tmp_path / "a.xml", tmp_path / "ident.xml"
    write_export(path, persons=6, version=version, seed=9)
    write_ident_message(ident, persons=6, seed=9)
    message = ident if version == "3.5" else None
    text = path.read_text("utf-8")
    usual = Counter(map(place, checked(path, version, ident=message).findings))
    rng, told = Random(5), 0
    for name, start, end in places(text, rng):
        for value in DAYS if "Dato" in name else OTHERS:
            path.write_text(f"{text[:start]}{value}{text[end:]}", encoding="utf-8", newline="\n")
            found = Counter(map(place, checked(path, version, ident=message).findings)) - usual
            once = {one[0] for one in found} <= TELL_OF_EVERY_RECORD
            assert found.total() <= 1 or once, (name, value, found)
            told += found.total()
    assert told > 100


def places(text: str, rng: Random) -> list[tuple[str, int, int]]:
    """One place of each element: its name, where the value begins and ends."""
    found: dict[str, list[tuple[int, int]]] = {}
    for one in VALUE.finditer(text):
        found.setdefault(one[1], []).append(one.span(2))
    return [(name, *rng.choice(spans)) for name, spans in found.items()]
