"""Fetches a small file over HTTPS."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer, QUrl
from PySide6.QtNetwork import (
    QNetworkAccessManager,
    QNetworkProxy,
    QNetworkProxyFactory,
    QNetworkReply,
    QNetworkRequest,
    QSslSocket,
)

from iplos_desktop.errors import Cancelled, UserError
from iplos_desktop.fetch.trouble import told, too_large, too_late, trouble
from iplos_desktop.watch import Watch

_MOST_REDIRECTS = 3
_BETWEEN = 50  # milliseconds between two looks whether the user wants to stop
_ASK_IT = "Be IT-avdelingen rette den."


@dataclass(frozen=True)
class Limits:
    """size in bytes; whole: seconds for all of it; silence: seconds without a byte."""

    size: int
    whole: float = 60
    silence: float = 20


def fetch(address: str, limits: Limits, proxy: str | None, watch: Watch) -> bytes:
    """The bytes at an address, over HTTPS alone, also after redirects.

    proxy: host and port; None for the system's, also when it is found by a PAC file. Waits until
    it is there, on whatever thread it is called. Raises UserError for whatever went wrong on the
    way, and Cancelled.
    """
    application = QCoreApplication.instance() or QCoreApplication([])  # Qt's network wants one
    url = QUrl(address, QUrl.ParsingMode.StrictMode)
    if not url.isValid() or url.scheme() != "https" or not url.host() or url.userInfo():
        raise trouble("Adressen fila skal hentes fra, er ikke en https-adresse.", _ASK_IT)
    if not QSslSocket.supportsSsl():
        raise trouble(
            "Programmet kan ikke bruke nettet sikkert: TLS mangler på maskinen.",
            "Be IT-avdelingen installere OpenSSL 3 (libssl3).",
        )
    manager = QNetworkAccessManager()
    try:
        _choose_proxy(manager, proxy)
        return _Fetching(manager, url, limits, watch).result()
    finally:
        # Now, on this thread: a later garbage collection may come on another.
        manager.deleteLater()
        QCoreApplication.sendPostedEvents(manager, QEvent.Type.DeferredDelete)
        del application


def _choose_proxy(manager: QNetworkAccessManager, proxy: str | None) -> None:
    if proxy is None:
        QNetworkProxyFactory.setUseSystemConfiguration(True)
        return
    url = QUrl(proxy if "//" in proxy else f"http://{proxy}", QUrl.ParsingMode.StrictMode)
    if url.scheme() != "http" or not url.host() or url.port() < 1 or url.userInfo():
        # Not shown: it may hold a password.
        raise trouble(
            "Innstillingen for mellomtjener (proxy) kan ikke brukes.",
            "Den skal være navn og port, uten bruker og passord. Be IT-avdelingen rette den.",
        )
    manager.setProxy(QNetworkProxy(QNetworkProxy.ProxyType.HttpProxy, url.host(), url.port()))


class _Fetching:
    """One request, and why it was given up if it was."""

    def __init__(
        self, manager: QNetworkAccessManager, url: QUrl, limits: Limits, watch: Watch
    ) -> None:
        self._host, self._limits, self._watch = url.host(), limits, watch
        self._given_up: UserError | Cancelled | None = None
        self._got = bytearray()
        self._reply = reply = manager.get(_request(url, limits))
        self._loop = QEventLoop(manager)
        reply.finished.connect(self._loop.quit)
        reply.readyRead.connect(self._read)

    def result(self) -> bytes:
        """Wait for it. Raises UserError and Cancelled."""
        parent = self._loop
        whole, look = QTimer(parent, singleShot=True), QTimer(parent)
        whole.timeout.connect(lambda: self._give_up(too_late(self._host)))
        look.timeout.connect(self._look)
        whole.start(int(self._limits.whole * 1000))
        look.start(_BETWEEN)
        if not self._reply.isFinished():
            self._loop.exec()
        error = self._reply.error()
        if self._given_up is not None:
            raise self._given_up
        if error is not QNetworkReply.NetworkError.NoError:
            raise told(error, self._host)
        self._read()
        if self._given_up is not None:
            raise self._given_up
        return bytes(self._got)

    def _read(self) -> None:
        self._got += self._reply.readAll().data()
        if len(self._got) > self._limits.size:
            self._give_up(too_large(self._host))

    def _look(self) -> None:
        try:
            self._watch.tell(len(self._got), 0)
        except Cancelled as cancelled:
            self._give_up(cancelled)

    def _give_up(self, why: UserError | Cancelled) -> None:
        if self._given_up is None:
            self._given_up = why
            self._reply.abort()


def _request(url: QUrl, limits: Limits) -> QNetworkRequest:
    request = QNetworkRequest(url)
    attribute = QNetworkRequest.Attribute
    request.setAttribute(
        attribute.RedirectPolicyAttribute,
        QNetworkRequest.RedirectPolicy.NoLessSafeRedirectPolicy,
    )
    request.setMaximumRedirectsAllowed(_MOST_REDIRECTS)
    request.setAttribute(
        attribute.CacheLoadControlAttribute, QNetworkRequest.CacheLoadControl.AlwaysNetwork
    )
    request.setRawHeader(b"Accept-Encoding", b"identity")  # so that the bytes counted are all
    request.setTransferTimeout(int(limits.silence * 1000))
    return request
