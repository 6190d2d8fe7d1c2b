"""Why a file that opens is still no usable export."""


class Unusable(Exception):  # noqa: N818 - becomes a kritisk finding, never an error shown
    """Stops the reading; the check tells it as the kritisk finding of the same name.

    reason: a key of the rules in ``rules/leveranse.py``. line: where, counted from 1.
    found: what stood there, when it is no content (an encoding, an element's name).
    """

    def __init__(self, reason: str, line: int = 1, found: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line
        self.found = found
