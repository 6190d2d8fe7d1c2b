#!/usr/bin/python3 -BIS
"""The window, by the packages beside this folder and no others."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "lib"))

from iplos_desktop.gui.app import main

sys.exit(main())
