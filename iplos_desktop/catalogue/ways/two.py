"""Rules on two records of one person: the same, or at the same time."""

from collections.abc import Hashable, Iterable, Iterator
from datetime import date

from iplos_desktop.catalogue.applied import Applied, Values
from iplos_desktop.catalogue.batch import UNREADABLE, Table
from iplos_desktop.catalogue.notes import Notes
from iplos_desktop.catalogue.rule import BEFORE
from iplos_desktop.catalogue.seen import Column, Seen
from iplos_desktop.catalogue.ways.way import Way

_MOST_AT_ONCE = 50  # records of one key a later one is held against; a person has a few


class _Pairs(Way):
    """What both have in common."""

    def __init__(self, one: Applied, notes: Notes) -> None:
        super().__init__(one, notes)
        self._before = [name.endswith(BEFORE) for name in one.parameters]
        own = one.form.judged[str(one.record)].own_id
        self._own = None if own in one.key else own

    def see(self, seen: Seen) -> None:
        """Judge one more batch; it never cuts a person in two."""
        table = seen.tables.get(str(self.one.record))
        if table is None or not len(table):
            return
        keys = [seen.column(table, name, name) for name in self.one.key]
        columns, place = self.columns(seen, table), seen.place(table)
        names = (*self.one.key, *self.one.elements, *(self.one.period or ()))
        period = [table.columns[name] for name in self.one.period or ()]
        self.remember(names, [*keys, *columns, *period])
        told: set[int] = set()
        for first, row in self.pairs(table, keys):
            if row in told or self._is_one(table, first, row):
                continue
            values = self._values(columns, first, row)
            if self.one.is_fault(values):
                self.add(place, row, values)
                told.add(row)
        for parameter in self.one.rule.rejects if told else ():
            seen.reject(table, self.one.element(parameter), told)

    def _is_one(self, table: Table, first: int, row: int) -> bool:
        """Whether two records have one number: that is a fault of its own, told already."""
        if self._own is None:
            return False
        number = table.columns[self._own][row]
        return number is not None and number == table.columns[self._own][first]

    def pairs(self, table: Table, keys: list[Column]) -> Iterable[tuple[int, int]]:
        """The rows to compare, the earlier first."""
        raise NotImplementedError

    def _values(self, columns: list[Column], first: int, row: int) -> Values:
        both = zip(columns, self._before, strict=True)
        return tuple(column[first if before else row] for column, before in both)


class SameWay(_Pairs):
    """A record and the first one before it, of the same person, with the same key."""

    def pairs(self, table: Table, keys: list[Column]) -> Iterable[tuple[int, int]]:
        """Each record that repeats an earlier one's key."""
        if len(keys) == 1 and len(set(keys[0])) == len(table):
            return  # no number stands twice in the whole batch
        whole = [*zip(table.persons, *keys, strict=True)]
        if len(set(whole)) < len(table):
            yield from self._repeated(table, whole)

    def _repeated(
        self, table: Table, whole: list[tuple[Hashable, ...]]
    ) -> Iterator[tuple[int, int]]:
        first: dict[Hashable, int] = {}
        alone = len(self.one.key) == 1
        for row in sorted(range(len(whole)), key=table.lines.__getitem__):
            key = whole[row]
            if UNREADABLE in key or (alone and key[1] is None):
                continue
            earlier = first.setdefault(key, row)
            if earlier != row:
                yield earlier, row


class OverlapWay(_Pairs):
    """A record and one that began before it and goes on past its first day."""

    def pairs(self, table: Table, keys: list[Column]) -> Iterable[tuple[int, int]]:
        """Each record with those of the same key that last when it begins."""
        assert self.one.period is not None  # noqa: S101 - declared with one
        begins, ends = (table.columns[name] for name in self.one.period)
        whole = [*zip(table.persons, *keys, strict=True)] if keys else table.persons
        for rows in self._doubtful(whole, begins, ends):
            yield from _overlaps(
                sorted(rows, key=lambda row: (begins[row], table.lines[row])), begins, ends
            )

    def _doubtful(self, whole: Column, begins: Column, ends: Column) -> Iterator[list[int]]:
        """The rows of each key of which some record may begin before another has ended."""
        doubtful = self._keys(whole, begins, ends)
        if not doubtful:
            return
        rows: dict[Hashable, list[int]] = {}
        for row, key in enumerate(whole):
            if key in doubtful and _is_whole(begins[row], ends[row]) and _is_readable(key):
                rows.setdefault(key, []).append(row)
        yield from rows.values()

    def _keys(self, whole: Column, begins: Column, ends: Column) -> set[Hashable]:
        """The keys in doubt: one look at each record, in the order they stand."""
        latest: dict[Hashable, date] = {}
        doubtful: set[Hashable] = set()
        get, doubt = latest.get, doubtful.add
        for key, begin, stated in zip(whole, begins, ends, strict=True):
            if type(begin) is not date:
                continue
            end = stated if type(stated) is date else _last(stated)
            before = get(key)
            if before is None:
                latest[key] = end
                continue
            if begin <= before:
                doubt(key)
            if end > before:
                latest[key] = end
        return doubtful


def _last(end: object) -> date:
    """What an end that is no date counts as: open when not filled in, over when rejected."""
    return date.max if end is None else date.min


def _is_whole(begin: object, end: object) -> bool:
    """Whether both days can be read and stand in their order."""
    return isinstance(begin, date) and (end is None or (isinstance(end, date) and begin <= end))


def _is_readable(key: Hashable) -> bool:
    return not (isinstance(key, tuple) and UNREADABLE in key)


def _overlaps(rows: list[int], begins: Column, ends: Column) -> Iterator[tuple[int, int]]:
    """Pairs of these rows, sorted by their first day, that begin together or share two days."""
    lasting: list[int] = []
    for row in rows:
        begin = begins[row]
        lasting = [
            earlier
            for earlier in lasting
            if ends[earlier] is None or begin < ends[earlier] or begin == begins[earlier]
        ]
        for earlier in lasting:
            yield earlier, row
        lasting = [*lasting[1 - _MOST_AT_ONCE :], row]
