"""The real command `iplos`, hit at a named moment of its work.

Started once, it loads the program and waits for orders, a line of JSON each; every order is carried
out in a fork of it, so that loading is paid once. The work is done by the program's own `main`;
around it stand thin wrappers of what it asks of the system. A moment has a name and a number, such
as the third `write`, so no clock decides where a blow falls.
"""

import gc
import io
import json
import os
import resource
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

from iplos_desktop.cli.main import main
from iplos_desktop.watch import Watch

_CALLS = [
    "open",
    "dup",
    "listdir",
    "statvfs",
    "fsync",
    "link",
    "unlink",
    "rename",
    "replace",
    "mkdir",
]
_WITH_PIECES = [
    f"iplos_desktop.{name}"
    for name in (
        "intake.source", "sealing.checked", "sealing.envelope", "sealing.message",
        "sealing.open", "sealing.seal",
    )
]  # fmt: skip


class Blows:
    """What happens at which moments, once each; `reached` lists the moments in their order."""

    def __init__(self) -> None:
        self.reached: list[str] = []
        self.place = ""
        self.written = -1
        """The descriptor of the file the program made last, to be written and read back."""
        self._all: list[dict[str, Any]] = []
        self._counts: Counter[str] = Counter()
        self._counting = threading.RLock()  # the work is done by several threads
        self._deaf = threading.local()

    def prepare(self, place: str, blows: list[dict[str, Any]]) -> None:
        self.place, self.reached, self._counts, self._all = place, [], Counter(), blows

    def moment(self, name: str) -> None:
        """The work has come here."""
        if getattr(self._deaf, "now", False):
            return
        with self._counting:
            self.reached.append(name)
            self._counts[name] += 1
            nth = self._counts[name]
        for blow in self._all:
            if blow["at"] == name and blow["nth"] == nth:
                self._deaf.now = True
                try:
                    _ACTIONS[blow["do"]](blow["arg"])
                finally:
                    self._deaf.now = False


BLOWS = Blows()


def _signals(numbers: list[int]) -> None:
    """A kill, Ctrl-C."""
    for number in numbers:
        os.kill(os.getpid(), number)


def _fail(number: int) -> None:
    """The system says no to what is asked for."""
    raise OSError(number, os.strerror(number))


def _fault_of_ours(text: str) -> None:
    """A mistake in the program, with a value in its words."""
    raise ValueError(text)


def _flip(part: float) -> None:
    """Another bit than was written, so far into the file."""
    at = int(part * (os.fstat(BLOWS.written).st_size - 1))
    os.pwrite(BLOWS.written, bytes([os.pread(BLOWS.written, 1, at)[0] ^ 4]), at)


def _meanwhile(words: list[str]) -> None:
    """Another program does this while ours is at work."""
    subprocess.run(words, check=True, capture_output=True)


_ACTIONS: dict[str, Callable[[Any], None]] = {
    "signals": _signals,
    "fail": _fail,
    "fault of ours": _fault_of_ours,
    "flip": _flip,
    "meanwhile": _meanwhile,
}


class Read(io.FileIO):
    """A file the program reads piece by piece."""

    def read(self, size: int | None = -1, /) -> bytes:
        BLOWS.moment("read")
        return super().read(-1 if size is None else size)

    def readinto(self, buffer: Any, /) -> int:
        BLOWS.moment("read")
        return super().readinto(buffer)


class Written(io.FileIO):
    """A file the program makes: written, read back, closed."""

    def write(self, data: Any, /) -> int:
        BLOWS.moment("write")
        count = super().write(data)
        BLOWS.moment("write done")
        return count

    def read(self, size: int | None = -1, /) -> bytes:
        BLOWS.moment("read back")
        return super().read(-1 if size is None else size)

    def readinto(self, buffer: Any, /) -> int:
        BLOWS.moment("read back")
        return super().readinto(buffer)

    def close(self) -> None:
        was_open = not self.closed
        super().close()
        if was_open:
            BLOWS.moment("closed")


class Said(io.TextIOWrapper):
    """Standard error."""

    def write(self, text: str, /) -> int:
        BLOWS.moment("say")
        return super().write(text)


def _wrap() -> None:
    """From now on every moment is counted."""
    real_open, real_fdopen, real_tell = io.open, os.fdopen, Watch.tell

    def opened(file: Any, mode: str = "r", buffering: int = -1, *rest: Any, **more: Any) -> Any:
        if mode == "rb" and buffering == 0 and str(file).endswith(".tmp"):
            return Written(file)
        if mode == "rb" and buffering == 0:
            BLOWS.moment("open to read")
            return Read(file)
        return real_open(file, mode, buffering, *rest, **more)

    def fdopened(number: int, mode: str = "r", buffering: int = -1, **more: Any) -> Any:
        if buffering == 0:
            BLOWS.written = number
            return Written(number, mode)
        return real_fdopen(number, mode, buffering, **more)

    def tell(self: Watch, done: int, total: int) -> None:
        BLOWS.moment("tell")
        real_tell(self, done, total)

    setattr(io, "open", opened)  # noqa: B010 - its type is an overload nobody else can have
    setattr(os, "fdopen", fdopened)  # noqa: B010
    setattr(Watch, "tell", tell)  # noqa: B010
    for name in _CALLS:
        setattr(os, name, _counted(name, getattr(os, name)))


def _counted(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
    def call(*args: Any, **more: Any) -> Any:
        if isinstance(args[0], (str, Path)) and not str(args[0]).startswith(BLOWS.place):
            return real(*args, **more)  # the program's own files
        BLOWS.moment(name)
        result = real(*args, **more)
        BLOWS.moment(f"{name} done")
        return result

    return call


def _carry_out(order: dict[str, Any]) -> int:
    """The command, in a process of its own; gives its exit code."""
    place = Path(order["place"])
    os.environ.update(order["environment"])
    os.chdir(place / "arbeid")
    for number, name in ((1, "ut.txt"), (2, "feil.txt")):
        os.dup2(os.open(place / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    sys.stderr = Said(os.fdopen(2, "wb", closefd=False))
    for name in _WITH_PIECES:
        setattr(sys.modules[name], "CHUNK", order["piece"])  # noqa: B010
    limits = [(getattr(resource, name), most) for name, most in order["limits"].items()]
    before = [(kind, resource.getrlimit(kind)) for kind, _ in limits]
    for kind, most in limits:
        resource.setrlimit(kind, (most, resource.getrlimit(kind)[1]))
    BLOWS.prepare(order["place"], order["blows"])
    try:
        code = main(order["words"])
    except SystemExit as end:
        code = int(end.code or 0)
    sys.stdout.flush()
    for kind, both in before:
        resource.setrlimit(kind, both)
    moments = json.dumps(BLOWS.reached)
    (place / "stunder.json").write_text(moments, encoding="utf-8")
    return code


def _serve(warm_in: str) -> None:
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        main(["demo", "--ut", warm_in, "--personer", "1"])  # loads what is loaded late
    _wrap()
    gc.freeze()  # so that a fork does not copy what it only counts
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            code = 99
            try:
                code = _carry_out(json.loads(line))
            finally:
                os._exit(code)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _serve(sys.argv[1])
