"""Where the files that ship with the program lie."""

from pathlib import Path


def resource(*parts: str) -> Path:
    """The path of a shipped file or folder, such as ``resource("years", "2015")``.

    In a checkout the folder stands beside the package, in an installation inside it.
    """
    package = Path(__file__).parent
    installed = package / "resources"
    root = installed if installed.is_dir() else package.parent / "resources"
    return root.joinpath(*parts)
