"""What a check leaves behind, so that the next one can tell what is gone and what is new."""

import base64
import json
import os
import stat
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iplos_desktop.catalogue.counts import Counts
from iplos_desktop.catalogue.findings import Findings
from iplos_desktop.catalogue.group import NOBODY, Detail, Group
from iplos_desktop.catalogue.rule import BOOK
from iplos_desktop.flow import since_last
from iplos_desktop.flow.checked import Checked
from iplos_desktop.flow.history import History
from iplos_desktop.flow.services import services_beside_last
from iplos_desktop.flow.since_last import SinceLast
from iplos_desktop.flow.since_words import notes, of_rules, sentence
from iplos_desktop.madeup import write_export
from tests.support import NOW, SMALL, WOMAN, check_text

TWO_FAULTS = SMALL.replace(">K</peKjonn>", ">M</peKjonn>").replace(">3.5<", ">170<")
"""A woman said to be a man (P-05), and more hours than a week has (T-04)."""
Place = tuple[str, int, int]  # rule, person, record


def remembered(history: History, text: str, folder: Path, *, test: bool = True) -> Checked:
    return history.take_check(check_text(folder, text, test=test))


def since(history: History, text: str, folder: Path) -> SinceLast:
    found = remembered(history, text, folder).since
    assert found is not None
    return found


def _unseen(_: Hashable) -> Detail:
    return Detail({}, None, None)


def made_up(base: Checked, places: Iterable[Place], made: Iterable[str] = ()) -> Checked:
    """A check that has found just this."""
    groups: dict[str, Group] = {}
    for line, (rule, person, record) in enumerate(places):
        if rule not in groups:
            found = BOOK[rule]
            groups[rule] = Group(found, found.level, "TJENESTE", "tjTimerUke", _unseen)
        groups[rule].add(person, record, line, ())
    rules = tuple(made) or tuple(rule.number for rule in BOOK)
    return replace(base, findings=Findings([*groups.values()], [], rules))


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    return check_text(tmp_path_factory.mktemp("base"), SMALL)


def test_the_first_check_has_nothing_to_be_held_against(tmp_path: Path) -> None:
    history = History(tmp_path / "h")
    assert remembered(history, SMALL, tmp_path).since is None
    assert history.trouble is None


def test_a_corrected_fault_is_gone_and_the_other_remains(tmp_path: Path) -> None:
    history = History(tmp_path / "h")
    remembered(history, TWO_FAULTS, tmp_path)
    told = since(history, TWO_FAULTS.replace(">170<", ">3.5<"), tmp_path)
    assert told.gone == {"T-04": 1}
    assert told.new == {}
    assert told.remaining["P-05"] == 1
    assert told.at == NOW


def test_the_same_bytes_again_change_nothing(tmp_path: Path) -> None:
    history = History(tmp_path / "h")
    before = remembered(history, TWO_FAULTS, tmp_path)
    told = since(history, TWO_FAULTS, tmp_path)
    assert (told.gone, told.new) == ({}, {})
    assert told.remaining == before.findings.counts
    assert notes(told) == []


def test_another_wrong_value_on_another_line_is_the_same_fault(tmp_path: Path) -> None:
    history = History(tmp_path / "h")
    remembered(history, TWO_FAULTS, tmp_path)
    moved = TWO_FAULTS.replace("<PERSON ", "\n\n<PERSON ").replace(">170<", ">180<")
    told = since(history, moved, tmp_path)
    assert (told.gone, told.new) == ({}, {})


places = st.lists(
    st.tuples(
        st.sampled_from(["T-04", "P-05", "F-01"]),
        st.sampled_from([NOBODY, 1, 2]),
        st.sampled_from([NOBODY, 10, 11]),
    ),
    max_size=12,
)


