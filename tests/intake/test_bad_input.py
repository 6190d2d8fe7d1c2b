"""A file that is no export ends in one reason with a line; never an exception, never a hang.

Why: what a municipality chooses may be any file, and what reaches us may be made to harm.
"""

import codecs
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from iplos_desktop.errors import Cancelled, UserError
from iplos_desktop.intake.export import Export
from iplos_desktop.watch import Watch
from tests.intake.support import read_bytes, why
from tests.support import SMALL

GOOD = SMALL.encode()
BOMB = '<!DOCTYPE l [<!ENTITY a "aa"><!ENTITY b "&a;&a;&a;">]><IPLOS>&b;</IPLOS>'
OUTSIDE = '<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><IPLOS>&x;</IPLOS>'


def declared(name: str, *, as_bytes: str) -> bytes:
    return SMALL.replace("UTF-8", name).encode(as_bytes)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", "tom", id="empty"),
        pytest.param(b" \r\n\n", "tom", id="nothing but white space"),
        pytest.param(codecs.BOM_UTF8, "tom", id="nothing but a byte order mark"),
        pytest.param(b"Dette er ikke XML.", "xml", id="plain text"),
        pytest.param(b"PK\x03\x04\x14\0\xff\xfe" * 400, "xml", id="a ZIP"),
        pytest.param(b"%PDF-1.7\n\xe2\xe3\xcf\xd3", "xml", id="a PDF"),
        pytest.param(b"<html><body>Hei</body></html>", "rot", id="a web page"),
        pytest.param(b'<IPLOS versjon="3.3"/>', "ingen", id="an empty root"),
        pytest.param(b'<IPLOS versjon="3.3"></IPLOS>', "ingen", id="no person"),
        pytest.param(BOMB.encode(), "doctype", id="a bomb"),
        pytest.param(OUTSIDE.encode(), "doctype", id="another file fetched"),
        pytest.param(GOOD.replace(b"</peKjonn>", b"</peAlder>"), "xml", id="tags crossed"),
        pytest.param(GOOD.replace(b"81", b"8&x;1"), "xml", id="an unknown entity"),
        pytest.param(GOOD.replace(b"81", b"8\x001"), "xml", id="a NUL"),
        pytest.param(GOOD + b"<IPLOS/>", "xml", id="two roots"),
        pytest.param(GOOD.replace(b"81", b"8\xe61"), "tegn", id="a wrong byte"),
        pytest.param(declared("US-ASCII", as_bytes="utf-8"), "tegn", id="no ASCII"),
        pytest.param(
            declared("windows-1252", as_bytes="cp1252").replace(b"\xf8", b"\x81"),
            "tegn",
            id="a byte windows-1252 does not have",
        ),
        pytest.param(declared("EBCDIC-NO", as_bytes="utf-8"), "tegnsett", id="an odd encoding"),
        pytest.param(declared("UTF-16", as_bytes="utf-8"), "merke", id="UTF-16 that is not"),
        pytest.param(declared("UTF-16", as_bytes="utf-16-le"), "merke", id="no mark, LE"),
        pytest.param(declared("UTF-16", as_bytes="utf-16-be"), "merke", id="no mark, BE"),
        pytest.param(declared("UTF-8", as_bytes="utf-16"), "merke", id="mark against words"),
        pytest.param(
            declared("ISO-8859-1", as_bytes="utf-8-sig"), "merke", id="UTF-8's mark on another"
        ),
    ],
)
def test_the_reason(data: bytes, reason: str, tmp_path: Path) -> None:
    told = why(tmp_path, data)
    assert told is not None
    assert told[0] == reason


@pytest.mark.parametrize("name", ["UTF-8", "UTF-16"])
def test_cut_off_at_every_byte(name: str, tmp_path: Path) -> None:
    small = (
        f'\ufeff<?xml version="1.0" encoding="{name}"?>\n<IPLOS versjon="3.3">\n'
        '<PERSON pePeID="1"><peFnr>æ&#48;</peFnr><!-- x --><![CDATA[y]]></PERSON>\n</IPLOS>'
    )
    data = small.encode(name)[2 * (name == "UTF-16") :]
    for end in range(1, len(data)):
        told = why(tmp_path, data[:end])
        assert told is not None
        if end > 3:  # in less, not even the byte order mark is whole
            assert told[0] in {"kuttet", "tom"}, (end, told)


def test_the_line_of_a_wrong_byte_far_down(tmp_path: Path) -> None:
    person = SMALL[SMALL.index("<PERSON") : SMALL.index("</IPLOS>")]
    text = SMALL.replace(person, person * 600).replace("\n", "\r\n").encode()
    at = text.rindex(b"</PERSON>")
    assert why(tmp_path, text[:at] + b"\xff" + text[at:]) == ("tegn", 1 + text.count(b"\n", 0, at))


