"""`iplos nokkel vis` shows what stands in any certificate, in its own words and nothing more.

Why: whoever made a certificate chose its name, and a terminal obeys signs nobody sees.
"""

from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from tests.cli.support import Ran, iplos
from tests.sealing.support import DAY, NOW

LONG = "n" * 30_000


def shown(name: str, folder: Path, *words: str) -> Ran:
    """A certificate with a common name of any length, as a user would look at it."""
    key = ec.generate_private_key(ec.SECP256R1())
    odd = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name, _validate=False)])
    made = (
        x509.CertificateBuilder(odd, odd, key.public_key(), 7)
        .not_valid_before(NOW)
        .not_valid_after(NOW + DAY)
        .add_extension(x509.SubjectAlternativeName([x509.DirectoryName(odd)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "odd.pem"
    path.write_bytes(made.public_bytes(Encoding.PEM))
    return iplos("nokkel", "vis", path, *words, home=folder)


@pytest.mark.filterwarnings("ignore:Attribute's length")  # of the test's own making
@pytest.mark.parametrize("many", [0, 1, 64, 65, 100])
def test_a_name_of_any_length_gives_no_word_of_the_library(tmp_path: Path, many: int) -> None:
    for words in ((), ("--json",)):
        ran = shown("n" * many, tmp_path, *words)
        assert ran.code == 0
        assert ran.err == ""
        assert "n" * many in ran.out


def test_nothing_a_terminal_would_obey(tmp_path: Path) -> None:
    ran = shown("A\x1b]0;B\x07\x1b[2J\r\nstatistikk\u202eC\x9bD", tmp_path)
    assert ran.code == 0
    (owner,) = (line for line in ran.out.splitlines() if "eier:" in line)
    assert "statistikk" in owner
    assert all(sign.isprintable() for sign in owner)
    assert ran.err == ""


@pytest.mark.filterwarnings("ignore:Attribute's length")
def test_a_name_without_end_is_cut(tmp_path: Path) -> None:
    ran = shown(LONG, tmp_path)
    assert ran.code == 0
    assert "nnn…" in ran.out
    assert len(ran.out) < 2_000