@given(before=places, now=places)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_nothing_is_lost_in_the_count(
    before: list[Place], now: list[Place], base: Checked, tmp_path: Path
) -> None:
    history = History(tmp_path / "h")
    earlier = replace(made_up(base, before), at=NOW - timedelta(days=1))
    history.take_check(earlier)
    checked = history.take_check(made_up(base, now), earlier)
    told = checked.since
    assert told is not None
    assert told.unsure == told.limited == ()
    had, has = Counter(place[0] for place in before), Counter(place[0] for place in now)
    for rule in had | has:
        assert told.gone.get(rule, 0) + told.remaining.get(rule, 0) == had[rule]
        assert told.new.get(rule, 0) + told.remaining.get(rule, 0) == has[rule]
    assert told.remaining == dict(
        Counter(p[0] for p in (Counter(before) & Counter(now)).elements())
    )
    fresh = [
        (group.rule.number, group.persons[at], group.records[at])
        for number, group in enumerate(checked.findings.groups)
        for at in range(len(group))
        if told.is_new(number, at)
    ]
    assert Counter(fresh) == Counter(now) - Counter(before)
    assert told.vanished is not None
    gone = [
        (group.rule.number, group.persons[at], group.records[at]) for group, at in told.vanished
    ]
    assert Counter(gone) == Counter(before) - Counter(now)


def test_what_is_gone_is_listed_only_when_the_earlier_check_is_at_hand(
    base: Checked, tmp_path: Path
) -> None:
    history = History(tmp_path / "h")
    old = replace(made_up(base, [("T-04", 1, 10)]), at=NOW - timedelta(days=2))
    between = replace(made_up(base, [("T-04", 2, 11)]), at=NOW - timedelta(days=1))
    history.take_check(old)
    history.take_check(between)
    told = history.take_check(made_up(base, []), old).since
    assert told is not None
    assert told.gone == {"T-04": 1}
    assert told.vanished is None


def test_a_rule_not_made_is_neither_gone_nor_new(base: Checked, tmp_path: Path) -> None:
    history = History(tmp_path / "h")
    history.take_check(made_up(base, [("T-04", 1, 10), ("P-05", 1, 11)], made=["T-04"]))
    checked = history.take_check(made_up(base, [("P-05", 1, 11), ("P-05", 2, 12)], made=["P-05"]))
    told = checked.since
    assert told is not None
    assert (told.gone, told.new, told.remaining) == ({}, {}, {"P-05": 1})
    assert told.unsure == ("P-05", "T-04")
    assert [told.is_new(0, at) for at in range(2)] == [False, None]
    assert "P-05" in notes(told)[0]


