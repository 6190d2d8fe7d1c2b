"""The program writes where the page for IT staff says, and calls nobody it was not asked to call.

Why: a secure zone lets in what it can account for. Every file it makes or opens for writing and
every address it connects to is taken from the kernel, while the whole road is gone.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from installer import source
from iplos_desktop.flow.demo import Demo, make_demo
from tests.gui.test_screen_reader import can_be_had

PAGE = source.ROOT / "docs" / "it-drift.md"
_READER = source.ROOT / "tests" / "gui" / "reader.py"
_WINDOW = "import sys; from iplos_desktop.gui.app import main; sys.exit(main([]))"
_CALLS = (
    "open,openat,creat,mkdir,mkdirat,mknod,mknodat,rename,renameat,renameat2,link,linkat,"
    "symlink,symlinkat,truncate,unlink,unlinkat,rmdir,chmod,fchmodat,chown,fchownat,lchown,"
    "setxattr,openat2,connect,bind,sendto,sendmsg,sendmmsg"
)
_WRITES = re.compile(
    r"O_WRONLY|O_RDWR|O_CREAT|O_TMPFILE"
    r"|^(creat|mk|rename|link|symlink|truncate|unlink|rm|ch|fch|lch|setx)"
)
_NET = re.compile(r"(connect|bind|sendto|sendmsg|sendmmsg)\(")
_OF_THE_SYSTEM = ("/dev/", "/proc/")

pytestmark = pytest.mark.skipif(
    shutil.which("strace") is None, reason="strace is missing, so no system calls are watched."
)


@dataclass(frozen=True)
class Seen:
    """What the kernel was asked for and gave. calls: other machines that were called."""

    written: list[Path]
    calls: list[str]


class Watch:
    """Runs a command under strace, with a home of its own."""

    def __init__(self, home: Path) -> None:
        self.home, self._log = home, home.parent / "strace"
        self.world = {
            **{name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ},
            "HOME": str(home),
            "PYTHONDONTWRITEBYTECODE": "1",  # as the installed program is started
            "PYTHONPATH": str(source.ROOT),
        }

    def trace(self, *words: str | Path) -> list[str | Path]:
        """The words that run a command watched; its number stays its own."""
        how = ("-D", "-f", "-qq", "-s", "4096", "-o", self._log, "-e", f"trace={_CALLS}")
        return ["strace", *how, *words]

    def run(self, *words: str | Path, **world: str) -> Seen:
        done = subprocess.run(
            words,
            env={**self.world, **world},
            capture_output=True,
            encoding="utf-8",
            timeout=400,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return self.seen()

    def seen(self) -> Seen:
        text = self._log.read_text(encoding="ascii")
        lines = [line.split(maxsplit=1)[1] for line in text.splitlines()]
        given = [line for line in lines if " = -1 " not in line and not line.startswith("<...")]
        calls = [line for line in lines if _NET.match(line) and "AF_INET" in line]
        return Seen([Path(path) for line in given for path in _written(line)], calls)


def _written(line: str) -> Iterator[str]:
    """The path a call makes or may write to; of two, the one that is made."""
    if _NET.match(line) or not _WRITES.search(line):
        return
    paths = re.findall(r'"((?:[^"\\]|\\.)*)"', line)
    path = paths[0 if line.startswith("setxattr") else -1]
    path = path.encode().decode("unicode_escape").encode("latin-1").decode("utf-8")
    if not path.startswith(_OF_THE_SYSTEM):
        yield path


def promised(home: Path) -> list[Path]:
    """The folders of the page, as its column for Linux has them."""
    chapter = PAGE.read_text(encoding="utf-8").partition("## Hva programmet skriver")[2]
    rows = [line for line in chapter.partition("\n## ")[0].splitlines() if line.startswith("|")]
    cells = [row.split("|")[3] for row in rows]
    return [home / path for cell in cells for path in re.findall(r"`~/([^`]+)`", cell)]


def outside(seen: Seen, *folders: Path) -> list[Path]:
    """What was written elsewhere; the folders above one may be made."""
    above = {parent for folder in folders for parent in folder.parents}
    return [
        path
        for path in seen.written
        if path not in above and not any(path.is_relative_to(folder) for folder in folders)
    ]


@pytest.fixture
def watch(tmp_path: Path) -> Watch:
    home = tmp_path / "hjem"
    home.mkdir()
    return Watch(home)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    return make_demo(tmp_path_factory.mktemp("demo"), persons=30)


def test_the_watch_sees_what_it_should(watch: Watch, tmp_path: Path) -> None:
    """A file beside the home, and a call to an address where nobody answers."""
    script = (
        "import socket; open('æ.txt', 'w').close()\n"
        "s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.connect(('192.0.2.1', 9))"
    )
    words = watch.trace(sys.executable, "-c", f"import os; os.chdir({str(tmp_path)!r})\n{script}")
    seen = watch.run(*words)
    assert outside(seen, *promised(watch.home)) == [Path("æ.txt")]
    assert "192.0.2.1" in seen.calls[0]


def test_the_page_names_every_folder(watch: Watch) -> None:
    names = {path.relative_to(watch.home).as_posix() for path in promised(watch.home)}
    assert names >= {
        ".config/iplos-desktop",
        ".local/share/iplos-desktop/journal",
        ".local/state/iplos-desktop/log",
    }


def test_the_command_line(watch: Watch, demo: Demo, tmp_path: Path) -> None:
    out = tmp_path / "ut"
    out.mkdir()
    keys = demo.key.parent
    letter = demo.fingerprint[-19:]
    who = ("--orgnr", "999999999", "--epost", "kari@kommune.example", "--navn", "Kari")
    key = ("--nokkel", f"statistikk={demo.key}", "--fingeravtrykk", letter)
    for words in (
        ("diagnose",),
        ("kontroller", demo.export, "--test", "--rapport", out / "feilliste.xlsx"),
        ("kontroller", demo.export, "--test", "--rapport", out / "feilliste.html"),
        ("krypter", demo.export, "--test", "--ut", out, *key, *who),
        ("nokkel", "vis", keys / f"iplos-nokler-{demo.year}.jws", "--rot", keys / "rot.pem",
         "--fingeravtrykk", _letter(keys / "rot.pem")),
        ("regler",),
        ("demo", "--ut", out / "demo", "--personer", "20"),
        ("diagnose",),
    ):  # fmt: skip
        seen = watch.run(*watch.trace(sys.executable, "-m", "iplos_desktop.cli.main", *words))
        assert outside(seen, out, *promised(watch.home)) == [], words
        assert seen.calls == [], words
    (sealed,) = out.glob("*.p7m")
    opened = tmp_path / "åpnet"
    private = keys / f"statistikk-{demo.year}-privat.pem"
    hers = ("--privat", private, "--sertifikat", demo.key, "--ut", opened)
    program = (sys.executable, "-m", "iplos_desktop.cli.main")
    seen = watch.run(*watch.trace(*program, "mottak", "apne", sealed, *hers))
    assert outside(seen, opened, *promised(watch.home)) == []
    assert seen.calls == []


def _letter(certificate: Path) -> str:
    told = subprocess.run(
        ["openssl", "x509", "-in", certificate, "-noout", "-fingerprint", "-sha256"],
        check=True,
        capture_output=True,
        encoding="ascii",
    )
    return told.stdout.strip().replace(":", "")[-16:]


@pytest.mark.skipif(not can_be_had(), reason="no accessibility bus here, see tools/setup.sh")
def test_the_whole_road_in_the_window(watch: Watch) -> None:
    program = watch.trace(sys.executable, "-c", _WINDOW)
    words = ("xvfb-run", "-a", "dbus-run-session", "--", "/usr/bin/python3", _READER, *program)
    seen = watch.run(*words, QT_QPA_PLATFORM="xcb")
    assert any(path.suffix == ".p7m" for path in seen.written)
    assert outside(seen, *promised(watch.home)) == []
    assert seen.calls == []
