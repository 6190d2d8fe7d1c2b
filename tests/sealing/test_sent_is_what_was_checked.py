"""What is sealed is, byte for byte, what was checked, and goes to a key that may be used now."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from iplos_desktop.sealing.certificate import Role
from iplos_desktop.sealing.package import Package
from iplos_desktop.sealing.seal import seal
from iplos_desktop.watch import Watch
from tests.sealing.support import (
    DAY,
    EXPORT,
    NOW,
    Receiver,
    certificate,
    package,
    trusted,
    why_not_sealed,
)


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data[:-2] + b"X" + data[-1:],
        lambda data: b"X" + data[1:],
        lambda data: data[:-1],
        lambda data: data + b"\n",
        lambda _: b"",
    ],
    ids=["at the end", "at the start", "shorter", "longer", "emptied"],
)
def test_an_export_changed_since_the_check(
    sealable: Package, out: Path, change: Callable[[bytes], bytes]
) -> None:
    sealable.export.path.write_bytes(change(EXPORT))
    assert "endret etter at den ble kontrollert" in why_not_sealed(sealable, out)


def test_an_ident_message_changed_since_the_check(
    bureau: Receiver, export: Path, out: Path, tmp_path: Path
) -> None:
    ident = tmp_path / "ident.xml"
    ident.write_bytes(b"<ident/>")
    made = package(export, bureau.trusted, ident=ident)
    ident.write_bytes(b"<Ident/>")
    assert "ident.xml er endret" in why_not_sealed(made, out)


def test_an_export_that_is_gone(sealable: Package, out: Path) -> None:
    sealable.export.path.unlink()
    assert "finnes ikke lenger" in why_not_sealed(sealable, out)


@pytest.mark.parametrize("how", ["grows", "shrinks", "is overwritten"])
def test_an_export_changed_while_it_is_sealed(many_pieces: Package, out: Path, how: str) -> None:
    path = many_pieces.export.path

    def change(_done: int, _total: int) -> None:
        with path.open("r+b") as file:
            if how == "grows":
                file.seek(0, 2)
                file.write(b"more")
            elif how == "shrinks":
                file.truncate(many_pieces.export.size - 100_000)
            else:
                file.seek(-1, 2)
                file.write(bytes([many_pieces.export.path.stat().st_size % 7]))

    assert "endret" in why_not_sealed(many_pieces, out, Watch(change))


def test_a_key_is_judged_by_the_day_it_is_used(sealable: Package, out: Path) -> None:
    """It was good when it was chosen; or the clock is a year wrong."""
    assert "gikk ut" in why_not_sealed(sealable, out, now=NOW + 365 * DAY)
    assert "først fra" in why_not_sealed(sealable, out, now=NOW - 365 * DAY)


def test_a_key_is_sealed_to_as_long_as_its_list_vouches_for_it(
    sealable: Package, out: Path
) -> None:
    """The window may have stood open since."""
    (bureau,) = sealable.keys
    late, held = (
        replace(sealable, keys=[replace(bureau, until=until)]) for until in (NOW - DAY, NOW)
    )
    assert "Tiden nøkkellista går god for nøkkelen, gikk ut" in why_not_sealed(late, out)
    assert seal(held, out, Watch(), NOW).path.exists()


def test_keys_that_cannot_be_sealed_to(
    sealable: Package, ec_key: ec.EllipticCurvePrivateKey, out: Path
) -> None:
    bureau = sealable.keys[0]
    manager = trusted(certificate(ec_key, "En annen"), Role.PSEUDONYM)
    last_years = trusted(certificate(ec_key, "IPLOS 2014 statistikk"))
    other = trusted(certificate(ec.generate_private_key(ec.SECP256R1())))
    exchanged = replace(bureau, role=Role.PSEUDONYM)
    for keys, word in (
        ([], "mangler"),
        ([exchanged], "laget for statistikkbyrået, ikke for pseudonymforvalteren"),
        ([manager], "Statistikkbyråets nøkkel for 2015 mangler"),
        ([last_years], "dataåret 2014"),
        ([bureau, manager], "samme nøkkel"),
        ([bureau, bureau], "flere nøkler for statistikkbyrået"),
        ([bureau, other], "flere nøkler for statistikkbyrået"),
    ):
        assert word in why_not_sealed(replace(sealable, keys=keys), out)


def test_progress_rises_to_the_whole(many_pieces: Package, out: Path) -> None:
    told: list[tuple[int, int]] = []
    seal(many_pieces, out, Watch(lambda *each: told.append(each)), NOW)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert {total for _, total in told} == {2 * many_pieces.export.size}
    assert told[-1][0] == told[-1][1]
