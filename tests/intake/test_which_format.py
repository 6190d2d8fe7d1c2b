"""A file is read by the version it names; by what it looks like when it names none we know."""

from pathlib import Path

import pytest

from iplos_desktop.register.elements import NAMESPACE_35
from tests.intake.support import read_bytes, told_in
from tests.support import SMALL

XSI = "http://www.w3.org/2001/XMLSchema-instance"
NEW = f' xmlns="{NAMESPACE_35}"'


@pytest.mark.parametrize(
    ("attributes", "version"),
    [
        (' versjon="3.0"', "3.3"),
        (' versjon="3.1"', "3.3"),
        (' versjon="3.3"', "3.3"),
        (" versjon='3.5'", "3.5"),
        (' versjon="3.3"' + NEW, "3.3"),
        (' versjon="3.5"' + NEW, "3.5"),
        (' versjon="3.5" xmlns="urn:other"', "3.5"),
        (' versjon="2.9"', "3.3"),
        (' versjon="3.4"', "3.3"),
        (' versjon="3.30"', "3.3"),
        (' versjon="10.0"', "3.3"),
        (' versjon="ukjent"', "3.3"),
        (' versjon="ukjent"' + NEW, "3.5"),
        (' versjon=""', "3.3"),
        ("", "3.3"),
        (NEW, "3.5"),
    ],
)
def test_the_format_it_is_read_by(attributes: str, version: str, tmp_path: Path) -> None:
    export = read_bytes(tmp_path, SMALL.replace(' versjon="3.3"', attributes).encode())
    assert export.form.version == version
    assert export.unusable is None
    assert export.records["PERSON"] == 1
    assert (export.namespace is None) == ("xmlns" not in attributes)
    assert (export.version is None) == ("versjon" not in attributes)


@pytest.mark.parametrize("version", ["3.6", "10.0", "ukjent", "2.9"])
@pytest.mark.parametrize("sign", ["<iiLopenr>1</iiLopenr>", "<iiKontakt></iiKontakt>"])
def test_one_of_no_known_version_that_looks_new_is_read_as_new(
    version: str, sign: str, tmp_path: Path
) -> None:
    text = SMALL.replace('versjon="3.3"', f'versjon="{version}"').replace("peFnr", "peX")
    text = text.replace("<iiFraDato>", f"{sign}<iiFraDato>")
    assert read_bytes(tmp_path, text.encode()).form.version == "3.5"


@pytest.mark.parametrize(("version", "form"), [("3.6", "3.5"), ("10.0", "3.5"), ("2.9", "3.3")])
def test_one_that_shows_nothing_is_read_by_its_number(
    version: str, form: str, tmp_path: Path
) -> None:
    text = SMALL.replace('versjon="3.3"', f'versjon="{version}"').replace("peFnr", "peX")
    assert read_bytes(tmp_path, text.encode()).form.version == form


@pytest.mark.parametrize(
    ("attribute", "told"),
    [
        ('xmlns:x="urn:x"', []),
        (f'xmlns:xsi="{XSI}" xsi:noNamespaceSchemaLocation="iplos.xsd"', []),
        ('xml:lang="nb"', [("S-06", "lang", 2)]),
        ('x="1"', [("S-06", "x", 2)]),
    ],
)
def test_attributes_of_the_root(
    attribute: str, told: list[tuple[str, str, int]], tmp_path: Path
) -> None:
    assert told_in(tmp_path, SMALL.replace("<IPLOS ", f"<IPLOS {attribute} ")) == told


@pytest.mark.parametrize("name", ["UTF-8", "ISO-8859-1", "windows-1252", "UTF-16"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_every_encoding_gives_the_same(name: str, ends: str, tmp_path: Path) -> None:
    data = SMALL.replace("UTF-8", name).replace("\n", ends).encode(name)
    export = read_bytes(tmp_path, data)
    assert export.unusable is None
    assert export.encoding == name.upper()
    assert not export.looks_mislabelled


def test_utf_8_that_calls_itself_latin_1(tmp_path: Path) -> None:
    export = read_bytes(tmp_path, SMALL.replace("UTF-8", "ISO-8859-1").encode())
    assert export.unusable is None
    assert export.looks_mislabelled


def test_a_default_namespace_taken_off_a_person_makes_her_unknown(tmp_path: Path) -> None:
    text = SMALL.replace('versjon="3.3"', 'versjon="3.3"' + NEW)
    text = text.replace("<PERSON ", '<PERSON xmlns="" ')
    assert ("S-14", "PERSON", 4) in told_in(tmp_path, text)
