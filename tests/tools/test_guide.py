"""The guide for users is whole: each page, each picture, each word."""

import re

import pytest

from iplos_desktop.flow.steps import Step
from tools.guide import PICTURES, ROOT, picture, picture_names

GUIDE = (ROOT / "docs" / "brukerveiledning.md").read_text(encoding="utf-8")


def test_every_picture_it_shows_is_there_and_none_is_left_over() -> None:
    shown = {ROOT / "docs" / path for path in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", GUIDE)}
    assert shown == {picture(name) for name in picture_names()}
    assert shown == set(PICTURES.glob("veiledning-*.png"))


@pytest.mark.parametrize("step", Step)
def test_every_page_is_in_it(step: Step) -> None:
    assert re.search(rf"^## (\d\. )?{step.title}$", GUIDE, re.MULTILINE)
    assert f"![Siden {step.title}]" in GUIDE


def test_every_picture_is_taken_on_the_walk() -> None:
    walk = (ROOT / "tools" / "pictures.py").read_text(encoding="utf-8")
    for name in picture_names():
        assert f'"{name}"' in walk
