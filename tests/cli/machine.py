"""Runs the real command on a machine with a policy, and with an authority of the test's own."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.cli.support import Ran

_RUN = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from PySide6.QtNetwork import QSslCertificate, QSslConfiguration
from iplos_desktop.flow import policy

file, authority, *words = sys.argv[1:]
policy.installed = lambda: policy.read_policy(Path(file), os.getuid(), Path(file).parent)
if authority:
    application = QCoreApplication([])
    trusting = QSslConfiguration.defaultConfiguration()
    trusting.addCaCertificates(QSslCertificate.fromPath(authority))
    QSslConfiguration.setDefaultConfiguration(trusting)
    del application  # the command has none

from iplos_desktop.cli.main import main

sys.exit(main(words))
"""


def iplos_with(
    policy: Mapping[str, Any] | bytes, *words: str | Path, home: Path, authority: Path | None = None
) -> Ran:
    """`iplos` under a policy file, which the user who runs the test owns in root's place."""
    folder = home / "iplos-desktop"
    folder.mkdir(mode=0o755, exist_ok=True)
    file = folder / "policies.json"
    file.write_bytes(policy if isinstance(policy, bytes) else json.dumps(policy).encode())
    file.chmod(0o644)
    names = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_DATA_DIRS")
    plain = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    done = subprocess.run(
        [sys.executable, "-c", _RUN, file, authority or "", *map(str, words)],
        capture_output=True,
        encoding="utf-8",
        env={**plain, **{name: str(home / name) for name in names}},
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)
