"""How much there is in an export, for comparison with another one."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Counts:
    """Whole numbers only, nothing of any one person.

    persons: how many. records: by class, PERSON among them. services: granted and refused
    services by type (list 9151).
    """

    persons: int
    records: Mapping[str, int] = field(default_factory=dict)
    services: Mapping[int, int] = field(default_factory=dict)
