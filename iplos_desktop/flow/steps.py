"""The steps of a submission in their order, and the journal, which stands beside them."""

from enum import IntEnum


class Step(IntEnum):
    """What the window shows: the steps of the road, and TIDLIGERE, which is not on it."""

    START = 0
    FIL = 1
    KONTROLL = 2
    AVSENDER = 3
    NOKKEL = 4
    KRYPTER = 5
    FERDIG = 6
    TIDLIGERE = 7

    @property
    def title(self) -> str:
        """The step's name as she sees it."""
        return _TITLES[self]


_TITLES = ("Start", "Fil", "Kontroll", "Avsender", "Nøkkel", "Krypter", "Ferdig", "Tidligere")

ROAD = tuple(step for step in Step if step is not Step.TIDLIGERE)
"""The steps one after the other."""
