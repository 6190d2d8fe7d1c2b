"""A layout recognised by its text is read as the parser reads it, however the text comes.

Why: nearly every person is read without the parser. If the two ways ever differed, a fault
would be told of the first person of a kind and not of the others, or of all but the first.
"""

import random
from pathlib import Path

import pytest

from iplos_desktop.madeup import write_export
from tests.intake.support import read_text
from tests.intake.test_agrees_with_validator import spoil
from tests.support import SMALL

LATE = (
    "Hei", "\u00a0", "<x/>", "<!-- 1 -->", "<peDodDato>20150101</peDodDato>", "<x>1</x>",
    "<![CDATA[x]]>", "&#65;", '<x a="1"/>', "<?x y?>",
)  # fmt: skip


@pytest.fixture(scope="module", params=["3.3", "3.5"])
def lines(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    path = tmp_path_factory.mktemp("good") / "e.xml"
    write_export(path, persons=6, version=request.param, seed=5)
    return path.read_text(encoding="utf-8").splitlines(keepends=True)


def test_spoilt_exports_read_alike_with_and_without_learning(lines: list[str]) -> None:
    for seed in range(120):
        text = spoil(lines, seed)
        assert read_text(text) == read_text(text, learning=False), f"seed {seed}"


def test_the_same_fault_in_many_persons(lines: list[str]) -> None:
    """What is learnt from a spoilt person is not held against the good ones."""
    for seed in range(40):
        text = spoil(lines, seed)
        whole = text[: text.rindex("</")]
        start = next(at for at in range(len(whole)) if whole.startswith("<PERSON", at))
        again = text.replace(whole, whole + 2 * whole[start:])
        assert read_text(again) == read_text(again, learning=False), f"seed {seed}"


def test_on_one_line(lines: list[str]) -> None:
    for seed in range(40):
        text = "".join(line.strip() for line in spoil(lines, seed).splitlines())
        assert read_text(text) == read_text(text, learning=False), f"seed {seed}"


@pytest.mark.parametrize("late", LATE)
def test_what_stands_after_a_persons_records_marks_nobody_else(late: str) -> None:
    person = SMALL[SMALL.index("<PERSON") : SMALL.index("</IPLOS>")]
    for where in ("</PERSON>", "<TJENESTE"):
        odd = person.replace(where, late + where)
        text = SMALL.replace(person, odd + 3 * person + odd + person)
        assert read_text(text) == read_text(text, learning=False)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64, 1000, 4096])
def test_in_pieces_of_any_size(size: int) -> None:
    person = SMALL[SMALL.index("<PERSON") : SMALL.index("</IPLOS>")]
    dice = random.Random(size)
    odd = person.replace("<peAlder>", f"{dice.choice(LATE)}<peAlder>")
    text = SMALL.replace(person, 2 * person + odd + person) + "<!-- 03851598730 -->\n"
    assert read_text(text, pieces=size) == read_text(text)


def test_a_file_in_pieces_of_any_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from iplos_desktop.intake import source  # noqa: PLC0415 - to shrink what it reads at once
    from tests.intake.support import read_bytes  # noqa: PLC0415

    data = SMALL.replace("UTF-8", "UTF-16").replace("\n", "\r\n").encode("utf-16")
    whole = read_bytes(tmp_path, data)
    for size in (1, 3, 100):
        monkeypatch.setattr(source, "CHUNK", size)
        export = read_bytes(tmp_path, data)
        assert export.unusable is None
        assert (export.sha256, export.size, export.encoding) == (whole.sha256, len(data), "UTF-16")
        assert export.records == whole.records
