"""Keys are slow to make, so they are made once a run."""

import hashlib
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from iplos_desktop.sealing.envelope import CHUNK
from iplos_desktop.sealing.package import Package
from iplos_desktop.sealing.recipient import PrivateKey
from tests.sealing.support import EXPORT, Receiver, package, receiver


@pytest.fixture(scope="session")
def rsa_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 3072)


@pytest.fixture(scope="session")
def ec_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


@pytest.fixture(scope="session")
def receivers(
    rsa_key: rsa.RSAPrivateKey,
    ec_key: ec.EllipticCurvePrivateKey,
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, Receiver]:
    """One receiver of each kind of key a message can be sealed to."""
    keys: dict[str, PrivateKey] = {
        "RSA-3072": rsa_key,
        "RSA-4096": rsa.generate_private_key(65537, 4096),
        "P-256": ec_key,
        "P-384": ec.generate_private_key(ec.SECP384R1()),
    }
    return {kind: receiver(key, tmp_path_factory.mktemp(kind)) for kind, key in keys.items()}


@pytest.fixture(params=["RSA-3072", "RSA-4096", "P-256", "P-384"])
def each_receiver(request: pytest.FixtureRequest, receivers: dict[str, Receiver]) -> Receiver:
    return receivers[request.param]


@pytest.fixture(scope="session")
def bureau(receivers: dict[str, Receiver]) -> Receiver:
    """The quick one, where the kind of key does not matter."""
    return receivers["P-256"]


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "eksport.xml"
    path.write_bytes(EXPORT)
    return path


@pytest.fixture
def out(tmp_path: Path) -> Path:
    path = tmp_path / "ut"
    path.mkdir()
    return path


@pytest.fixture
def sealable(bureau: Receiver, export: Path) -> Package:
    """An export that seals well."""
    return package(export, bureau.trusted)


@pytest.fixture
def many_pieces(bureau: Receiver, tmp_path: Path) -> Package:
    """An export of five pieces, which do not compress."""
    path = tmp_path / "stor.xml"
    path.write_bytes(hashlib.shake_128(b"noise").digest(5 * CHUNK - 7))
    return package(path, bureau.trusted)
