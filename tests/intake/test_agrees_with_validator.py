"""The persons we find wrong in their structure are those a schema validator finds wrong.

Why: EPJ vendors test with our schema, municipalities with our program; they must hear the same.
Good exports are spoilt at random, and libxml2's validator is the judge.
"""

import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from iplos_desktop.flow.check import check
from iplos_desktop.flow.checked import Order
from iplos_desktop.madeup import write_export
from iplos_desktop.register.elements import FORMAT_33, FORMAT_35, Format
from iplos_desktop.register.xsd import schema
from iplos_desktop.watch import Watch
from tests.support import NOW

FORMATS = {"3.3": FORMAT_33, "3.5": FORMAT_35}
VALUES = (
    "", " ", "1", " 1 ", "+7", "007", "-0", "-1", "2147483647", "2147483648", "32768", "1e3",
    ".5", "5.", "1.234", "00168.250", "99999.9", "1000.00", "X", "M", "9", "201502", "201513",
    "20150231", "2015022",
    "\uff12\uff10150101", "&#50;0150101", "<![CDATA[20150101]]>", "a<!-- x -->b",
    "2015<?x y?>0101", "ICPC-2", "ICD-10", "æøåæøåæøåæ", "1\n", "&amp;&lt;",
)  # fmt: skip
WEDGES = (
    "<x/>", "<x>1</x>", '<x y="1"><z/></x>', "tekst", "<!-- ok -->", "<?ok ok?>", "&#32;",
    "<peAlder>1</peAlder>", "<fnFunkType>1</fnFunkType>", '<x xmlns="urn:x">1</x>', "<![CDATA[ ]]>",
    "<![CDATA[t]]>", '<FUNKSJON fnPeID="1" fnFnID="1"/>', "&#10;",
)  # fmt: skip
ATTRIBUTES = (
    ' x="1"', ' xml:lang="nb"', ' xmlns:q="urn:q" q:x="1"',
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="a"',
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"',
)  # fmt: skip


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """A good export of each version, a line for each element."""
    folder = tmp_path_factory.mktemp("good")
    made = {}
    for version in FORMATS:
        write_export(folder / version, persons=4, version=version, seed=3)
        made[version] = (folder / version).read_text(encoding="utf-8").splitlines(keepends=True)
    return made


@pytest.fixture(scope="module")
def validators() -> dict[str, etree.XMLSchema]:
    return {
        version: etree.XMLSchema(etree.fromstring(schema(form).encode()))
        for version, form in FORMATS.items()
    }


def spoil(lines: list[str], seed: int) -> str:
    """One to three changes below the first PERSON; the text stays well-formed."""
    dice = random.Random(seed)
    lines = lines.copy()
    first = next(n for n, line in enumerate(lines) if "<PERSON " in line)
    for _ in range(dice.randint(1, 3)):
        at = dice.randrange(first, len(lines) - 1)
        dice.choice(CHANGES)(lines, at, dice)
    return "".join(lines)


def _leaf(line: str) -> re.Match[str] | None:
    return re.match(r"(\s*)<(\w+)([^>]*)>([^<]*)</\2>(\s*)$", line)


def remove(lines: list[str], at: int, _dice: random.Random) -> None:
    if _leaf(lines[at]):
        lines[at] = ""


def double(lines: list[str], at: int, _dice: random.Random) -> None:
    if _leaf(lines[at]):
        lines[at] += lines[at]


def swap(lines: list[str], at: int, dice: random.Random) -> None:
    other = min(at + dice.randint(1, 4), len(lines) - 1)
    between = lines[at : other + 1]
    if all(_leaf(line) for line in between):
        lines[at], lines[other] = lines[other], lines[at]


def revalue(lines: list[str], at: int, dice: random.Random) -> None:
    if match := _leaf(lines[at]):
        value = dice.choice(VALUES)
        lines[at] = f"{match[1]}<{match[2]}{match[3]}>{value}</{match[2]}>{match[5]}"


def wedge(lines: list[str], at: int, dice: random.Random) -> None:
    lines[at] = dice.choice(WEDGES) + lines[at]


def rename(lines: list[str], at: int, dice: random.Random) -> None:
    if match := _leaf(lines[at]):
        name = dice.choice(("x", "peAlder", "tjFraDato", match[2].lower()))
        lines[at] = f"{match[1]}<{name}>{match[4]}</{name}>{match[5]}"


def attribute(lines: list[str], at: int, dice: random.Random) -> None:
    start = re.match(r"\s*<\w+", lines[at])
    if start:
        lines[at] = start[0] + dice.choice(ATTRIBUTES) + lines[at][start.end() :]


def reattribute(lines: list[str], at: int, dice: random.Random) -> None:
    value = dice.choice((' {}="x"', "", ' {}="+1"', " {}=' 1 '", ' {}="a>b"', ' {}="2147483648"'))
    lines[at] = re.sub(r' (\w+ID)="[^"]*"', lambda m: value.format(m[1]), lines[at], count=1)


def move(lines: list[str], at: int, dice: random.Random) -> None:
    if _leaf(lines[at]):
        line = lines[at]
        lines[at] = ""
        where = min(at + dice.randint(5, 60), len(lines) - 2)
        lines[where] = line + lines[where]


def empty(lines: list[str], at: int, _dice: random.Random) -> None:
    if match := _leaf(lines[at]):
        lines[at] = f"{match[1]}<{match[2]}/>{match[5]}"


CHANGES: tuple[Callable[[list[str], int, random.Random], None], ...] = (
    remove, double, swap, revalue, revalue, revalue, wedge, wedge, rename, attribute, reattribute,
    move, empty,
)  # fmt: skip


def persons_with_lines(text: str, wrong: set[int]) -> set[int]:
    """The numbers in the file of the persons in whose lines something is wrong."""
    starts = [n for n, line in enumerate(text.split("\n"), 1) if re.search("<PERSON[ >]", line)]
    return {sum(start <= line for start in starts) for line in wrong} - {0}


def validator_says(text: str, validator: etree.XMLSchema) -> set[int]:
    document = etree.fromstring(text.encode())
    validator.validate(document)
    log: Any = validator.error_log  # its types know of no iteration
    return persons_with_lines(text, {entry.line for entry in log})


def we_say(text: str, folder: Path, form: Format) -> set[int]:
    path = folder / f"spoilt-{form.version}.xml"
    path.write_bytes(text.encode())
    checked = check(Order(path, test=True), Watch(), NOW)
    wrong = {one.line for one in checked.findings if one.kind == "struktur"}
    return persons_with_lines(text, wrong)


@pytest.mark.parametrize("version", FORMATS)
def test_a_good_export_is_good_to_both(
    version: str,
    texts: dict[str, list[str]],
    validators: dict[str, etree.XMLSchema],
    tmp_path: Path,
) -> None:
    text = "".join(texts[version])
    assert validator_says(text, validators[version]) == set()
    assert we_say(text, tmp_path, FORMATS[version]) == set()


@pytest.mark.parametrize("version", FORMATS)
def test_the_same_persons_are_wrong(
    version: str,
    texts: dict[str, list[str]],
    validators: dict[str, etree.XMLSchema],
    tmp_path: Path,
) -> None:
    for seed in range(600):
        assert_agreed(version, spoil(texts[version], seed), validators[version], tmp_path, seed)


def assert_agreed(
    version: str, text: str, validator: etree.XMLSchema, folder: Path, seed: int
) -> None:
    try:
        theirs = validator_says(text, validator)
    except etree.XMLSyntaxError:
        return
    assert we_say(text, folder, FORMATS[version]) == theirs, f"seed {seed}"
