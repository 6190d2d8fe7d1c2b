"""Whether the installed files are those that were built."""

import base64
import hashlib
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import iplos_desktop
from iplos_desktop.flow.ready.line import Line, State

AREA = "Filer"
LIST, STARTERS = "files.sha256", "start"
_SHOWN = 5  # names of each kind; the rest is a number
PACKAGES = (
    "iplos-desktop",
    "PySide6-Essentials",
    "shiboken6",
    "cryptography",
    "openpyxl",
    "platformdirs",
    "XlsxWriter",
    "cffi",
    "et-xmlfile",
    "pycparser",
)
"""All that requirements.txt names."""
_AGAIN = "Installer pakken på nytt."


def home() -> Path:
    """The folder an MSI or a Debian package was laid in, where its list of sums stands."""
    return Path(iplos_desktop.__file__).parents[2]


def files(root: Path | None = None) -> list[Line]:
    """Every file held against the sums it was built with.

    root: the installed folder. Without a list of sums there, the packages' own are used.
    """
    root = root or home()
    if (root / LIST).is_file():
        return [_told(*_against_list(root), str(root))]
    if (root / STARTERS).is_dir():  # an installed folder without its list
        return [Line(AREA, State.WRONG, f"{root / LIST} mangler.", _AGAIN)]
    return [_against_records()]


def _against_list(root: Path) -> tuple[int, list[str], list[str], list[str]]:
    """How many are whole; those that are changed, missing, and not in the list."""
    whole, changed, missing = 0, [], []
    listed = set()
    for line in (root / LIST).read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        listed.add(name)
        try:
            same = _sha256(root / name) == bytes.fromhex(digest)
        except OSError:
            missing.append(name)
            continue
        whole += same
        if not same:
            changed.append(name)
    return whole, changed, missing, [name for name in _names(root) if name not in listed]


def _names(root: Path) -> Iterator[str]:
    """What lies there and runs; compiled modules are made on the machine."""
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.parent.name != "__pycache__" and path != root / LIST:
            yield path.relative_to(root).as_posix()


def _told(whole: int, changed: list[str], missing: list[str], more: list[str], where: str) -> Line:
    wrong = [
        f"{len(names)} {word}: {', '.join(names[:_SHOWN])}{' …' if len(names) > _SHOWN else ''}"
        for word, names in (("endret", changed), ("mangler", missing), ("for mye", more))
        if names
    ]
    if wrong or not whole:
        wrong = wrong or ["ingen filer er kjent"]
        return Line(AREA, State.WRONG, f"{where}: {'; '.join(wrong)}.", _AGAIN)
    return Line(AREA, State.OK, f"{whole} filer i {where} er slik de ble bygd.")


def _against_records() -> Line:
    whole, changed, missing = 0, list[str](), list[str]()
    for name in PACKAGES:
        try:
            package = distribution(name)
        except PackageNotFoundError:
            missing.append(name)
            continue
        for path, digest in _recorded(package):
            try:
                same = _sha256(path) == digest
            except OSError:
                missing.append(path.name)
                continue
            whole += same
            if not same:
                changed.append(path.name)
    return _told(whole, changed, missing, [], "Python-pakkene")


def _recorded(package: Distribution) -> Iterator[tuple[Path, bytes]]:
    """Its files, and their sums as the wheel's RECORD has them (PEP 376, urlsafe, no padding)."""
    for file in package.files or ():
        compiled = file.parent.name == "__pycache__"
        if file.hash is not None and file.hash.mode == "sha256" and not compiled:
            padded = file.hash.value + "=" * (-len(file.hash.value) % 4)
            yield Path(str(file.locate())), base64.urlsafe_b64decode(padded)


def _sha256(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
