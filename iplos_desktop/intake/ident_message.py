"""The ident message that goes with a 3.5 export: who each local number is."""

from collections.abc import Iterator
from pathlib import Path
from pyexpat import ExpatError, ParserCreate

from iplos_desktop.catalogue.batch import Batch, Table
from iplos_desktop.intake.cells import Cells
from iplos_desktop.intake.source import Source
from iplos_desktop.intake.unusable import Unusable
from iplos_desktop.register.elements import IDENT, IDENT_NAMESPACE
from iplos_desktop.watch import Watch

_ROOT = f"{IDENT_NAMESPACE}}}Melding"
_ROW = f"{IDENT_NAMESPACE}}}{IDENT.name}"
_ROWS = 8000  # in a batch
_DEEPEST = 50  # levels; a message has three


class IdentMessage:
    """One ident message, read once. lopenr: its number, which the export has as iiLopenr.

    unusable: why the reading stopped before the end, None if it did not.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lopenr: str | None = None
        self.unusable: Unusable | None = None
        self._source = Source(path)
        self._parser = ParserCreate(namespace_separator="}")
        self._cells = {element.name: Cells(element) for element in IDENT.elements}
        self._rows: list[tuple[str, ...]] = []
        self._lines: list[int] = []
        self._depth = 0

    @property
    def sha256(self) -> str:
        """Of the file's bytes, lower-case hex."""
        return self._source.sha256

    @property
    def size(self) -> int:
        """Bytes read."""
        return self._source.size

    def batches(self, watch: Watch) -> Iterator[Batch]:
        """The persons of the message, a table at a time.

        Raises UserError when the file cannot be read, Cancelled by the watch. A file that
        is no ident message ends early, with `unusable` set.
        """
        parser = self._parser
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = self._doctype
        try:
            for text in self._source.text(watch):
                self._feed(text, last=False)
                if len(self._rows) >= _ROWS:
                    yield self._taken()
            self._feed("", last=True)
        except Unusable as unusable:
            self.unusable = unusable
        if self._rows:
            yield self._taken()

    def _feed(self, text: str, *, last: bool) -> None:
        try:
            self._parser.Parse(text, last)
        except ExpatError as error:
            raise Unusable("xml", error.lineno) from None

    def _doctype(self, *_: object) -> None:
        raise Unusable("doctype", self._parser.CurrentLineNumber)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        line = self._parser.CurrentLineNumber
        if self._depth == 1:
            if name != _ROOT:
                raise Unusable("rot", line)
            self.lopenr = attributes.get("lopenr")
        elif self._depth > _DEEPEST:
            raise Unusable("dypt", line)
        elif name == _ROW:
            self._rows.append(tuple(attributes.get(one.name, "") for one in IDENT.elements))
            self._lines.append(line)

    def _end(self, _name: str) -> None:
        self._depth -= 1

    def _taken(self) -> Batch:
        columns = zip(*self._rows, strict=True)
        table = Table(IDENT.name, {})
        for element, texts in zip(IDENT.elements, columns, strict=True):
            table.columns[element.name] = self._cells[element.name].column(texts)
        table.lines, self._lines, self._rows = self._lines, [], []
        table.persons = [0] * len(table.lines)
        return Batch({IDENT.name: table})
