"""Made-up data and throw-away keys, for whoever wants to try the whole road."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from iplos_desktop import madeup
from iplos_desktop.flow.keys import grouped
from iplos_desktop.flow.receive import make_keys
from iplos_desktop.sealing.certificate import fingerprint, read_certificate
from iplos_desktop.watch import Watch

_YEARS = {"3.3": 2015, "3.5": 2018}


@dataclass(frozen=True)
class Demo:
    """What was made. key: the bureau's certificate; fingerprint: its own, in groups of four.

    private: the key that opens what is sealed to it. ident: for version 3.5 alone.
    """

    export: Path
    ident: Path | None
    year: int
    key: Path
    private: Path
    fingerprint: str


def make_demo(
    folder: Path,
    *,
    persons: int = 200,
    version: str = "3.3",
    faults: bool = False,
    watch: Watch | None = None,
) -> Demo:
    """Write an export of people who do not exist, and a year's keys, into a folder.

    Raises UserError when a file of the name is there already, and Cancelled.
    """
    year = _YEARS[version]
    folder.mkdir(parents=True, exist_ok=True)
    keys = folder / "nokler"
    keys.mkdir(exist_ok=True)
    now = datetime.now().astimezone()
    make_keys(year, keys, None, None, now)
    export = folder / f"oppdiktet-uttrekk-{version}.xml"
    ident = folder / f"oppdiktet-identmelding-{version}.xml" if version == "3.5" else None
    madeup.write_export(export, persons=persons, version=version, faults=faults, watch=watch)
    if ident is not None:
        madeup.write_ident_message(ident, persons=persons, faults=faults)
    key = keys / f"statistikk-{year}.pem"
    return Demo(
        export,
        ident,
        year,
        key,
        keys / f"statistikk-{year}-privat.pem",
        grouped(fingerprint(read_certificate(key))),
    )
