"""Somebody who does not see the screen goes from Start to the encrypted file.

Why: the law asks it of public software. The program is a process of its own here, and is seen only
through the accessibility bus, by names and roles.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

_PYTHON = "/usr/bin/python3"  # Debian's own, which python3-pyatspi is for
_READER = Path(__file__).with_name("reader.py")
_PROGRAM = "import sys; from iplos_desktop.gui.app import main; sys.exit(main([]))"


def can_be_had() -> bool:
    if shutil.which("xvfb-run") is None or shutil.which("dbus-run-session") is None:
        return False
    found = subprocess.run([_PYTHON, "-c", "import pyatspi"], capture_output=True, check=False)
    return found.returncode == 0


@pytest.mark.skipif(not can_be_had(), reason="no accessibility bus here, see tools/setup.sh")
def test_the_whole_road_by_names_and_roles_alone(tmp_path: Path) -> None:
    home = {name: str(tmp_path) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
    plain = {name: text for name, text in os.environ.items() if not name.endswith("_DIRS")}
    done = subprocess.run(
        [
            *("xvfb-run", "-a", "dbus-run-session", "--"),
            *(_PYTHON, _READER, sys.executable, "-c", _PROGRAM),
        ],
        env={**plain, **home, "QT_QPA_PLATFORM": "xcb"},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    *pages, sealed = done.stdout.splitlines()[-8:]  # the bus says a line of its own before
    assert pages == [
        "Innsending av IPLOS-data", "Velg uttrekket", "Kontroll", "Hvem sender?",
        "Årets nøkler", "Se over og krypter", "Den krypterte fila er klar",
    ]  # fmt: skip
    assert Path(sealed).stat().st_size > 0
