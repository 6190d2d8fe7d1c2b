"""The processes to be hit, and what is sealed, made once for all stories."""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.faults.launcher import Launchers, Moments
from tests.faults.openings import Part
from tests.faults.places import Place
from tests.faults.roads import ONE, TWO, Road, made_road
from tests.faults.small_disks import told_as_root

collect_ignore_glob = ["test_*"] if sys.platform == "win32" else []


@pytest.fixture(scope="session")
def launchers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Launchers]:
    started = Launchers(tmp_path_factory.mktemp("start"))
    yield started
    for one in started.all:
        one.close()


@pytest.fixture(scope="session")
def roads(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Road]:
    folder = tmp_path_factory.mktemp("veier")
    return {name: made_road(folder / name, parts) for name, parts in ((ONE, 1), (TWO, 2))}


@pytest.fixture(scope="session")
def larger(tmp_path_factory: pytest.TempPathFactory) -> Road:
    """A megabyte, of which some 60 KB are left when it is sealed."""
    return made_road(tmp_path_factory.mktemp("storre") / "to", 2, persons=110)


@pytest.fixture
def road(request: pytest.FixtureRequest, roads: Mapping[str, Road]) -> Road:
    """In two parts, where a story does not ask for one."""
    return roads[getattr(request, "param", TWO)]


@pytest.fixture(scope="session")
def undisturbed(
    launchers: Launchers, roads: Mapping[str, Road], tmp_path_factory: pytest.TempPathFactory
) -> Mapping[Path, Moments]:
    """The moments of sealings that nothing disturbs."""
    found = {}
    for name, road in roads.items():
        place = Place(tmp_path_factory.mktemp("uforstyrret") / name, road)
        ran = launchers.all[0].run(place.folder, place.words)
        assert ran.code == 0, ran.err
        assert len(ran.reached) > 150
        found[road.export] = Moments(ran.reached)
    return found


@pytest.fixture
def moments(road: Road, undisturbed: Mapping[Path, Moments]) -> Moments:
    return undisturbed[road.export]


@pytest.fixture(scope="session", params=[ONE, TWO], ids=["the bureau", "the manager"])
def part(
    request: pytest.FixtureRequest,
    launchers: Launchers,
    roads: Mapping[str, Road],
    tmp_path_factory: pytest.TempPathFactory,
) -> Part:
    road = roads[request.param]
    place = Place(tmp_path_factory.mktemp("kryptert"), road)
    assert launchers.all[0].run(place.folder, place.words).code == 0
    sealed = place.sealed()
    assert sealed is not None
    words = Part(road, sealed, {}, Moments([])).words(place.folder / "innhold")
    (place.folder / "innhold").mkdir()
    ran = launchers.all[0].run(place.folder, words)
    assert ran.code == 0, ran.err
    found = {path.name: path.read_bytes() for path in (place.folder / "innhold").iterdir()}
    assert len(found) == (2 if request.param == ONE else 3)
    return Part(road, sealed, found, Moments(ran.reached))


def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Stories on small disks ask for root."""
    if pyfuncitem.path.name == "test_small_disks.py" and told_as_root(pyfuncitem):
        return True
    return None
