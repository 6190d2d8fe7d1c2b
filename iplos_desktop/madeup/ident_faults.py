"""The kinds of fault that can be planted in the ident message, one declaration each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from iplos_desktop.madeup.markup import Fields
from iplos_desktop.madeup.people import Someone
from iplos_desktop.madeup.spoil_person import as_d_number, wrong_check_digit
from iplos_desktop.register.identity import Kind, identify

RECORD = "PasientIdent"
_TYPES = {Kind.FNR: "1", Kind.DNR: "2"}  # list 9032
_NO_SUCH_TYPE, _H_NUMBER = "99", "3"


class Spot(NamedTuple):
    """A row that may be spoilt. before: the row before it. other: of someone not there."""

    own: Fields
    before: Fields
    other: Fields


@dataclass(frozen=True)
class IdentFault:
    """A kind of fault. rows: what stands in place of the row, the faulty one last, if it fits."""

    rule: str
    element: str
    rows: Callable[[Spot], list[Fields] | None]
    critical: bool = False


def ident(number: int, identity: str) -> Fields:
    """A row of the message: who a local number is."""
    return {"@pid": str(number), "@fid": identity, "@typeID": _TYPES[identify(identity).kind]}


def _like(spot: Spot, **changed: str) -> list[Fields]:
    return [spot.own | {f"@{name}": value for name, value in changed.items()}]


def _same_number(spot: Spot) -> list[Fields] | None:
    """The number of the one before, where it tells the same gender and the same age."""
    one, own = (identify(row.get("@fid", "")) for row in (spot.before, spot.own))
    if one.born is None or own.born is None or one.male is not own.male:
        return None
    alike = one.born.year == own.born.year and one.born <= own.born
    return [spot.before | {"@pid": spot.own["@pid"]}] if alike else None


def _two_identities(spot: Spot) -> list[Fields] | None:
    number = as_d_number(spot.own["@fid"])
    return None if number is None else [spot.own, ident(int(spot.own["@pid"]), number)]


IDENT_FAULTS = (
    IdentFault("P-07", "fid", _same_number),
    IdentFault("M-03", "pid", lambda spot: [spot.own, spot.other]),
    IdentFault("M-04", "typeID", lambda spot: _like(spot, typeID=_NO_SUCH_TYPE)),
    IdentFault("M-04", "typeID", lambda spot: _like(spot, typeID=_H_NUMBER)),
    IdentFault("P-01", "fid", lambda spot: _like(spot, fid="")),
    IdentFault("P-02", "fid", lambda spot: _like(spot, fid=wrong_check_digit(spot.own["@fid"]))),
    IdentFault("P-08", "pid", lambda spot: [spot.own, spot.own]),
    IdentFault("P-09", "pid", _two_identities, critical=True),
)


class IdentPlanting:
    """Which rows of a message of so many persons get a fault, each kind once, evenly spread.

    Only those of even number, since the others are left to the export, and not the first,
    where another fault is. other: of someone not in the export.
    """

    def __init__(self, persons: int, other: Someone, *, critical: bool) -> None:
        self._left = [one for one in IDENT_FAULTS if critical or not one.critical]
        self._due: list[IdentFault] = []
        self._every = max(1, persons // (len(self._left) + 1) // 2) * 2
        self._other = ident(other.number, other.identity)
        self._before: Fields = {}

    def rows(self, number: int, own: Fields) -> tuple[list[Fields], IdentFault | None]:
        """What to write for the person of that number, from 0; asked of each in order."""
        spot = Spot(own, self._before, self._other)
        self._before = own
        if number and self._left and number % self._every == 0:
            self._due.append(self._left.pop(0))
        for fault in self._due if number % 2 == 0 else ():
            rows = fault.rows(spot)
            if rows is not None:
                self._due.remove(fault)
                return rows, fault
        return [own], None
