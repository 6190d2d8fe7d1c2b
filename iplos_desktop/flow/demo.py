"""Made-up data and throw-away keys, for whoever wants to try the whole road."""

import csv
import re
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from pathlib import Path

from iplos_desktop import madeup
from iplos_desktop.flow.key_store import KeyStore
from iplos_desktop.flow.keyring import Keyring
from iplos_desktop.flow.keys import grouped
from iplos_desktop.flow.policy import Policy
from iplos_desktop.flow.receive import Opened, make_keys, open_sealed
from iplos_desktop.sealing.certificate import Role, fingerprint, read_certificate
from iplos_desktop.sealing.trust import TrustedKey
from iplos_desktop.watch import Watch

_YEARS = {"3.3": 2015, "3.5": 2018}
_ELEMENT = re.compile(r"<peFnr>[^<]*</peFnr>")
_WHO = re.compile(r'(?:<PERSON pePeID|<PasientIdent pid)="(\d+)"(?:>\s*<peFnr>| fid=")([^<"]+)')


@dataclass(frozen=True)
class Demo:
    """What was made. key: the bureau's certificate; fingerprint: its own, in groups of four.

    private: the key that opens what is sealed to it. key_list: the signed list of both keys.
    ring: holds its root alone, with no policy and a folder of its own. ident: for version 3.5.
    """

    export: Path
    ident: Path | None
    year: int
    key: Path
    private: Path
    fingerprint: str
    key_list: Path
    ring: Keyring


def make_demo(
    folder: Path,
    *,
    persons: int = 200,
    version: str = "3.3",
    faults: bool = False,
    watch: Watch | None = None,
) -> Demo:
    """Write an export of people who do not exist, and a year's keys, into a folder.

    Raises UserError when they cannot be written or a file of the name is there, and Cancelled.
    """
    year = _YEARS[version]
    keys = folder / "nokler"
    now = datetime.now().astimezone()
    make_keys(year, keys, None, None, now)
    export = folder / f"oppdiktet-uttrekk-{version}.xml"
    ident = folder / f"oppdiktet-identmelding-{version}.xml" if version == "3.5" else None
    madeup.write_export(export, persons=persons, version=version, faults=faults, watch=watch)
    if ident is not None:
        madeup.write_ident_message(ident, persons=persons, faults=faults)
    key = keys / f"statistikk-{year}.pem"
    root = read_certificate(keys / "rot.pem")
    return Demo(
        export,
        ident,
        year,
        key,
        keys / f"statistikk-{year}-privat.pem",
        grouped(fingerprint(read_certificate(key))),
        keys / f"iplos-nokler-{year}.jws",
        # Throw-away keys for made-up people alone: no policy, and nothing kept beside the real.
        Keyring(Policy(roots=(root,)), KeyStore(keys / "sett", machine=None)),
    )


def both_keys(demo: Demo, now: datetime) -> list[TrustedKey]:
    """The keys of both receivers, from the demo's own list under its own root."""
    listed = demo.ring.examine(demo.key_list.read_bytes(), now)
    return [demo.ring.trust(listed, key) for key in listed.choose(demo.year, now)]


def open_part(demo: Demo, role: Role, sealed: Path, folder: Path, watch: Watch) -> Opened:
    """What one of the two receivers does with its part."""
    key = demo.key.parent / f"{role}-{demo.year}"
    private, certificate = Path(f"{key}-privat.pem"), Path(f"{key}.pem")
    return open_sealed(sealed, private, certificate, folder, None, watch)


def fits_together(demo: Demo, content: Path, identities: Path) -> bool:
    """Whether the opened parts are the made-up data again: held against them line by line."""
    with (
        demo.export.open(encoding="utf-8", newline="") as before,
        content.open(encoding="utf-8", newline="") as after,
    ):
        for line, rest in zip_longest(before, after, fillvalue=""):
            if rest != _ELEMENT.sub("", line):
                return False
    with identities.open(encoding="utf-8", newline="") as table:
        rows = csv.DictReader(table, delimiter=";")
        parted = {(row["pePeID"], row["identitet"]) for row in rows if row["identitet"]}
    text = (demo.ident or demo.export).read_text(encoding="utf-8")
    return parted == set(_WHO.findall(text))
