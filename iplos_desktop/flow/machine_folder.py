"""Where IT staff lay what is for everybody on the machine: year packages and key lists."""

import os
import sys
from pathlib import Path

import platformdirs

_APP = "iplos-desktop"
_USUAL = Path("/usr/local/share")


def machine_folder() -> Path:
    """The folder, which need not be there.

    A desktop may put a folder of its own first among those for data; that is not the place.
    """
    if sys.platform != "win32":
        given = os.environ.get("XDG_DATA_DIRS", "").split(os.pathsep)
        if _USUAL in map(Path, given):
            return _USUAL / _APP
    return platformdirs.site_data_path(_APP, appauthor=False)
