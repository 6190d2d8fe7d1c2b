"""The processes to be hit, an export and its keys, made once for all stories."""

import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from iplos_desktop.madeup import write_export
from iplos_desktop.sealing.certificate import fingerprint, read_certificate
from iplos_desktop.sealing.make_keys import make_keys
from tests.faults.launcher import Launchers, Moments
from tests.faults.places import Place, Road
from tests.faults.small_disks import told_as_root

collect_ignore_glob = ["test_*"] if sys.platform == "win32" else []
YEAR = 2015


@pytest.fixture(scope="session")
def launchers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Launchers]:
    started = Launchers(tmp_path_factory.mktemp("start"))
    yield started
    for one in started.all:
        one.close()


@pytest.fixture(scope="session")
def road(tmp_path_factory: pytest.TempPathFactory) -> Road:
    """A quarter of a megabyte, of which 18 KB are left when it is sealed."""
    return made_road(tmp_path_factory.mktemp("vei"), persons=30)


def made_road(folder: Path, persons: int, now: datetime | None = None) -> Road:
    """An export and keys, in a folder. now: when the keys are made."""
    export = folder / "uttrekk.xml"
    write_export(export, persons=persons)
    make_keys(YEAR, folder, None, None, now or datetime.now().astimezone(), "p256")
    certificate = folder / f"statistikk-{YEAR}.pem"
    typed = fingerprint(read_certificate(certificate))[-16:]
    words = ("--nokkel", f"statistikk={certificate}", "--fingeravtrykk", typed)
    receivers = [(folder / f"statistikk-{YEAR}-privat.pem", certificate)]
    identities = export.read_bytes().split(b"<peFnr>")[1:]
    marks = [b"<PERSON", identities[0][:11], identities[-1][:11]]
    return Road(export, words, receivers, marks)


@pytest.fixture(scope="session")
def moments(
    launchers: Launchers, road: Road, tmp_path_factory: pytest.TempPathFactory
) -> Moments:
    """The moments of a sealing that nothing disturbs."""
    place = Place(tmp_path_factory.mktemp("uforstyrret"), road)
    ran = launchers.all[0].run(place.folder, place.words)
    assert ran.code == 0, ran.err
    assert len(ran.reached) > 200
    return Moments(ran.reached)


def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Stories on small disks ask for root."""
    if pyfuncitem.path.name == "test_small_disks.py" and told_as_root(pyfuncitem):
        return True
    return None
