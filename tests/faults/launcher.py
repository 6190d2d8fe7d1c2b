"""Starts the process that can be hit, and gives it orders."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from queue import Queue
from typing import Any, TypeVar

SMALL_PIECE = 4 * 1024
"""Bytes in place of the 256 KiB the program takes at a time, so that little has many moments."""
PIECE = 256 * 1024

_ROOT = Path(__file__).parents[2]
_Case = TypeVar("_Case")


@dataclass(frozen=True)
class Blow:
    """At the n-th moment of a name, this happens; see `hit.py`."""

    at: str
    nth: int
    do: str
    arg: Any = None

    def __str__(self) -> str:
        return f"{self.do} {self.arg} at {self.at} {self.nth}"


@dataclass(frozen=True)
class Ran:
    """What a command did. code: negative when a signal ended it. reached: its moments in order."""

    code: int
    out: str
    err: str
    reached: Sequence[str] = ()


class Launcher:
    """A started program that forks for every command."""

    def __init__(self, warm_in: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.hit", warm_in],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            cwd=_ROOT,
        )

    def run(  # noqa: PLR0913 - what can be said of one run
        self,
        place: Path,
        words: Sequence[str | Path],
        *,
        blows: Sequence[Blow] = (),
        piece: int = SMALL_PIECE,
        limits: dict[str, int] | None = None,
        environment: dict[str, str] | None = None,
    ) -> Ran:
        """Run `iplos` with home, temporary and working folder below `place`."""
        order = {
            "place": str(place),
            "words": [str(word) for word in words],
            "blows": [asdict(blow) for blow in blows],
            "piece": piece,
            "limits": limits or {},
            "environment": surroundings(place) | (environment or {}),
        }
        said, heard = self._process.stdin, self._process.stdout
        assert said is not None
        assert heard is not None
        said.write(json.dumps(order) + "\n")
        said.flush()
        code = int(heard.readline())
        moments = place / "stunder.json"
        reached = json.loads(moments.read_text(encoding="utf-8")) if moments.exists() else ()
        moments.unlink(missing_ok=True)
        out, err = ((place / name).read_text(encoding="utf-8") for name in ("ut.txt", "feil.txt"))
        return Ran(code, out, err, reached)

    def close(self) -> None:
        self._process.communicate()


def surroundings(place: Path) -> dict[str, str]:
    """What the environment says of folders, all made below `place`."""
    for name in ("arbeid", "hjem", "tmp"):
        (place / name).mkdir(exist_ok=True)
    homes = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")
    paths = filter(None, (str(_ROOT), os.environ.get("PYTHONPATH")))
    own = {"TMPDIR": str(place / "tmp"), "PYTHONPATH": os.pathsep.join(paths)}
    return dict.fromkeys(homes, str(place / "hjem")) | own


class Launchers:
    """One for each of two processors; cases are told two at a time."""

    def __init__(self, folder: Path) -> None:
        self.all = [Launcher(folder / str(number)) for number in range(2)]
        self._free: Queue[Launcher] = Queue()
        for one in self.all:
            self._free.put(one)

    @contextmanager
    def one(self) -> Iterator[Launcher]:
        launcher = self._free.get()
        try:
            yield launcher
        finally:
            self._free.put(launcher)

    def each(self, cases: Iterable[_Case], story: Callable[[Launcher, _Case], None]) -> None:
        """Tell the story of every case; the first that fails, with the case's name."""

        def told(case: _Case) -> None:
            with self.one() as launcher:
                try:
                    story(launcher, case)
                except AssertionError as error:
                    error.add_note(f"the case was: {case}")
                    raise

        with ThreadPoolExecutor(len(self.all)) as pool:
            for _ in pool.map(told, cases):
                pass


class Moments:
    """The moments of a run in their order, each with its name and number."""

    def __init__(self, reached: Sequence[str]) -> None:
        self._counts: Counter[str] = Counter()
        self.all: list[tuple[str, int]] = []
        for name in reached:
            self._counts[name] += 1
            self.all.append((name, self._counts[name]))

    def count(self, name: str) -> int:
        return self._counts[name]

    def last(self, name: str, *, before: str) -> int:
        """The number of the last `name` before the first `before`."""
        until = self.all[: self.all.index((before, 1))]
        return max((nth for one, nth in until if one == name), default=0)

    def some(
        self, many: int, *names: str, since: str = "", until: str = ""
    ) -> list[tuple[str, int]]:
        """Moments to hit: of every name at most so many, spread evenly, the first and the last too.

        names: only these, if any are given. since, until: between the first ones of these names.
        """
        start = self.all.index((since, 1)) if since else 0
        end = self.all.index((until, 1)) if until else len(self.all)
        by_name: dict[str, list[tuple[str, int]]] = {}
        for moment in self.all[start:end]:
            by_name.setdefault(moment[0], []).append(moment)
        return [
            moment
            for name, found in by_name.items()
            if not names or name in names
            for moment in spread(found, many)
        ]


def spread(things: Sequence[_Case], many: int) -> list[_Case]:
    """So many of them, with the first and the last."""
    if len(things) <= many:
        return [*things]
    if many == 1:
        return [things[-1]]
    return [things[number * (len(things) - 1) // (many - 1)] for number in range(many)]
