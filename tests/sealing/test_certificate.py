"""A wrong file, or a certificate unfit to seal to, is refused with its own word on why."""

from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    pkcs12,
)

from iplos_desktop.errors import UserError
from iplos_desktop.sealing.certificate import (
    Role,
    check_usable,
    fingerprint,
    grouped,
    read_certificate,
)
from iplos_desktop.sealing.make_keys import make_keys
from iplos_desktop.sealing.naming import check_role, check_year, named_role
from tests.sealing.support import DAY, NOW, certificate, openssl, plain_norwegian

EMAIL_PROTECTION = "1.3.6.1.5.5.7.3.4"
DOCUMENT_ENCRYPTION = "1.3.6.1.4.1.311.80.1"
ANY = "2.5.29.37.0"
SERVER = "1.3.6.1.5.5.7.3.1"
DOCUMENT_SIGNING = "1.3.6.1.5.5.7.3.36"  # RFC 9336, which has no encryption


def why_not_read(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    with pytest.raises(UserError) as caught:
        read_certificate(path)
    plain_norwegian(caught.value)
    return caught.value.what


def why_unfit(made: x509.Certificate) -> str:
    with pytest.raises(UserError) as caught:
        check_usable(made, NOW)
    plain_norwegian(caught.value)
    return caught.value.what


def test_pem_and_der_are_read_alike(ec_key: ec.EllipticCurvePrivateKey, tmp_path: Path) -> None:
    made = certificate(ec_key)
    for encoding in (Encoding.PEM, Encoding.DER):
        (tmp_path / "c").write_bytes(made.public_bytes(encoding))
        assert read_certificate(tmp_path / "c") == made


def test_a_fingerprint_is_shown_in_groups(ec_key: ec.EllipticCurvePrivateKey) -> None:
    digits = fingerprint(certificate(ec_key))
    assert len(digits) == 64
    assert digits == digits.lower()
    assert grouped("0123abcd45") == "0123 ABCD 45"
    assert len(grouped(digits).split()) == 16


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    for path, word in ((tmp_path / "borte.pem", "finnes ikke"), (tmp_path, "kan ikke leses")):
        with pytest.raises(UserError, match=word):
            read_certificate(path)


def test_an_empty_file_and_garbage(tmp_path: Path) -> None:
    path = tmp_path / "c.pem"
    assert "tom" in why_not_read(path, b"")
    assert "tom" in why_not_read(path, b" \r\n")
    for garbage in (b"hei", b"\x30\x82\xff\xff", b"-----BEGIN CERTIFICATE-----\nxx\n", bytes(99)):
        assert "verken en nøkkelliste" in why_not_read(path, garbage)
    assert "altfor stor" in why_not_read(path, bytes(300_000))


def test_a_certificate_that_is_cut_off(ec_key: ec.EllipticCurvePrivateKey, tmp_path: Path) -> None:
    der = certificate(ec_key).public_bytes(Encoding.DER)
    assert "verken en nøkkelliste" in why_not_read(tmp_path / "c", der[:-1])
    assert "verken en nøkkelliste" in why_not_read(tmp_path / "c", der + b"\x00")


@pytest.mark.parametrize("encoding", [Encoding.PEM, Encoding.DER])
@pytest.mark.parametrize("locked", [False, True])
def test_a_private_key_by_mistake(
    ec_key: ec.EllipticCurvePrivateKey,
    rsa_key: rsa.RSAPrivateKey,
    tmp_path: Path,
    encoding: Encoding,
    locked: bool,  # noqa: FBT001 - a parameter of the story
) -> None:
    lock = BestAvailableEncryption(b"hemmelig") if locked else NoEncryption()
    for key in (ec_key, rsa_key):
        data = key.private_bytes(encoding, PrivateFormat.PKCS8, lock)
        assert "privat nøkkel" in why_not_read(tmp_path / "k", data)


def test_a_private_key_of_an_older_form_or_beside_a_certificate(
    rsa_key: rsa.RSAPrivateKey, tmp_path: Path
) -> None:
    for encoding in (Encoding.PEM, Encoding.DER):
        old = rsa_key.private_bytes(encoding, PrivateFormat.TraditionalOpenSSL, NoEncryption())
        assert "privat nøkkel" in why_not_read(tmp_path / "k", old)
    both = certificate(rsa_key).public_bytes(Encoding.PEM) + rsa_key.private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    assert "privat nøkkel" in why_not_read(tmp_path / "k", both)


def test_a_key_package_by_mistake(ec_key: ec.EllipticCurvePrivateKey, tmp_path: Path) -> None:
    lock = BestAvailableEncryption(b"hemmelig")
    data = pkcs12.serialize_key_and_certificates(b"x", ec_key, certificate(ec_key), None, lock)
    assert "nøkkelpakke" in why_not_read(tmp_path / "k.p12", data)


def test_a_key_list_by_mistake(tmp_path: Path) -> None:
    make_keys(2015, tmp_path, None, None, NOW, "p256")
    with pytest.raises(UserError, match="nøkkelliste"):
        read_certificate(tmp_path / "iplos-nokler-2015.jws")


def test_several_certificates_and_a_bare_public_key(
    ec_key: ec.EllipticCurvePrivateKey, tmp_path: Path
) -> None:
    one = certificate(ec_key).public_bytes(Encoding.PEM)
    assert "flere sertifikater" in why_not_read(tmp_path / "c", one + one)
    bare = ec_key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    assert "verken en nøkkelliste" in why_not_read(tmp_path / "c", bare)


def test_time(ec_key: ec.EllipticCurvePrivateKey) -> None:
    check_usable(certificate(ec_key, start=NOW, end=NOW), NOW)
    early = why_unfit(certificate(ec_key, start=NOW + DAY, end=NOW + 2 * DAY))
    assert "først fra 11.01.2016" in early
    late = why_unfit(certificate(ec_key, start=NOW - 9 * DAY, end=NOW - DAY))
    assert "gikk ut 09.01.2016" in late


def test_strength_and_kind(ec_key: ec.EllipticCurvePrivateKey) -> None:
    weak = rsa.generate_private_key(65537, 2048)
    assert "for svak (2048 bit" in why_unfit(certificate(weak))
    for public in (
        ec.generate_private_key(ec.SECP521R1()).public_key(),
        ec.generate_private_key(ec.SECP256K1()).public_key(),
        ed25519.Ed25519PrivateKey.generate().public_key(),
    ):
        assert "av en type" in why_unfit(certificate(ec_key, public=public))


def test_key_usage(ec_key: ec.EllipticCurvePrivateKey, rsa_key: rsa.RSAPrivateKey) -> None:
    for key, fits, unfit in (
        (ec_key, "key_agreement", "digital_signature"),
        (rsa_key, "key_encipherment", "data_encipherment"),
    ):
        check_usable(certificate(key, usage=fits), NOW)
        check_usable(certificate(key, usage=None), NOW)
        assert "ikke laget for kryptering" in why_unfit(certificate(key, usage=unfit))
    assert "ikke laget for kryptering" in why_unfit(certificate(rsa_key, usage="key_agreement"))


def test_extended_key_usage(ec_key: ec.EllipticCurvePrivateKey) -> None:
    for fits in (None, EMAIL_PROTECTION, DOCUMENT_ENCRYPTION, ANY):
        check_usable(certificate(ec_key, extended=fits), NOW)
    for unfit in (SERVER, DOCUMENT_SIGNING):
        assert "ikke laget for kryptering" in why_unfit(certificate(ec_key, extended=unfit))


def test_the_year_is_the_datas(ec_key: ec.EllipticCurvePrivateKey) -> None:
    """Last year's key is the commonest mistake."""
    made = certificate(ec_key, "IPLOS 2015 statistikk")
    check_year(made, 2015)
    with pytest.raises(UserError, match=r"dataåret 2015, ikke 2016"):
        check_year(made, 2016)
    for other in ("Statistisk sentralbyrå", "IPLOS kommune 0301"):
        check_year(certificate(ec_key, other), 2016)


def test_the_role_is_the_receivers(ec_key: ec.EllipticCurvePrivateKey) -> None:
    """A bureau key in the manager's place would leak identities."""
    made = certificate(ec_key, "IPLOS 2015 statistikk")
    check_role(made, Role.STATISTIKK)
    with pytest.raises(UserError, match=r"statistikkbyrået, ikke for pseudonymforvalteren"):
        check_role(made, Role.PSEUDONYM)
    check_role(certificate(ec_key, "En mottaker"), Role.PSEUDONYM)
    for name in ("SSB IPLOS", "Statistisk sentralbyrå", "IPLOS2015 Statistikkbyrået", "ssb_2015"):
        with pytest.raises(UserError, match="laget for statistikkbyrået"):
            check_role(certificate(ec_key, name), Role.PSEUDONYM)
    for name in ("Pseudonymforvalter", "pseudonym_2014", "Skatteetaten", "TPF-2015", "IPLOSTPF"):
        with pytest.raises(UserError, match="laget for pseudonymforvalteren"):
            check_role(certificate(ec_key, name), Role.STATISTIKK)


def test_a_name_of_both_receivers_says_nothing(ec_key: ec.EllipticCurvePrivateKey) -> None:
    made = certificate(ec_key, "Pseudonymisert statistikk, Skatteetaten")
    assert named_role(made) is None
    for role in Role:
        check_role(made, role)


def test_the_year_may_stand_within_a_word(ec_key: ec.EllipticCurvePrivateKey) -> None:
    for name in ("IPLOS2014", "pseudonym_2014", "2014statistikk", "nøkkel-2014-a"):
        with pytest.raises(UserError, match="gjelder dataåret 2014"):
            check_year(certificate(ec_key, name), 2015)
    for name in ("IPLOS 120140", "nr. 20141", "2014 og 2015"):
        check_year(certificate(ec_key, name), 2015)


def test_a_key_for_signing_alone_is_refused(tmp_path: Path) -> None:
    """RSA too, but openssl decrypts nothing with it."""
    key, made = tmp_path / "pss.pem", tmp_path / "pss.crt"
    bits = ["-pkeyopt", "rsa_keygen_bits:3072"]
    openssl("genpkey", "-algorithm", "RSA-PSS", *bits, "-out", key)
    openssl("req", "-x509", "-new", "-key", key, "-subj", "/CN=IPLOS", "-days", "9", "-out", made)
    found = read_certificate(made)
    with pytest.raises(UserError, match="type som ikke kan brukes"):
        check_usable(found, found.not_valid_before_utc + DAY)
