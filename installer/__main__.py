"""Makes all packages into a folder, or on Windows those that can be made there."""

import argparse
import os
import shutil
import sys
from pathlib import Path

from installer import build, source
from installer.runtime import stand_in


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(prog="python -m installer", description=__doc__)
    parser.add_argument(
        "--python-zip",
        type=Path,
        help="the embeddable ZIP of Python for Windows, from python.org; without it an older"
        " one is fetched, for tests and previews",
    )
    parser.add_argument("--sha256", help="what that ZIP must hash to")
    parser.add_argument("--out", type=Path, default=source.ROOT / "dist", help="dist/ if not given")
    given = parser.parse_args()
    if (given.python_zip is None) != (given.sha256 is None):
        parser.error("--python-zip and --sha256 go together")
    os.umask(0o022)  # setuptools lays rights into the wheel
    work = source.ROOT / "build" / "installers"
    python = (given.python_zip, given.sha256) if given.python_zip else stand_in(work / "python")
    made = build.build_all(python, work, given.out.resolve())
    for path in made:
        size = path.stat().st_size / 1e6 if path.is_file() else build.folder_size(path) / 1e6
        sys.stdout.write(f"{size:8.1f} MB  {path.name}\n")
    shutil.rmtree(work / "source", ignore_errors=True)


if __name__ == "__main__":
    main()
