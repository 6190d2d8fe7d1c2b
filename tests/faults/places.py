"""Where a command is tried, what is sent there, and what must hold when it has been hit."""

import fcntl
import hashlib
import shutil
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.faults.launcher import PIECE, Launcher, Ran, surroundings

SENDER = ("--orgnr", "974760673", "--epost", "kari@kommune.no", "--navn", "Kari Nordmann")
HELD = ".iplos-00000000000000aa.tmp"
OTHERS = (
    HELD,
    ".iplos-0123456789abcde.tmp",
    ".iplos-0123456789ABCDEF.tmp",
    ".iplos-0123456789abcdef.tmp.txt",
    "iplos-0123456789abcdef.tmp",
    "notater.tmp",
    "IPLOS_0301_00_2014_20150105T120000_TEST.p7m",
)
"""Files that look like ours and are not; the first is held by another running program."""

OWN = ".iplos-????????????????.*"
"""What a killed run of ours may leave."""


@dataclass(frozen=True)
class Road:
    """An export, the words that name the keys, and the receivers' keys, in the order of opening.

    marks: bytes of the export that stand in nothing else.
    """

    export: Path
    keys: Sequence[str | Path]
    receivers: Sequence[tuple[Path, Path]]
    marks: Sequence[bytes]


class Place:
    """Fresh folders for one try: an export in them, and one to write to."""

    def __init__(self, folder: Path, road: Road) -> None:
        self.folder, self.road = folder, road
        folder.mkdir(parents=True, exist_ok=True)
        surroundings(folder)
        self.export = folder / "uttrekk.xml"
        shutil.copyfile(road.export, self.export)
        self.ut = folder / "ut"
        self.ut.mkdir()

    @property
    def words(self) -> list[str | Path]:
        """The command that seals."""
        keys, to = self.road.keys, ("--ut", self.ut)
        return ["krypter", self.export, "--test", *keys, *to, *SENDER]

    def new(self) -> set[str]:
        """The names in the target folder that are not others'."""
        return {path.name for path in self.ut.iterdir()} - {*OTHERS}

    def sealed(self) -> Path | None:
        """The sealed file, if there is one; never two."""
        found = [self.ut / name for name in self.new() if name.startswith("IPLOS_")]
        assert len(found) < 2
        return found[0] if found else None


@contextmanager
def others_survive(folder: Path) -> Iterator[None]:
    """Others' files are in a folder, and must be there still afterwards."""
    for name in OTHERS:
        (folder / name).write_text(name, encoding="ascii")
    with (folder / HELD).open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    for name in OTHERS:
        assert (folder / name).read_text(encoding="ascii") == name


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def opened(launcher: Launcher, road: Road, sealed: Path, folder: Path) -> bytes:
    """What the receivers' own command gets out of a sealed file, which must be whole."""
    folder.mkdir()
    surroundings(folder)
    private, certificate = road.receivers[0]
    words = ["mottak", "apne", sealed, "--privat", private, "--sertifikat", certificate]
    ran = launcher.run(folder, [*words, "--ut", folder], piece=PIECE)
    assert ran.code == 0, ran.err
    content = (folder / "innhold.xml").read_bytes()
    shutil.rmtree(folder)
    return content


def whole_or_none(launcher: Launcher, place: Place, ran: Ran) -> Path | None:
    """A whole file that opens, under its name, or none; and the command says which."""
    sealed = place.sealed()
    if sealed is not None:
        sent = {place.road.export.read_bytes()}
        if place.export.is_file():
            sent.add(place.export.read_bytes())
        assert opened(launcher, place.road, sealed, place.folder / "innhold") in sent
    if ran.code == 0:
        assert sealed is not None
        assert ran.out == f"{sealed}\n"
    elif ran.code > 0:
        assert sealed is None, f"it ended with {ran.code}, and the file is there"
    says_what_is_promised(ran)
    return sealed


def says_what_is_promised(ran: Ran) -> None:
    """What goes with each exit code, and nothing of Python's own."""
    assert "Traceback" not in ran.err
    assert "Exception ignored" not in ran.err
    if ran.code == 3:
        assert "feil: " in ran.err
        assert "\nråd: " in ran.err
        assert "Uventet feil" not in ran.err
    if ran.code == 4:
        assert ran.err.endswith("Avbrutt. Ingenting er skrevet.\n")


def no_plaintext(place: Place, *but: Path) -> None:
    """Nothing of the export anywhere but in the export, and no file where temporary ones lie."""
    for folder in ("arbeid", "tmp"):
        assert not [*(place.folder / folder).iterdir()]
    for path in place.folder.rglob("*"):
        if path.is_file() and path not in {place.export, *but}:
            data = path.read_bytes()
            assert not any(mark in data for mark in place.road.marks), f"plaintext in {path.name}"


def works_again(launcher: Launcher, place: Place) -> None:
    """The same command, undisturbed, does its work, and clears away what we left; no more."""
    before = place.sealed()
    if before is not None:
        before.unlink()
    ran = launcher.run(place.folder, place.words, piece=PIECE)
    assert ran.code == 0, ran.err
    sealed = whole_or_none(launcher, place, ran)
    assert sealed is not None
    assert place.new() == {sealed.name}
    assert not [*(place.folder / "hjem").rglob(OWN)]
    assert stat.S_IMODE(sealed.stat().st_mode) == 0o600


def nothing_lost(launcher: Launcher, place: Place, ran: Ran, *codes: int) -> None:
    """After a blow: a whole file or none, the export as it was, and a rerun that works.

    codes: those it may have ended with.
    """
    assert ran.code in codes, ran.err
    whole_or_none(launcher, place, ran)
    assert sha256(place.export) == sha256(place.road.export)
    no_plaintext(place)
    works_again(launcher, place)
