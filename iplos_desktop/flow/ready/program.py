"""What runs here, the clock, and the year packages."""

import platform
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib.metadata import PackageNotFoundError, version

import iplos_desktop
from iplos_desktop.flow.ready.files import LIST, home
from iplos_desktop.flow.ready.line import Line, State
from iplos_desktop.flow.years import installed
from iplos_desktop.rules import RULE_BOOK_VERSION

PROGRAM, CLOCK, YEARS = "Program", "Klokke", "Årspakker"
_SLACK = timedelta(days=1)  # the build may be from another time zone


def program() -> Iterator[Line]:
    """Versions."""
    yield Line(
        PROGRAM,
        State.OK,
        f"IPLOS Desktop {iplos_desktop.__version__}, regelbok {RULE_BOOK_VERSION}",
    )
    yield Line(PROGRAM, State.OK, f"Python {platform.python_version()} ({sys.executable})")
    yield Line(PROGRAM, State.OK, f"{platform.platform()} {platform.machine()}")
    parts = ", ".join(f"{name} {_version(name)}" for name in ("PySide6-Essentials", "cryptography"))
    yield Line(PROGRAM, State.OK, parts)


def clock(now: datetime) -> Iterator[Line]:
    """The time, which keys and deadlines are held against; never before the program was built."""
    text = f"{now:%d.%m.%Y %H:%M} ({now.tzname()})"
    built = home() / LIST
    if built.is_file():
        at = datetime.fromtimestamp(built.stat().st_mtime, now.tzinfo)
        if now < at - _SLACK:
            yield Line(
                CLOCK,
                State.WRONG,
                f"{text}, som er før programmet ble bygd ({at:%d.%m.%Y})",
                "Still klokka: nøklenes gyldighet og fristene regnes etter den.",
            )
            return
    yield Line(CLOCK, State.OK, text)


def years(now: datetime) -> Iterator[Line]:
    """The data years known, and whether last year's, which is sent in January, is among them."""
    packages = installed()
    known = ", ".join(f"{year} ({packages.load(year).version})" for year in packages.available())
    yield Line(YEARS, State.OK, f"Dataår: {known}")
    for trouble in packages.troubles():
        yield Line(YEARS, State.NOTE, trouble)
    wanted = now.year - 1
    if wanted not in packages.available():
        yield Line(
            YEARS,
            State.NOTE,
            f"Ingen årspakke for dataåret {wanted}; den nærmeste før brukes.",
            f"Legg pakken i {packages.machine}, eller last den inn i vinduet.",
        )


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "(ukjent versjon)"