def test_half_a_file_is_compared_but_does_not_take_the_place_of_a_whole_one(tmp_path: Path) -> None:
    history = History(tmp_path / "h")
    export = tmp_path / "oppdiktet.xml"
    write_export(export, persons=300, faults=True)
    whole = export.read_text(encoding="utf-8")
    remembered(history, whole, tmp_path)
    half = since(history, whole[: len(whole) * 2 // 3], tmp_path)
    assert half.new["L-03"] == 1
    assert half.gone == {}
    assert half.remaining
    again = since(history, whole, tmp_path)
    assert (again.gone, again.new) == ({}, {})
    assert again.unsure == ()


def test_new_rules_are_told_of(base: Checked, tmp_path: Path) -> None:
    history = History(tmp_path / "h")
    history.take_check(base)
    told = history.take_check(replace(base, year=replace(base.year, version="2015.2"))).since
    assert told is not None
    assert told.changed
    assert "endret" in notes(told)[0]


def test_past_a_limit_the_largest_rule_is_only_counted(
    base: Checked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(since_last, "MOST", 5)
    history = History(tmp_path / "h")
    many: list[Place] = [("T-04", person, 1) for person in range(5)]
    history.take_check(made_up(base, [*many, ("P-05", 1, 1)]))
    checked = history.take_check(made_up(base, [*many, ("T-04", 9, 1), ("P-05", 2, 1)]))
    told = checked.since
    assert told is not None
    assert told.limited == ("T-04",)
    assert told.new == {"T-04": 1, "P-05": 1}
    assert told.gone == {"P-05": 1}
    groups = [group.rule.number for group in checked.findings.groups]
    assert told.is_new(groups.index("T-04"), 0) is None
    assert told.is_new(groups.index("P-05"), 0) is True
    assert "T-04" in notes(told)[0]


def test_places_years_and_test_mode_are_kept_apart(tmp_path: Path) -> None:
    history = History(tmp_path / "h")
    remembered(history, SMALL, tmp_path)
    for other in (
        SMALL.replace("<iiKomnr>0301", "<iiKomnr>4601"),
        SMALL.replace("<iiBydelsnr>00", "<iiBydelsnr>01"),
        SMALL.replace("20150101</iiFraDato>", "20160101</iiFraDato>"),
    ):
        assert remembered(history, other, tmp_path).since is None
    assert remembered(history, SMALL, tmp_path, test=False).since is None
    assert remembered(history, SMALL, tmp_path).since is not None


def test_a_file_that_does_not_say_where_it_is_from_is_not_remembered(tmp_path: Path) -> None:
    for number in ("30", "../../x", WOMAN):
        text = SMALL.replace("<iiKomnr>0301", f"<iiKomnr>{number}")
        remembered(History(tmp_path / "h"), text, tmp_path)
    assert not (tmp_path / "h").exists()


def test_a_new_year_sends_the_year_before_the_last_away(base: Checked, tmp_path: Path) -> None:
    history = History(tmp_path / "h")
    for year in (2012, 2013, 2014, 2015):
        history.take_check(replace(base, order=replace(base.order, year=year)))
    years = sorted(path.name[8:12] for path in (tmp_path / "h").glob("*.json"))
    assert years == ["2014", "2015"]


# What may go wrong on a disk


@pytest.mark.parametrize(
    "junk",
    [
        b"",
        b"{",
        b"[]",
        b"[" * 200_000,
        b"\xff\xfe",
        b'{"format": 2}',
        b'{"format": 1, "key": 3}',
        b"x" * 4_000_000,
    ],
    ids=["empty", "cut", "list", "deep", "bytes", "newer", "shape", "large"],
)
def test_what_cannot_be_understood_is_set_aside_and_told(junk: bytes, tmp_path: Path) -> None:
    history = History(tmp_path / "h")
    remembered(history, TWO_FAULTS, tmp_path)
    (kept,) = history.folder.glob("*.json")
    kept.write_bytes(junk)
    assert remembered(history, TWO_FAULTS, tmp_path).since is None
    assert history.trouble is not None
    assert kept.with_suffix(".uleselig").read_bytes() == junk
    assert since(history, TWO_FAULTS, tmp_path).new == {}


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("at", "2016-01-05T12:00:00"),
        ("at", None),
        ("versions", ["1"]),
        ("whole", [1]),
        ("counts", {"T-04": -1}),
        ("counts", {"T-04": True}),
        ("places", {"T-04": "AAAA"}),
        ("places", {"T-04": "ø"}),
        ("places", {"P-99": "AAAAAAAAAAA="}),
        ("key", "0011223344556677"),
    ],
)
def test_a_member_that_is_wrong_is_found(member: str, value: object, tmp_path: Path) -> None:
    history = History(tmp_path / "h")
    remembered(history, TWO_FAULTS, tmp_path)
    (kept,) = history.folder.glob("*.json")
    kept.write_text(json.dumps(json.loads(kept.read_bytes()) | {member: value}), encoding="utf-8")
    assert remembered(history, TWO_FAULTS, tmp_path).since is None
    assert history.trouble is not None


def test_a_lost_key_makes_the_old_hashes_useless_and_is_told(tmp_path: Path) -> None:
    history = History(tmp_path / "h")
    remembered(history, TWO_FAULTS, tmp_path)
    (history.folder / "nokkel").unlink()
    assert remembered(history, TWO_FAULTS, tmp_path).since is None
    assert history.trouble is not None


def test_a_folder_that_cannot_be_written_never_hinders_a_check(tmp_path: Path) -> None:
    (tmp_path / "h").write_text("a file in the way")
    history = History(tmp_path / "h")
    checked = remembered(history, TWO_FAULTS, tmp_path)
    assert checked.findings.counts["T-04"] == 1
    assert checked.since is None
    assert history.trouble is not None


def test_two_programs_at_once_leave_a_whole_file(base: Checked, tmp_path: Path) -> None:
    one, other = History(tmp_path / "h"), History(tmp_path / "h")
    one.take_check(made_up(base, [("T-04", 1, 1)]))
    other.take_check(made_up(base, [("T-04", 2, 1)]))
    told = one.take_check(made_up(base, [("T-04", 2, 1)])).since
    assert told is not None
    assert told.remaining == {"T-04": 1}
    assert sorted(path.name for path in one.folder.iterdir()) == [
        "0301-00-2015-test.json",
        "nokkel",
    ]


# Beside the last submission


def test_services_stand_beside_those_sent_last(base: Checked) -> None:
    checked = replace(base, counts=Counts(7, {"PERSON": 7}, {1: 410, 5: 2}))
    assert [row[2:] for row in services_beside_last(checked)] == [(410, None), (2, None)]
    beside = services_beside_last(replace(checked, last=Counts(7, {}, {1: 400, 6: 3})))
    assert [(row.code, row.now, row.before, row.change) for row in beside] == [
        (1, 410, 400, 10),
        (5, 2, 0, 2),
        (6, 0, 3, -3),
    ]
    assert all(row.text for row in beside)


# Nothing of anyone


def test_no_number_of_a_person_and_nothing_of_the_file_is_kept(tmp_path: Path) -> None:
    local = "987654321"
    text = TWO_FAULTS.replace('"1001"', f'"{local}"').replace('"8001"', '"876543219"')
    history = History(tmp_path / "h")
    checked = remembered(history, text, tmp_path)
    assert {"P-05", "T-04"} <= checked.findings.counts.keys()
    kept = sorted(history.folder.iterdir())
    assert len(kept) == 2
    secrets = (WOMAN, local, "876543219", "170", checked.file.sha256, str(tmp_path), "uttrekk")
    for path in kept:
        for secret in secrets:
            assert secret.encode() not in path.read_bytes()
            assert secret not in path.name
        if os.name == "posix":
            assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_an_identity_used_as_a_local_number_is_not_even_hashed(
    base: Checked, tmp_path: Path
) -> None:
    history = History(tmp_path / "h")
    history.take_check(made_up(base, [("T-04", int(WOMAN), int(WOMAN))]))
    told = history.take_check(made_up(base, [("T-04", NOBODY, NOBODY)])).since
    assert told is not None
    assert told.remaining == {"T-04": 1}


def hashes(history: History) -> dict[str, list[bytes]]:
    (kept,) = history.folder.glob("*.json")
    found = {}
    for rule, text in json.loads(kept.read_bytes())["places"].items():
        data = base64.b64decode(text)
        found[rule] = [data[at : at + 8] for at in range(0, len(data), 8)]
    return found


def test_without_the_key_no_hash_can_be_matched(base: Checked, tmp_path: Path) -> None:
    checked = made_up(base, [("T-04", person, 1) for person in range(50)])
    one, other = History(tmp_path / "one"), History(tmp_path / "other")
    one.take_check(checked)
    other.take_check(checked)
    mine, theirs = hashes(one)["T-04"], hashes(other)["T-04"]
    assert len(set(mine)) == len(set(theirs)) == 50
    assert not set(mine) & set(theirs)


def test_the_order_of_the_hashes_is_not_the_files(base: Checked, tmp_path: Path) -> None:
    people = [("T-04", person, 1) for person in range(50)]
    history = History(tmp_path / "h")
    history.take_check(made_up(base, people))
    forward = hashes(history)
    history.take_check(made_up(base, people[::-1]))
    assert hashes(history) == forward


# The words


@pytest.mark.parametrize(
    ("gone", "new", "same", "told"),
    [
        (3, 1, 12, "3 funn er borte, 1 er nytt, 12 er som før."),
        (1, 2, 0, "1 funn er borte, 2 er nye, ingen er som før."),
        (0, 1, 1, "Ingen funn er borte, 1 er nytt, 1 er som før."),
        (0, 0, 12, "Ingen funn er borte, ingen er nye. 12 er som før."),
        (0, 0, 0, "Ingen funn da, og ingen nå."),
    ],
)
def test_the_change_in_words(gone: int, new: int, same: int, told: str) -> None:
    left, come, stayed = ({"T-04": number} if number else {} for number in (gone, new, same))
    assert sentence(SinceLast(NOW, left, come, stayed)) == told


def test_rules_are_named_with_the_largest_first() -> None:
    assert of_rules({"P-05": 1, "T-04": 2}) == "T-04 (2), P-05 (1)"
    assert of_rules({f"T-{n:02}": 1 for n in range(10)}).endswith("og 2 regler til")
