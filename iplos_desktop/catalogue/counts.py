"""How much there is in an export, for comparison with another one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass(frozen=True)
class Counts:
    """Whole numbers only, nothing of any one person.

    persons: how many. records: by class, PERSON among them. services: granted and refused
    services by type (list 9151).
    """

    persons: int
    records: Mapping[str, int] = field(default_factory=dict)
    services: Mapping[int, int] = field(default_factory=dict)


class ServiceRow(NamedTuple):
    """One type of service. before: how many were sent last, None when nothing is known."""

    code: int
    text: str
    now: int
    before: int | None

    @property
    def change(self) -> int | None:
        """How many more than last."""
        return None if self.before is None else self.now - self.before
