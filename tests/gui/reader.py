"""Goes the whole road through the accessibility bus, as a screen reader would.

Run by Debian's own Python, which has pyatspi: ``python3 reader.py COMMAND …`` starts the program,
reads only names, roles and states, and uses only what these offer. Prints a line for each step.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyatspi

_PATIENCE = 60.0  # seconds until a thing is given up
_BETWEEN = 0.05
_DEEPEST = 40
SENDER = {
    "Organisasjonsnummer": "999999999",
    "Navn": "Kari Nordmann",
    "E-post": "kari@example.no",
}


def until(what: str, find: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever is found
    """What `find` gives once it gives something."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        with suppress(Exception):  # what was there a moment ago is gone
            if found := find():
                return found
        time.sleep(_BETWEEN)  # noqa: TID251 - another program's window tells nobody here
    raise SystemExit(f"never came: {what}")


def everything(node: Any, depth: int = 0) -> Iterator[Any]:  # noqa: ANN401 - pyatspi's
    """All that is shown, a table's cells left out."""
    yield node
    if depth > _DEEPEST or node.getRole() in {pyatspi.ROLE_TABLE, pyatspi.ROLE_TREE_TABLE}:
        return
    for at in range(node.childCount):
        child = node.getChildAtIndex(at)
        if child is not None and child.getState().contains(pyatspi.STATE_SHOWING):
            yield from everything(child, depth + 1)


class Reader:
    """What somebody who does not see the screen can do."""

    def __init__(self, pid: int) -> None:
        self._app = until("the program", lambda: self._find_app(pid))

    def _find_app(self, pid: int) -> Any:  # noqa: ANN401
        desktop = pyatspi.Registry.getDesktop(0)
        return next((app for app in desktop if app and app.get_process_id() == pid), None)

    def thing(self, name: str, *roles: Any) -> Any:  # noqa: ANN401
        """What is shown under a name, and can be used; waits for it."""

        def find() -> Any:  # noqa: ANN401
            self._app.clear_cache()  # else what was not there yet stays so
            for window in self._app:
                for one in everything(window):
                    usable = one.getState().contains(pyatspi.STATE_ENABLED)
                    if one.getRole() in roles and one.name.rstrip(" .…:") == name and usable:
                        return one
            return None

        return until(name, find)

    def press(self, name: str) -> None:
        """A button."""
        self.thing(name, pyatspi.ROLE_PUSH_BUTTON).queryAction().doAction(0)

    def write(self, name: str, text: str) -> None:
        """A text in a field."""
        self.thing(name, pyatspi.ROLE_TEXT, pyatspi.ROLE_ENTRY).queryEditableText().setTextContents(
            text
        )

    def heading(self, text: str) -> None:
        """Wait for a page by its heading."""
        self.thing(text, pyatspi.ROLE_LABEL, pyatspi.ROLE_HEADING)
        print(text, flush=True)  # noqa: T201 - what the test reads


def go(reader: Reader, home: Path) -> Path:
    """From Start to the encrypted file, which is given."""
    reader.heading("Innsending av IPLOS-data")
    reader.press("Prøv med oppdiktede data")
    reader.heading("Velg uttrekket")
    reader.press("Neste")
    reader.heading("Kontroll")
    reader.press("Neste")
    reader.heading("Hvem sender?")
    for name, text in SENDER.items():
        reader.write(name, text)
    reader.press("Neste")
    reader.heading("Årets nøkler")
    reader.press("Velg nøkkelliste")
    (key_list,) = home.rglob("iplos-nokler-*.jws")
    reader.write("Navn", str(key_list))
    reader.press("Velg")
    reader.press("Neste")
    reader.heading("Se over og krypter")
    reader.press("Krypter nå")
    reader.heading("Den krypterte fila er klar")
    (sealed,) = home.rglob("IPLOS_*.p7m")
    return sealed


def main(command: list[str]) -> None:
    """Start the program, go the road, and print the name of what came of it."""
    told = {**os.environ, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
    program = subprocess.Popen(command, env=told)
    try:
        print(go(Reader(program.pid), Path(os.environ["HOME"])))  # noqa: T201
    finally:
        program.terminate()
    raise SystemExit(program.wait())


if __name__ == "__main__":
    main(sys.argv[1:])
