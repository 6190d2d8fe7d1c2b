"""Run by the Python of the package: compiles every module below the folder named."""

import py_compile
import sys
from pathlib import Path

UNCHECKED = py_compile.PycInvalidationMode.UNCHECKED_HASH

root = Path(sys.argv[1])
for path in sorted(root.rglob("*.py")):
    inside = path.relative_to(root).as_posix()  # what a traceback shows
    py_compile.compile(str(path), dfile=inside, doraise=True, invalidation_mode=UNCHECKED)
