"""All that can be looked at without a window."""

from datetime import datetime

from iplos_desktop.flow.policy import installed
from iplos_desktop.flow.ready.decided import decided
from iplos_desktop.flow.ready.files import files
from iplos_desktop.flow.ready.folders import folders
from iplos_desktop.flow.ready.keys import keys
from iplos_desktop.flow.ready.line import Line
from iplos_desktop.flow.ready.network import network
from iplos_desktop.flow.ready.program import clock, program, years


def look(now: datetime) -> list[Line]:
    """The lines of this machine and user; changes nothing, and asks nobody on the network."""
    policy = installed()
    return [
        *program(),
        *files(),
        *folders(policy),
        *decided(policy),
        *keys(policy, now),
        *network(policy),
        *clock(now),
        *years(now),
    ]
