"""Why a file that opens is still no usable export."""

from typing import Literal

Reason = Literal[
    "tom",  # nothing in it
    "xml",  # not well-formed
    "kuttet",  # ends too early
    "doctype",  # has a DOCTYPE
    "tegn",  # bytes its encoding does not have
    "tegnsett",  # an encoding nobody knows
    "merke",  # an encoding its first bytes contradict
    "rot",  # another root
    "ingen",  # no person
    "dypt",  # nested too deep
    "stor",  # a part of it larger than any export's
]


class Unusable(Exception):  # noqa: N818 - becomes a kritisk finding, never an error shown
    """Stops the reading; the check tells it as a kritisk finding, a rule for each reason.

    line: where, counted from 1. found: what stood there, when it is no content (an
    encoding, an element's name).
    """

    def __init__(self, reason: Reason, line: int = 1, found: str | None = None) -> None:
        super().__init__(reason)
        self.reason: Reason = reason
        self.line = line
        self.found = found
