"""No test sees the folders of whoever runs it."""

from collections.abc import Iterator

import pytest

from iplos_desktop.flow import policy_sources


@pytest.fixture(scope="session", autouse=True)
def nobodys_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Year packages and a policy laid on this machine would change what the tests find."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_DATA_HOME", "XDG_DATA_DIRS"):
            patch.setenv(name, str(tmp_path_factory.mktemp(name)))
        patch.setattr(
            policy_sources, "FILE", tmp_path_factory.mktemp("etc") / "iplos-desktop" / "p.json"
        )
        yield
