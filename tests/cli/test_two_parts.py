"""With the year's list of both keys, `iplos krypter` makes two parts, and each receiver one file.

Why: neither of them may see all of it, and nobody at the municipality should have to know how.
"""

import csv
import re
from pathlib import Path

from iplos_desktop.flow.demo import Demo
from tests.cli.support import Ran, iplos
from tests.cli.test_the_whole_road import SENDER


def root_fingerprint(keys: Path) -> str:
    shown = iplos("nokkel", "vis", keys / "rot.pem", home=keys)
    return shown.out.split("fingeravtrykk:")[1].splitlines()[0].strip()[-19:]


def seal(demo: Demo, home: Path, *more: str | Path) -> Ran:
    keys = demo.key.parent
    return iplos(
        "krypter", demo.export, "--test", "--nokkel", keys / f"iplos-nokler-{demo.year}.jws",
        "--rot", keys / "rot.pem", "--fingeravtrykk", root_fingerprint(keys), "--ut", home,
        *SENDER, *more, home=home / "hjem",
    )  # fmt: skip


def opened(demo: Demo, role: str, path: str | Path, folder: Path) -> Ran:
    keys = demo.key.parent
    return iplos(
        "mottak", "apne", path, "--privat", keys / f"{role}-{demo.year}-privat.pem",
        "--sertifikat", keys / f"{role}-{demo.year}.pem", "--ut", folder, "--json", home=folder,
    )  # fmt: skip


def test_each_receiver_opens_its_part(demo: Demo, tmp_path: Path) -> None:
    sealed = seal(demo, tmp_path, "--json")
    assert sealed.code == 0, sealed.err
    told = sealed.json["sealed"]
    assert told["parts"] == 2
    assert [key["role"] for key in told["keys"]] == ["statistikk", "pseudonym"]

    outer = opened(demo, "pseudonym", told["path"], tmp_path / "ytre")
    assert outer.code == 0, outer.err
    inner = opened(demo, "statistikk", tmp_path / "ytre" / "innhold.p7m", tmp_path / "indre")
    assert inner.code == 0, inner.err

    export = demo.export.read_bytes()
    content = (tmp_path / "indre" / "innhold.xml").read_bytes()
    assert content == re.sub(rb"<peFnr>[0-9]*</peFnr>", b"", export)
    with (tmp_path / "ytre" / "identer.csv").open(encoding="utf-8", newline="") as table:
        rows = [*csv.DictReader(table, delimiter=";")]
    assert [row["identitet"] for row in rows] == [
        found.decode() for found in re.findall(rb"<peFnr>([0-9]*)<", export)
    ]
    assert outer.json["manifest"]["innhold_p7m_sha256"] == told["inner_sha256"]
    assert inner.json["manifest"]["innhold_sha256"] == told["content_sha256"]


def test_a_35_export_needs_its_ident_message_for_two(demo_35: Demo, tmp_path: Path) -> None:
    assert demo_35.ident is not None
    without = seal(demo_35, tmp_path, "--bekreft-feil")
    assert without.code == 3
    assert "Identmeldingen" in without.err
    assert not list(tmp_path.glob("*.p7m"))

    sealed = seal(demo_35, tmp_path, "--identfil", demo_35.ident, "--json")
    assert sealed.code == 0, sealed.err

    outer = opened(demo_35, "pseudonym", sealed.json["sealed"]["path"], tmp_path / "ytre")
    assert outer.code == 0, outer.err
    message = (tmp_path / "ytre" / "identmelding.xml").read_bytes()
    assert message == demo_35.ident.read_bytes()
    inner = opened(demo_35, "statistikk", tmp_path / "ytre" / "innhold.p7m", tmp_path / "indre")
    assert inner.code == 0, inner.err
    assert (tmp_path / "indre" / "innhold.xml").read_bytes() == demo_35.export.read_bytes()
    assert {path.name for path in (tmp_path / "indre").iterdir()} == {
        "innhold.xml",
        "manifest.json",
    }


def test_the_bureau_cannot_open_the_outer_part(demo: Demo, tmp_path: Path) -> None:
    sealed = seal(demo, tmp_path)
    refused = opened(demo, "statistikk", sealed.out.strip(), tmp_path / "ut")
    assert refused.code == 3
    assert "annen nøkkel" in refused.err
    assert not (tmp_path / "ut" / "identer.csv").exists()


def test_an_ident_message_with_more_in_it_goes_to_nobody(demo_35: Demo, tmp_path: Path) -> None:
    """The manager gets it as exported, and may not see health data."""
    assert demo_35.ident is not None
    whole = demo_35.ident.read_text(encoding="utf-8")
    for old, new in (
        ("<PasientIdent ", '<PasientIdent diagnose="F20" '),
        ("<PasientIdent ", '<Diagnose kode="F20"/><PasientIdent '),
    ):
        message = tmp_path / "ident.xml"
        message.write_text(whole.replace(old, new, 1), encoding="utf-8")
        refused = seal(demo_35, tmp_path, "--identfil", message, "--bekreft-feil")
        assert refused.code == 1
        assert "kritiske feil" in refused.err
    assert not list(tmp_path.glob("*.p7m"))


def test_identities_under_another_name_do_not_reach_the_bureau(demo: Demo, tmp_path: Path) -> None:
    """Unknown elements may be confirmed, identities in them may not."""
    odd = tmp_path / "odd.xml"
    odd.write_bytes(demo.export.read_bytes().replace(b"peFnr>", b"fnr>"))
    keys = demo.key.parent
    refused = iplos(
        "krypter", odd, "--test", "--bekreft-feil", "--nokkel",
        keys / f"iplos-nokler-{demo.year}.jws", "--rot", keys / "rot.pem", "--fingeravtrykk",
        root_fingerprint(keys), "--ut", tmp_path, *SENDER, home=tmp_path / "hjem",
    )  # fmt: skip
    assert refused.code == 1
    assert "kritiske feil" in refused.err
    assert not list(tmp_path.glob("*.p7m"))
