"""How a command talks: results on standard output, everything else on standard error."""

import json
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from iplos_desktop.errors import UserError
from iplos_desktop.watch import Watch

NOTHING_HINDERS, FINDINGS_HINDER, WRONG_USE, NOT_DONE, CANCELLED = range(5)
"""Exit codes; a promise to scripts."""

_BETWEEN_LINES = 0.2  # seconds; a terminal need not show more


def say(text: str = "") -> None:
    """A message, on standard error."""
    print(text, file=sys.stderr)


def out(text: str) -> None:
    """A result, on standard output."""
    sys.stdout.write(text)


def show_json(value: Any) -> None:  # noqa: ANN401 - whatever JSON can hold
    """A result for programs."""
    out(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def show_error(error: UserError, *, as_json: bool) -> int:
    """What happened and what to do; the exit code that goes with it."""
    say(f"feil: {error.what}")
    say(f"råd: {error.advice}")
    if as_json:
        show_json({"error": {"what": error.what, "advice": error.advice}})
    return NOT_DONE


@contextmanager
def watching(work: str) -> Iterator[Watch]:
    """A watch that shows progress on a terminal and hears Ctrl-C."""
    shown = sys.stderr.isatty()
    last = 0.0

    def listen(done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if shown and total and now - last > _BETWEEN_LINES:
            last = now
            sys.stderr.write(f"\r{work} … {min(done * 100 // total, 100)} %")
            sys.stderr.flush()

    watch = Watch(listen)
    before = signal.signal(signal.SIGINT, lambda *_: watch.cancel())
    try:
        yield watch
    finally:
        signal.signal(signal.SIGINT, before)
        if shown and last:
            sys.stderr.write("\r" + " " * 40 + "\r")
