"""The locked packages as wheels, for a system and a Python other than the ones that build."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement

from installer.tools import pip

PYTHONS = ("3.11", "3.12", "3.13")


@dataclass(frozen=True)
class Target:
    """A system to make packages for.

    platforms: the wheels' tags that run there. markers: what a requirement may ask of it.
    """

    name: str
    platforms: tuple[str, ...]
    markers: Mapping[str, str]


WINDOWS = Target(
    "windows",
    ("win_amd64",),
    {
        "os_name": "nt",
        "sys_platform": "win32",
        "platform_system": "Windows",
        "platform_machine": "AMD64",
    },
)
LINUX = Target(  # glibc 2.34 is what Qt asks for; pip goes from the first to the last
    "linux",
    (*(f"manylinux_2_{minor}_x86_64" for minor in range(34, 16, -1)), "manylinux2014_x86_64"),
    {
        "os_name": "posix",
        "sys_platform": "linux",
        "platform_system": "Linux",
        "platform_machine": "x86_64",
    },
)


def download(target: Target, python: str, requirements: Path, folder: Path) -> list[Path]:
    """The wheels of `requirements` for a system and a Python ("3.12"), in `folder`, by name.

    Each is held against its hash in the requirements. pip judges a marker by the machine it runs
    on, so the lines that do not concern the target are taken out first.
    """
    folder.mkdir(parents=True, exist_ok=True)
    wanted = folder / "requirements.txt"
    wanted.write_text("\n".join(locked_for(target, python, requirements)), encoding="utf-8")
    where = ("--python-version", python, "--implementation", "cp")
    tags = [word for tag in target.platforms for word in ("--platform", tag)]
    hold = ("--no-deps", "--only-binary", ":all:", "--require-hashes")
    pip("download", *hold, *where, *tags, "--dest", folder, "-r", wanted)
    wanted.unlink()
    return sorted(folder.glob("*.whl"))


def locked_for(target: Target, python: str, requirements: Path) -> Iterator[str]:
    """The requirements that concern a system and a Python, each with its hashes, on a line."""
    where = {
        **target.markers,
        "python_version": python,
        "python_full_version": f"{python}.0",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    text = requirements.read_text(encoding="utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        asked, *hashes = re.split(r"\s+(?=--hash=)", line.strip())
        if not asked or asked.startswith("#"):
            continue
        requirement = Requirement(asked)
        if requirement.marker is None or requirement.marker.evaluate(where):
            yield " ".join((f"{requirement.name}{requirement.specifier}", *hashes))
