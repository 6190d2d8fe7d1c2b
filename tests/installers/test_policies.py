"""The templates for group policy hold to the rules of their schema ([MS-GPREG] 7.2 and 7.3).

Why: the editor shows nothing of a template with one wrong reference, and no Windows is at hand.
"""

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from installer.policies import NAME
from iplos_desktop.flow.managed import SETTINGS, Kind
from iplos_desktop.flow.policy import of_sources
from iplos_desktop.flow.policy_sources import POLICIES, Source
from tests.installers.conftest import VERSION

SPACE = "{http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions}"
LANGUAGES = ("nb-NO", "en-US")
_ID = re.compile(r"\w+")
_VERSION = re.compile(r"[0-9]{1,4}\.[0-9]{1,5}")
_REFERENCE = re.compile(r"\$\((string|presentation)\.(\w+)\)")
_BOXES = {"text": "textBox", "multiText": "multiTextBox"}


@pytest.fixture
def folder(dist: Path) -> Path:
    return dist / f"iplos-desktop-{VERSION}-policies"


@pytest.fixture
def admx(folder: Path) -> ET.Element:
    return read(folder / f"{NAME}.admx")


@pytest.fixture(params=LANGUAGES)
def adml(request: pytest.FixtureRequest, folder: Path) -> ET.Element:
    return read(folder / request.param / f"{NAME}.adml")


def read(path: Path) -> ET.Element:
    """The document, without its namespace, which all of it is in."""
    root = ET.parse(path).getroot()  # noqa: S314 - our own file
    for one in root.iter():
        assert one.tag.startswith(SPACE)
        one.tag = one.tag.removeprefix(SPACE)
    return root


def children(one: ET.Element) -> list[str]:
    return [child.tag for child in one]


def test_the_parts_stand_in_the_schemas_order(admx: ET.Element) -> None:
    assert admx.tag == "policyDefinitions"
    assert children(admx) == [
        "policyNamespaces",
        "resources",
        "supportedOn",
        "categories",
        "policies",
    ]
    for name in ("revision", "schemaVersion"):
        assert _VERSION.fullmatch(admx.attrib[name])


def test_every_setting_is_a_policy_of_the_machine(admx: ET.Element) -> None:
    policies = admx.findall("policies/policy")
    assert [one.attrib["name"] for one in policies] == [one.name for one in SETTINGS]
    for policy, setting in zip(policies, SETTINGS, strict=True):
        assert policy.attrib["class"] == "Machine"
        assert policy.attrib["key"] == POLICIES
        assert _ID.fullmatch(policy.attrib["name"])
        switch = setting.kind is Kind.SWITCH
        assert ("valueName" in policy.attrib) == switch
        values = ["enabledValue", "disabledValue"] if switch else ["elements"]
        assert children(policy) == ["parentCategory", "supportedOn", *values]


def test_every_reference_within_leads_somewhere(admx: ET.Element) -> None:
    categories = {one.attrib["name"] for one in admx.iter("category")}
    supported = {one.attrib["name"] for one in admx.iter("definition")}
    assert {one.attrib["ref"] for one in admx.iter("parentCategory")} <= categories
    assert {one.attrib["ref"] for one in admx.findall("policies/policy/supportedOn")} <= supported


def test_a_switch_is_one_or_nought(admx: ET.Element) -> None:
    for word, value in (("enabledValue", "1"), ("disabledValue", "0")):
        found = [one.attrib["value"] for one in admx.findall(f"policies/policy/{word}/decimal")]
        assert found == [value] * sum(one.kind is Kind.SWITCH for one in SETTINGS)


def test_the_words_are_whole_in_every_language(admx: ET.Element, adml: ET.Element) -> None:
    assert adml.tag == "policyDefinitionResources"
    assert children(adml) == ["displayName", "description", "resources"]
    assert children(adml[2]) == ["stringTable", "presentationTable"]
    asked: dict[str, set[str]] = {"string": set(), "presentation": set()}
    for one in admx.iter():
        for value in one.attrib.values():
            for kind, name in _REFERENCE.findall(value):
                asked[kind].add(name)
    strings = adml.findall("resources/stringTable/string")
    boxes = adml.findall("resources/presentationTable/presentation")
    for kind, found in (("string", strings), ("presentation", boxes)):
        names = [one.attrib["id"] for one in found]
        assert len(names) == len(set(names))
        assert set(names) == asked[kind]
        assert all(_ID.fullmatch(name) for name in names)
    assert all(one.text and one.text.strip() for one in strings)


def test_every_field_has_a_box_of_its_kind(admx: ET.Element, adml: ET.Element) -> None:
    shown = {
        one.attrib["id"]: one for one in adml.findall("resources/presentationTable/presentation")
    }
    for policy in admx.findall("policies/policy"):
        elements = policy.find("elements")
        if elements is None:
            continue
        (element,) = elements
        presentation = shown[policy.attrib["name"]]
        (box,) = presentation.findall(_BOXES[element.tag])
        assert box.attrib["refId"] == element.attrib["id"]
        assert element.attrib["valueName"] == policy.attrib["name"]


def test_the_two_languages_are_two(folder: Path) -> None:
    first, second = (
        {
            one.attrib["id"]: one.text
            for one in read(folder / language / f"{NAME}.adml").iter("string")
        }
        for language in LANGUAGES
    )
    assert first.keys() == second.keys()
    same = {name for name in first if first[name] == second[name]}
    assert same == {"Product", "Proxy"}


def test_the_example_for_linux_changes_nothing_as_it_stands(folder: Path) -> None:
    example = json.loads((folder / "policies.json").read_text(encoding="utf-8"))
    assert list(example) == [one.name for one in SETTINGS]
    assert of_sources([Source("eksempel", example)]) == of_sources([])
