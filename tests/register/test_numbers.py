"""Identity and organisation numbers are told good from bad as the authorities do it."""

from datetime import date, timedelta

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from iplos_desktop.register.guises import is_clean
from iplos_desktop.register.identity import (
    Kind,
    check_digits,
    hide_numbers,
    identify,
    is_identity_without_its_zero,
)
from iplos_desktop.register.organisation import is_organisation_number, organisation_check_digit

BOUNDED = settings(max_examples=200, derandomize=True, deadline=None, database=None)


@pytest.mark.parametrize(
    ("number", "valid", "synthetic", "kind"),
    [
        ("30108299939", True, False, Kind.FNR),
        ("30908299902", True, True, Kind.FNR),
        ("20036914700", True, False, Kind.FNR),
        ("03851598730", True, True, Kind.FNR),
        ("20036914712", False, False, Kind.FNR),
        ("29020073150", True, False, Kind.FNR),
        ("29020105729", False, False, Kind.FNR),
        ("55102499947", True, False, Kind.DNR),
        ("41819077906", True, True, Kind.DNR),
        ("41819077302", True, True, Kind.DNR),
    ],
)
def test_the_official_test_values(number: str, valid: bool, synthetic: bool, kind: Kind) -> None:  # noqa: FBT001
    identity = identify(number)
    assert (identity.valid, identity.kind) == (valid, kind)
    assert identity.synthetic == synthetic


@pytest.mark.parametrize("number", ["30108299939", "55102499947", "41819077906"])
def test_the_2032_series_tells_neither_age_nor_gender(number: str) -> None:
    assert (identify(number).born, identify(number).male) == (None, None)


DAYS = st.dates(date(1940, 1, 1), date(1999, 12, 31))


@BOUNDED
@given(
    day=DAYS,
    individual=st.integers(0, 499),
    days=st.sampled_from([0, 40]),
    months=st.sampled_from([0, 40, 80]),
)
def test_a_number_made_by_the_rules_is_good(
    day: date, individual: int, days: int, months: int
) -> None:
    nine = f"{day.day + days:02}{day.month + months:02}{day.year % 100:02}{individual:03}"
    check = check_digits(nine)
    if check is None:
        return
    identity = identify(nine + check)
    assert identity.valid
    assert identity.born == day
    assert identity.male == (individual % 2 == 1)
    assert identity.synthetic == (months == 80)
    assert identity.kind == (Kind.HNR if months == 40 else Kind.DNR if days else Kind.FNR)


@BOUNDED
@given(day=DAYS, individual=st.integers(0, 499), at=st.integers(0, 10), by=st.integers(1, 9))
def test_one_wrong_digit_is_never_the_same_good_person(
    day: date, individual: int, at: int, by: int
) -> None:
    nine = f"{day:%d%m%y}{individual:03}"
    check = check_digits(nine)
    if check is None:
        return
    number = nine + check
    other = number[:at] + str((int(number[at]) + by) % 10) + number[at + 1 :]
    wrong = identify(other)
    # Only the first check digit may differ and still be good: that is the 2032 series.
    assert not wrong.valid or wrong.born is None


@BOUNDED
@given(st.text(max_size=14) | st.from_regex(r"[0-9]{0,13}", fullmatch=True))
def test_no_text_makes_it_stumble(text: str) -> None:
    identity = identify(text)
    assert not identity.valid or len(text) in {11, 12}
    assert not (identity.valid and not text.isascii())


def test_a_date_no_calendar_has_is_no_number() -> None:
    day = date(2015, 1, 31) + timedelta(days=28)
    assert day == date(2015, 2, 28)
    nine = next(nine for n in range(500) if check_digits(nine := f"310255{n:03}"))
    assert not identify(nine + str(check_digits(nine))).valid


def test_a_duf_number() -> None:
    digits = [2, 0, 0, 4, 1, 2, 3, 4, 5, 6]
    weights = (4, 6, 3, 2, 4, 6, 3, 2, 7, 5)
    check = sum(d * w for d, w in zip(digits, weights, strict=True)) % 11
    number = "".join(map(str, digits)) + f"{check:02}"
    assert identify(number).kind == Kind.DUF
    assert identify(number).valid
    assert not identify(number[:-1] + str((check + 1) % 10)).valid


