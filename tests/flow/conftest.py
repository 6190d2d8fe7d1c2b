"""Two registries, made once, a machine that trusts the first, and a journal with an entry."""

from pathlib import Path

import pytest

from iplos_desktop.flow import journal_file
from iplos_desktop.flow.journal import Journal
from iplos_desktop.flow.keyring import Keyring
from tests.flow.journal_support import entry
from tests.flow.key_support import trusting
from tests.sealing.registry import Registry
from tests.sealing.support import DAY, NOW


@pytest.fixture(scope="session")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    return Registry(tmp_path_factory.mktemp("register") / "et")


@pytest.fixture(scope="session")
def other(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    """A registry with another root, which made its list two days later."""
    return Registry(tmp_path_factory.mktemp("register") / "annet", NOW + 2 * DAY)


@pytest.fixture
def ring(tmp_path: Path, registry: Registry) -> Keyring:
    return trusting(tmp_path / "nokler", registry)


@pytest.fixture
def begun(tmp_path: Path) -> Journal:
    """One that has noted something before."""
    made = Journal(tmp_path / "j")
    made.note(entry("før"))
    return made


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_file, "_PATIENCE", 0.02)
