"""Also when whole records are moved, nested, emptied or in other namespaces, we agree.

Each PERSON is put alone into a good export and given to the validator, since it falls silent
on all persons after the first fault among the children of the root.
"""

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from iplos_desktop.catalogue.batch import Table
from iplos_desktop.intake.export import Export
from iplos_desktop.madeup import write_export
from iplos_desktop.register.elements import FORMATS, NAMESPACE_35
from iplos_desktop.register.xsd import schema
from iplos_desktop.rules import BOOK
from iplos_desktop.watch import Watch
from tests.intake.support import line_of

VALIDATORS = {
    form.version: etree.XMLSchema(etree.fromstring(schema(form).encode())) for form in FORMATS
}
Person = etree._Element
ODD = (
    "<x/>", "<PERSON/>", "<peFnr/>", "<TJENESTE/>", '<peAlder xmlns="">7</peAlder>', "hei",
    '<!--c--><f:x xmlns:f="urn:f" f:a="1"><f:y/></f:x>', "<DIAGNOSE><x/></DIAGNOSE>", "&#160;",
    "<PERSONOPPL><FUNKSJON/></PERSONOPPL>", "<iiKontakt/>", "<INNHINFO/>", "<![CDATA[ \n]]>",
)  # fmt: skip


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("good")
    for version in VALIDATORS:
        write_export(folder / version, persons=5, version=version, seed=11)
    return {v: (folder / v).read_text(encoding="utf-8") for v in VALIDATORS}


def shuffle(person: Person, dice: random.Random) -> None:
    children = list(person)
    first, second = dice.sample(range(len(children)), 2)
    person.insert(second, children[first])


def nest(person: Person, dice: random.Random) -> None:
    outer, inner = dice.sample(list(person), 2)
    outer.insert(0, inner)


def drop(person: Person, dice: random.Random) -> None:
    name = dice.choice(list(person)).tag
    for child in person.findall(name):
        person.remove(child)


def hollow(person: Person, dice: random.Random) -> None:
    child = dice.choice([person, *person])
    for below in list(child):
        child.remove(below)
    child.text = dice.choice((None, "", " ", "\n"))


def strip(person: Person, dice: random.Random) -> None:
    child = dice.choice([person, *person])
    for name in list(child.attrib):
        del child.attrib[name]


def wedge(person: Person, dice: random.Random) -> None:
    person.insert(
        dice.randrange(len(person) + 1), etree.Element("WEDGE", n=str(dice.randrange(len(ODD))))
    )


def qualify(person: Person, dice: random.Random) -> None:
    child = dice.choice([person, *person])
    for name, value in list(child.attrib.items()):
        if str(name).startswith("{"):
            continue
        del child.attrib[name]
        child.set(dice.choice((name, f"{{{NAMESPACE_35}}}{name}", f"{{urn:q}}{name}")), value)


CHANGES: tuple[Callable[[Person, random.Random], None], ...] = (
    shuffle, shuffle, nest, drop, hollow, strip, wedge, wedge, qualify,
)  # fmt: skip


def spoilt(text: str, dice: random.Random) -> str:
    root = etree.fromstring(text.encode())
    persons = [child for child in root if str(child.tag).endswith("PERSON")]
    for person in dice.sample(persons, 3):
        for _ in range(dice.randint(1, 2)):
            if len(person) > 1:
                dice.choice(CHANGES)(person, dice)
    made = etree.tostring(root, encoding="unicode")
    return re.sub(r'<WEDGE (?:xmlns="" )?n="(\d+)"/>', lambda m: ODD[int(m[1])], made)


def prefixed(text: str) -> str:
    """The same with a prefix on every element of the namespace of 3.5."""
    text = re.sub(r"(</?)(?=[A-Za-z]\w*[\s/>])", r"\1ip:", text)
    return text.replace("xmlns=", "xmlns:ip=", 1)


def validator_says(text: str, version: str) -> list[bool]:
    """Of each PERSON, in the file's order, whether it is wrong."""
    root = etree.fromstring(text.encode())
    found = []
    for number in range(1, len(root)):
        alone = etree.fromstring(text.encode())
        for at in reversed(range(1, len(alone))):
            if at != number:
                alone.remove(alone[at])
        found.append(not VALIDATORS[version].validate(alone))
    return found


def person_of(table: Table, row: int) -> int:
    return row if table.record == "PERSON" else table.persons[row]


def we_say(path: Path, text: str) -> list[bool]:
    path.write_bytes(text.encode())
    export = Export(path)
    starts: list[int] = []
    faults: set[int] = set()
    for batch in export.batches(Watch()):
        persons = batch.tables.get("PERSON")
        if persons is None:
            continue
        starts += sorted(persons.lines)
        for table in batch.tables.values():
            for one in table.told:
                if BOOK[one.rule].structure:
                    faults |= {persons.lines[person_of(table, row)] for row in one.rows}
                    assert all(line_of(table, one, row) > 0 for row in one.rows)
    assert export.unusable is None, export.unusable.reason
    return [start in faults for start in starts]


@pytest.mark.parametrize("kind", ["3.3", "3.5", "3.5 with a prefix"])
def test_the_same_persons_are_wrong(kind: str, good: dict[str, str], tmp_path: Path) -> None:
    version = kind[:3]
    for seed in range(100):
        text = spoilt(good[version], random.Random(seed))
        if "prefix" in kind:
            text = prefixed(text)
        try:
            theirs = validator_says(text, version)
        except etree.XMLSyntaxError:
            continue
        assert we_say(tmp_path / "e.xml", text) == theirs, f"seed {seed}"
