"""What the sealing would refuse, the check has found: nobody is stuck after a clean check.

Why: a refusal at the end, of a file the check had nothing against, leaves her with nowhere to go.
"""

from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iplos_desktop.errors import UserError
from iplos_desktop.intake.parting import Parting
from tests.intake.test_identities_elsewhere import PLACES
from tests.support import SMALL, WOMAN, check_text

Place = tuple[str, str]
OTHER = "41819077302"  # synthetic, of nobody in the file
SIGNS = st.sampled_from([*"0123456789", *" -./_,:", "\u00a0", "\u2013", "x", "Æ", "&#49;", "\n"])
SHAPES: tuple[Callable[[str], str], ...] = (
    str,
    lambda number: f"{number[:6]} {number[6:]}",
    ".-. ".join,
    lambda number: "".join(chr(0x660 + int(one)) for one in number),
    lambda number: "".join("⓪①②③④⑤⑥⑦⑧⑨"[int(one)] for one in number),
    lambda number: "".join(f"&#x{ord(one):x};" for one in number),
    lambda number: f"99{number}2015",
    lambda number: f"{number} 2015-12-31",
)
places = st.sampled_from([place for place in PLACES if "<{}" not in place[1]])
many = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def is_refused(text: str) -> bool:
    """Whether the file cannot be parted, or the guard stops at what is left."""
    data, parting = text.encode(), Parting("UTF-8")
    try:
        content = b"".join(parting.contents([memoryview(data)]))
        parting.remains().see(content)
    except (UserError, ValueError):
        return True
    return False


def put(place: Place, what: str) -> str:
    text = SMALL.replace(place[0], place[1].format(what), 1)
    assert text != SMALL
    return text


@many
@given(places, st.sampled_from(SHAPES))
def test_the_number_of_somebody_in_the_file(
    tmp_path: Path, place: Place, shape: Callable[[str], str]
) -> None:
    text = put(place, shape(WOMAN))
    assert is_refused(text)
    assert check_text(tmp_path, text).findings.blocked


@many
@given(places, st.lists(SIGNS, min_size=8, max_size=30).map("".join))
def test_whatever_is_refused_is_found_before(tmp_path: Path, place: Place, what: str) -> None:
    for text in (put(place, what), put(place, what[:4] + OTHER + what[4:])):
        assert check_text(tmp_path, text).findings.blocked or not is_refused(text)


@many
@given(st.lists(SIGNS, max_size=14).map("".join))
def test_whatever_stands_where_the_number_should(tmp_path: Path, what: str) -> None:
    text = SMALL.replace(WOMAN, what, 1)
    assert check_text(tmp_path, text).findings.blocked or not is_refused(text)
