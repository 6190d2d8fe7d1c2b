"""A file comes over HTTPS whole, or a sentence says why not and how it can come another way."""

import socket
import ssl
import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QThreadPool

from iplos_desktop.errors import Cancelled, UserError
from iplos_desktop.fetch.https import Limits, fetch
from iplos_desktop.watch import Watch
from tests.fetch.support import (
    ELSEWHERE,
    Answer,
    Proxy,
    drips,
    leads_to,
    never_answers,
    refuses,
    sends,
    sends_without_end,
    serving,
    stops_in_the_middle,
)
from tests.sealing.support import plain_norwegian

pytestmark = pytest.mark.usefixtures("qapp")

DATA = b"eyJ." * 2000
LIMITS = Limits(size=10_000)
HASTY = Limits(size=10_000, silence=0.2)


def why_not(
    address: str, limits: Limits = LIMITS, proxy: str | None = None, watch: Watch | None = None
) -> str:
    with pytest.raises(UserError) as caught:
        fetch(address, limits, proxy, watch or Watch())
    plain_norwegian(caught.value)
    assert "minnepinne" in caught.value.advice
    return caught.value.what


@pytest.mark.usefixtures("trusting")
def test_a_file_comes_as_it_is(context: ssl.SSLContext) -> None:
    with serving(context, sends(DATA)) as server:
        assert fetch(server.address, LIMITS, None, Watch()) == DATA
    assert len(server.asked) == 1


@pytest.mark.usefixtures("trusting")
@pytest.mark.parametrize(
    ("answer", "limits", "word"),
    [
        (never_answers, HASTY, "svarte ikke i tide"),
        (drips, Limits(size=10_000, whole=0.3), "for lang tid"),
        (sends_without_end, LIMITS, "altfor stort"),
        (sends(DATA * 2), LIMITS, "altfor stort"),
        (stops_in_the_middle, LIMITS, "brutt underveis"),
        (refuses(404), LIMITS, "finnes ikke"),
        (refuses(401), LIMITS, "innlogging"),
        (refuses(403), LIMITS, "innlogging"),
        (refuses(500), LIMITS, "har en feil"),
        (refuses(418), LIMITS, "ikke som ventet"),
        (leads_to("http://127.0.0.1:9/"), LIMITS, "uten kryptering"),
        (leads_to("/om igjen"), LIMITS, "for mange ganger"),
    ],
)
def test_each_trouble_has_its_own_words(
    context: ssl.SSLContext, answer: Answer, limits: Limits, word: str
) -> None:
    with serving(context, answer) as server:
        assert word in why_not(server.address, limits)


def test_a_server_nobody_vouches_for_is_not_listened_to(context: ssl.SSLContext) -> None:
    with serving(context, sends(DATA)) as server:
        assert "gir seg ut for" in why_not(server.address)
    assert server.asked == []


def test_nobody_there_and_no_such_name() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        assert "i tide" in why_not(f"https://127.0.0.1:{port}/", HASTY)
    assert "tar ikke imot" in why_not(f"https://127.0.0.1:{port}/")
    assert "Fant ikke tjeneren «finnes-ikke.invalid»" in why_not("https://finnes-ikke.invalid/")


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1/", "ftp://a/", "file:///etc/hosts", "nei", "https://", "https://a:b@c/"],
)
def test_only_https_is_asked(address: str) -> None:
    assert "https" in why_not(address)


@pytest.mark.usefixtures("trusting")
def test_a_redirect_within_https_is_followed(context: ssl.SSLContext) -> None:
    with serving(context, sends(DATA)) as there, serving(context, leads_to(there.address)) as here:
        assert fetch(here.address, LIMITS, None, Watch()) == DATA


@pytest.mark.usefixtures("trusting")
def test_it_goes_through_the_proxy_it_is_told_of_or_finds(
    context: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(context, sends(DATA)) as server, Proxy() as proxy:
        place = f"{ELSEWHERE}:{server.server_port}"
        for given in (proxy.place, f"http://{proxy.place}/"):
            assert fetch(f"https://{place}/", LIMITS, given, Watch()) == DATA
        monkeypatch.setenv("https_proxy", f"http://{proxy.place}")
        assert fetch(f"https://{place}/", LIMITS, None, Watch()) == DATA
        assert proxy.asked == [f"CONNECT {place}"] * 3


@pytest.mark.usefixtures("trusting")
def test_trouble_with_the_proxy(context: ssl.SSLContext) -> None:
    with serving(context, sends(DATA)) as server:
        with Proxy(wants_password=True) as proxy:
            assert "passord" in why_not(server.address, proxy=proxy.place)
        assert "proxy" in why_not(server.address, proxy=proxy.place)
        for wrong in ("proxy", "https://proxy:1", "bruker:passord@proxy:1"):
            with pytest.raises(UserError, match="kan ikke brukes") as caught:
                fetch(server.address, LIMITS, wrong, Watch())
            plain_norwegian(caught.value)
            assert "passord@" not in f"{caught.value.what} {caught.value.advice}"
    assert server.asked == []


@pytest.mark.usefixtures("trusting")
@pytest.mark.parametrize("answer", [never_answers, drips])
def test_it_can_be_stopped_on_the_way(context: ssl.SSLContext, answer: Answer) -> None:
    watch = Watch(lambda *_: watch.cancel())
    with serving(context, answer) as server, pytest.raises(Cancelled):
        fetch(server.address, LIMITS, None, watch)


def in_the_background(job: Callable[[], None]) -> None:
    """On a thread of the pool, while the main thread waits."""
    done = threading.Event()

    def work() -> None:
        job()
        done.set()

    QThreadPool.globalInstance().start(work)
    assert done.wait(20)


@pytest.mark.usefixtures("trusting")
def test_it_works_on_any_thread(context: ssl.SSLContext) -> None:
    got: list[object] = []

    def job() -> None:
        got.append(fetch(good.address, LIMITS, None, Watch()))
        try:
            fetch(silent.address, HASTY, None, Watch())
        except UserError as error:
            got.append(error.what)

    with serving(context, sends(DATA)) as good, serving(context, never_answers) as silent:
        in_the_background(job)
    assert got[0] == DATA
    assert "i tide" in str(got[1])
