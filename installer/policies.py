"""What IT staff deploy settings with: templates for group policy, and an example for Linux."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

from iplos_desktop.flow.managed import SETTINGS, By, Kind, Setting, Words
from iplos_desktop.flow.policy_sources import POLICIES

NAME = "IPLOSDesktop"
_SPACE = "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions"
_REVISION = {"revision": "1.0", "schemaVersion": "1.0"}
_PRODUCT = "IPLOS Desktop"
Language = Callable[[Setting], Words]
_LANGUAGES: dict[str, Language] = {"nb-NO": lambda one: one.nb, "en-US": lambda one: one.en}
_SUPPORTED = {
    "nb-NO": "IPLOS Desktop på Windows 10 eller nyere",
    "en-US": "IPLOS Desktop on Windows 10 or later",
}
_ABOUT = {"nb-NO": "Innstillinger for IPLOS Desktop", "en-US": "Settings of IPLOS Desktop"}
_TRUST = {
    "nb-NO": "Tilliten til nøklene hviler på denne, så den leses bare som policy.",
    "en-US": "Trust in keys rests on this, so it is read as a policy alone.",
}
_ELEMENTS: dict[Kind, tuple[str, dict[str, str]]] = {
    Kind.TEXT: ("text", {}),
    Kind.FOLDER: ("text", {"expandable": "true"}),
    Kind.LINES: ("multiText", {"maxLength": "1024"}),  # of a line; one of PEM has 64
}


def write_policies(folder: Path) -> None:
    """Write the ADMX, an ADML for each language, and an example of policies.json."""
    _write(admx(), folder / f"{NAME}.admx")
    for language in _LANGUAGES:
        (folder / language).mkdir(parents=True, exist_ok=True)
        _write(adml(language), folder / language / f"{NAME}.adml")
    (folder / "policies.json").write_text(policies_json(), encoding="utf-8", newline="\n")


def policies_json() -> str:
    """Every setting at its default, so that the file as it stands decides nothing."""
    defaults = {one.name: one.default for one in SETTINGS}
    return json.dumps(defaults, ensure_ascii=False, indent=2) + "\n"


def admx() -> ET.Element:
    """The definitions, without words ([MS-GPREG] 7.2 and 7.3)."""
    root = ET.Element("policyDefinitions", {"xmlns": _SPACE, **_REVISION})
    spaces = ET.SubElement(root, "policyNamespaces")
    ET.SubElement(spaces, "target", prefix="iplos", namespace=f"{NAME}.Policies")
    ET.SubElement(root, "resources", minRequiredRevision="1.0")
    supported = ET.SubElement(ET.SubElement(root, "supportedOn"), "definitions")
    ET.SubElement(supported, "definition", name="Supported", displayName="$(string.Supported)")
    categories = ET.SubElement(root, "categories")
    ET.SubElement(categories, "category", name=NAME, displayName="$(string.Product)")
    policies = ET.SubElement(root, "policies")
    for setting in SETTINGS:
        policies.append(_policy(setting))
    return root


def _policy(setting: Setting) -> ET.Element:
    name = setting.name
    switch = setting.kind is Kind.SWITCH
    given = {
        "name": name,
        "class": "Machine",
        "displayName": f"$(string.{name})",
        "explainText": f"$(string.{name}_Help)",
        "key": POLICIES,
    }
    given |= {"valueName": name} if switch else {"presentation": f"$(presentation.{name})"}
    policy = ET.Element("policy", given)
    ET.SubElement(policy, "parentCategory", ref=NAME)
    ET.SubElement(policy, "supportedOn", ref="Supported")
    if switch:
        for word, value in (("enabledValue", "1"), ("disabledValue", "0")):
            ET.SubElement(ET.SubElement(policy, word), "decimal", value=value)
        return policy
    element, more = _ELEMENTS[setting.kind]
    given = {"id": name, "valueName": name, "required": "true", **more}
    ET.SubElement(ET.SubElement(policy, "elements"), element, given)
    return policy


def adml(language: str) -> ET.Element:
    """The words of a language, such as nb-NO."""
    words = _LANGUAGES[language]
    root = ET.Element("policyDefinitionResources", {"xmlns": _SPACE, **_REVISION})
    ET.SubElement(root, "displayName").text = _PRODUCT
    ET.SubElement(root, "description").text = _ABOUT[language]
    resources = ET.SubElement(root, "resources")
    strings = ET.SubElement(resources, "stringTable")
    presentations = ET.SubElement(resources, "presentationTable")
    told = {"Product": _PRODUCT, "Supported": _SUPPORTED[language]}
    for setting in SETTINGS:
        told[setting.name] = words(setting).title
        told[f"{setting.name}_Help"] = _help(setting, language)
        if setting.kind is not Kind.SWITCH:
            presentations.append(_presentation(setting, words(setting).title))
    for name, text in told.items():
        ET.SubElement(strings, "string", id=name).text = text
    return root


def _help(setting: Setting, language: str) -> str:
    parts = [_LANGUAGES[language](setting).text]
    if setting.by is By.POLICY:
        parts.append(_TRUST[language])
    if setting.kind is not Kind.SWITCH:
        parts.append("\n".join(setting.lines))
    return "\n\n".join(parts)


def _presentation(setting: Setting, title: str) -> ET.Element:
    made = ET.Element("presentation", id=setting.name)
    if setting.kind is Kind.LINES:
        ET.SubElement(made, "text").text = f"{title}:"
        ET.SubElement(made, "multiTextBox", refId=setting.name, defaultHeight="8")
    else:
        box = ET.SubElement(made, "textBox", refId=setting.name)
        ET.SubElement(box, "label").text = f"{title}:"
    return made


def _write(root: ET.Element, path: Path) -> None:
    """UTF-8 with a byte order mark, as the editor's own files, and its line ends."""
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    head = '<?xml version="1.0" encoding="utf-8"?>\n'
    path.write_text(f"{head}{text}\n", encoding="utf-8-sig", newline="\r\n")