PERSON = '<IPLOS versjon="3.3"><PERSON pePeID="1">{}</PERSON></IPLOS>'
HUGE: dict[str, tuple[Callable[[], str], str]] = {
    "a text": (lambda: PERSON.format("<peFnr>" + "x" * 30_000_000), "stor"),
    "a comment": (lambda: PERSON.format("<!--" + "x" * 30_000_000), "stor"),
    "an attribute": (lambda: PERSON.format('<x a="' + "x" * 30_000_000), "stor"),
    "a start": (lambda: "<!--" + "x" * 30_000_000, "stor"),
    "an end": (lambda: SMALL + "<!--" + "x" * 30_000_000, "stor"),
    "levels": (lambda: PERSON.format("<x>" * 1_000_000), "dypt"),
    "levels beside the persons": (lambda: "<IPLOS>" + "<x>" * 1_000_000, "dypt"),
    "different names": (
        lambda: PERSON.format("".join(f"<a{n}/>" for n in range(1_000_000))), "stor",
    ),
    "attributes": (
        lambda: PERSON.format("<x " + " ".join(f'a{n}=""' for n in range(300_000)) + "/>"), "stor",
    ),
    "children of the root": (lambda: "<IPLOS>" + "<x/>" * 1_000_000, "stor"),
}  # fmt: skip


@pytest.mark.parametrize("what", HUGE)
def test_huge(what: str, tmp_path: Path) -> None:
    make, reason = HUGE[what]
    path = tmp_path / "uttrekk.xml"
    path.write_text(make(), encoding="utf-8")
    export = Export(path)
    tracemalloc.start()
    try:
        for _ in export.batches(Watch()):
            pass
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert export.unusable is not None
    assert export.unusable.reason == reason
    assert peak < 150_000_000


def test_a_person_of_a_hundred_thousand_faults_is_read_in_time_that_grows_no_faster(
    tmp_path: Path,
) -> None:
    text = PERSON.format("<peAlder/>" * 100_000 + "<x/>" * 100_000)
    assert why(tmp_path, text.encode()) is None


def test_a_long_row_of_digits_is_looked_through(tmp_path: Path) -> None:
    text = PERSON.format("<peFnr/><x>" + "0123456789" * 100_000 + "</x>")
    assert why(tmp_path, text.encode()) is None


def test_thirty_megabytes_on_one_line_take_little_memory(tmp_path: Path) -> None:
    person = SMALL[SMALL.index("<PERSON") : SMALL.index("</IPLOS>")].replace("\n", "")
    path = tmp_path / "uttrekk.xml"
    with path.open("w", encoding="utf-8") as file:
        file.write(SMALL[: SMALL.index("<PERSON")].replace("\n", ""))
        for _ in range(300):
            file.write(person * 60)
        file.write("</IPLOS>")
    export = Export(path)
    tracemalloc.start()
    try:
        for _ in export.batches(Watch()):
            pass
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert export.unusable is None
    assert export.records["PERSON"] == 18_000
    assert peak < 60_000_000


class TestFileThatCannotBeRead:
    def test_it_is_gone(self, tmp_path: Path) -> None:
        self.refused(tmp_path / "borte.xml", "Finner ikke")

    def test_it_is_a_folder(self, tmp_path: Path) -> None:
        self.refused(tmp_path, "er en mappe")

    def test_it_is_locked(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def locked(*_: object, **__: object) -> None:
            raise PermissionError(13, "locked")

        path = tmp_path / "e.xml"
        path.write_bytes(GOOD)
        monkeypatch.setattr(Path, "open", locked)
        self.refused(path, "kan ikke åpnes")

    def test_it_never_ends(self) -> None:
        self.refused(Path("/dev/zero"), "ingen vanlig fil")

    def refused(self, path: Path, words: str) -> None:
        with pytest.raises(UserError, match=words) as caught:
            list(Export(path).batches(Watch()))
        assert caught.value.advice


def test_a_cancel_takes_hold_at_the_next_tell(tmp_path: Path) -> None:
    person = SMALL[SMALL.index("<PERSON") : SMALL.index("</IPLOS>")]
    data = SMALL.replace(person, person * 1000).encode()
    for stop_at in range(1, 6):
        told: list[int] = []

        def listen(done: int, _total: int, stop_at: int = stop_at) -> None:
            told.append(done)  # noqa: B023 - used before the loop goes on
            if len(told) == stop_at:  # noqa: B023
                watch.cancel()  # noqa: B023

        watch = Watch(listen)
        with pytest.raises(Cancelled):
            read_bytes(tmp_path, data, watch)
        assert len(told) == stop_at
