"""An authority the client trusts for as long as the story lasts, and no proxy of this machine's."""

import ssl
from collections.abc import Iterator

import pytest
from PySide6.QtNetwork import QNetworkProxyFactory

from tests.fetch.support import Authority, trusted


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("ca"))


@pytest.fixture(scope="session")
def context(authority: Authority) -> ssl.SSLContext:
    return authority.server()


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    yield
    QNetworkProxyFactory.setUseSystemConfiguration(False)


@pytest.fixture
def trusting(authority: Authority) -> Iterator[None]:
    with trusted(authority):
        yield
