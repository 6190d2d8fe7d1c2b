"""A column's texts as values, each distinct text read once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from iplos_desktop.catalogue.batch import UNREADABLE, Cell, Suspect, Told
from iplos_desktop.intake.structure import graver
from iplos_desktop.intake.suspects import Search, Traces, masked
from iplos_desktop.register.elements import Element
from iplos_desktop.register.guises import SHORTEST
from iplos_desktop.register.identity import is_identity_without_its_zero
from iplos_desktop.register.types import Codes, Integer, NoSuchDayError, NotOfTypeError

_KEPT = 20_000  # distinct texts; ids never come twice and need no memory
_KEPT_CHARACTERS = 1024 * 1024


@dataclass(frozen=True)
class Column:
    """Texts as values, with what was refused of them and where long numbers stand."""

    cells: list[Cell]
    told: list[Told]
    suspects: list[Suspect]


class Cells(dict[str, Cell]):
    """The values of one element by their text; UNREADABLE for those the type refuses."""

    def __init__(self, element: Element, search: Search) -> None:
        super().__init__()
        self._element = element
        self._search = search
        self._is_id = element.attribute and isinstance(element.type, Integer)
        form = "S-08" if isinstance(element.type, Codes) else "S-07"
        self._rule_of_form = graver(form, element.name)
        self._rejected: dict[str, str] = {}  # the rule each refused text breaks
        self._suspicious: dict[str, Traces] = {}
        self._held = 0  # characters
        self._line = 0

    def __missing__(self, text: str) -> Cell:
        value = self[text] = self._read(text)
        self._held += len(text)
        if len(text) >= SHORTEST and self._may_hold_identity(value):
            traces = self._search.in_text(text, self._line)
            if traces is not None:
                self._suspicious[text] = traces
        return value

    def _may_hold_identity(self, value: Cell) -> bool:
        """Not in its own place; nor is a local number one, unless it has lost a zero."""
        if self._is_id and isinstance(value, int):
            return is_identity_without_its_zero(value)
        return not self._element.secret

    def _read(self, text: str) -> Cell:
        try:
            return self._element.type.read(text)
        except NotOfTypeError:
            self._rejected[text] = self._rule_of_form
        except NoSuchDayError:
            self._rejected[text] = "K-01"
        return UNREADABLE

    def column(self, texts: Sequence[str], first: int, lines: Sequence[int]) -> Column:
        """The texts, which stand in the rows from `first` on, at these lines."""
        if self._is_id:
            assert isinstance(self._element.type, Integer)  # noqa: S101 - for the type checker
            plain = self._element.type.read_plain(texts)  # almost all are distinct
            if plain is not None:
                return Column([*plain], [], [])
        if len(self) > _KEPT or self._held > _KEPT_CHARACTERS:
            self._forget()
        self._line = lines[0]
        cells = [*map(self.__getitem__, texts)]
        return Column(cells, [*self._told(texts, first)], [*self._suspects(texts, first, lines)])

    def _forget(self) -> None:
        self.clear()
        self._rejected.clear()
        self._suspicious.clear()
        self._held = 0

    def _told(self, texts: Sequence[str], first: int) -> Iterator[Told]:
        if not self._rejected or self._rejected.keys().isdisjoint(texts):
            return
        rows: dict[str, list[int]] = {}
        for row, text in enumerate(texts, first):
            if text in self._rejected:
                rows.setdefault(text, []).append(row)
        for text, at in rows.items():
            found = None if self._element.secret else masked(text)
            expected = self._element.type.expected
            yield Told(self._rejected[text], self._element.name, at, found, expected)

    def _suspects(
        self, texts: Sequence[str], first: int, lines: Sequence[int]
    ) -> Iterator[Suspect]:
        if not self._suspicious or self._suspicious.keys().isdisjoint(texts):
            return
        for row, text in enumerate(texts):
            if text in self._suspicious:
                yield self._suspicious[text].at(self._element.name, first + row, lines[row])
