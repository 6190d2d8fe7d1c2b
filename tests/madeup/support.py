"""Checks and reads what the generator has written."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from lxml import etree

from iplos_desktop import rules
from iplos_desktop.catalogue.context import Context
from iplos_desktop.catalogue.findings import Finding
from iplos_desktop.catalogue.judge import Judge
from iplos_desktop.intake.export import Export
from iplos_desktop.madeup import Planted
from iplos_desktop.register.elements import FORMAT_33, FORMAT_35, Format
from iplos_desktop.register.xsd import schema
from iplos_desktop.watch import Watch
from iplos_desktop.year import load_year

assert rules.RULE_BOOK_VERSION  # the import fills the book

FORMS: dict[str, Format] = {"3.3": FORMAT_33, "3.5": FORMAT_35}
YEARS = {"3.3": 2015, "3.5": 2018}


def findings(path: Path, version: str) -> list[Finding]:
    """What the rule book says of a file some days after it was made, in test mode."""
    year = YEARS[version]
    context = Context(
        load_year(year),
        date(year + 1, 1, 10),
        test=True,
        info={"iiLagetDato": date(year + 1, 1, 5)},
    )
    export, judge = Export(path), Judge(FORMS[version], context)
    for batch in export.batches(Watch()):
        judge.see(batch)
    assert export.unusable is None
    assert not export.outside
    assert export.form is FORMS[version]
    found = judge.finish()
    assert {why for _, why in found.not_checked} <= {"Identmeldingen er ikke lest."}
    return [*found]


def place(one: Finding | Planted) -> tuple[object, ...]:
    """Where a fault stands, as the format of `kontroller --json` names it."""
    return one.rule, one.person, one.record, one.record_id, one.element, one.line


def schema_faults(path: Path, version: str) -> list[str]:
    """What a schema validator says of the file."""
    validator = etree.XMLSchema(etree.fromstring(schema(FORMS[version]).encode()))
    validator.validate(etree.parse(path))
    return str(validator.error_log).splitlines()


def persons(path: Path) -> Iterator[dict[str, object]]:
    """Every person's values by element, her records as lists of such by class."""
    for person in etree.parse(path).getroot():
        if etree.QName(person).localname == "PERSON":
            yield _values(person)


def _values(record: etree._Element) -> dict[str, object]:
    values: dict[str, object] = {str(name): str(value) for name, value in record.attrib.items()}
    for child in record:
        name = etree.QName(child).localname
        if len(child):
            values.setdefault(name, [])
            group = values[name]
            assert isinstance(group, list)
            group.append(_values(child))
        else:
            values[name] = child.text
    return values
