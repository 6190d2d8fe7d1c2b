"""Where IT staff lay what is for everybody on the machine: year packages and key lists."""

import os
from pathlib import Path

import platformdirs

_APP = "iplos-desktop"


def machine_folder() -> Path:
    """The folder, which need not be there.

    A desktop may put a folder of its own first among those for data; that is not the place.
    """
    first = platformdirs.site_data_path(_APP, appauthor=False)
    usual = Path("/usr/local/share", _APP)
    places = platformdirs.site_data_path(_APP, appauthor=False, multipath=True)
    return usual if str(usual) in str(places).split(os.pathsep) else first
