"""Gathers what the reader finds into batches of columns."""

from collections.abc import Sequence
from dataclasses import replace

from iplos_desktop.catalogue.batch import Batch, Suspect, Table, Told
from iplos_desktop.intake.head import Head
from iplos_desktop.intake.segments import Child, Part, Piece, Shape, Unit, Values
from iplos_desktop.intake.structure import WHO, Flaw, child_flaws, graver, shown
from iplos_desktop.intake.suspects import Search
from iplos_desktop.intake.tables import Rows, Tables, one_row, told
from iplos_desktop.intake.unusable import Unusable
from iplos_desktop.register.elements import FORMAT_33, Format

_RECORDS = 24_000  # in a batch: enough to judge by column, few enough to stay small
_MOST_OUTSIDE = 10_000  # faults outside all records; a file with more is no export
_MOST_KNOWN = 4096  # make-ups of a person whose flaws are remembered
_LARGEST_KNOWN = 200  # children


class Builder:
    """A sink for the reader; `take` gives what has come since the last one.

    root: the root's start tag, once it has been seen. form: the format read by. records:
    how many of each class have come. outside: faults that stand outside all records, with
    their lines.
    """

    def __init__(self) -> None:
        self.root: Head | None = None
        self.form: Format = FORMAT_33
        self.records: dict[str, int] = {}
        self.outside: list[tuple[Told, int]] = []
        self._search = Search()
        self._tables = Tables(self.form, self._search)
        self._flaws: dict[tuple[str, ...], tuple[Flaw, ...]] = {}
        self._has_info = False
        self._info: Batch | None = None
        self._begin_batch()

    def _begin_batch(self) -> None:
        self._rows: dict[Shape, Rows] = {}
        self._loose: list[Suspect] = []
        self._person_told: list[Told] = []
        self._person_loose: list[Suspect] = []
        self._person: tuple[Shape, int] | None = None
        self._children: list[Child] | None = None  # None: as the shape says, then the runs
        self._runs: list[Child] = []
        self._persons = 0
        self._gathered = 0

    # What the reader tells, in the file's order.

    def head(self, head: Head) -> None:
        """Take the root's start tag, and choose the format to read by."""
        self.root = head
        self.form = head.form
        person = self.form.person
        self.records = dict.fromkeys([person.name, *(c.name for c in person.children)], 0)
        self._tables = Tables(self.form, self._search)
        for name in head.unknown:
            self._tell(Told("S-06", shown(name), (), shown(name)), head.line)

    def info(self, unit: Unit) -> None:
        """Take an INNHINFO; a second one has no place."""
        if self._has_info:
            self._tell(Told("S-04", unit.kind, (), "flere ganger", "én gang"), unit.line)
            self._only_searched(unit.pieces)
            return
        self._has_info = True
        self._info = self._batch_of_info(unit)
        if self.records[self.form.person.name]:
            where = ("etter første PERSON", "før første PERSON")
            self._tell(Told("S-03", unit.kind, (), *where), unit.line)

    def person(
        self, shape: Shape, values: Values, line: int, children: Sequence[Child] | None
    ) -> None:
        """Take a PERSON, before her records."""
        self._close_person()
        rows = self._rows_of(shape)
        rows.values.append(values)
        rows.lines.append(line)
        rows.persons.append(self._persons)
        self._persons += 1
        self._gathered += 1
        self.records[shape.name] += 1
        self._person = (shape, line)
        self._children = None if children is None else [*children]

    def run(self, shape: Shape, values: Sequence[Values], lines: Sequence[int]) -> None:
        """Take records of one shape that follow each other."""
        rows = self._rows_of(shape)
        rows.values += values
        rows.lines += lines
        rows.persons += [self._persons - 1] * len(values)
        self._gathered += len(values)
        if shape.name in self.records:
            self.records[shape.name] += len(values)
        if not self._runs or self._runs[-1][0] != shape.name:
            self._runs.append((shape.name, lines[0]))

    def misplaced(self, name: str, line: int) -> None:
        """Take a child of the root that has no place there."""
        self._tell(Told(graver("S-01", shown(name)), shown(name), (), shown(name)), line)

    def hidden(self, name: str, line: int) -> None:
        """Take an element inside something that is told as unknown; few of them matter."""
        if shown(name) in WHO:
            self.misplaced(name, line)

    def stray(self, line: int) -> None:
        """Take text between the children of the root."""
        self._tell(Told("S-09", "IPLOS", ()), line)

    def loose(self, texts: Sequence[tuple[str, int]], *, of_person: bool) -> None:
        """Look for identities in text that belongs to no value."""
        for text, line in texts:
            traces = self._search.in_text(text, line)
            if traces is None:
                continue
            if of_person:
                self._person_loose.append(traces.at(None, self._persons - 1, line))
            else:
                self._loose.append(traces.at(None, None, line))

    def finish(self) -> None:
        """The reading has come to the root's end."""
        if not self._has_info and self.root is not None:
            name, label = self.form.info.name, self.form.info.label
            self._tell(Told("S-02", name, (), None, label), self.root.line)

    # What the reading has come to.

    @property
    def is_full(self) -> bool:
        """Whether there are records enough for a batch."""
        return self._gathered >= _RECORDS

    def take_info(self) -> Batch | None:
        """The batch of INNHINFO, once."""
        taken, self._info = self._info, None
        return taken

    def take(self) -> Batch:
        """Everything since the last batch, whole persons only."""
        self._close_person()
        tables = {}
        for record in (self.form.person, *self.form.person.children):
            groups = [
                (shape, rows) for shape, rows in self._rows.items() if shape.name == record.name
            ]
            if groups:
                tables[record.name] = self._tables.of(record, groups)
        if "PERSON" in tables:
            self._point_at_rows(tables)
        batch = Batch(tables, self._loose)
        self._begin_batch()
        return batch

    def _tell(self, one: Told, line: int) -> None:
        if len(self.outside) >= _MOST_OUTSIDE:
            raise Unusable("stor", line)
        self.outside.append((one, line))

    def _rows_of(self, shape: Shape) -> Rows:
        rows = self._rows.get(shape)
        if rows is None:
            rows = self._rows[shape] = Rows()
        return rows

    def _close_person(self) -> None:
        if self._person is None:
            return
        shape, line = self._person
        if self._children is None:
            names = (*shape.leaves, *(name for name, _ in self._runs))
        else:
            names = tuple(name for name, _ in self._children)
        for flaw in self._flaws_of_person(names):
            below = None if flaw.at is None else self._line_of(flaw.at) - line
            self._person_told.append(told(flaw, [self._persons - 1], below))
        self._person = None
        self._runs = []

    def _line_of(self, at: int) -> int:
        """Where the last person's child of that number stands."""
        assert self._person is not None  # noqa: S101 - asked while the person is being closed
        if self._children is None:
            shape, line = self._person
            below = zip(shape.leaves, shape.offsets, strict=True)
            self._children = [*((name, line + offset) for name, offset in below), *self._runs]
        return self._children[at][1]

    def _flaws_of_person(self, children: tuple[str, ...]) -> tuple[Flaw, ...]:
        flaws = self._flaws.get(children)
        if flaws is None:
            flaws = tuple(child_flaws(self.form.person, children))
            if len(children) <= _LARGEST_KNOWN:
                if len(self._flaws) >= _MOST_KNOWN:
                    self._flaws.clear()
                self._flaws[children] = flaws
        return flaws

    def _point_at_rows(self, tables: dict[str, Table]) -> None:
        """Turn each person's number in the batch into its row, as PERSON's shapes lie."""
        persons = tables["PERSON"]
        row_of = [0] * len(persons)
        for row, number in enumerate(persons.persons):
            row_of[number] = row
        for table in tables.values():
            table.persons = [row_of[number] for number in table.persons]
        for one in self._person_told:
            persons.told.append(replace(one, rows=[row_of[number] for number in one.rows]))
        for suspect in self._person_loose:
            persons.suspects.append(replace(suspect, row=row_of[suspect.row or 0]))

    def _batch_of_info(self, unit: Unit) -> Batch:
        info = self.form.info
        (start,) = (piece for piece in unit.pieces if piece.shape.part is Part.START)
        table = self._tables.of(info, [(start.shape, one_row(start))])
        own = [name for name, _ in unit.children]
        for flaw in child_flaws(info, own) if info.children else ():  # else told with its values
            below = None if flaw.at is None else unit.children[flaw.at][1] - start.line
            table.told.append(told(flaw, [0], below))
        tables = {table.record: table}
        contacts = [piece for piece in unit.pieces if piece.shape.part is Part.RECORD]
        tables |= self._contacts(contacts, table)
        return Batch(tables)

    def _only_searched(self, pieces: Sequence[Piece]) -> None:
        """Look for identities in what is told as having no place."""
        for piece in pieces:
            for name, offset in zip(piece.shape.leaves, piece.shape.offsets, strict=True):
                self.hidden(name, piece.line + offset)
            self.loose([(value, piece.line) for value in piece.values], of_person=False)

    def _contacts(self, contacts: list[Piece], info: Table) -> dict[str, Table]:
        if not self.form.info.children:
            self._only_searched(contacts)
            return {}
        (record,) = self.form.info.children
        most = record.most or len(contacts)
        if not record.least <= len(contacts) <= most:
            rule = "S-02" if len(contacts) < record.least else "S-04"
            found, expected = f"{len(contacts)} av dem", f"{record.least} til {most}"
            if contacts or rule != "S-02":  # that there is none is told as any missing child
                info.told.append(Told(rule, record.name, [0], found, expected))
        if not contacts:
            return {}
        groups = [(piece.shape, one_row(piece)) for piece in contacts]
        return {record.name: self._tables.of(record, groups)}
