"""How a command talks: results on standard output, everything else on standard error."""

import json
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, TextIO

from iplos_desktop.errors import Cancelled, UserError
from iplos_desktop.watch import Watch

NOTHING_HINDERS, FINDINGS_HINDER, WRONG_USE, NOT_DONE, CANCELLED = range(5)
"""Exit codes; a promise to scripts."""

_BETWEEN_LINES = 0.2  # seconds; a terminal need not show more
# Ctrl-C, an end asked for from outside, and a terminal that is closed (SIGBREAK on Windows).
_STOPS = [
    getattr(signal, name)
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
    if hasattr(signal, name)
]


def say(text: str = "") -> None:
    """A message, on standard error. Where nobody listens, the work goes on all the same."""
    _show(f"{text}\n")


def out(text: str = "") -> None:
    """A result, on standard output; with no text, the end of it. Raises UserError when not taken.

    A pipe that is closed or a disk that is full would else be told by Python after the end, with
    an exit code of its own.
    """
    try:
        if text:
            sys.stdout.write(text)
        else:
            sys.stdout.flush()
    except (OSError, AttributeError):  # there is none at all when it was closed from the start
        _turn_away(sys.stdout)
        raise UserError(
            "Svaret kunne ikke skrives ut.",
            "Programmet som skulle ta imot det, kan være avsluttet, eller disken kan være full."
            " En fil som ble ferdig før dette, ligger der den skal.",
        ) from None


def _turn_away(stream: TextIO) -> None:
    """What is left to be written there, now or when Python ends, goes nowhere."""
    with suppress(OSError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


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


def hear_stops() -> None:
    """Let whatever else ends us do as Ctrl-C does: what is under way clears up behind itself."""
    for stop in _STOPS:
        if signal.getsignal(stop) == signal.SIG_DFL:
            signal.signal(stop, signal.default_int_handler)


@contextmanager
def watching(work: str) -> Iterator[Watch]:
    """A watch that shows progress on a terminal and hears Ctrl-C and whatever else ends us.

    A signal that is ignored stays so, as for what runs under nohup.
    """
    shown = sys.stderr is not None and sys.stderr.isatty()
    last = 0.0

    def listen(done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if shown and total and now - last > _BETWEEN_LINES:
            last = now
            _show(f"\r{work} … {min(done * 100 // total, 100)} %")

    watch = Watch(listen)
    before = {stop: signal.getsignal(stop) for stop in _STOPS}
    after = before.copy()
    for stop, handler in before.items():
        if handler is not signal.SIG_IGN:
            signal.signal(stop, lambda *_: watch.cancel())
    try:
        yield watch
    except Cancelled:
        after = dict.fromkeys(before, signal.SIG_IGN)  # on its way out; no need to ask again
        raise
    finally:
        for stop, handler in after.items():
            signal.signal(stop, handler)
        if last:
            _show("\r" + " " * 40 + "\r")


def _show(text: str) -> None:
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except (OSError, AttributeError):  # the terminal may be gone, or there was none
        _turn_away(sys.stderr)
