"""The data years that come with the program, as an official would check them."""

import pytest

from iplos_desktop.errors import UserError
from iplos_desktop.year import available_years, load_year, nearest_year


def test_the_four_years_are_there() -> None:
    assert available_years() == [2015, 2016, 2017, 2018]


@pytest.mark.parametrize("year", [2015, 2016, 2017, 2018])
def test_a_year_is_whole(year: int) -> None:
    package = load_year(year)
    assert (package.first.isoformat(), package.last.isoformat()) == (
        f"{year}-01-01",
        f"{year}-12-31",
    )
    assert "0301" in package.municipalities
    assert "9999" not in package.municipalities
    assert package.districts["0301"]["01"] == "Gamle Oslo"
    assert 10 not in package.services
    assert len(package.functions) == (17 if year <= 2016 else 18)
    assert package.calendar.opens < package.calendar.deadline < package.calendar.corrected_before


def test_trondheim_has_its_districts_before_and_after_it_got_a_new_number() -> None:
    assert "01" in load_year(2017).districts["1601"]
    assert "01" in load_year(2018).districts["5001"]
    assert "1601" not in load_year(2018).municipalities


def test_a_year_without_a_package() -> None:
    assert nearest_year(2030) == 2018
    assert nearest_year(2001) == 2015
    with pytest.raises(UserError):
        load_year(2030)
