"""The ident message that goes with a 3.5 export: who each local number is."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from pyexpat import XMLParserType

from iplos_desktop.catalogue.batch import Batch, Table
from iplos_desktop.intake.cells import Cells
from iplos_desktop.intake.source import Source
from iplos_desktop.intake.suspects import Search, masked
from iplos_desktop.intake.unusable import Unusable
from iplos_desktop.intake.wellformed import WellFormed
from iplos_desktop.register.elements import IDENT, IDENT_NAMESPACE
from iplos_desktop.watch import Watch

_ROOT = f"{IDENT_NAMESPACE}}}Melding"
_ROW = f"{IDENT_NAMESPACE}}}{IDENT.name}"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_CODE = re.compile(r"[\w.{}-]{0,40}")  # no words, only what a machine gives a number by
_TYPE = re.compile(r"[0-9]{0,3}")
_ANYTHING = re.compile("")
_ATTRIBUTES: dict[str, dict[str, re.Pattern[str]]] = {
    _ROOT: dict.fromkeys(
        ("versjon", "meldingstype", "fraDatoPeriode", "tilDatoPeriode", "uttakDato", "leverandor",
         "navnEPJ", "versjonEPJ", "versjonUt", "lopenr", "lokalident",
         *(f"{_XSI}}}{name}" for name in ("schemaLocation", "noNamespaceSchemaLocation"))),
        _ANYTHING,
    ),
    f"{IDENT_NAMESPACE}}}Kontaktperson": dict.fromkeys(
        ("kontPerson", "meldTelefon", "meldEpost1", "meldEpost2", "typeKontaktperson"), _ANYTHING
    ),
    f"{IDENT_NAMESPACE}}}Institusjon": {"institusjonID": _CODE},
    _ROW: {"pid": _ANYTHING, "fid": _ANYTHING, "typeID": _TYPE, "pasientGUID": _CODE},
}  # fmt: skip
"""What each element may have, and how it may look; pid and fid are judged by rules."""
_ROWS = 8000  # in a batch
_DEEPEST = 50  # levels; a message has three
_LONGEST = 1024 * 1024  # characters without a tag; a tag of a message has some hundred
_MOST_NAMES = 2000  # different element names; a message has four


class IdentMessage:
    """One ident message, read once.

    lopenr: its number, which the export has as iiLopenr; None before the root is read.
    unusable: why the reading stopped before the end, None if it did not. more_at: the line of the
    first element, attribute, text, comment or instruction that it should not have.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lopenr: str | None = None
        self.unusable: Unusable | None = None
        self.more_at: int | None = None
        self._source = Source(path)
        search = Search()
        self._cells = {element.name: Cells(element, search) for element in IDENT.elements}
        self._rows: list[tuple[str, ...]] = []
        self._lines: list[int] = []
        self._depth = 0
        self._names: set[str] = set()
        self._since_tag = 0

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
        try:
            for _ in self._read(watch):
                if len(self._rows) >= _ROWS:
                    yield self._taken()
        except Unusable as unusable:
            self.unusable = unusable
        if self._rows:
            yield self._taken()

    def _read(self, watch: Watch) -> Iterator[None]:
        xml = WellFormed(self._handle)
        for text in self._source.text(watch):
            self._since_tag += len(text)
            xml.feed(text)
            if self._since_tag > _LONGEST:
                raise Unusable("stor")
            yield
        xml.feed("", last=True)

    def _handle(self, parser: XMLParserType) -> None:
        """Have the parser tell of the elements."""

        def start(name: str, attributes: dict[str, str]) -> None:
            self._start(name, attributes, parser.CurrentLineNumber)

        def text(data: str) -> None:
            if data.strip():
                self._more(parser.CurrentLineNumber)

        def aside(*_: str) -> None:
            self._more(parser.CurrentLineNumber)

        def namespace(_prefix: str | None, uri: str | None) -> None:
            if uri not in {IDENT_NAMESPACE, _XSI, None}:
                self._more(parser.CurrentLineNumber)

        parser.StartElementHandler = start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = text
        parser.StartNamespaceDeclHandler = namespace
        parser.CommentHandler = aside
        parser.ProcessingInstructionHandler = aside

    def _start(self, name: str, attributes: dict[str, str], line: int) -> None:
        self._depth += 1
        self._since_tag = 0
        self._names.add(name)
        if self._depth == 1:
            if name != _ROOT:
                raise Unusable("rot", line, masked(name.rpartition("}")[2]))
            self.lopenr = attributes.get("lopenr", "")
        elif self._depth > _DEEPEST:
            raise Unusable("dypt", line)
        elif len(self._names) > _MOST_NAMES:
            raise Unusable("stor", line)
        elif name == _ROW:
            self._rows.append(tuple(attributes.get(one.name, "") for one in IDENT.elements))
            self._lines.append(line)
        if not _is_usual(name, attributes):
            self._more(line)

    def _more(self, line: int) -> None:
        if self.more_at is None:
            self.more_at = line

    def _end(self, _name: str) -> None:
        self._depth -= 1
        self._since_tag = 0

    def _taken(self) -> Batch:
        columns = zip(*self._rows, strict=True)
        table = Table(IDENT.name, {}, lines=self._lines)
        for element, texts in zip(IDENT.elements, columns, strict=True):
            column = self._cells[element.name].column(texts, 0, self._lines)
            table.columns[element.name] = column.cells
            if element.name == IDENT.person_id:
                table.told += (replace(one, rule="M-06") for one in column.told)
        table.persons = [0] * len(table.lines)
        self._lines, self._rows = [], []
        return Batch({IDENT.name: table})


def _is_usual(name: str, attributes: dict[str, str]) -> bool:
    """Whether an element is one of a message's, with attributes that such a one has."""
    known = _ATTRIBUTES.get(name)
    return known is not None and all(
        attribute in known and (known[attribute] is _ANYTHING or known[attribute].fullmatch(value))
        for attribute, value in attributes.items()
    )
