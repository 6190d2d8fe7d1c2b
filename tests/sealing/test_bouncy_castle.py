"""Whoever has Java and BouncyCastle opens what we write, and we open what BouncyCastle writes."""

import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from iplos_desktop.errors import UserError
from iplos_desktop.sealing.seal import seal
from iplos_desktop.watch import Watch
from tests.sealing.support import EXPORT, NOW, Receiver, package
from tests.sealing.test_two_parts import to_both

JARS = [Path("/usr/share/java") / f"{name}.jar" for name in ("bcpkix", "bcprov", "bcutil")]
PROGRAM = Path(__file__).parent / "java" / "BouncyCastle.java"

Job = tuple[str, Path, Path, Path]
Run = Callable[[list[Job]], list[str]]
"""Many jobs in one start of Java: what, from, key or certificate, to. Gives "ok" or why not."""


@pytest.fixture(scope="session")
def bouncy_castle(tmp_path_factory: pytest.TempPathFactory) -> Run:
    if not shutil.which("javac") or not shutil.which("java"):
        pytest.skip("no Java here: apt-get install default-jdk-headless libbcpkix-java")
    if not all(jar.exists() for jar in JARS):
        pytest.skip("no BouncyCastle here: apt-get install libbcpkix-java")
    classes = tmp_path_factory.mktemp("java")
    path = ":".join(map(str, [*JARS, classes]))
    subprocess.run(["javac", "-cp", path, "-d", classes, PROGRAM], check=True)

    def run(jobs: list[Job]) -> list[str]:
        lines = "".join("\t".join(map(str, job)) + "\n" for job in jobs)
        words = ["java", "-Xshare:auto", "-cp", path, "BouncyCastle"]
        done = subprocess.run(words, input=lines, text=True, check=True, stdout=subprocess.PIPE)
        return done.stdout.splitlines()

    return run


@pytest.fixture
def sealed(receivers: dict[str, Receiver], export: Path, tmp_path: Path) -> dict[str, Path]:
    """A file of ours to each kind of key."""
    made = {}
    for kind, receiver in receivers.items():
        folder = tmp_path / kind
        folder.mkdir()
        made[kind] = seal(package(export, receiver.trusted), folder, Watch(), NOW).path
    return made


def test_it_opens_what_we_write_and_we_open_what_it_writes(
    bouncy_castle: Run, receivers: dict[str, Receiver], sealed: dict[str, Path]
) -> None:
    jobs: list[Job] = []
    for kind, path in sealed.items():
        receiver, archive = receivers[kind], path.with_name("o.zip")
        theirs = path.with_name("deres.p7m")
        jobs += [
            ("open", path, receiver.key_file, archive),
            ("seal", archive, receiver.certificate_file, theirs),
        ]

    assert bouncy_castle(jobs) == ["ok"] * len(jobs)

    for kind, path in sealed.items():
        with zipfile.ZipFile(path.with_name("o.zip")) as opened:
            assert opened.read("innhold.xml") == EXPORT
        receivers[kind].open(path.with_name("deres.p7m"), path.parent)
        assert (path.parent / "innhold.xml").read_bytes() == EXPORT


def test_it_opens_both_of_two_parts(
    bouncy_castle: Run, receivers: dict[str, Receiver], export: Path, tmp_path: Path
) -> None:
    """Each with its own key, the bureau's from within the manager's."""
    within = []
    for bureau, manager in (("P-256", "RSA-3072"), ("RSA-4096", "P-384")):
        folder = tmp_path / bureau
        folder.mkdir()
        two = to_both(receivers[bureau], receivers[manager], export, folder)
        outer = seal(two.package, folder, Watch(), NOW).path
        archive = folder / "ytre.zip"
        assert bouncy_castle([("open", outer, two.manager.key_file, archive)]) == ["ok"]
        with zipfile.ZipFile(archive) as opened:
            opened.extract("innhold.p7m", folder)
        inner = folder / "innhold.p7m"
        within.append(("open", inner, two.bureau.key_file, folder / "indre.zip"))

    assert bouncy_castle(within) == ["ok", "ok"]
    for _, _, _, archive in within:
        with zipfile.ZipFile(archive) as opened:
            assert opened.read("innhold.xml") == EXPORT


def test_the_curve_it_names_must_be_the_receivers(
    bouncy_castle: Run, receivers: dict[str, Receiver], sealed: dict[str, Path], tmp_path: Path
) -> None:
    """RFC 5753 lets a sender name the curve of its key, which openssl and we leave out."""
    theirs = tmp_path / "deres.p7m"
    for kind, curve in (("P-256", "06082a8648ce3d030107"), ("P-384", "06052b81040022")):
        job = ("seal", sealed[kind], receivers[kind].certificate_file, theirs)
        assert bouncy_castle([job]) == ["ok"]
        whole, named = theirs.read_bytes(), bytes.fromhex(curve)
        assert whole.count(named) == 1
        for at in range(whole.index(named), whole.index(named) + len(named)):
            for change in (0x01, 0x80, 0xFF):
                theirs.write_bytes(whole[:at] + bytes([whole[at] ^ change]) + whole[at + 1 :])
                with pytest.raises(UserError):
                    receivers[kind].open(theirs, tmp_path)


def test_it_refuses_what_was_changed(
    bouncy_castle: Run, receivers: dict[str, Receiver], sealed: dict[str, Path]
) -> None:
    """A byte of the content and one of the tag; and a file to another key."""
    jobs: list[Job] = []
    for kind, path in sealed.items():
        whole = path.read_bytes()
        for at in (-40, -10):
            changed = path.with_name(f"endret{at}.p7m")
            changed.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
            jobs.append(("open", changed, receivers[kind].key_file, path.with_name("o.zip")))
    curve = sealed["P-256"]
    jobs.append(("open", curve, receivers["RSA-3072"].key_file, curve.with_name("o.zip")))

    answers = bouncy_castle(jobs)

    assert len(answers) == len(jobs)
    assert "ok" not in answers
    assert not any(path.with_name("o.zip").exists() for path in sealed.values())
