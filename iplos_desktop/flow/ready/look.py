"""All that can be looked at without a window."""

from collections.abc import Callable, Iterable
from datetime import datetime

from iplos_desktop.flow.policy import installed
from iplos_desktop.flow.ready.decided import AREA as DECIDED
from iplos_desktop.flow.ready.decided import decided
from iplos_desktop.flow.ready.files import AREA as FILES
from iplos_desktop.flow.ready.files import files
from iplos_desktop.flow.ready.folders import AREA as FOLDERS
from iplos_desktop.flow.ready.folders import folders
from iplos_desktop.flow.ready.guarded import guarded
from iplos_desktop.flow.ready.kept import kept
from iplos_desktop.flow.ready.keys import AREA as KEYS
from iplos_desktop.flow.ready.keys import keys
from iplos_desktop.flow.ready.line import Line
from iplos_desktop.flow.ready.network import AREA as NETWORK
from iplos_desktop.flow.ready.network import network
from iplos_desktop.flow.ready.program import CLOCK, PROGRAM, YEARS, clock, program, years


def look(now: datetime) -> list[Line]:
    """The lines of this machine and user; changes nothing, and asks nobody on the network."""
    policy = installed()
    looks: tuple[tuple[str, Callable[[], Iterable[Line]]], ...] = (
        (PROGRAM, program),
        (FILES, files),
        (FOLDERS, lambda: folders(policy)),
        (FOLDERS, kept),
        (DECIDED, lambda: decided(policy)),
        (KEYS, lambda: keys(policy, now)),
        (NETWORK, lambda: network(policy)),
        (CLOCK, lambda: clock(now)),
        (YEARS, lambda: years(now)),
    )
    return [line for area, looked in looks for line in guarded(area, looked)]
