"""Where unexpected faults are noted: the time, the version and the place in the program alone."""

import getpass
from datetime import datetime
from pathlib import Path

import platformdirs

from iplos_desktop.flow.policy import Policy
from iplos_desktop.register.identity import holds_identity

_FILE = "feil.log"


def log_folder(policy: Policy) -> Path:
    """The folder, which need not be there yet."""
    return policy.log_folder or platformdirs.user_log_path("iplos-desktop", appauthor=False)


def note_fault(policy: Policy, place: str) -> None:
    """Add a line; a log that cannot be written is no reason for another fault.

    place: the kind of a fault and where it was, with no values. In a folder that the machine
    decides each user has a file of their own.
    """
    try:
        folder = log_folder(policy)
        folder.mkdir(parents=True, exist_ok=True)
        name = _FILE if policy.log_folder is None else f"feil-{_user()}.log"
        with (folder / name).open("a", encoding="utf-8") as log:
            log.write(f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S%z} {place}\n")
    except OSError:
        return


def _user() -> str:
    """Who is signed in, as a part of a file name; never an identity number."""
    try:
        name = "".join(sign for sign in getpass.getuser() if sign.isalnum() or sign in "._-")
    except (OSError, KeyError, ImportError):  # nobody is signed in, or none of it is told
        name = ""
    return "bruker" if not name or holds_identity(name) else name
