"""What can be wrong with a year package, in words an official understands."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

_LONGEST = 20
_DIGITS = 6  # more than any code has; a long number may be somebody's


@dataclass(frozen=True)
class Fault:
    """One fault. file: its name, None for the whole package. line: 1 is the first."""

    file: str | None
    line: int | None
    text: str

    def __str__(self) -> str:
        if self.file is None:
            return self.text
        where = self.file if self.line is None else f"{self.file}, linje {self.line}"
        return f"{where}: {self.text}"


class FaultyPackageError(Exception):
    """A year package that cannot be used. faults: all that was found."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(map(str, self.faults)))


def shown(value: str) -> str:
    """A value from a package as a fault may quote it: short, and never a long number."""
    if sum(sign.isdigit() for sign in value) > _DIGITS:
        return "et langt tall"
    kept = "".join(sign if is_printable(sign) else "?" for sign in value[: _LONGEST + 1])
    return f"«{kept}»" if len(kept) <= _LONGEST else f"«{kept[:_LONGEST]}…»"


def is_printable(text: str) -> bool:
    """Whether a text has no control characters, line breaks or characters of no meaning."""
    return all(unicodedata.category(sign)[0] != "C" for sign in text)
