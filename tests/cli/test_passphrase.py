"""Private keys are locked with a passphrase that is asked for, and opened with the same.

Why: a slip would lock a year's keys for good, and an empty one would lock nothing.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from iplos_desktop.flow.demo import Demo
from iplos_desktop.sealing.certificate import fingerprint, read_certificate
from tests.cli.support import Ran, iplos
from tests.cli.test_the_whole_road import SENDER

GOOD = "blå bær og fløte"


@pytest.fixture
def made(tmp_path: Path) -> Path:
    folder = tmp_path / "nokler"
    folder.mkdir()
    return folder


def making(folder: Path, *more: str | Path) -> list[str | Path]:
    return ["mottak", "lag-nokler", "--aar", "2015", "--ut", folder, "--passord", *more]


def locked_with(folder: Path, passphrase: str) -> None:
    private = sorted(folder.glob("*-privat.pem"))
    assert private
    for path in private:
        load_pem_private_key(path.read_bytes(), passphrase.encode())
        with pytest.raises(TypeError):
            load_pem_private_key(path.read_bytes(), None)


def test_what_comes_on_standard_input_locks_every_key_and_opens_them(
    tmp_path: Path, made: Path, demo: Demo
) -> None:
    assert iplos(*making(made), home=tmp_path, given=f"{GOOD}\r\n").code == 0
    locked_with(made, GOOD)

    out = tmp_path / "ut"
    out.mkdir()
    certificate = made / "statistikk-2015.pem"
    digits = fingerprint(read_certificate(certificate))[-16:]
    sealed = iplos(
        "krypter", demo.export, "--test", "--ut", out, *SENDER,
        "--nokkel", f"statistikk={certificate}", "--fingeravtrykk", digits, home=tmp_path,
    )  # fmt: skip
    assert sealed.code == 0, sealed.err
    opening: list[str | Path] = [
        "mottak", "apne", next(out.iterdir()), "--privat", made / "statistikk-2015-privat.pem",
        "--sertifikat", certificate, "--ut", tmp_path / "åpnet", "--passord",
    ]  # fmt: skip
    for wrong, word in (("feil\n", "Passordet"), ("\n", "ikke noe passord"), ("", "passord")):
        ran = iplos(*opening, home=tmp_path, given=wrong)
        assert ran.code == 3
        assert word in ran.err
        assert not (tmp_path / "åpnet").exists()
    assert iplos(*opening, home=tmp_path, given=f"{GOOD}\n").code == 0
    assert (tmp_path / "åpnet" / "innhold.xml").read_bytes() == demo.export.read_bytes()


def test_the_next_year_needs_the_passphrase_of_the_root(tmp_path: Path, made: Path) -> None:
    assert iplos(*making(made), home=tmp_path, given=f"{GOOD}\n").code == 0
    following: list[str | Path] = [
        "mottak",
        "lag-nokler",
        "--aar",
        "2016",
        "--ut",
        made,
        "--under",
        made,
    ]
    before = set(made.iterdir())
    for words, given, word in (
        (following, "", "låst med et passord"),
        ([*following, "--passord"], "feil\n", "Passordet"),
    ):
        ran = iplos(*words, home=tmp_path, given=given)
        assert ran.code == 3
        assert word in ran.err
        assert set(made.iterdir()) == before
    assert iplos(*following, "--passord", home=tmp_path, given=f"{GOOD}\n").code == 0
    locked_with(made, GOOD)


@pytest.mark.parametrize("given", ["", "\n", "\r\n"])
def test_an_empty_one_locks_nothing_and_is_refused(tmp_path: Path, made: Path, given: str) -> None:
    ran = iplos(*making(made), home=tmp_path, given=given)
    assert ran.code == 3
    assert "ikke noe passord" in ran.err
    assert not list(made.iterdir())


# At a terminal


@contextmanager
def terminal() -> Iterator[tuple[int, int]]:
    """Hers, and the program's end of it."""
    both = os.openpty()
    try:
        yield both
    finally:
        for end in both:
            with suppress(OSError):
                os.close(end)


def typed_at_a_terminal(words: Sequence[str | Path], answers: Sequence[str], home: Path) -> Ran:
    """Run `iplos` at a terminal of its own; each question is answered once it stands there."""
    with terminal() as (hers, its):
        program = subprocess.Popen(
            [sys.executable, "-m", "iplos_desktop.cli.main", *map(str, words)],
            stdin=its,
            stdout=its,
            stderr=its,
            env={**os.environ, "HOME": str(home)},
            start_new_session=True,
        )
        os.close(its)
        shown, asked = b"", 0
        with suppress(OSError):  # the end of a terminal nobody else holds
            while piece := os.read(hers, 4096):
                shown += piece
                if asked < len(answers) and shown.count(b": ") > asked:
                    os.write(hers, answers[asked].encode() + b"\n")
                    asked += 1
        return Ran(program.wait(), shown.decode(), "")


@pytest.mark.skipif(os.name == "nt", reason="a terminal is made otherwise there")
def test_at_a_terminal_it_is_asked_twice_and_never_shown(tmp_path: Path, made: Path) -> None:
    ran = typed_at_a_terminal(making(made), [GOOD, GOOD], tmp_path)
    assert ran.code == 0, ran.out
    assert "Passord en gang til: " in ran.out
    assert GOOD not in ran.out
    locked_with(made, GOOD)


@pytest.mark.skipif(os.name == "nt", reason="a terminal is made otherwise there")
@pytest.mark.parametrize("answers", [[GOOD, "blå bær og fløtt"], [GOOD, ""], ["", ""]])
def test_a_slip_at_the_terminal_makes_nothing(
    tmp_path: Path, made: Path, answers: list[str]
) -> None:
    ran = typed_at_a_terminal(making(made), answers, tmp_path)
    assert ran.code == 3, ran.out
    assert "passord" in ran.out.lower()
    assert not list(made.iterdir())
