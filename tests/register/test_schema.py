"""The schemas EPJ vendors get are valid, say what codes mean, and are those we check by."""

import pytest
from lxml import etree

from iplos_desktop.register.elements import FORMATS, NAMESPACE_35, Format
from iplos_desktop.register.meanings import CODE_LISTS, meanings
from iplos_desktop.register.types import Codes
from iplos_desktop.register.xsd import schema
from iplos_desktop.shipped import resource

XS = "{http://www.w3.org/2001/XMLSchema}"
each_format = pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.version)


@each_format
def test_the_shipped_schema_is_the_generated_one(form: Format) -> None:
    path = resource("schema", f"iplos-{form.version}.xsd")
    assert path.read_text(encoding="utf-8") == schema(form), "run make generated"


@each_format
def test_it_is_a_schema(form: Format) -> None:
    root = etree.fromstring(schema(form).encode())
    etree.XMLSchema(root)
    assert root.get("targetNamespace") == form.namespace
    assert root.get("elementFormDefault") == "qualified"
    assert root.get("attributeFormDefault") == "unqualified"


def test_the_namespace_of_3_5() -> None:
    assert [form.namespace for form in FORMATS] == [None, NAMESPACE_35]


@each_format
def test_every_element_is_explained(form: Format) -> None:
    root = etree.fromstring(schema(form).encode())
    for one in (*root.iter(XS + "element"), *root.iter(XS + "attribute")):
        if one.get("type") in form.classes or one.get("name") == "versjon":
            continue  # explained with its type, or by its name
        assert one.findtext(f"{XS}annotation/{XS}documentation"), one.get("name")


def test_a_meaning_is_of_a_code_there_is() -> None:
    """In one version at least: 9338 and 9340 say 9 for "no", the schema of 3.5 has a 3."""
    codes: dict[str, set[str]] = {}
    for form in FORMATS:
        for record in form.classes.values():
            for element in record.elements:
                if isinstance(element.type, Codes):
                    codes.setdefault(element.name, set()).update(element.type.codes)
    for name, known in codes.items():
        assert set(meanings(name)) <= known, name


def test_code_lists_belong_to_elements_there_are() -> None:
    names = {
        name for form in FORMATS for record in form.classes.values() for name in record.by_name
    }
    assert set(CODE_LISTS) <= names
