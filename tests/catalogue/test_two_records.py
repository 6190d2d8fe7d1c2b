"""Rules on two records of a person: found wherever they stand, and only where they overlap."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from iplos_desktop.catalogue.batch import UNREADABLE, Batch, Cell, Table
from iplos_desktop.catalogue.context import Context
from iplos_desktop.catalogue.judge import Judge
from iplos_desktop.catalogue.rule import Book
from iplos_desktop.register.elements import FORMAT_33
from iplos_desktop.rules import BOOK
from iplos_desktop.year import load_year

Row = tuple[int, int, str, int, int | None]
"""Person, function, score, first day, last day."""

JANUARY = date(2015, 1, 1)
ROWS = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.integers(1, 3),
        st.sampled_from("12"),
        st.integers(0, 6),
        st.one_of(st.none(), st.integers(0, 6)),
    ),
    max_size=14,
)


def told(number: str, columns: dict[str, list[Cell]], persons: Sequence[int]) -> set[int]:
    """The lines a single rule of the book finds fault on; a row stands on its own line."""
    book = Book()
    book.add(BOOK[number])
    record = FORMAT_33.classes["FUNKSJON"]
    count = len(persons)
    columns = {name: columns.get(name, [None] * count) for name in record.by_name}
    columns["fnFnID"] = [*range(count)]
    people = max(persons, default=-1) + 1
    person = Table(
        "PERSON",
        {name: [None] * people for name in FORMAT_33.person.by_name},
        [0] * people,
        [*range(people)],
    )
    table = Table("FUNKSJON", columns, [*range(1, count + 1)], [*persons])
    judge = Judge(FORMAT_33, Context(load_year(2015), date(2016, 1, 5)), book)
    judge.see(Batch({"PERSON": person, "FUNKSJON": table}))
    return {finding.line for finding in judge.finish()}


def day(number: int | None) -> date | None:
    return None if number is None else JANUARY + timedelta(number)


def columns_of(rows: Sequence[Row]) -> dict[str, list[Cell]]:
    return {
        "fnFunkType": [row[1] for row in rows],
        "fnFunkVerdi": [row[2] for row in rows],
        "fnFraDato": [day(row[3]) for row in rows],
        "fnTilDato": [day(row[4]) for row in rows],
    }


def overlap(first: Row, second: Row) -> bool:
    """Whether two scores of one function differ and last at the same time."""
    same = first[:2] == second[:2] and first[2] != second[2]
    whole = all(row[4] is None or row[3] <= row[4] for row in (first, second))
    return same and whole and (first[4] is None or second[3] < first[4] or second[3] == first[3])


@given(ROWS)
def test_overlapping_scores_are_those_that_a_look_at_every_pair_finds(rows: list[Row]) -> None:
    order = sorted(range(len(rows)), key=lambda at: (rows[at][3], at))
    wanted = {
        later + 1
        for earlier, later in combinations(order, 2)
        if overlap(rows[earlier], rows[later])
    }
    assert told("F-04", columns_of(rows), [row[0] for row in rows]) == wanted


@given(ROWS, st.data())
def test_what_cannot_be_read_overlaps_nothing(rows: list[Row], data: st.DataObject) -> None:
    persons = [row[0] for row in rows]
    columns = columns_of(rows)
    before = told("F-04", columns, persons)
    for at in data.draw(st.sets(st.integers(0, max(len(rows) - 1, 0)))) if rows else ():
        columns["fnFraDato"][at] = UNREADABLE
        assert at + 1 not in told("F-04", columns, persons)
    assert told("F-04", columns, persons) <= {*range(1, len(rows) + 1)}
    assert before <= {*range(1, len(rows) + 1)}


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5)), max_size=20))
def test_a_number_used_twice_is_told_on_every_later_use(rows: list[tuple[int, int]]) -> None:
    book = Book()
    book.add(replace(BOOK["P-11"], over=({"number": "fnFnID"},)))
    seen: set[tuple[int, int]] = set()
    wanted = set()
    for line, row in enumerate(rows, 1):
        if row in seen:
            wanted.add(line)
        seen.add(row)
    record = FORMAT_33.classes["FUNKSJON"]
    columns: dict[str, list[Cell]] = {name: [None] * len(rows) for name in record.by_name}
    columns["fnFnID"] = [number for _, number in rows]
    person = Table("PERSON", {name: [None] * 4 for name in FORMAT_33.person.by_name}, [0] * 4)
    table = Table("FUNKSJON", columns, [*range(1, len(rows) + 1)], [one for one, _ in rows])
    judge = Judge(FORMAT_33, Context(load_year(2015), date(2016, 1, 5)), book)
    judge.see(Batch({"PERSON": person, "FUNKSJON": table}))
    assert {finding.line for finding in judge.finish()} == wanted


def test_a_person_of_hundreds_of_scores_at_once_has_every_later_one_told() -> None:
    rows: list[Row] = [(0, 1, "12"[at % 2], at, 999) for at in range(400)]
    assert told("F-04", columns_of(rows), [0] * 400) == {*range(2, 401)}
