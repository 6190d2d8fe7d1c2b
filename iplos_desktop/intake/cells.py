"""A column's texts as values, each distinct text read once."""

from collections.abc import Iterator, Sequence

from iplos_desktop.catalogue.batch import UNREADABLE, Cell, Suspect, Told
from iplos_desktop.intake.suspects import SHORTEST, masked, numbers_in
from iplos_desktop.register.elements import Element
from iplos_desktop.register.types import Codes, Integer, NoSuchDayError, NotOfTypeError

_KEPT = 20_000  # distinct texts; ids never come twice and need no memory


class Cells(dict[str, Cell]):
    """The values of one element by their text.

    `rejected`: the rule each refused text breaks; `suspicious`: texts with long numbers.
    Both are kept as long as the text is.
    """

    def __init__(self, element: Element) -> None:
        super().__init__()
        self._element = element
        self.rejected: dict[str, str] = {}
        self.suspicious: set[str] = set()

    def __missing__(self, text: str) -> Cell:
        value = self[text] = self._read(text)
        if len(text) >= SHORTEST and not self._element.secret and numbers_in(text):
            self.suspicious.add(text)
        return value

    def _read(self, text: str) -> Cell:
        try:
            return self._element.type.read(text)
        except NotOfTypeError:
            self.rejected[text] = "S-08" if isinstance(self._element.type, Codes) else "S-07"
        except NoSuchDayError:
            self.rejected[text] = "K-01"
        return UNREADABLE

    def column(self, texts: Sequence[str]) -> list[Cell]:
        """A value for each text; UNREADABLE for those the type refuses."""
        if self._element.attribute and isinstance(self._element.type, Integer):
            plain = self._element.type.read_plain(texts)  # ids: almost all are distinct
            if plain is not None:
                return [*plain]
        if len(self) > _KEPT:
            self.clear()
            self.rejected.clear()
            self.suspicious.clear()
        return [*map(self.__getitem__, texts)]

    def told(self, texts: Sequence[str], first: int) -> Iterator[Told]:
        """What was refused among texts just read as a column that begins at row `first`."""
        if not self.rejected or self.rejected.keys().isdisjoint(texts):
            return
        rows: dict[str, list[int]] = {}
        for row, text in enumerate(texts, first):
            if text in self.rejected:
                rows.setdefault(text, []).append(row)
        for text, at in rows.items():
            found = None if self._element.secret else masked(text)
            expected = self._element.type.expected
            yield Told(self.rejected[text], self._element.name, at, found, expected)

    def suspects(self, texts: Sequence[str], first: int, lines: Sequence[int]) -> Iterator[Suspect]:
        """Where long numbers stand among texts just read."""
        if not self.suspicious or self.suspicious.isdisjoint(texts):
            return
        for row, text in enumerate(texts):
            if text in self.suspicious:
                yield Suspect(numbers_in(text), self._element.name, first + row, lines[row])
