"""The help for officials names every file, column and word that may be written."""

import pytest

from iplos_desktop.shipped import resource
from iplos_desktop.year.columns import COLUMNS
from iplos_desktop.year.facts import KINDS
from iplos_desktop.year.files import FACTS, HELP

TEXT = resource("years", HELP).read_text(encoding="utf-8")


def entries(heading: str) -> dict[str, str]:
    """What the help says under a heading, by the name it is said of."""
    found: dict[str, str] = {}
    under = False
    name = ""
    for line in TEXT.splitlines():
        if line and not line.startswith("  "):
            begins = heading in {line.split()[0], line.strip().split("]")[0]}
            under = begins or (under and not found)
        elif under and line.startswith("   ") and line[3] != " ":
            name, _, said = line.strip().partition(" ")
            found[name] = said
        elif under and name:
            found[name] += line
    return found


@pytest.mark.parametrize("name", COLUMNS)
def test_every_column_of_a_list_is_explained(name: str) -> None:
    said = entries(name)
    if name == "regler.csv":
        said = dict(list(said.items())[:2])  # an example follows
    assert list(said) == list(COLUMNS[name])
    for column, cell in COLUMNS[name].items():
        for word in cell.choices:
            assert f"«{word}»" in said[column], f"{word} is not explained"


@pytest.mark.parametrize("section", KINDS)
def test_every_name_in_the_facts_is_explained(section: str) -> None:
    said = entries(f"[{section}" if section else FACTS)
    assert list(said) == list(KINDS[section])


def test_no_file_is_explained_that_does_not_exist() -> None:
    told = {word for word in TEXT.replace(",", " ").split() if word.endswith(".csv")}
    assert told == set(COLUMNS)
