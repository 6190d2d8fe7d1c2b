"""A Windows of its own under Wine, with what Wine 8 lacks laid in, for tests only."""

import shutil
import subprocess
from pathlib import Path, PureWindowsPath

import pytest

from installer import compiled, tree
from installer.source import HERE
from installer.tools import run
from installer.wheels import WINDOWS, download

PROGRAM = PureWindowsPath("C:/Program Files/IPLOS Desktop")
UNINSTALL = r"HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall"
ENVIRONMENT = r"HKLM\System\CurrentControlSet\Control\Session Manager\Environment"
# cryptography's Rust asks Windows 10 for random bytes by a name that Wine 8 has not; the older name
# gives the same.
_RANDOM = "LIBRARY bcryptprimitives.dll\nEXPORTS\nProcessPrng = advapi32.SystemFunction036\n"
_QT = Path(__file__).with_name("qt-under-wine.txt")


class Windows:
    """A Windows with nothing on it."""

    def __init__(self, folder: Path) -> None:
        self.prefix = folder / "wine"
        self.drive = self.prefix / "drive_c"
        self.program = self.drive.joinpath(*PROGRAM.parts[1:])
        self._work = folder
        self.run("reg", "add", r"HKCU\Software\Wine", "/v", "Version", "/d", "win10", "/f")

    def run(self, *words: str, code: int = 0, timeout: int = 300) -> str:
        """Run a program; its output. It must end with the code."""
        done = compiled.wine(self.prefix, *words, timeout=timeout)
        assert done.returncode == code, f"{words}: {done.returncode}\n{done.stdout[-4000:]}"
        return done.stdout

    def registry(self, key: str) -> str:
        """All below a key; nothing if it is not there."""
        return compiled.wine(self.prefix, "reg", "query", key, "/s").stdout

    def forget(self, key: str, view: str) -> None:
        """Take a key of the machine away, in the 64-bit or the 32-bit view."""
        compiled.wine(self.prefix, "reg", "delete", f"HKLM\\{key}", "/f", f"/reg:{view}")

    def products(self) -> list[str]:
        """The versions of the program in the list of programs."""
        told = self.registry(UNINSTALL)
        return [line.split()[-1] for line in told.splitlines() if "DisplayVersion" in line]

    def lay_what_wine_lacks(self) -> None:
        """Beside the installed program: the random bytes, and an older Qt, which runs on Wine."""
        definition = self._work / "random.def"
        definition.write_text(_RANDOM, encoding="ascii")
        library = self.program / "python" / "bcryptprimitives.dll"
        run("ld", "-m", "i386pep", "--shared", "-e", "0", "-o", library, definition)
        (self.program / "python" / "_wmi.pyd").unlink()  # Wine's answer stops Python
        wheels = download(WINDOWS, "3.12", _QT, self._work / "qt")
        older = self._work / "older"
        tree.lay_wheels(wheels, older, HERE / "windows" / "qt.txt")
        for name in ("PySide6", "shiboken6"):
            shutil.rmtree(self.program / "lib" / name)
            shutil.copytree(older / name, self.program / "lib" / name)

    def end(self) -> None:
        """End what still runs in this Windows, and in no other."""
        server = Path("/usr/lib/wine/wineserver64")
        environment = {"WINEPREFIX": str(self.prefix)}
        subprocess.run([server, "-k"], env=environment, check=False)
        subprocess.run([server, "-w"], env=environment, check=False)
        shutil.rmtree(self.prefix)


def needs_wine() -> None:
    if not Path("/usr/lib/wine/wine64").exists():
        pytest.skip("Wine is missing, so the Windows package is not installed here.")
