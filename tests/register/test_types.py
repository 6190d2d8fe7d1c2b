"""A value we refuse is one a schema validator refuses, and the other way round."""

import hypothesis.strategies as st
import pytest
from hypothesis import example, given, settings
from lxml import etree

from iplos_desktop.register.types import (
    Codes,
    Day,
    Integer,
    Month,
    NoSuchDayError,
    NotOfTypeError,
    Number,
    Text,
    ValueType,
)

XS = "{http://www.w3.org/2001/XMLSchema}"
KINDS: dict[str, tuple[ValueType, str, dict[str, object]]] = {
    "short": (Integer(16), "xs:short", {}),
    "int": (Integer(32), "xs:int", {}),
    "hours": (Number(5, 2), "xs:decimal", {"totalDigits": 5, "fractionDigits": 2}),
    "day": (Day(), "xs:string", {"pattern": "[0-9]{8}"}),
    "month": (Month(), "xs:string", {"pattern": "[0-9]{4}(0[1-9]|1[0-2])"}),
    "four": (Text(4, 4), "xs:string", {"length": 4}),
    "ten": (Text(0, 10), "xs:string", {"maxLength": 10}),
    "code": (Codes(("M", "K")), "xs:string", {"enumeration": "M"}),
}


def validator(base: str, facets: dict[str, object]) -> etree.XMLSchema:
    inside = "".join(f'<xs:{facet} value="{value}"/>' for facet, value in facets.items())
    if "enumeration" in facets:
        inside += '<xs:enumeration value="K"/>'
    return etree.XMLSchema(
        etree.fromstring(
            '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a">'
            f'<xs:simpleType><xs:restriction base="{base}">{inside}</xs:restriction>'
            "</xs:simpleType></xs:element></xs:schema>"
        )
    )


VALIDATORS = {name: validator(base, facets) for name, (_, base, facets) in KINDS.items()}
NUMBERS = st.from_regex(r"[ \t\n]?[+-]?0{0,3}[0-9]{0,7}\.?[0-9]{0,4}0{0,2}[ ]?", fullmatch=True)
ANY = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=12)


def accepted(kind: ValueType, text: str) -> bool:
    try:
        kind.read(text)
    except NotOfTypeError:
        return False
    except NoSuchDayError:
        pass  # the schema knows no calendar
    return True


def valid(name: str, text: str) -> bool:
    element = etree.Element("a")
    element.text = text
    return bool(VALIDATORS[name].validate(element))


@pytest.mark.parametrize("name", KINDS)
@settings(max_examples=150, derandomize=True, deadline=None, database=None)
@given(text=NUMBERS | ANY | st.from_regex(r"[0-9 ]{3,9}", fullmatch=True))
@example("")
@example(" ")
@example("-32768")
@example("32768")
@example("-2147483648")
@example("2147483648")
@example("+7")
@example("-0")
@example("1e3")
@example(".5")
@example("5.")
@example(".")
@example("+.")
@example("0.120")
@example("000123.4500")
@example("99999.0")
@example("1234.56")
@example("\u0663")
@example("\u00a07")
@example("M ")
@example("0000" * 1000 + "7")
@example("0." + "0" * 5000)
@example("0" * 5000 + "." + "5" + "0" * 5000)
@example("201513")
@example("000001")
@example("20150231")
def test_agrees(name: str, text: str) -> None:
    assert accepted(KINDS[name][0], text) == valid(name, text), text[:50]


def test_a_million_zeros_are_read_at_once() -> None:
    assert Integer(32).read("0" * 1_000_000 + "7") == 7
    with pytest.raises(NotOfTypeError):
        Integer(32).read("0" * 1_000_000 + "x")
    assert Number(5, 2).read("0" * 1_000_000 + "7.5") == Number(5, 2).read("7.5")


@given(st.lists(st.integers(-5, 10**11).map(str) | st.sampled_from(["007", "", "x", "+1", "٣"])))
@settings(max_examples=200, derandomize=True, deadline=None, database=None)
def test_many_ids_at_once_are_read_as_one_by_one(texts: list[str]) -> None:
    together = Integer(32).read_plain(texts)
    if together is not None:
        assert together == [Integer(32).read(text) for text in texts]
