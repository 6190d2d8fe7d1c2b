"""What is in memory is kept from the disk when the program crashes."""

import ctypes
import sys
from contextlib import suppress
from pathlib import Path

_ONE_BYTE = 1
_PR_SET_DUMPABLE = 4  # linux/prctl.h
_PATTERN = Path("/proc/sys/kernel/core_pattern")


def no_core_dumps() -> None:
    """From now on a crash leaves no image of this process's memory, not on Windows.

    There the system's error reporting decides; it can be told to keep none by policy alone.
    On Linux a limit of one byte does it, not of zero: see decision 0049.
    """
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not on Windows

        with suppress(ValueError, OSError):  # set lower already, and not to be raised
            resource.setrlimit(resource.RLIMIT_CORE, (_ONE_BYTE, _ONE_BYTE))
        limit, _ = resource.getrlimit(resource.RLIMIT_CORE)
        if sys.platform == "linux" and goes_elsewhere(_pattern(), limit):
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def goes_elsewhere(pattern: str, limit: int) -> bool:
    """Whether Linux hands an image to a program (|) or a socket (@) in spite of the limit.

    pattern: as in core(5). limit: bytes; a program is given none when it is one.
    """
    return pattern.startswith("@") or (pattern.startswith("|") and limit != _ONE_BYTE)


def _pattern() -> str:
    try:
        return _PATTERN.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
