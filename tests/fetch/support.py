"""A real server and a real proxy on this machine, and a certificate authority of the test's own."""

import ipaddress
import select
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from PySide6.QtNetwork import QSslCertificate, QSslConfiguration

from tests.sealing.support import key_usage, pem

ELSEWHERE = "nokler.example.no"
"""A name only the proxy knows the way to: the system's proxy is not asked for this machine."""

Answer = Callable[["Handler"], None]


class Authority:
    """Issues the server's certificate; a client trusts it or not."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Prøve-CA")])
        constraints = x509.BasicConstraints(ca=True, path_length=0)
        self.file = folder / "ca.pem"
        certificate = (
            self._builder(self._name, self._key)
            .add_extension(constraints, critical=True)
            .add_extension(key_usage("key_cert_sign"), critical=True)
            .sign(self._key, hashes.SHA256())
        )
        self.file.write_bytes(certificate.public_bytes(Encoding.PEM))

    def server(self) -> ssl.SSLContext:
        """What a server on 127.0.0.1 shows."""
        key = ec.generate_private_key(ec.SECP256R1())
        places = [x509.IPAddress(ipaddress.ip_address("127.0.0.1")), x509.DNSName(ELSEWHERE)]
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
        certificate = (
            self._builder(subject, key)
            .add_extension(x509.SubjectAlternativeName(places), critical=False)
            .sign(self._key, hashes.SHA256())
        )
        both = self.folder / "tjener.pem"
        both.write_bytes(pem(key) + certificate.public_bytes(Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(both)
        return context

    def _builder(
        self, subject: x509.Name, key: ec.EllipticCurvePrivateKey
    ) -> x509.CertificateBuilder:
        now = datetime.now(UTC)
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
        )


@contextmanager
def trusted(authority: Authority) -> Iterator[None]:
    """The authority stands among those of the system, in this process."""
    before = QSslConfiguration.defaultConfiguration()
    changed = QSslConfiguration(before)
    changed.addCaCertificates(QSslCertificate.fromPath(str(authority.file)))
    QSslConfiguration.setDefaultConfiguration(changed)
    try:
        yield
    finally:
        QSslConfiguration.setDefaultConfiguration(before)


class Handler(BaseHTTPRequestHandler):
    """Answers as the story says."""

    server: "Server"

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.server.answer(self)

    def log_message(self, *_: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    """On a port of its own. asked: the paths that were asked for. ended: set when it stops."""

    daemon_threads = True

    def __init__(self, context: ssl.SSLContext, answer: Answer) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.socket = context.wrap_socket(self.socket, server_side=True)
        self.answer = answer
        self.asked: list[str] = []
        self.ended = threading.Event()

    @property
    def address(self) -> str:
        return f"https://127.0.0.1:{self.server_port}/iplos-nokler-2015.jws"

    def handle_error(self, *_: object) -> None:
        """A client that gives up in the middle is part of the story."""

    def get_request(self) -> tuple[socket.socket, object]:
        with suppress(ssl.SSLError):
            return super().get_request()
        raise OSError("no handshake")


@contextmanager
def serving(context: ssl.SSLContext, answer: Answer) -> Iterator[Server]:
    with Server(context, answer) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.ended.set()
            server.shutdown()
            thread.join()


def sends(data: bytes) -> Answer:
    """A whole file."""

    def answer(to: Handler) -> None:
        to.send_response(200)
        to.send_header("Content-Length", str(len(data)))
        to.end_headers()
        to.wfile.write(data)

    return answer


def sends_without_end(to: Handler) -> None:
    """More and more, until nobody listens."""
    to.send_response(200)
    to.end_headers()
    while not to.server.ended.is_set():
        to.wfile.write(b"x" * 65536)


def never_answers(to: Handler) -> None:
    to.server.ended.wait()


def drips(to: Handler) -> None:
    """A byte now and then, so that it is never silent for long."""
    to.send_response(200)
    to.end_headers()
    while not to.server.ended.wait(0.02):
        to.wfile.write(b"x")


def stops_in_the_middle(to: Handler) -> None:
    to.send_response(200)
    to.send_header("Content-Length", "1000")
    to.end_headers()
    to.wfile.write(b"x" * 10)


def refuses(code: int) -> Answer:
    return lambda to: to.send_error(code)


def leads_to(place: str) -> Answer:
    def answer(to: Handler) -> None:
        to.send_response(302)
        to.send_header("Location", place)
        to.send_header("Content-Length", "0")
        to.end_headers()

    return answer


class Proxy:
    """An HTTP proxy that opens tunnels (CONNECT), all to this machine. asked: where to."""

    def __init__(self, *, wants_password: bool = False) -> None:
        self._wants_password = wants_password
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.asked: list[str] = []
        self.place = f"127.0.0.1:{self._socket.getsockname()[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._tunnel, args=(client,), daemon=True).start()

    def _tunnel(self, client: socket.socket) -> None:
        with client, suppress(OSError):
            head = b""
            while b"\r\n\r\n" not in head:
                head += client.recv(4096)
            method, place, _ = head.decode().split(" ", 2)
            self.asked.append(f"{method} {place}")
            if self._wants_password:
                client.sendall(
                    b"HTTP/1.1 407 Proxy Authentication Required\r\n"
                    b'Proxy-Authenticate: Basic realm="nett"\r\nContent-Length: 0\r\n\r\n'
                )
                return
            port = int(place.rpartition(":")[2])
            with socket.create_connection(("127.0.0.1", port)) as server:
                client.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
                _join(client, server)


def _join(one: socket.socket, other: socket.socket) -> None:
    """Carry bytes both ways until either side ends."""
    while True:
        for ready in select.select([one, other], [], [])[0]:
            data = ready.recv(65536)
            if not data:
                return
            (other if ready is one else one).sendall(data)
