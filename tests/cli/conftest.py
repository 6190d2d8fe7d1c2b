"""One year's keys and two exports, made once for all stories."""

from pathlib import Path

import pytest

from iplos_desktop.flow.demo import Demo, make_demo


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """A clean 3.3 export of people who do not exist, and keys."""
    return make_demo(tmp_path_factory.mktemp("demo"), persons=30)


@pytest.fixture(scope="session")
def demo_35(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """A clean 3.5 export with its ident message, and keys."""
    return make_demo(tmp_path_factory.mktemp("demo35"), persons=30, version="3.5")


@pytest.fixture(scope="session")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A 3.3 export with faults to be confirmed."""
    return make_demo(tmp_path_factory.mktemp("feil"), persons=120, faults=True).export
