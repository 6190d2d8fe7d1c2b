"""The list of files as Windows Installer wants it: a component for each."""

import hashlib
import uuid
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import quoteattr

# The same for ever: by it the next version finds this one, and a file's component keeps its own.
UPGRADE_CODE = "3C0B5B0E-8F0D-4E57-9C55-6A5B0B8C5D11"

_HEAD = """<?xml version="1.0" encoding="utf-8"?>
<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi"><Fragment>
<DirectoryRef Id="ProgramFolder">
"""


def files_wxs(root: Path) -> str:
    """A WiX fragment that lays every file below `root` in the program's folder."""
    components: list[str] = []
    body = "".join(_folder(root, root, components))
    references = "".join(f'<ComponentRef Id="{name}"/>\n' for name in components)
    return (
        f'{_HEAD}{body}</DirectoryRef>\n<ComponentGroup Id="Files">\n{references}'
        "</ComponentGroup></Fragment></Wix>\n"
    )


def identity(text: str) -> str:
    """A GUID that follows from a text."""
    return str(uuid.uuid5(uuid.UUID(UPGRADE_CODE), text)).upper()


def _folder(folder: Path, root: Path, components: list[str]) -> Iterator[str]:
    for path in sorted(folder.iterdir()):
        inside = path.relative_to(root).as_posix()
        number = hashlib.sha256(inside.encode()).hexdigest()[:24]
        if path.is_dir():
            yield f'<Directory Id="d{number}" Name={quoteattr(path.name)}>\n'
            yield from _folder(path, root, components)
            yield "</Directory>\n"
        else:
            components.append(f"c{number}")
            yield (
                f'<Component Id="c{number}" Guid="{identity(inside)}" Win64="yes">'
                f'<File Id="f{number}" Source={quoteattr(_source(path, root))} KeyPath="yes"/>'
                "</Component>\n"
            )


def _source(path: Path, root: Path) -> str:
    """As seen from the folder above the root, where the tools run."""
    return str(path.relative_to(root.parent))