def test_an_fh_number_has_no_date_and_no_gender() -> None:
    nine = next(nine for n in range(999) if check_digits(nine := f"899999{n:03}"))
    identity = identify(nine + str(check_digits(nine)))
    assert (identity.kind, identity.valid) == (Kind.FHN, True)
    assert (identity.born, identity.male) == (None, None)


@BOUNDED
@given(st.integers(0, 10**9 - 1))
def test_a_small_number_is_nobody_who_lost_a_zero(number: int) -> None:
    assert not is_identity_without_its_zero(number)


def test_a_number_that_lost_its_zero_is_known() -> None:
    assert is_identity_without_its_zero(3851598730)
    assert not is_identity_without_its_zero(3851598731)


@BOUNDED
@given(st.from_regex(r"[0-9]{6}[ -]?[0-9]{5,6}", fullmatch=True), st.text(max_size=5))
def test_no_long_number_is_left_to_be_shown(number: str, around: str) -> None:
    assert number not in hide_numbers(f"{around}{number}{around}")


class TestOrganisationNumber:
    @pytest.mark.parametrize("number", ["971526157", "974760673", "889640782"])
    def test_real_ones(self, number: str) -> None:
        assert is_organisation_number(number)

    @pytest.mark.parametrize(
        "number", ["", "97152615", "9715261570", "971526158", "171526157", "97152615x", "٩71526157"]
    )
    def test_wrong_ones(self, number: str) -> None:
        assert not is_organisation_number(number)

    @BOUNDED
    @given(st.from_regex(r"[89][0-9]{7}", fullmatch=True), st.integers(1, 9))
    def test_only_one_check_digit_is_right(self, eight: str, by: int) -> None:
        check = organisation_check_digit(eight)
        if check is None:
            assert not any(is_organisation_number(eight + str(digit)) for digit in range(10))
        else:
            assert is_organisation_number(eight + check)
            assert not is_organisation_number(eight + str((int(check) + by) % 10))


def test_a_number_with_signs_in_it_is_hidden_and_other_numbers_are_not() -> None:
    for spread in ("038515 98730", "03.85.15-98730", "0385 1598 730", "038515_98730"):
        assert hide_numbers(f"a {spread} b") == "a (langt nummer, skjult) b"
    for harmless in ("01.02.2015–30.11.2015", "12 345 678", "974652269", "21 09 45 49", "2,1"):
        assert hide_numbers(harmless) == harmless


@BOUNDED
@given(st.lists(st.from_regex(r"[\W_]{0,6}", fullmatch=True), min_size=10, max_size=10))
def test_whatever_signs_stand_between_its_digits(between: list[str]) -> None:
    number = "25889349908"
    spread = "".join(digit + signs for digit, signs in zip(number, [*between, ""], strict=True))
    assert not any(digit in hide_numbers(f"a {spread} b") for digit in number)


def test_the_beginning_of_a_number_is_hidden_since_the_rest_follows() -> None:
    for cut in ("038515987", "0385159873"):
        assert hide_numbers(cut) == "(langt nummer, skjult)"


CLEAN = ["", "03851598730", "038515 98730", "038515-98730", "03.85.15 98730", "123", "CCC002014",
         "CCC 002014", "AB-1234567", "C01X00T47", "701063-2391", "991203-T523", "010100-AAA1",
         "201017238203", "\u0660\u0663851598730"]  # fmt: skip
NOT_CLEAN = ["ukjent", "F20.0", "F20.0 F32.1", "12345 F20", "A05.0, B12.3", "300.02 31",
             "03851598730 F20", "03851598730 (D)", "1\U0001f6002", "123 a b c d 45", "F20-F32.1",
             "x\n1\n2\n3\n4\n5", "1" * 21, "038515  98730", "se notat"]  # fmt: skip


@pytest.mark.parametrize("identity", CLEAN)
def test_numbers_and_passports_may_go_to_the_manager(identity: str) -> None:
    assert is_clean(identity)


@pytest.mark.parametrize("identity", NOT_CLEAN)
def test_what_could_tell_of_health_may_not(identity: str) -> None:
    assert not is_clean(identity)
