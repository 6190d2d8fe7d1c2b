"""A certificate no list vouches for is used only when its fingerprint has been typed."""

from collections.abc import Sequence

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from iplos_desktop.errors import UserError
from iplos_desktop.sealing.certificate import Role, fingerprint, grouped
from iplos_desktop.sealing.trust import TrustedKey, trust_by_hand
from tests.sealing.support import DAY, NOW, certificate, plain_norwegian


@pytest.fixture(scope="module")
def made(ec_key: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    return certificate(ec_key)


def trusted(made: x509.Certificate, *typed: str) -> TrustedKey:
    return trust_by_hand(made, Role.STATISTIKK, 2015, typed, NOW)


def refused(made: x509.Certificate, typed: Sequence[str]) -> str:
    with pytest.raises(UserError) as caught:
        trusted(made, *typed)
    plain_norwegian(caught.value)
    return caught.value.what


def test_the_last_four_groups_suffice_however_they_are_written(made: x509.Certificate) -> None:
    last = fingerprint(made)[-16:]
    colons = ":".join(last[i : i + 2] for i in range(0, 16, 2))
    for typed in (last, grouped(last), colons, f"  {last.upper()}\t", fingerprint(made)):
        key = trusted(made, typed)
        assert (key.how, key.key_list_version) == ("fingeravtrykk", None)
        assert key.fingerprint == fingerprint(made)


def test_one_of_several_typed_texts_is_enough(made: x509.Certificate) -> None:
    key = trusted(made, "0" * 16, fingerprint(made)[-16:])
    assert key.certificate == made


def test_fewer_digits_other_digits_and_the_first_ones_are_refused(made: x509.Certificate) -> None:
    whole = fingerprint(made)
    other = "0" if whole[-1] != "0" else "1"
    for typed in (
        whole[-4:],
        whole[-15:],
        whole[-17:],
        whole[:16],
        whole[-16:-1] + other,
        whole[-16:] + "g",
        whole[-16:].replace(whole[-1], "\uff11"),  # a digit to Python, not a hex digit
    ):
        assert "hører ikke til" in refused(made, [typed])


def test_nothing_typed_is_told_apart(made: x509.Certificate) -> None:
    for typed in ([], [""], [" :  "]):
        assert "ikke skrevet inn" in refused(made, typed)


def test_a_typed_fingerprint_excuses_nothing_else(ec_key: ec.EllipticCurvePrivateKey) -> None:
    for made, word in (
        (certificate(ec_key, end=NOW - DAY / 2), "gikk ut"),
        (certificate(ec_key, "IPLOS 2014 statistikk"), "2014"),
        (certificate(ec_key, "IPLOS 2015 pseudonym"), "pseudonymforvalteren"),
        (certificate(ec_key, usage="digital_signature"), "kryptering"),
    ):
        assert word in refused(made, [fingerprint(made)])
