"""Measures the program beside xmllint and openssl, as ratios of one run.

Every figure is a whole command's wall time: starting Python counts against us.
"""

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from iplos_desktop.madeup import write_export
from tools import bench_sealing, bench_silence, bench_window

ROOT = Path(__file__).parent.parent
SCHEMA = ROOT / "resources" / "schema" / "iplos-3.3.xsd"
ROUNDS = 5


@dataclass(frozen=True)
class Run:
    """One command's wall time in seconds and peak memory in MB."""

    seconds: float
    megabytes: float


def measured(command: Sequence[str | Path], *, ends_with: Sequence[int] = (0,)) -> Run:
    """Run a command, its output thrown away."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in ends_with:
        raise SystemExit(f"{command[0]} ended with {child.returncode}")
    return Run(seconds, usage.ru_maxrss * 1024 / 1e6)


def median(runs: Sequence[Run]) -> float:
    """The median time in seconds."""
    return statistics.median(run.seconds for run in runs)


def peak(runs: Sequence[Run]) -> float:
    """The largest memory in MB."""
    return max(run.megabytes for run in runs)


def check_command(path: Path) -> list[str | Path]:
    """The check as a user runs it, with every rule on."""
    return [sys.executable, "-m", "iplos_desktop.cli.main", "kontroller", path, "--test"]


def bench_check(folder: Path) -> Path:
    """Compare the check with a bare schema validation; gives the large file."""
    small, large, faulty = (folder / name for name in ("3000.xml", "30000.xml", "feil.xml"))
    write_export(small, persons=3_000)
    write_export(large, persons=30_000)
    write_export(faulty, persons=30_000, faults=True)
    validate: list[str | Path] = ["xmllint", "--noout", "--stream", "--schema", SCHEMA, large]
    ours, theirs, spoilt = [], [], []
    for _ in range(ROUNDS):
        theirs.append(measured(validate))
        ours.append(measured(check_command(large)))
        spoilt.append(measured(check_command(faulty), ends_with=(1,)))
    few = measured(check_command(small))
    size = large.stat().st_size / 1e6
    print(f"check, 30 000 persons, {size:.0f} MB, every rule on, one process")
    print(f"  xmllint --noout --stream --schema  {median(theirs):6.2f} s  {peak(theirs):4.0f} MB")
    print(f"  iplos kontroller                   {median(ours):6.2f} s  {peak(ours):4.0f} MB")
    print(f"  iplos kontroller, planted faults   {median(spoilt):6.2f} s  {peak(spoilt):4.0f} MB")
    print(f"  ratio to xmllint: {median(ours) / median(theirs):.2f}  (to reach: 3.0)")
    print(f"  peak memory at 3 000 persons: {few.megabytes:.0f} MB  (to reach: 300 at any size)")
    return large


EVERY_RECORD: Mapping[str, tuple[re.Pattern[bytes], bytes]] = {
    "a code nobody knows": (re.compile(rb"<fnFunkVerdi>."), b"<fnFunkVerdi>7"),
    "an attribute too many": (re.compile(rb"<([A-Z]+) (..PeID=)"), rb'<\1 kilde="x" \2'),
    "dates of 1815": (re.compile(rb"((?!ii)..FraDato>)[0-9]{4}"), rb"\g<1>1815"),
    "another person's number": (re.compile(rb'(<[A-Z]+ (?!pe)..PeID=")'), rb"\g<1>9"),
}
"""Export faults of a vendor, as what to look for in a line and what to put in its place."""


def bench_every_record(path: Path) -> None:
    """Compare the check of files in which every record has a fault with that of a clean one."""
    print("check, every record at fault, beside the clean file")
    for name, (old, new) in EVERY_RECORD.items():
        spoilt = path.with_name("hver.xml")
        with path.open("rb") as source, spoilt.open("wb") as target:
            target.writelines(old.sub(new, line) for line in source)
        clean, faulty = [], []
        for _ in range(ROUNDS):
            clean.append(measured(check_command(path)))
            faulty.append(measured(check_command(spoilt), ends_with=(0, 1)))
        ratio, memory = median(faulty) / median(clean), peak(faulty)
        print(f"  {name:24} {median(faulty):6.2f} s  {memory:4.0f} MB  {ratio:.2f} times")
    print("  (to reach: 1.5 times, 500 MB)")


def bench_seal(path: Path) -> None:
    """Compare sealing 500 MB with openssl."""
    write_export(path, persons=54_000)
    found = bench_sealing.bench(path)
    print(f"sealing, {found['megabytes']:.0f} MB, to RSA-3072, both with fsync")
    for way, seconds in found["seconds"].items():
        speed, ratio = found["megabytes_per_second"][way], found["times_openssl"][way]
        print(f"  {way:22} {seconds:6.2f} s  {speed:5.0f} MB/s  {ratio:.2f} times openssl")
    for way, megabytes in found["peak_megabytes"].items():
        print(f"  {way:22} peak {megabytes:.0f} MB")
    print(
        "  to reach: stored at most 1.00 times openssl, 2.50 read back; opened at most as openssl"
    )
    print("  opens; deflated 150 MB/s, two parts 60 MB/s; 150 MB of memory at any size")


def main() -> None:
    """Make the data, measure, print."""
    build = ROOT / "build"
    build.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=build) as name:
        os.environ["XDG_DATA_HOME"] = name  # a check remembers the last one, but not in a home
        large = bench_check(Path(name))
        bench_every_record(large)
        large.unlink()
        bench_seal(large)
    bench_window.main()
    bench_silence.main()


if __name__ == "__main__":
    main()
