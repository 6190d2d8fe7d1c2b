"""The end of an export: what follows the root, where only comments may stand."""

from collections.abc import Callable, Sequence
from pyexpat import ParserCreate

from iplos_desktop.intake.head import LONGEST
from iplos_desktop.intake.unusable import Unusable


class Tail:
    """Takes the text after the root piece by piece; hands on what stands in comments.

    The text is known to be well-formed. Raises Unusable when there is too much of it.
    """

    def __init__(self, line: int, loose: Callable[[Sequence[tuple[str, int]]], None]) -> None:
        self._first_line = line
        self._loose = loose
        self._length = 0
        self._parser = ParserCreate()
        self._parser.Parse("<a/>", False)  # noqa: FBT003 - expat's own signature
        self._parser.CommentHandler = self._keep
        self._parser.ProcessingInstructionHandler = lambda *both: self._keep(" ".join(both))

    def feed(self, text: str) -> None:
        """Take some more of it."""
        self._length += len(text)
        if self._length > LONGEST:
            raise Unusable("stor", self._first_line)
        self._parser.Parse(text, False)  # noqa: FBT003

    def _keep(self, *texts: str) -> None:
        line = self._first_line + self._parser.CurrentLineNumber - 1
        self._loose([(text, line) for text in texts])
