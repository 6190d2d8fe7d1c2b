"""From an export to the receiver, by commands alone.

Why: this is the main job. What is sealed must be what was checked, and standard software must
open it.
"""

import re
import subprocess
from pathlib import Path

from iplos_desktop.flow.demo import Demo, fits_together
from tests.cli.support import Ran, iplos

SENDER = ("--orgnr", "974760673", "--epost", "kari@kommune.no", "--navn", "Kari Nordmann")


def seal(export: Path, demo: Demo, folder: Path, *more: str | Path) -> Ran:
    """`iplos krypter` in test mode with the demo's key, its fingerprint typed."""
    folder.mkdir(exist_ok=True)
    return iplos(
        "krypter", export, "--test", "--nokkel", f"statistikk={demo.key}",
        "--fingeravtrykk", demo.fingerprint[-19:], "--ut", folder, *SENDER, *more,
        home=folder / "home",
    )  # fmt: skip


def test_a_clean_export_goes_the_whole_road(demo: Demo, tmp_path: Path) -> None:
    sealed = seal(demo.export, demo, tmp_path / "ut", "--json")
    assert sealed.code == 0, sealed.err
    receipt = sealed.json["sealed"]
    path = Path(receipt["path"])
    assert path.name.startswith("IPLOS_0301_00_2015_")
    assert path.name.endswith("_TEST.p7m")
    assert receipt["keys"][0]["trusted_by"] == "fingeravtrykk"

    opened = iplos(
        "mottak", "apne", path, "--privat", demo.private, "--sertifikat", demo.key,
        "--ut", tmp_path / "ut", "--json", home=tmp_path,
    )  # fmt: skip
    assert opened.code == 0, opened.err
    assert (tmp_path / "ut" / "innhold.xml").read_bytes() == demo.export.read_bytes()
    manifest = opened.json["manifest"]
    assert manifest["contact"]["email"] == "kari@kommune.no"
    assert manifest["test"] is True


def test_openssl_and_unzip_open_it(demo: Demo, tmp_path: Path) -> None:
    path = Path(seal(demo.export, demo, tmp_path / "ut").out.strip())
    archive = tmp_path / "iplos.zip"
    subprocess.run(
        ["openssl", "cms", "-decrypt", "-inform", "DER", "-binary", "-in", path,
         "-inkey", demo.private, "-recip", demo.key, "-out", archive],
        check=True,
    )  # fmt: skip
    subprocess.run(["unzip", "-q", archive, "-d", tmp_path / "zip"], check=True)
    assert (tmp_path / "zip" / "innhold.xml").read_bytes() == demo.export.read_bytes()


def test_a_35_export_carries_its_ident_message(demo_35: Demo, tmp_path: Path) -> None:
    assert demo_35.ident is not None
    sealed = seal(demo_35.export, demo_35, tmp_path / "ut", "--identfil", demo_35.ident)
    assert sealed.code == 0, sealed.err
    opened = iplos(
        "mottak", "apne", sealed.out.strip(), "--privat", demo_35.private,
        "--sertifikat", demo_35.key, "--ut", tmp_path / "ut", home=tmp_path,
    )  # fmt: skip
    assert opened.code == 0, opened.err
    for name, was in (("innhold.xml", demo_35.export), ("identmelding.xml", demo_35.ident)):
        assert (tmp_path / "ut" / name).read_bytes() == was.read_bytes()


def test_faults_must_be_confirmed_and_are_told_in_the_manifest(
    faulty: Path, demo: Demo, tmp_path: Path
) -> None:
    refused = seal(faulty, demo, tmp_path / "ut", "--json")
    assert refused.code == 1
    assert refused.json["sealed"] is None
    assert refused.json["needs_confirmation"]
    assert not list((tmp_path / "ut").glob("*.p7m"))

    sealed = seal(faulty, demo, tmp_path / "ut", "--bekreft-feil", "--korrigert", "--json")
    assert sealed.code == 0, sealed.err
    assert sealed.json["counts"]


def test_a_key_list_under_a_root_named_by_hand_is_trusted(demo: Demo, tmp_path: Path) -> None:
    keys = demo.key.parent
    (tmp_path / "ut").mkdir()
    root = subprocess.run(
        ["openssl", "x509", "-in", keys / "rot.pem", "-noout", "-fingerprint", "-sha256"],
        check=True, capture_output=True, encoding="ascii",
    ).stdout.strip()  # fmt: skip
    words = (
        "krypter", demo.export, "--test", "--nokkel", keys / f"iplos-nokler-{demo.year}.jws",
        "--rot", keys / "rot.pem", "--ut", tmp_path / "ut", "--json", *SENDER,
    )  # fmt: skip
    unnamed = iplos(*words, home=tmp_path)
    assert unnamed.code == 3
    named = iplos(*words, "--fingeravtrykk", root[-23:], home=tmp_path)
    assert named.code == 0, named.err
    assert {key["trusted_by"] for key in named.json["sealed"]["keys"]} == {"rot"}


def test_the_demo_says_in_plain_words_what_it_did(tmp_path: Path) -> None:
    ran = iplos("demo", "--ut", tmp_path / "demo", "--personer", "20", home=tmp_path)
    assert ran.code == 0, ran.err
    assert "byte for byte" in ran.out
    assert list((tmp_path / "demo").glob("IPLOS_*_TEST.p7m"))


def test_the_demo_would_see_parts_that_do_not_fit(demo: Demo, tmp_path: Path) -> None:
    text = demo.export.read_text(encoding="utf-8")
    content, who = tmp_path / "innhold.xml", tmp_path / "identer.csv"
    content.write_text(re.sub("<peFnr>[0-9]*</peFnr>", "", text), encoding="utf-8", newline="")
    pairs = re.findall(r'pePeID="([0-9]+)">\s*<peFnr>([0-9]+)<', text)
    moved = [*zip((n for n, _ in pairs), [i for _, i in pairs[1:]] + [pairs[0][1]], strict=True)]
    for rows, fits in ((pairs, True), (moved, False)):
        lines = "".join(f"{number};{identity};FNR\n" for number, identity in rows)
        who.write_text(f"pePeID;identitet;type\n{lines}", encoding="utf-8")
        assert fits_together(demo, content, who) is fits
