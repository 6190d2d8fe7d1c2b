"""Nothing of the export reaches a disk in the clear, a log, a crash report or the clipboard.

Why: the machine is shared, backed up and thrown away some day.
"""

import re
import sys
from pathlib import Path

import pytest

import iplos_desktop
from iplos_desktop.sealing.cores import goes_elsewhere
from tests.faults.launcher import Blow, Launcher, Launchers, Moments
from tests.faults.places import Place, no_plaintext, works_again
from tests.faults.real import run
from tests.faults.roads import Road

CRASHES = {
    "the command": """
from iplos_desktop.cli import main as program
from iplos_desktop.watch import Watch
Watch.tell = lambda *_: os.abort()
start = lambda: program.main(sys.argv[1:])
""",
    "the window": """
from iplos_desktop.gui import app as program
program.Window.show = lambda _: os.abort()
start = lambda: program.main([])
""",
}


@pytest.mark.parametrize("what", CRASHES)
def test_a_crash_leaves_no_core(road: Road, tmp_path: Path, what: str) -> None:
    """Where nothing hindered it before, and against the same program without our precaution."""
    place = Place(tmp_path / "ett", road)
    working = place.folder / "arbeid"
    unlimited = ("sh", "-c", 'ulimit -c unlimited 2>/dev/null; exec "$0" "$@"')

    def crash(prepare: str) -> int:
        code = f"import os, sys\n{CRASHES[what]}\n{prepare}\nstart()"
        python = (sys.executable, "-c", code)
        assert run(place.folder, place.words, *unlimited, command=python).code == -6
        cores = [*working.iterdir()]
        for core in cores:
            core.unlink()
        return len(cores)

    if not crash("program.no_core_dumps = lambda: None"):
        pytest.skip("cores are not put in the working folder here, or not allowed at all")
    assert crash("") == 0


def test_where_a_limit_does_not_hold_the_process_is_made_undumpable() -> None:
    assert not goes_elsewhere("core", 0)
    assert not goes_elsewhere("/var/crash/%e", 1)
    assert not goes_elsewhere("|/usr/lib/systemd/systemd-coredump %P", 1)
    assert goes_elsewhere("|/usr/share/apport/apport -p%p", 0)
    assert goes_elsewhere("@/run/cores.socket", 1)


@pytest.mark.skipif(sys.platform != "linux", reason="it is Linux that has this")
@pytest.mark.parametrize(("pattern", "dumpable"), [("core", "1"), ("@/run/cores.socket", "0")])
def test_undumpable_is_what_linux_says_it_is(
    road: Road, tmp_path: Path, pattern: str, dumpable: str
) -> None:
    code = (
        "import ctypes; from iplos_desktop.sealing import cores\n"
        f"cores._pattern = lambda: {pattern!r}\n"
        "cores.no_core_dumps(); print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    )
    place = Place(tmp_path / "ett", road)
    assert run(place.folder, [], command=(sys.executable, "-c", code)).out == f"{dumpable}\n"


WATCHED = """
import os, sys
from iplos_desktop.cli.main import main
sys.dont_write_bytecode = True
seen = []

def hook(event, args):
    if event == "open" and isinstance(args[0], (str, os.PathLike)):
        if args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            seen.append(f"writes {args[0]}")
    elif event in ("os.rename", "os.link"):
        seen.append(f"names {args[1]}")
    elif event.startswith(("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.fork")):
        seen.append(event)

sys.addaudithook(hook)
code = main(sys.argv[1:])
sys.stderr.write("\\n".join(["", *seen]))
sys.exit(code)
"""


def test_only_ciphertext_and_counts_are_written_and_nothing_is_sent(
    road: Road, tmp_path: Path
) -> None:
    """All that is opened for writing; no other program is started and no connection made."""
    place = Place(tmp_path / "ett", road)
    ran = run(place.folder, place.words, command=(sys.executable, "-c", WATCHED))
    assert ran.code == 0, ran.err
    sealed = place.sealed()
    assert sealed is not None
    own = "hjem/iplos-desktop"
    random = re.sub("[0-9a-f]{16}(-[0-9]+)?", "X", ran.err.replace(f"{place.folder}/", ""))
    seen = [line for line in random.splitlines() if line.startswith(("writes ", "names "))]
    assert sorted(seen) == [
        f"names {own}/historikk/0301-00-2015-test.json",
        f"names {own}/historikk/nokkel",
        f"names {own}/nokler/X.jws",
        f"names ut/{sealed.name}",
        f"writes {own}/historikk/.iplos-X.ny",
        f"writes {own}/historikk/.iplos-X.ny",
        f"writes {own}/journal/journal.sqlite3",
        f"writes {own}/nokler/.iplos-X.ny",
        "writes ut/.iplos-X.tmp",
    ]
    assert not re.search("^(socket|subprocess|os)[.]", ran.err, re.MULTILINE)
    no_plaintext(place)


def test_a_fault_of_ours_tells_where_and_no_value(
    launchers: Launchers, road: Road, moments: Moments, tmp_path: Path
) -> None:
    identity = road.marks[1].decode()

    def story(launcher: Launcher, moment: tuple[str, int]) -> None:
        place = Place(tmp_path / f"{moment[0]}-{moment[1]}", road)
        fault = Blow(*moment, "fault of ours", f"{identity} passer ikke")
        ran = launcher.run(place.folder, [*place.words, "--json"], blows=[fault])
        assert ran.code == 3
        assert "Uventet feil (ValueError i " in ran.err
        assert identity not in ran.out + ran.err
        assert "Traceback" not in ran.err
        assert not place.new()
        no_plaintext(place)
        works_again(launcher, place)

    chosen = ("tell", "read", "write", "fsync", "link", "read back")
    launchers.each(moments.some(1, *chosen, since="statvfs", until="link done"), story)


def test_the_program_speaks_and_logs_in_known_places_only() -> None:
    """Each tells kinds, places and counts. A new one must be judged before it is listed."""
    room = Path(iplos_desktop.__file__).parent
    speaks = re.compile(r"\blogging\b|\bprint\(|\btraceback\b|\bsys\.(stdout|stderr)|\bsyslog\b")
    found = {
        path.relative_to(room).as_posix()
        for path in room.rglob("*.py")
        if speaks.search(path.read_text(encoding="utf-8"))
    }
    judged = {"cli/main.py", "cli/terminal.py", "cli/parser.py", "gui/crash.py", "gui/self_test.py"}
    assert found == judged


def test_the_clipboard_is_given_what_is_no_secret() -> None:
    """Rows of findings, which hold no identity, a file's path and hash, an address."""
    room = Path(iplos_desktop.__file__).parent
    found = {
        path.relative_to(room).as_posix(): "clipboard().setText" in text
        for path in room.rglob("*.py")
        if "clipboard" in (text := path.read_text(encoding="utf-8")).lower()
    }
    places = {"row_copier", "pages/ferdig", "pages/huskeliste", "pages/innsending"}
    assert found == {f"gui/{place}.py": True for place in places}
