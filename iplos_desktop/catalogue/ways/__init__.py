"""How rules are held against batches: a file for each thing a rule can look at."""

from iplos_desktop.catalogue.applied import Applied
from iplos_desktop.catalogue.notes import Notes
from iplos_desktop.catalogue.rule import Look
from iplos_desktop.catalogue.ways.across import AcrossWay
from iplos_desktop.catalogue.ways.person import PersonWay
from iplos_desktop.catalogue.ways.record import RecordWay
from iplos_desktop.catalogue.ways.two import OverlapWay, SameWay
from iplos_desktop.catalogue.ways.unmatched import UnmatchedWay
from iplos_desktop.catalogue.ways.way import Way
from iplos_desktop.catalogue.ways.whole import WholeWay

__all__ = ["Way", "way_of"]

_WAYS: dict[Look, type[Way]] = {
    Look.RECORD: RecordWay,
    Look.ACROSS: AcrossWay,
    Look.SAME: SameWay,
    Look.OVERLAP: OverlapWay,
    Look.PERSON: PersonWay,
    Look.UNMATCHED: UnmatchedWay,
    Look.WHOLE: WholeWay,
}


def way_of(one: Applied, notes: Notes) -> Way:
    """The way an applied rule is judged."""
    return _WAYS[one.rule.look](one, notes)
