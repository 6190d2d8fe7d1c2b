"""The MSI takes a signature, tried with a certificate thrown away afterwards."""

import shutil
import subprocess
from pathlib import Path

import pytest

from installer.tools import run


def test_a_signed_package_is_verified_and_a_changed_one_is_not(msi: Path, tmp_path: Path) -> None:
    if shutil.which("osslsigncode") is None:
        pytest.skip("osslsigncode is missing, so signing is not tried here.")
    key, certificate, signed = (tmp_path / name for name in ("key.pem", "cert.pem", "signed.msi"))
    name = ("-subj", "/CN=Til prøve", "-utf8", "-addext", "extendedKeyUsage=codeSigning")
    new = ("openssl", "req", "-x509", "-newkey", "rsa:3072", "-nodes", "-days", "2")
    run(*new, *name, "-keyout", key, "-out", certificate)
    sign = ("osslsigncode", "sign", "-certs", certificate, "-key", key, "-h", "sha256")
    run(*sign, "-n", "IPLOS Desktop", "-in", msi, "-out", signed)
    assert verified(signed, certificate)
    data = bytearray(signed.read_bytes())
    data[len(data) // 2] ^= 1
    signed.write_bytes(data)
    assert not verified(signed, certificate)


def verified(msi: Path, certificate: Path) -> bool:
    words = ("osslsigncode", "verify", "-CAfile", str(certificate), "-in", str(msi))
    return subprocess.run(words, stdout=subprocess.DEVNULL, check=False).returncode == 0
