"""How fast sealing is beside openssl on the same file, in interleaved rounds of one run."""

import hashlib
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from iplos_desktop.intake.parting import Parting
from iplos_desktop.sealing.certificate import Role, fingerprint, read_certificate
from iplos_desktop.sealing.make_keys import make_keys
from iplos_desktop.sealing.open import open_sealed
from iplos_desktop.sealing.package import CheckedFile, Package, Sender
from iplos_desktop.sealing.seal import seal_as
from iplos_desktop.sealing.trust import TrustedKey
from iplos_desktop.watch import Watch

ROUNDS = 5
_MODULE = __spec__.name  # each round is a process of its own, for its memory
_CERTIFICATE, _KEY = "statistikk-2015.pem", "statistikk-2015-privat.pem"
_OURS = ("stored", "opened", "deflated", "two parts")


def bench(path: Path) -> dict[str, Any]:
    """Seconds, MB/s and peak memory of each way, and the ratios of their times to openssl's.

    Medians of interleaved rounds. «stored» is sealing without compression and before the
    read-back, up to and with fsync; openssl's file is synchronised too. «two parts» is the whole
    sealing, deflated, read back and searched.
    """
    size, sha256 = path.stat().st_size, _sha256(path)
    seconds: dict[str, list[float]] = {"openssl": [], "openssl opens": []}
    memory: dict[str, float] = {}
    with tempfile.TemporaryDirectory(dir=path.parent) as name:
        folder = Path(name)
        make_keys(2015, folder, None, None, datetime.now(UTC))
        for _ in range(ROUNDS):
            seconds["openssl"].append(_openssl(path, folder))
            seconds["openssl opens"].append(_openssl_opens(folder))
            for way in _OURS:
                command = [sys.executable, "-m", _MODULE, "child", way]
                done = subprocess.run(
                    [*command, str(path), sha256, name], check=True, capture_output=True
                )
                told = json.loads(done.stdout)
                for part, each in told["seconds"].items():
                    seconds.setdefault(way + part, []).append(each)
                memory[way] = max(memory.get(way, 0), told["megabytes"])
    openssl = seconds["openssl"]
    return {
        "megabytes": size / 1e6,
        "seconds": {way: statistics.median(each) for way, each in seconds.items()},
        "megabytes_per_second": {
            way: size / 1e6 / statistics.median(each) for way, each in seconds.items()
        },
        "times_openssl": {
            way: statistics.median(a / b for a, b in zip(each, openssl, strict=True))
            for way, each in seconds.items()
        },
        "peak_megabytes": memory,
    }


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _openssl(path: Path, folder: Path) -> float:
    start = time.perf_counter()
    how = ["cms", "-encrypt", "-aes-256-gcm", "-binary", "-outform", "DER", "-stream"]
    oaep = ["-keyopt", "rsa_padding_mode:oaep", "-keyopt", "rsa_oaep_md:sha256"]
    files: list[str | Path] = ["-in", path, "-out", folder / "o.p7m"]
    files += ["-recip", folder / _CERTIFICATE]
    subprocess.run(["openssl", *how, *files, *oaep], check=True)
    with (folder / "o.p7m").open("rb") as file:
        os.fsync(file.fileno())
    return time.perf_counter() - start


def _openssl_opens(folder: Path) -> float:
    start = time.perf_counter()
    how = ["cms", "-decrypt", "-binary", "-inform", "DER"]
    files: list[str | Path] = ["-in", folder / "o.p7m", "-out", folder / "o.xml"]
    files += ["-inkey", folder / _KEY]
    subprocess.run(["openssl", *how, *files], check=True)
    with (folder / "o.xml").open("rb") as file:
        os.fsync(file.fileno())
    (folder / "o.xml").unlink()
    (folder / "o.p7m").unlink()
    return time.perf_counter() - start


def _package(path: Path, sha256: str, folder: Path, roles: Sequence[Role]) -> Package:
    keys = []
    for role in roles:
        certificate = read_certificate(folder / f"{role}-2015.pem")
        keys.append(TrustedKey(role, certificate, fingerprint(certificate), "liste", 1))
    return Package(
        export=CheckedFile(path, sha256, path.stat().st_size),
        ident=None,
        year=2015,
        sender=Sender("0301", "00", "999999999", "Kari Nordmann", "kari@example.no", None),
        corrected=False,
        test=True,
        persons=1,
        records={},
        findings={},
        program_version="0",
        rule_book_version="0",
        year_package_version="0",
        keys=keys,
        parting=Parting("UTF-8") if Role.PSEUDONYM in roles else None,
    )


def _seal(package: Package, folder: Path, compression: int) -> tuple[Path, dict[str, float]]:
    """Seconds until the file is on the disk, and until it is read back and named.

    The watch is told of the middle twice: when the last byte is written, and when the first is
    read back.
    """
    start = time.perf_counter()
    at_the_middle: list[float] = []

    def listen(done: int, total: int) -> None:
        if 2 * done == total and len(at_the_middle) < 2:  # noqa: PLR2004 - told twice
            at_the_middle.append(time.perf_counter() - start)

    receipt = seal_as(package, folder, Watch(listen), datetime.now(UTC), compression)
    return receipt.path, {"": at_the_middle[1], ", read back": time.perf_counter() - start}


def _open(sealed: Path, folder: Path) -> float:
    out = folder / "ut"
    out.mkdir()
    certificate, key = read_certificate(folder / _CERTIFICATE), (folder / _KEY).read_bytes()
    start = time.perf_counter()
    open_sealed(sealed, key, None, certificate, out, Watch())
    seconds = time.perf_counter() - start
    shutil.rmtree(out)
    return seconds


def _child(way: str, path: Path, sha256: str, folder: Path) -> None:
    if way == "opened":
        sealed = next(folder.glob("IPLOS*.p7m"))
        seconds = {"": _open(sealed, folder)}
        sealed.unlink()
    else:
        compression = zipfile.ZIP_STORED if way == "stored" else zipfile.ZIP_DEFLATED
        roles = [*Role] if way == "two parts" else [Role.STATISTIKK]
        sealed, seconds = _seal(_package(path, sha256, folder, roles), folder, compression)
        if way != "stored":
            sealed.unlink()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    print(json.dumps({"seconds": seconds, "megabytes": peak}))


if __name__ == "__main__":
    if sys.argv[1] == "child":
        _child(sys.argv[2], Path(sys.argv[3]), sys.argv[4], Path(sys.argv[5]))
    else:
        print(json.dumps(bench(Path(sys.argv[1])), indent=2))
