"""Checks and reads what the generator has written."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lxml import etree

from iplos_desktop.catalogue.counts import Counts
from iplos_desktop.catalogue.group import Finding
from iplos_desktop.catalogue.levels import INFO
from iplos_desktop.flow.check import check
from iplos_desktop.flow.checked import Checked, Order
from iplos_desktop.madeup import Planted
from iplos_desktop.register.elements import FORMAT_33, FORMAT_35, Format
from iplos_desktop.register.xsd import schema
from iplos_desktop.watch import Watch

FORMS: dict[str, Format] = {"3.3": FORMAT_33, "3.5": FORMAT_35}
YEARS = {"3.3": 2015, "3.5": 2018}
WITHOUT_IDENT = "Identmeldingen er ikke lest."


def checked(  # noqa: PLR0913 - as `Order`
    path: Path,
    version: str,
    *,
    ident: Path | None = None,
    listed: Iterable[str] | None = None,
    municipality: str | None = None,
    last: Counts | None = None,
    email: str | None = None,
    test: bool = True,
    year: int | None = None,
) -> Checked:
    """A check of a file some days after it was made, in test mode unless said otherwise.

    listed: the numbers of the year's list of organisation numbers. year: the file's data year.
    """
    numbers = None if listed is None else frozenset(listed)
    order = Order(
        path,
        ident,
        municipality=municipality,
        test=test,
        organisations=lambda _year: numbers,
        last=lambda _municipality, _district: last,
        email=lambda _municipality, _district: email,
    )
    return check(order, Watch(), datetime((year or YEARS[version]) + 1, 1, 10, tzinfo=UTC))


def findings(path: Path, version: str, **known: Any) -> list[Finding]:  # noqa: ANN401
    """What is found in a file: see `checked`. Not that it is a test, nor what is left unread."""
    found = checked(path, version, **known).findings
    alone = version == "3.5" and known.get("ident") is None
    assert {why for _, why in found.not_checked} == ({WITHOUT_IDENT} if alone else set())
    expected = {"L-15", "L-14"} if alone else {"L-15"}
    assert {one.rule for one in found} >= expected
    return [one for one in found if one.rule not in expected]


def grave(found: Iterable[Finding]) -> list[Finding]:
    """Those that are more than information."""
    return [one for one in found if one.level is not INFO]


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
