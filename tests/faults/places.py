"""Where a command is tried, what is sent there, and what must hold when it has been hit."""

import fcntl
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.launcher import PIECE, Launcher, Ran, surroundings
from tests.faults.roads import Road, Sent

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
        return self.words_to(self.ut)

    def words_to(self, folder: Path) -> list[str | Path]:
        words: list[str | Path] = ["krypter", self.export, "--test", "--ut", folder]
        words += self.road.keys
        words += SENDER
        return words

    def new(self) -> set[str]:
        """The names in the target folder that are not others'."""
        return {path.name for path in self.ut.iterdir()} - {*OTHERS}

    def sealed(self) -> Path | None:
        """The sealed file, if there is one; never two."""
        found = [self.ut / name for name in self.new() if name.startswith("IPLOS_")]
        assert len(found) < 2
        return found[0] if found else None

    def is_as_at_first(self) -> bool:
        """Whether a rerun would find nothing that the first run did not find."""
        return not self.new() and not [*(self.folder / "hjem").rglob(OWN)]


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


def words_to_open(sealed: Path, receiver: tuple[Path, Path], folder: Path) -> list[str | Path]:
    """A receiver's command."""
    private, certificate = receiver
    words: list[str | Path] = ["mottak", "apne", sealed, "--ut", folder]
    words += ["--privat", private, "--sertifikat", certificate]
    return words


def opened(launcher: Launcher, road: Road, sealed: Path, folder: Path) -> Sent:
    """What the receivers' own commands get out of a sealed file, which must be whole."""
    folder.mkdir()
    surroundings(folder)
    part = sealed
    for receiver in road.receivers:
        into = folder / receiver[1].stem
        ran = launcher.run(folder, words_to_open(part, receiver, into), piece=PIECE)
        assert ran.code == 0, ran.err
        part = into / "innhold.p7m"
    content = (part.parent / "innhold.xml").read_bytes()
    tables = folder.glob("*/identer.csv")
    rows = [row for table in tables for row in table.read_bytes().splitlines()[1:]]
    shutil.rmtree(folder)
    return content, [row.split(b";")[1] for row in rows]


def whole_or_none(launcher: Launcher, place: Place, ran: Ran) -> Path | None:
    """A whole file that opens, under its name, or none; and the command says which."""
    sealed = place.sealed()
    if sealed is not None:
        exports = [path for path in (place.road.export, place.export) if path.is_file()]
        found = opened(launcher, place.road, sealed, place.folder / "innhold")
        assert found in [*map(place.road.sent, exports)]
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
        assert ran.err.splitlines()[-1] in {"Avbrutt.", "Avbrutt. Ingenting er skrevet."}


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
    sealed = place.sealed()
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
    assert place.export.read_bytes() == place.road.export.read_bytes()
    no_plaintext(place)
    if not place.is_as_at_first():
        works_again(launcher, place)
